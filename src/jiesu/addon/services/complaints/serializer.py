"""A complaint in JSON, as its reader may see it: `Reading`, written down."""

from dataclasses import asdict
from datetime import datetime
from jiesu.addon.access import roles
from jiesu.addon.access.capacities import capacities
from jiesu.addon.access.identity import Identity
from jiesu.addon.calendar.moment import now
from jiesu.addon.content.complaint import CHANNELS
from jiesu.addon.content.complaint import KINDS
from jiesu.addon.content.complaint import STATES
from jiesu.addon.content.interfaces import IComplaint
from jiesu.addon.content.lookup import supervisions_of
from jiesu.addon.deadlines.clock import Support
from jiesu.addon.deadlines.lights import Light
from jiesu.addon.deadlines.lights import support_light
from jiesu.addon.handling.action import MatterAction
from jiesu.addon.handling.perform import available_actions
from jiesu.addon.handling.reading import Reading
from jiesu.addon.handling.review import draft_of
from jiesu.addon.interfaces import IBrowserLayer
from jiesu.addon.services.journal import journal_json
from jiesu.addon.services.publicanswers.serializer import publication_json
from jiesu.addon.services.values import duration
from jiesu.addon.services.values import iso
from jiesu.addon.services.values import words
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.interfaces import ISerializeToJsonSummary
from zope.component import adapter
from zope.interface import implementer


TYPE = "JiesuComplaint"
# So many of those that follow a complaint are named.
MOST_FOLLOWERS = 20


@implementer(ISerializeToJson)
@adapter(IComplaint, IBrowserLayer)
class ComplaintToJson:
    """The complaint with its journal, its clock and what the reader can do now."""

    def __init__(self, context, request):
        """Adapt."""
        self.context = context
        self.request = request
        self.reading = Reading(context)

    def __call__(self, **_kwargs) -> dict:
        """The whole. A field that the reader may not know is left out."""
        return {
            **self._facts(),
            **self._for_some(),
            "titles": self._titles(),
            "clock": self._clock(),
            "journal": journal_json(self.context, self.reading, self.request),
            "actions": [
                action_link(self.context, action, self.request)
                for action in available_actions(self.context)
            ],
        }

    def _facts(self) -> dict:
        complaint = self.context
        return {
            **short(complaint, self.reading.state),
            "@type": TYPE,
            "title": self.reading.heading,
            "text": complaint.text,
            "kind": complaint.kind,
            "category": complaint.category or None,
            "department": complaint.department or None,
            "supporting": list(complaint.supporting),
            "location": complaint.location,
            "channel": complaint.channel,
            "received": iso(complaint.received),
            "urgent": bool(complaint.urgent),
            "hide_identity": bool(complaint.hide_identity),
            "asked": bool(complaint.asked),
            "outcome": complaint.outcome,
            "answered_at": iso(complaint.answered_at),
            "rating_until": iso(self.reading.rating_until),
            "score": complaint.score,
            "solved": complaint.solved,
            "reworks": complaint.reworks,
            "closed_at": iso(complaint.closed_at),
            "mine": self.reading.is_submitter,
            "together": self.reading.together,
            "publication": publication_json(complaint),
        }

    def _for_some(self) -> dict:
        complaint, reading = self.context, self.reading
        found: dict = {}
        if reading.is_submitter or roles.OFFICE_ROLE in reading.held:
            found["about_department"] = bool(complaint.about_department)
        if reading.is_staff:
            found["handler"] = complaint.handler or None
            found["returns"] = complaint.returns
            found["supervisions"] = self._supervisions()
            found["consulted"] = list(complaint.consulted)
            found["helpers"] = list(complaint.helpers)
            found["merged_into"] = reading.master and other(reading.master)
            found["merged"] = {
                "items": [other(one) for one in reading.followers(MOST_FOLLOWERS)],
                "items_total": reading.follower_count,
            }
            found["draft"] = getattr(draft_of(complaint), "number", None)
        if reading.identity is not None:
            found["identity"] = identity_json(reading.identity)
        return found

    def _supervisions(self) -> list[str]:
        """The running supervisions that join it and that the reader may see."""
        container = supervisions_of(self.reading.desk)
        found = [container[one] for one in self.context.supervisions]
        return [one.absolute_url() for one in found if capacities(one)]

    def _titles(self) -> dict:
        """The words for the codes above, in the reader's language."""
        complaint, reading = self.context, self.reading
        return {
            "kind": words(KINDS[complaint.kind], self.request),
            "state": words(STATES[reading.state], self.request),
            "channel": words(CHANNELS[complaint.channel], self.request),
            "category": reading.category_title,
            "department": self._department(complaint.department),
        }

    def _clock(self) -> dict:
        clock = self.reading.clock
        return {
            "dispatched": iso(clock.last_dispatched),
            "accept_due": iso(clock.accept_due),
            "accepted": iso(clock.accepted),
            "answer_due": iso(clock.answer_due),
            "answered": iso(clock.answered),
            "due": iso(clock.due),
            "light": self.reading.light,
            "remaining": duration(self.reading.remaining),
            "paused_since": iso(clock.paused_since),
            "support": self._support(),
        }

    def _support(self) -> list[dict]:
        if not self.reading.is_staff:
            return []
        return [support_json(one, now()) for one in self.reading.clock.support]

    def _department(self, department_id: str) -> str:
        return self.reading.department_title(department_id) if department_id else ""


@implementer(ISerializeToJsonSummary)
@adapter(IComplaint, IBrowserLayer)
class ComplaintToJsonSummary:
    """What Plone says of a complaint where it names one: no word of its content."""

    def __init__(self, context, request):
        """Adapt."""
        self.context = context

    def __call__(self) -> dict:
        """Address and type."""
        return {"@id": self.context.absolute_url(), "@type": TYPE}


def short(matter, state: str) -> dict:
    """The least that is said of a complaint or supervision."""
    return {
        "@id": matter.absolute_url(),
        "number": matter.number,
        "state": state,
    }


def other(complaint) -> dict:
    """Another complaint, for somebody who may see it."""
    return {"@id": complaint.absolute_url(), "number": complaint.number}


def support_json(support: Support, moment: datetime) -> dict:
    """How a supporting department stands."""
    return {
        "department": support.department,
        "due": iso(support.due),
        "done": iso(support.done),
        "late": support.late or support_light(support, moment) == Light.RED,
        "light": str(support_light(support, moment)),
    }


def action_link(matter, action: MatterAction, request) -> dict:
    """An action that can be taken now, and where."""
    return {
        "@id": f"{matter.absolute_url()}/@handling/{action.name}",
        "name": action.name,
        "title": words(action.title, request),
    }


def identity_json(identity: Identity) -> dict:
    """Who a submitter is. Personal data."""
    return asdict(identity)
