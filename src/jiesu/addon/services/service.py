"""The base of our services: errors in our form, bodies read with care."""

from AccessControl import getSecurityManager
from jiesu.addon.access.permissions import SUBMIT
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.services.errors import FOREIGN
from jiesu.addon.services.errors import Malformed
from jiesu.addon.services.errors import NO_RIGHT
from jiesu.addon.services.errors import refusal_of
from jiesu.addon.services.errors import TOLD
from jiesu.addon.services.errors import told
from jiesu.addon.services.errors import TooLarge
from jiesu.addon.services.values import words
from plone import api
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.services import Service as PloneService
from zope.interface import alsoProvides

import json


# What a browser says of a page that is not of this very site.
FOREIGN_SITES = ("cross-site", "same-site")

# Nine files of 10 MB in base64, and what is said about them.
LARGEST_BODY = 128 * 1024 * 1024


class Service(PloneService):
    """A service that answers what people do wrong in the form of the contract."""

    def reply(self):
        """Answer, or say what is wrong."""
        try:
            return self.answer()
        except TOLD as error:
            return told(refusal_of(error), self.request)

    def answer(self) -> dict:
        """What is answered; a subclass says."""
        raise NotImplementedError

    def words(self, message) -> str:
        """A text in the asker's language."""
        return words(message, self.request)


class WritingService(Service):
    """A service that takes a JSON object and writes."""

    def reply(self):
        """Answer, or say what is wrong."""
        # Programs have no token of our forms; in its place stands what browsers tell.
        alsoProvides(self.request, IDisableCSRFProtection)
        if sent_by_foreign_page(self.request):
            return told(FOREIGN, self.request)
        return super().reply()

    def body(self) -> dict:
        """The JSON object that was sent; nothing at all counts as an empty one.

        :raises Malformed, TooLarge: see errors.py
        """
        length = self.request.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > LARGEST_BODY:
            raise TooLarge
        try:
            body = json.loads(self.request.get("BODY") or b"{}")
        except ValueError:
            raise Malformed from None
        if not isinstance(body, dict):
            raise Malformed
        return body


def sent_by_foreign_page(request) -> bool:
    """Whether another site's page made a browser send it in its reader's name.

    Sites of the same university are such sites, too: a cookie that is kept from all
    others (SameSite) goes to them. No browser adds a token of plone.restapi by itself.
    """
    if request.getHeader("Sec-Fetch-Site") not in FOREIGN_SITES:
        return False
    has_token = (request._auth or "").lower().startswith("bearer ")
    return not has_token and not api.user.is_anonymous()


class FormService(Service):
    """A service that tells what a form needs, to whoever may submit."""

    def answer(self) -> dict:
        """What is told, after the right was asked for."""
        if not getSecurityManager().checkPermission(SUBMIT, self.context):
            raise Forbidden(NO_RIGHT)
        return self.told()

    def told(self) -> dict:
        """What the form needs; a subclass says."""
        raise NotImplementedError
