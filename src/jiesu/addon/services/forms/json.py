"""What REST tells of a form and takes for one.

What a form asks and does is for Managers alone: the fields and actions name addresses
and conditions that are nobody else's business, and a change of them is a change of the
site's configuration.
"""

from collective.easyform.interfaces import IEasyForm
from collective.easyform.serializer import DeserializeFromJson
from collective.easyform.serializer import SerializeToJson
from jiesu.addon.interfaces import IBrowserLayer
from plone import api
from plone.restapi.deserializer import json_body
from plone.restapi.interfaces import IDeserializeFromJson
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.interfaces import ISerializeToJsonSummary
from zExceptions import Forbidden
from zope.component import adapter
from zope.component import getMultiAdapter
from zope.interface import implementer


MANAGE = "Manage portal"

# What others than Managers may say of a form that they make.
OPEN = {"@type", "id", "title", "description", "language", "subjects"}


@implementer(ISerializeToJson)
@adapter(IEasyForm, IBrowserLayer)
class FormToJson:
    """A form: whole for Managers, else its name and where it is."""

    def __init__(self, context, request):
        """Adapt."""
        self.context = context
        self.request = request

    def __call__(self, version=None, include_items=True) -> dict:
        """The form."""
        if api.user.has_permission(MANAGE, obj=self.context):
            return SerializeToJson(self.context, self.request)(version, include_items)
        summary = getMultiAdapter((self.context, self.request), ISerializeToJsonSummary)
        return {**summary(), "id": self.context.getId(), "UID": self.context.UID()}


@implementer(IDeserializeFromJson)
@adapter(IEasyForm, IBrowserLayer)
class FormFromJson:
    """A form from JSON; what it asks and does only from Managers."""

    def __init__(self, context, request):
        """Adapt."""
        self.context = context
        self.request = request

    def __call__(self, validate_all=False, data=None, create=False):
        """Set what is given.

        :raises Forbidden: it is more than the user may set; nothing is set
        """
        data = json_body(self.request) if data is None else data
        if not api.user.has_permission(MANAGE, obj=self.context):
            closed = sorted(set(data) - OPEN)
            if closed:
                raise Forbidden(", ".join(closed))
        whole = DeserializeFromJson(self.context, self.request)
        return whole(validate_all, data, create)
