"""What will become due for a complaint if nothing happens: pure.

`agenda` lists it, each with the moment at which it is time to act or to tell; `pending`
leaves out what was told already. Rules: docs/concepts/rules.md, time limits.

A new thing that can become due is a function in `_PARTS`.
"""

from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from jiesu.addon.calendar.worktime import WorkCalendar
from jiesu.addon.deadlines.clock import Clock
from jiesu.addon.deadlines.limits import Limits


ACCEPT_YELLOW = "accept_yellow"
ACCEPT_RED = "accept_red"
YELLOW = "yellow"
RED = "red"
ESCALATED = "escalated"
SUPERVISION_PROPOSED = "supervision_proposed"
EXTENSION_UNDECIDED = "extension_undecided"
SUSPENSION_ENDS = "suspension_ends"
RATING_ENDS = "rating_ends"
REOPENING_ENDS = "reopening_ends"
LEAVE_ENDS = "leave_ends"
SUPPORT_YELLOW = "support_yellow"
SUPPORT_RED = "support_red"


@dataclass(frozen=True)
class Standing:
    """How a complaint stands, as far as something can become due.

    runs: whether its clock is somebody's to keep: not where it follows another
    extension_asked: since when an extension waits to be decided
    suspended_until: when its suspension ends
    supervised: whether a supervision joins it already, so that none is proposed
    leave_asked: since when the submitter is asked whether it may be published
    answered, closed: since when it is answered or closed and not more than that
    """

    clock: Clock
    runs: bool = True
    extension_asked: datetime | None = None
    suspended_until: datetime | None = None
    answered: datetime | None = None
    closed: datetime | None = None
    supervised: bool = False
    leave_asked: datetime | None = None


@dataclass(frozen=True, order=True)
class Due:
    """One thing that becomes due.

    at: when it is time to act or to tell
    name: what it is, one of the constants above
    due: the due moment that it is about
    department: whose it is, where it is that of a supporting department
    """

    at: datetime
    name: str
    due: datetime
    department: str = ""

    @property
    def key(self) -> str:
        """What it is known by when it was told: another due moment is another thing."""
        parts = (self.name, self.due.isoformat(), self.department)
        return " ".join(part for part in parts if part)


def agenda(standing: Standing, limits: Limits, calendar: WorkCalendar) -> list[Due]:
    """Return all that will become due, or has, the first first and each once."""
    parts = (part(standing, limits, calendar) for part in _PARTS)
    # Where accepting and answering are due at the same moment, both say the same.
    return sorted({due for part in parts for due in part})


def pending(due: Iterable[Due], told: Collection[str]) -> list[Due]:
    """Return what was not told yet, the first first."""
    return [one for one in due if one.key not in told]


def _accept(standing: Standing, limits: Limits, calendar) -> Iterator[Due]:
    clock = standing.clock
    due = clock.accept_due
    if not standing.runs or due is None:
        return
    # The clock's yellow is that of what is due first.
    if clock.yellow is not None and clock.due == due:
        yield Due(clock.yellow, ACCEPT_YELLOW, due)
    yield Due(due, ACCEPT_RED, due)
    yield Due(limits.escalation.due(due, calendar), ESCALATED, due)


def _answer(standing: Standing, limits: Limits, calendar) -> Iterator[Due]:
    clock = standing.clock
    due = clock.answer_due
    if not standing.runs or due is None:
        return
    yield Due(clock.answer_yellow or due, YELLOW, due)
    yield Due(due, RED, due)
    yield Due(limits.escalation.due(due, calendar), ESCALATED, due)
    if not standing.supervised:
        yield Due(limits.proposal.due(due, calendar), SUPERVISION_PROPOSED, due)


def _support(standing: Standing, limits: Limits, calendar) -> Iterator[Due]:
    if not standing.runs:
        return
    for one in standing.clock.support:
        if one.open:
            yield Due(one.yellow, SUPPORT_YELLOW, one.due, one.department)
            yield Due(one.due, SUPPORT_RED, one.due, one.department)


def _extension(standing: Standing, limits: Limits, calendar) -> Iterator[Due]:
    asked = standing.extension_asked
    if standing.runs and asked is not None:
        at = limits.decision.due(asked, calendar)
        yield Due(at, EXTENSION_UNDECIDED, at)


def _suspension(standing: Standing, limits: Limits, calendar) -> Iterator[Due]:
    until = standing.suspended_until
    if standing.runs and until is not None:
        yield Due(until, SUSPENSION_ENDS, until)


def _rating(standing: Standing, limits: Limits, calendar) -> Iterator[Due]:
    if standing.answered is not None:
        ends = limits.rating.due(standing.answered, calendar)
        yield Due(ends, RATING_ENDS, ends)


def _reopening(standing: Standing, limits: Limits, calendar) -> Iterator[Due]:
    if standing.runs and standing.closed is not None:
        ends = limits.reopening.due(standing.closed, calendar)
        yield Due(ends, REOPENING_ENDS, ends)


def _leave(standing: Standing, limits: Limits, calendar) -> Iterator[Due]:
    if standing.leave_asked is not None:
        ends = limits.leave.due(standing.leave_asked, calendar)
        yield Due(ends, LEAVE_ENDS, ends)


_PARTS: tuple[Callable[[Standing, Limits, WorkCalendar], Iterator[Due]], ...] = (
    _accept,
    _answer,
    _support,
    _extension,
    _suspension,
    _rating,
    _reopening,
    _leave,
)
