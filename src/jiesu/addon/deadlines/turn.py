"""Whose turn it is: what of an agenda is to be done or told at a moment. Pure.

`turn_of` says what now, `next_of` when to look again. Rules: docs/concepts/rules.md,
time limits. Three of them are kept here and nowhere else:

- What the desk does itself happens on time; what people are told waits for the end of
  the night, unless the complaint is urgent.
- Of stages that have passed together, as after a stop, only what still means something
  is told: of each line of stages the last one. The others count as told.
- What was told is never told again; another due moment is another thing.
"""

from collections.abc import Collection
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from jiesu.addon.deadlines.agenda import ACCEPT_RED
from jiesu.addon.deadlines.agenda import ACCEPT_YELLOW
from jiesu.addon.deadlines.agenda import Due
from jiesu.addon.deadlines.agenda import ESCALATED
from jiesu.addon.deadlines.agenda import LEAVE_ENDS
from jiesu.addon.deadlines.agenda import pending
from jiesu.addon.deadlines.agenda import RATING_ENDS
from jiesu.addon.deadlines.agenda import RED
from jiesu.addon.deadlines.agenda import SUPERVISION_PROPOSED
from jiesu.addon.deadlines.agenda import SUPPORT_RED
from jiesu.addon.deadlines.agenda import SUPPORT_YELLOW
from jiesu.addon.deadlines.agenda import SUSPENSION_ENDS
from jiesu.addon.deadlines.agenda import YELLOW
from jiesu.addon.deadlines.night import Night


# What the desk does itself, by the name of the action.
ACTS = {
    RATING_ENDS: "close",
    SUSPENSION_ENDS: "resume",
    LEAVE_ENDS: "take_back_publication",
}

# Lines of stages that tell the same people of the same matter, the last one outdoing
# those before: the department of accepting and of answering, a supporting department,
# the Office.
LINES = (
    (ACCEPT_YELLOW, ACCEPT_RED),
    (YELLOW, RED),
    (SUPPORT_YELLOW, SUPPORT_RED),
    (ESCALATED, SUPERVISION_PROPOSED),
)


@dataclass(frozen=True)
class Turn:
    """What there is to do at a moment.

    act: the action that the desk does itself, or None; whatever else there is waits
        for what comes of it
    tell: what people are told, the first first
    passed: what was outdone before it could be told
    """

    act: str | None = None
    tell: tuple[Due, ...] = ()
    passed: tuple[Due, ...] = ()


def turn_of(
    agenda: Iterable[Due],
    told: Collection[str],
    now: datetime,
    night: Night,
    urgent: bool,
) -> Turn:
    """Return what there is to do now.

    :param agenda: all that becomes due, see agenda.py
    :param told: keys of what was told
    """
    waiting = pending(agenda, told)
    come = [one for one in waiting if when(one, night, urgent, now) <= now]
    acts = [ACTS[one.name] for one in come if one.name in ACTS]
    if acts:
        return Turn(act=acts[0])
    last: dict[tuple, Due] = {}
    for one in sorted(come, key=_stage):
        last[_line(one)] = one
    tell = tuple(one for one in come if last[_line(one)] is one)
    return Turn(tell=tell, passed=tuple(one for one in come if one not in tell))


def next_of(
    agenda: Iterable[Due],
    told: Collection[str],
    now: datetime,
    night: Night,
    urgent: bool,
) -> datetime | None:
    """Return when there is something to do next; None where there is nothing."""
    waiting = pending(agenda, told)
    return min((when(one, night, urgent, now) for one in waiting), default=None)


def when(due: Due, night: Night, urgent: bool, now: datetime) -> datetime:
    """Return when it is time for something: not in a night that is or will be."""
    if urgent or due.name in ACTS:
        return due.at
    moment = night.over(due.at)
    return night.over(now) if moment <= now and night.covers(now) else moment


def remembered(
    agenda: Collection[Due], told: Collection[str], new: Iterable[Due]
) -> tuple[str, ...]:
    """Return what is to be remembered as told, without what cannot come again.

    A key leaves when a later one took its place. Not as soon as it is out of the
    agenda: while a clock stands still nothing is due, but when it goes on at once the
    due moment is the same as before.
    """
    names = {_name(one.key) for one in new}
    living = {one.key for one in agenda}
    kept = [key for key in told if key in living or _name(key) not in names]
    return (*kept, *(one.key for one in new if one.key not in kept))


def _name(key: str) -> tuple[str, str]:
    """The name and the department of a key."""
    name, _due, department = (*key.split(" ", 2), "")[:3]
    return name, department


def _line(due: Due) -> tuple[str, ...]:
    for line in LINES:
        if due.name in line:
            return (line[0], due.department)
    return (due.name, due.department, due.due.isoformat())


def _stage(due: Due) -> tuple:
    """Sorts what is outdone before what outdoes it: by stage, then by due moment."""
    stages = next((line for line in LINES if due.name in line), (due.name,))
    return stages.index(due.name), due.due
