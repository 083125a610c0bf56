"""Which supervisions turned yellow or red and were not told of: for the scanner.

A red one escalates to the supervisors. Who is told what is decided by whoever tells.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from jiesu.addon.calendar.worktime import WorkCalendar
from jiesu.addon.content.lookup import supervisions_of
from jiesu.addon.content.supervision import running
from jiesu.addon.content.supervision import Supervision
from jiesu.addon.deadlines.agenda import Due
from jiesu.addon.deadlines.desk import calendar_of
from jiesu.addon.deadlines.supervision import clock_of


YELLOW = "supervision_yellow"
RED = "supervision_red"


@dataclass(frozen=True)
class Late:
    """A supervision of which something is due that nobody was told of yet."""

    supervision: Supervision
    due: Due


def due_supervisions(desk, now: datetime) -> Iterator[Late]:
    """Those whose light turned and that were not told of, the one due first at first.

    After a long silence a red one is not yellow any more: it is told once.
    """
    for supervision in running(supervisions_of(desk)):
        due = due_of(supervision, calendar_of(desk), now)
        if due is not None:
            yield Late(supervision, due)


def due_of(supervision, calendar: WorkCalendar, now: datetime) -> Due | None:
    """What of a supervision is to be told now; None for nothing."""
    come = [one for one in _untold(supervision, calendar) if one.at <= now]
    return come[-1] if come else None


def next_due(desk) -> datetime | None:
    """When the next stage comes that nobody was told of, or came; None for never."""
    calendar = calendar_of(desk)
    return min(
        (
            due.at
            for supervision in running(supervisions_of(desk))
            for due in _untold(supervision, calendar)
        ),
        default=None,
    )


def _untold(supervision, calendar: WorkCalendar) -> list[Due]:
    """The stages that nobody was told of, yellow first; none where nothing is due."""
    clock = clock_of(supervision, calendar)
    if clock.due is None:
        return []
    stages = (Due(clock.yellow, YELLOW, clock.due), Due(clock.due, RED, clock.due))
    return [one for one in stages if one.name not in supervision.told]


def mark_told(supervision, stage: str) -> None:
    """Remember that people were told of a stage; another due day begins anew.

    :param stage: the name of the `Due`
    """
    before = {YELLOW, RED} if stage == RED else {stage}
    supervision.told = tuple(sorted(before | set(supervision.told)))
