"""Fixtures of the tests of reports."""

from datetime import date
from jiesu.addon.calendar.moment import at
from jiesu.addon.content.lookup import reports_of
from jiesu.addon.content.report import BULLETIN
from jiesu.addon.reports.drafting import make
from jiesu.addon.reports.periods import Span
from jiesu.addon.reports.taking import take
from tests.handling.world import complain
from tests.handling.world import DAY
from tests.handling.world import desk
from tests.handling.world import do
from tests.handling.world import HOUR
from tests.handling.world import MONDAY
from tests.handling.world import undone

import pytest


__all__ = ["desk", "undone"]

# A week later: what was not answered is overdue.
LATER = MONDAY + 9 * DAY
SPAN = Span(BULLETIN, date(2026, 11, 16), date(2026, 11, 22))


@pytest.fixture
def lived(desk, undone):
    """A week: one solved, one sent back, one overdue, a confidential report, praise."""
    solved = complain(desk, title="空调不制冷，请联系13812345678")
    do(solved, "academic-handler", "accept", MONDAY + HOUR)
    do(
        solved,
        "academic-handler",
        "answer",
        MONDAY + 2 * HOUR,
        text="已修。",
        outcome="solved",
    )
    do(solved, "student1", "rate", MONDAY + 3 * HOUR, score=5, solved=True)
    back = complain(desk, when=MONDAY + DAY)
    do(back, "academic-handler", "accept", MONDAY + DAY + HOUR)
    do(
        back,
        "academic-handler",
        "answer",
        MONDAY + DAY + 2 * HOUR,
        text="已修。",
        outcome="solved",
    )
    rated = {"score": 1, "solved": False, "reasons": ["slow"]}
    do(back, "student1", "rate", MONDAY + DAY + 3 * HOUR, **rated)
    late = complain(desk, title="路灯不亮")
    told = complain(desk, kind="report", title="有人收钱")
    complain(desk, kind="praise", title="谢谢")
    return {"solved": solved, "back": back, "late": late, "told": told}


@pytest.fixture
def report(desk, lived):
    """A draft of that week, taken two days after it."""
    with at(LATER):
        return reports_of(desk)[make(desk, SPAN, take(desk, SPAN))]
