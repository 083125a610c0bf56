"""Where a complaint of a category would go if it were submitted now.

Asked of the same functions that a submission goes through (intake/routing.py, the mark
of a dispatch, the desk's limits and calendar), so that it cannot say anything else.
"""

from dataclasses import dataclass
from datetime import datetime
from jiesu.addon.access.groups import full_name
from jiesu.addon.access.groups import members
from jiesu.addon.browser.structure.staffing import Function
from jiesu.addon.browser.structure.staffing import functions_of
from jiesu.addon.calendar.moment import at
from jiesu.addon.calendar.moment import now
from jiesu.addon.calendar.worktime import WorkCalendar
from jiesu.addon.content.complaint import COMPLAINT
from jiesu.addon.content.complaint import CONSULTATION
from jiesu.addon.content.complaint import KINDS
from jiesu.addon.deadlines.clock import run
from jiesu.addon.deadlines.desk import calendar_of
from jiesu.addon.deadlines.desk import limits_of
from jiesu.addon.deadlines.limits import Limits
from jiesu.addon.handling.marks import dispatch_mark
from jiesu.addon.intake.routing import route


@dataclass(frozen=True)
class _Unborn:
    """What a dispatch asks of a complaint for its clock."""

    kind: str
    urgent: bool
    unsolved_again: bool = False
    supporting: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What becomes of some kinds of complaint.

    department: the id of the department that has it at once, "" for the Office
    accept_due, answer_due: None where no clock starts
    """

    kinds: tuple[str, ...]
    department: str
    accept_due: datetime | None
    answer_due: datetime | None


def outcomes(desk, category) -> list[Outcome]:
    """What becomes of each kind; kinds that fare alike stand together."""
    together: dict[tuple, list[str]] = {}
    # One moment for all, or equal limits would end at different ones.
    with at(now()):
        for kind in KINDS:
            together.setdefault(_fate(desk, category, kind), []).append(kind)
    return [Outcome(tuple(kinds), *fate) for fate, kinds in together.items()]


def _fate(desk, category, kind: str) -> tuple:
    routed = route(
        desk,
        {
            "category": category.getId(),
            "department": None,
            "kind": kind,
            "about_department": False,
            "title": "",
            "text": "",
        },
    )
    if not routed.department:
        return "", None, None
    mark = dispatch_mark(_Unborn(kind, routed.urgent), limits_of(desk))
    clock = run([mark], calendar_of(desk))
    return routed.department, clock.accept_due, clock.answer_due


def people(desk, department_id: str) -> list[tuple[Function, list[str]]]:
    """Who has it then: the names in each group of the department."""
    return [
        (function, [full_name(user) for user in members(function.group)])
        for function in functions_of(desk.getId(), department_id)
    ]


@dataclass(frozen=True)
class Example:
    """What limits mean for something that is received now."""

    kind: str
    urgent: bool
    accept_due: datetime
    answer_due: datetime


def examples(limits: Limits, calendar: WorkCalendar) -> list[Example]:
    """An ordinary matter, a consultation and an urgent one, dispatched now."""
    found = []
    with at(now()):
        for kind, urgent in (
            (COMPLAINT, False),
            (CONSULTATION, False),
            (COMPLAINT, True),
        ):
            clock = run([dispatch_mark(_Unborn(kind, urgent), limits)], calendar)
            found.append(Example(kind, urgent, clock.accept_due, clock.answer_due))
    return found
