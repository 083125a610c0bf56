"""A supervision in JSON, as its reader may see it."""

from jiesu.addon.content.interfaces import ISupervision
from jiesu.addon.content.supervision import PORTAL_TYPE
from jiesu.addon.content.supervision import STATES
from jiesu.addon.handling.perform import available_actions
from jiesu.addon.handling.reading import Reading
from jiesu.addon.handling.reading_supervision import SupervisionReading
from jiesu.addon.interfaces import IBrowserLayer
from jiesu.addon.services.complaints.serializer import action_link
from jiesu.addon.services.complaints.serializer import short
from jiesu.addon.services.journal import journal_json
from jiesu.addon.services.values import duration
from jiesu.addon.services.values import iso
from jiesu.addon.services.values import words
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.interfaces import ISerializeToJsonSummary
from zope.component import adapter
from zope.interface import implementer


@implementer(ISerializeToJson)
@adapter(ISupervision, IBrowserLayer)
class SupervisionToJson:
    """The supervision with what it joins, its journal, and what can be done now."""

    def __init__(self, context, request):
        """Adapt."""
        self.context = context
        self.request = request
        self.reading = SupervisionReading(context)

    def __call__(self, **_kwargs) -> dict:
        """The whole."""
        supervision, reading = self.context, self.reading
        return {
            **summary(reading, self.request),
            "text": supervision.text,
            "handlers": dict(supervision.handlers),
            "ended_at": iso(supervision.ended_at),
            "remaining": duration(reading.remaining),
            "complaints": [self._complaint(one) for one in reading.linked],
            "complaints_hidden": reading.hidden,
            "journal": journal_json(supervision, reading, self.request),
            "actions": [
                action_link(supervision, action, self.request)
                for action in available_actions(supervision)
            ],
        }

    def _complaint(self, reading: Reading) -> dict:
        return {
            **short(reading.complaint, reading.state),
            "title": reading.heading,
            "light": reading.light,
        }


@implementer(ISerializeToJsonSummary)
@adapter(ISupervision, IBrowserLayer)
class SupervisionToJsonSummary:
    """What Plone says of a supervision where it names one: no word of its content."""

    def __init__(self, context, request):
        """Adapt."""
        self.context = context

    def __call__(self) -> dict:
        """Address and type."""
        return {"@id": self.context.absolute_url(), "@type": PORTAL_TYPE}


def summary(reading: SupervisionReading, request) -> dict:
    """One line of a list."""
    supervision = reading.supervision
    return {
        **short(supervision, reading.state),
        "@type": PORTAL_TYPE,
        "title": supervision.title,
        "department": supervision.department,
        "supporting": list(supervision.supporting),
        "due": supervision.due.isoformat(),
        "light": reading.light,
        "opened_at": iso(supervision.opened_at),
        "reported_at": iso(supervision.reported_at),
        "titles": {
            "state": words(STATES[reading.state], request),
            "department": reading.department_title(supervision.department),
        },
    }
