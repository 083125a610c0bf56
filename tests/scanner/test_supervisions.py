"""The scanner tells of supervisions: each light once for a due day, none at night."""

from datetime import timedelta
from jiesu.addon.calendar.moment import at
from jiesu.addon.content.lookup import supervisions_of
from jiesu.addon.handling.interfaces import ISupervisionDue
from jiesu.addon.scanner.interfaces import IScanned
from jiesu.addon.scanner.outcome import Looked
from jiesu.addon.scanner.outcome import Outcome
from jiesu.addon.scanner.scan import next_look
from tests.handling.supervised import supervise
from tests.handling.world import acting
from tests.handling.world import DAY
from tests.handling.world import do
from tests.handling.world import HOUR
from tests.handling.world import MONDAY
from tests.scanner.work import scan_at
from zope.component import getGlobalSiteManager
from zope.component import getUtility

import pytest


NOTHING = Outcome()
ONE = Outcome(looked=1, told=1)
SECOND = timedelta(seconds=1)
FRIDAY = MONDAY + 4 * DAY
# The end of the working day on which it is due.
DUE = FRIDAY.replace(hour=17, minute=30)
# The last fifth of the time begins.
YELLOW = FRIDAY.replace(hour=8, minute=36)
NIGHT = FRIDAY.replace(hour=23)
MORNING = NIGHT + 8 * HOUR

pytestmark = pytest.mark.usefixtures("undone")


def names(due) -> list[str]:
    return [one.name for _id, one in due]


def test_each_light_once(desk, due):
    supervision = supervise(desk)
    assert scan_at(desk, YELLOW - SECOND) == NOTHING
    assert scan_at(desk, YELLOW) == ONE
    assert scan_at(desk, YELLOW + HOUR) == NOTHING
    assert scan_at(desk, DUE - SECOND) == NOTHING
    assert scan_at(desk, DUE) == ONE
    assert scan_at(desk, DUE + HOUR) == NOTHING
    assert scan_at(desk, DUE + 100 * DAY) == NOTHING
    assert names(due) == ["supervision_yellow", "supervision_red"]
    assert {one for one, _due in due} == {supervision.getId()}
    assert {one.due for _id, one in due} == {DUE}


def test_after_a_long_stop_red_alone(desk, due):
    supervise(desk)
    assert scan_at(desk, DUE + 9 * DAY) == ONE
    assert scan_at(desk, DUE + 9 * DAY) == NOTHING
    assert names(due) == ["supervision_red"]


def test_not_at_night(desk, due):
    supervise(desk)
    assert scan_at(desk, NIGHT) == NOTHING
    assert scan_at(desk, MORNING - SECOND) == NOTHING
    assert scan_at(desk, MORNING) == ONE
    assert names(due) == ["supervision_red"]


def test_night_that_begins_meanwhile(desk, due):
    """What was found by day is not told if it is looked at in the night."""
    supervision = supervise(desk)
    with at(NIGHT):
        scanned = getUtility(IScanned, "supervisions")
        assert scanned.look(desk, supervision.getId()) == Looked()
    assert supervision.told == ()


def test_postponed_begins_anew(desk, due):
    supervision = supervise(desk)
    scan_at(desk, DUE)
    do(supervision, "office", "postpone", DUE + HOUR, until="2026-11-27", text="等")
    assert scan_at(desk, DUE + 3 * DAY) == NOTHING
    scan_at(desk, DUE + 7 * DAY - HOUR)
    scan_at(desk, DUE + 7 * DAY)
    assert names(due) == ["supervision_red", "supervision_yellow", "supervision_red"]
    assert due[-1][1].due == DUE + 7 * DAY


def test_nothing_while_the_office_has_it(desk, due):
    """Sent back, the same day counts; what was told of it is not told again."""
    supervision = supervise(desk)
    scan_at(desk, YELLOW)
    do(supervision, "academic-head", "report_result", YELLOW + HOUR, text="已恢复")
    assert scan_at(desk, DUE + DAY) == NOTHING
    do(supervision, "office", "send_back", DUE + DAY, text="没有")
    assert scan_at(desk, DUE + DAY) == ONE
    assert names(due) == ["supervision_yellow", "supervision_red"]


@pytest.mark.parametrize("action", ["finish", "cancel"])
def test_nothing_when_it_is_over(desk, due, action):
    supervision = supervise(desk)
    if action == "finish":
        do(supervision, "academic-head", "report_result", text="已恢复")
    do(supervision, "office", action, text="好")
    assert scan_at(desk, DUE + DAY) == NOTHING
    with at(MONDAY):
        assert next_look(desk) is None


def test_so_many_at_most_the_one_due_first_at_first(desk, due):
    later = supervise(desk, due="2026-11-27").getId()
    first = supervise(desk).getId()
    when = DUE + 7 * DAY
    assert scan_at(desk, when, size=1) == Outcome(looked=1, told=1, more=True)
    assert scan_at(desk, when) == ONE
    assert [one for one, _due in due] == [first, later]


def test_next(desk, due):
    """When to look again, as a demo's clock asks: not in a night."""
    supervise(desk)
    with at(MONDAY):
        assert next_look(desk) == YELLOW
    scan_at(desk, YELLOW)
    with at(YELLOW):
        assert next_look(desk) == DUE
    with at(NIGHT):
        assert next_look(desk) == MORNING
    scan_at(desk, DUE)
    with at(DUE):
        assert next_look(desk) is None


def test_told_in_the_transaction_that_remembers_it(desk):
    """Where telling fails nothing is remembered, and it is told later."""
    supervision = supervise(desk)

    def fail(event):
        raise ValueError("宿舍")

    manager = getGlobalSiteManager()
    manager.registerHandler(fail, (ISupervisionDue,))
    try:
        assert scan_at(desk, DUE).failed == 1
    finally:
        manager.unregisterHandler(fail, (ISupervisionDue,))
    assert supervision.told == ()
    assert scan_at(desk, DUE) == ONE


def test_gone(desk):
    scanned = getUtility(IScanned, "supervisions")
    with acting("office", DUE):
        assert scanned.look(desk, "not-there") == Looked()
    assert not list(supervisions_of(desk).running)
