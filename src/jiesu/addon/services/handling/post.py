"""`POST {matter}/@handling/{action}`: act."""

from AccessControl import getSecurityManager
from jiesu.addon.access.identity import identity_of
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.handling.perform import forget_roles
from jiesu.addon.handling.perform import handle
from jiesu.addon.services.complaints.serializer import identity_json
from jiesu.addon.services.complaints.serializer import short
from jiesu.addon.services.service import WritingService
from plone.restapi.interfaces import ISerializeToJson
from Products.CMFCore.permissions import View
from zope.component import getMultiAdapter
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


# The action whose answer tells the hidden name, this once.
REVEAL = "reveal"


@implementer(IPublishTraverse)
class HandlingPost(WritingService):
    """Take the action that the address names."""

    action = ""

    def publishTraverse(self, request, name):
        """The action's name is the last part of the address."""
        self.action = f"{self.action}/{name}" if self.action else name
        return self

    def answer(self) -> dict:
        """The matter after the step, or little of it to one who lost sight of it."""
        matter = self.context
        handle(matter, self.action, self.body())
        forget_roles()
        if not getSecurityManager().checkPermission(View, matter):
            return short(matter, state_of(matter))
        told = getMultiAdapter((matter, self.request), ISerializeToJson)()
        if self.action == REVEAL:
            told["identity"] = identity_json(identity_of(matter))
        return told
