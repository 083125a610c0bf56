"""Which supervisions turned yellow or red and were not told of: for the scanner.

A red one escalates to the supervisors. Who is told what is decided by whoever tells.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from jiesu.addon.content.lookup import supervisions_of
from jiesu.addon.content.supervision import running
from jiesu.addon.content.supervision import Supervision
from jiesu.addon.deadlines.agenda import Due
from jiesu.addon.deadlines.clock import Clock
from jiesu.addon.deadlines.desk import calendar_of
from jiesu.addon.deadlines.lights import Light
from jiesu.addon.deadlines.lights import light
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
    calendar = calendar_of(desk)
    for supervision in running(supervisions_of(desk)):
        clock = clock_of(supervision, calendar)
        due = _due(clock, now)
        if due is not None and due.name not in supervision.told:
            yield Late(supervision, due)


def _due(clock: Clock, now: datetime) -> Due | None:
    shown = light(clock, now)
    if shown == Light.RED:
        return Due(clock.due, RED, clock.due)
    if shown == Light.YELLOW:
        return Due(clock.yellow, YELLOW, clock.due)
    return None


def mark_told(supervision, stage: str) -> None:
    """Remember that people were told of a stage; another due day begins anew.

    :param stage: the name of the `Due`
    """
    before = {YELLOW, RED} if stage == RED else {stage}
    supervision.told = tuple(sorted(before | set(supervision.told)))
