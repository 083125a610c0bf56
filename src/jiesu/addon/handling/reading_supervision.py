"""A supervision as one reader may see it: the facts, the journal, what it joins."""

from functools import cached_property
from jiesu.addon.content.interfaces import ISupervision
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.content.lookup import supervisions_of
from jiesu.addon.content.supervision import ended
from jiesu.addon.content.supervision import running
from jiesu.addon.content.supervision import Supervision
from jiesu.addon.deadlines.clock import Clock
from jiesu.addon.deadlines.desk import calendar_of
from jiesu.addon.deadlines.supervision import clock_of
from jiesu.addon.handling.reading import MatterReading
from jiesu.addon.handling.reading import Reading
from jiesu.addon.journal.entry import Entry
from plone import api
from Products.CMFCore.permissions import View


# Changes that name complaints by their ids.
OF_COMPLAINTS = ("linked", "unlinked")


class SupervisionReading(MatterReading):
    """What the present user may see of a supervision."""

    @property
    def supervision(self) -> Supervision:
        """The supervision."""
        return self.matter

    @property
    def heading(self) -> str:
        """Its title."""
        return self.supervision.title

    @cached_property
    def clock(self) -> Clock:
        """The clock; empty when nothing is due."""
        return clock_of(self.supervision, calendar_of(self.desk))

    @cached_property
    def linked(self) -> list[Reading]:
        """The complaints that it joins, as far as the reader may see them."""
        return [Reading(one) for one in self._seen(self.supervision.complaints)]

    @property
    def hidden(self) -> int:
        """How many complaints it joins besides."""
        return len(self.supervision.complaints) - len(self.linked)

    def handlers(self) -> list[tuple[str, str]]:
        """Department and name of whom its heads have named."""
        return [
            (self.department_title(department), self.person(user))
            for department, user in self.supervision.handlers
        ]

    def _changes(self, entry: Entry) -> dict:
        """Complaints by their numbers; how many more the reader cannot see."""
        changes = dict(entry.changes)
        for name in OF_COMPLAINTS:
            if name in changes:
                numbers = [one.number for one in self._seen(changes[name])]
                changes["hidden"] = len(changes[name]) - len(numbers)
                changes[name] = numbers
        return changes

    def _seen(self, complaint_ids) -> list:
        container = complaints_of(self.desk)
        found = [container[one] for one in complaint_ids]
        return [one for one in found if api.user.has_permission(View, obj=one)]


def reading_of(matter) -> MatterReading:
    """What the present user may see of a complaint or supervision."""
    if ISupervision.providedBy(matter):
        return SupervisionReading(matter)
    return Reading(matter)


def seen_running(desk) -> list[SupervisionReading]:
    """The running supervisions that the present user may see, due first."""
    return _seen_of(running(supervisions_of(desk)))


def seen_ended(desk) -> list[SupervisionReading]:
    """Those that are over and that the present user may see, the latest first."""
    return _seen_of(ended(supervisions_of(desk)))


def _seen_of(supervisions: list[Supervision]) -> list[SupervisionReading]:
    readings = map(SupervisionReading, supervisions)
    return [reading for reading in readings if reading.held]
