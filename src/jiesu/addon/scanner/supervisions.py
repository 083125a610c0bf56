"""Supervisions as the scanner looks at them: their lights are told, by day.

Some dozens run at a time, so that each of them is looked at.
"""

from collections.abc import Container
from datetime import datetime
from jiesu.addon.calendar.moment import now
from jiesu.addon.content.lookup import supervisions_of
from jiesu.addon.deadlines.agenda import Due
from jiesu.addon.deadlines.desk import calendar_of
from jiesu.addon.deadlines.desk import night_of
from jiesu.addon.handling.lateness import due_of
from jiesu.addon.handling.lateness import due_supervisions
from jiesu.addon.handling.lateness import mark_told
from jiesu.addon.handling.lateness import next_due
from jiesu.addon.handling.perform import SupervisionDue
from jiesu.addon.scanner.interfaces import IScanned
from jiesu.addon.scanner.outcome import Looked
from zope.event import notify
from zope.interface import implementer


@implementer(IScanned)
class ScannedSupervisions:
    """See `IScanned`."""

    def due(self, desk, moment: datetime, size: int, without: Container[str]):
        """None at night: a supervision is never urgent."""
        if night_of(desk).covers(moment):
            return []
        late = [one.supervision.getId() for one in due_supervisions(desk, moment)]
        return [one for one in late if one not in without][:size]

    def next(self, desk) -> datetime | None:
        """When the first light turns, or the night after that is over."""
        moment = next_due(desk)
        if moment is None:
            return None
        # What waits already is told when the present night is over.
        return night_of(desk).over(max(moment, now()))

    def look(self, desk, name: str) -> Looked:
        """Tell a light that turned; remember it with the supervision."""
        supervision = supervisions_of(desk).get(name)
        due = _to_tell(desk, supervision) if supervision is not None else None
        if due is None:
            return Looked()
        mark_told(supervision, due.name)
        notify(SupervisionDue(supervision, due))
        return Looked(told=1)


def _to_tell(desk, supervision) -> Due | None:
    moment = now()
    if night_of(desk).covers(moment):
        return None
    return due_of(supervision, calendar_of(desk), moment)
