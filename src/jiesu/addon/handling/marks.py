"""The marks that steps set on the clock, with the limits in force at that moment."""

from datetime import datetime
from jiesu.addon.calendar.moment import now
from jiesu.addon.deadlines.limits import Limits
from jiesu.addon.deadlines.marks import Mark
from jiesu.addon.deadlines.marks import MarkKind


def dispatch_mark(complaint, limits: Limits, restart: bool = False) -> Mark:
    """A department gets it.

    After an answer that did not solve it, the limit is that of rework.
    """
    answer = limits.answer_for(complaint.kind, complaint.urgent)
    if complaint.unsolved_again and not restart:
        answer = limits.rework
    return Mark(
        now(),
        MarkKind.DISPATCH,
        accept=limits.accept_for(complaint.urgent),
        answer=answer,
        give_back=limits.give_back,
        restart=restart,
        support=limits.support if complaint.supporting else None,
        departments=tuple(complaint.supporting),
    )


def extension_mark(until: datetime) -> Mark:
    """The answer is due later."""
    return Mark(now(), MarkKind.EXTEND, until=until)


def support_mark(department: str) -> Mark:
    """A supporting department has given its part."""
    return Mark(now(), MarkKind.SUPPORTED, departments=(department,))


def rework_mark(limits: Limits) -> Mark:
    """It goes back to the department that answered."""
    return Mark(now(), MarkKind.REWORK, answer=limits.rework)


def mark(kind: MarkKind) -> Mark:
    """A mark that sets no limit."""
    return Mark(now(), kind)
