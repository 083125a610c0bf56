"""Keeps Plone's own content services from being a way round the actions.

Rights refuse most of them already. Here they are refused by name for complaints and
their container, so that no role, however it came by its rights, edits, moves, shares or
looks into the history of one. `<jiesu:refuse>` in guarded.zcml lists them;
tests/services/test_guarded.py finds a new one of Plone's that is not listed.

Some of Plone's pages are open to everybody and show the title of where they are asked
for (`main_template`, for one). So nothing at all below a complaint is published to
somebody who may not see it.
"""

from AccessControl import getSecurityManager
from jiesu.addon.content.interfaces import IClosed
from jiesu.addon.content.interfaces import IPublicAnswer
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.interfaces import IBrowserLayer
from jiesu.addon.services.errors import NO_RIGHT
from jiesu.addon.services.service import Service
from plone.rest.traverse import RESTWrapper
from plone.rest.zcml import serviceDirective
from Products.CMFCore.permissions import View
from zExceptions import Unauthorized
from zope.configuration.fields import GlobalInterface
from zope.configuration.fields import Tokens
from zope.interface import implementer
from zope.interface import Interface
from zope.publisher.interfaces import IPublishTraverse
from zope.schema import TextLine


class IGuarded(Interface):
    """A complaint, a supervision or a public answer, or the container of all."""


@implementer(IPublishTraverse)
class Refused(Service):
    """A service of Plone's that complaints do not have."""

    def publishTraverse(self, request, name):
        """Whatever comes after it is refused as well."""
        return self

    def answer(self) -> dict:
        """Refuse.

        :raises Forbidden: always
        """
        raise Forbidden(NO_RIGHT)


class IRefuse(Interface):
    """The directive `<jiesu:refuse>`."""

    for_ = GlobalInterface(title="What does not have the services")
    methods = Tokens(title="HTTP methods", value_type=TextLine())
    name = TextLine(title="Name of the service", required=False, default="")


def refuse(_context, for_, methods: list[str], name: str = "") -> None:
    """Register refusals, each for one method."""
    for method in methods:
        serviceDirective(
            _context,
            method=method,
            accept="application/json",
            factory=Refused,
            for_=for_,
            permission="zope2.View",
            layer=IBrowserLayer,
            name=name,
        )


def for_readers_only(event) -> None:
    """Publish nothing below what is guarded to somebody who may not see it.

    :raises Unauthorized: the user may not
    """
    for parent in event.request.get("PARENTS", ()):
        one = parent.context if isinstance(parent, RESTWrapper) else parent
        if not (IClosed.providedBy(one) or IPublicAnswer.providedBy(one)):
            continue
        if not getSecurityManager().checkPermission(View, one):
            raise Unauthorized(one.getId())
        return
