"""A round over a real desk: what it does, what it tells, what it leaves for later."""

from datetime import timedelta
from jiesu.addon.calendar.moment import at
from jiesu.addon.catalog.indexing import flush
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.catalog.queries import next_due
from jiesu.addon.deadlines.desk import settle
from jiesu.addon.handling.interfaces import IComplaintDue
from jiesu.addon.journal.entry import SYSTEM
from jiesu.addon.journal.storage import journal_of
from jiesu.addon.scanner.failures import Failures
from jiesu.addon.scanner.interfaces import IScanned
from jiesu.addon.scanner.outcome import Looked
from jiesu.addon.scanner.outcome import Outcome
from jiesu.addon.scanner.scan import scan
from jiesu.addon.writer.errors import Busy
from tests.handling.world import acting
from tests.handling.world import complain
from tests.handling.world import DAY
from tests.handling.world import do
from tests.handling.world import HOUR
from tests.handling.world import MONDAY
from tests.scanner.work import scan_at
from tests.scanner.work import within
from zope.component import getGlobalSiteManager

import pytest


NOTHING = Outcome()
FRIDAY = MONDAY + 4 * DAY
# Five working days after it came.
DUE = MONDAY + 7 * DAY
NIGHT = MONDAY.replace(hour=23)
HANDLER = "academic-handler"


def names(due) -> list[str]:
    return [one.name for _id, one in due]


def accepted(desk, when=MONDAY, **facts):
    complaint = complain(desk, when=when, **facts)
    do(complaint, HANDLER, "accept", when)
    return complaint


def answered(desk, when=MONDAY):
    complaint = accepted(desk, when)
    do(complaint, HANDLER, "answer", when, text="已修好", outcome="solved")
    return complaint


@pytest.mark.usefixtures("undone")
class TestTelling:
    def test_nothing_is_due_nothing_happens(self, desk, due):
        complain(desk)
        assert scan_at(desk, MONDAY) == NOTHING
        assert due == []

    def test_each_stage_once_at_its_time(self, desk, due):
        accepted(desk)
        times = (
            (DUE - DAY * 3, ["yellow"]),  # Friday, one working day before
            (DUE, ["red"]),
            (DUE + 2 * DAY, ["escalated"]),
            (DUE + 7 * DAY, ["supervision_proposed"]),
        )
        for when, wanted in times:
            second = timedelta(seconds=1)
            assert scan_at(desk, when - second) == NOTHING
            assert scan_at(desk, when) == Outcome(looked=1, told=1)
            assert scan_at(desk, when) == NOTHING
            assert names(due) == wanted
            due.clear()
        assert scan_at(desk, DUE + 100 * DAY) == NOTHING

    def test_accepting(self, desk, due):
        complain(desk)
        scan_at(desk, MONDAY + 5.5 * HOUR)
        scan_at(desk, MONDAY + 6 * HOUR)
        assert names(due) == ["accept_yellow", "accept_red"]

    def test_after_a_stop_only_what_still_means_something(self, desk, due):
        complaint = accepted(desk)
        assert scan_at(desk, DUE + 3 * DAY) == Outcome(looked=1, told=2)
        assert names(due) == ["red", "escalated"]
        # The yellow one has passed.
        assert len(complaint.told) == 3
        assert scan_at(desk, DUE + 3 * DAY) == NOTHING

    def test_what_was_done_in_time_is_not_told(self, desk, due):
        answered(desk)
        scan_at(desk, DUE)
        assert due == []

    def test_at_night_only_what_is_urgent(self, desk, due):
        with acting("office"):
            desk.categories["academic"]["academic-classroom"].urgent = True
        urgent = complain(desk, when=NIGHT)
        with acting("office"):
            desk.categories["academic"]["academic-classroom"].urgent = False
        assert urgent.urgent
        do_not_accept = complain(desk, when=MONDAY + 4 * HOUR)
        late = MONDAY + DAY + 3 * HOUR
        scan_at(desk, MONDAY + 18 * HOUR)
        assert {name for name, _due in due} == {urgent.getId()}
        due.clear()
        scan_at(desk, late)
        assert do_not_accept.getId() in {name for name, _due in due}

    def test_a_stop_that_ends_at_night(self, desk, due):
        """What is postponed is looked at once, not every minute of the night."""
        complain(desk)
        with at(MONDAY):
            flush()
        assert scan_at(desk, NIGHT) == Outcome(looked=1)
        assert scan_at(desk, NIGHT + HOUR) == NOTHING
        assert due == []
        assert scan_at(desk, NIGHT + 8 * HOUR) == Outcome(looked=1, told=1)
        assert names(due) == ["accept_red"]

    def test_a_desk_without_a_night(self, desk, due):
        desk.quiet_hours = ""
        complain(desk)
        scan_at(desk, NIGHT)
        assert names(due) == ["accept_red"]
        del desk.quiet_hours

    def test_an_extension_waits_for_the_office(self, desk, due):
        complaint = accepted(desk)
        until = (DUE + 2 * DAY).date().isoformat()
        do(complaint, HANDLER, "request_extension", until=until, reason="等配件")
        scan_at(desk, MONDAY + DAY)
        assert names(due) == ["extension_undecided"]

    def test_a_changed_due_time_is_another_thing(self, desk, due):
        complaint = accepted(desk)
        scan_at(desk, FRIDAY)
        until = (DUE + 2 * DAY).date().isoformat()
        do(complaint, HANDLER, "request_extension", FRIDAY, until=until, reason="等")
        do(complaint, "office", "decide_extension", FRIDAY, granted=True)
        scan_at(desk, DUE + 2 * DAY)
        yellow = [one for _id, one in due if one.name == "yellow"]
        days = [one.due.date().isoformat() for one in yellow]
        assert days == [DUE.date().isoformat(), until]

    def test_supporting_departments(self, desk, due):
        complaint = complain(desk)
        do(
            complaint,
            "office",
            "dispatch",
            department="academic",
            supporting=("logistics",),
        )
        do(complaint, HANDLER, "accept")
        scan_at(desk, MONDAY + 2 * DAY)
        assert [(one.name, one.department) for _id, one in due] == [
            ("support_red", "logistics")
        ]

    def test_told_in_the_transaction_that_remembers_it(self, desk):
        """Where telling fails nothing is remembered, and it is told later."""
        complaint = accepted(desk)

        def fail(event):
            raise ValueError("学生张三")

        manager = getGlobalSiteManager()
        manager.registerHandler(fail, (IComplaintDue,))
        try:
            assert scan_at(desk, DUE).failed == 1
        finally:
            manager.unregisterHandler(fail, (IComplaintDue,))
        assert complaint.told == ()
        assert scan_at(desk, DUE).told == 1

    def test_what_was_due_before_there_was_a_scanner_is_no_news(self, desk, due):
        """As an upgrade leaves it: only what comes now is told, and acts are done."""
        complaint, other = accepted(desk), answered(desk)
        with at(DUE + DAY):
            for one in (complaint, other):
                settle(one, state_of(one))
                one.indexObject()
            flush()
        assert scan_at(desk, DUE + DAY) == Outcome(looked=1, acted=1)
        assert state_of(other) == "closed"
        scan_at(desk, DUE + 2 * DAY)
        assert names(due) == ["escalated"]


@pytest.mark.usefixtures("undone")
class TestActing:
    def test_closes_what_nobody_rated(self, desk, due):
        complaint = answered(desk)
        ends = MONDAY + 7 * DAY
        assert scan_at(desk, ends - timedelta(seconds=1)) == NOTHING
        assert scan_at(desk, ends) == Outcome(looked=1, acted=1)
        assert state_of(complaint) == "closed"
        entry = list(journal_of(complaint))[-1]
        assert (entry.action, entry.actor, entry.time) == ("close", SYSTEM, ends)
        assert complaint.score is None
        assert scan_at(desk, ends) == NOTHING
        assert due == []

    def test_at_night_too(self, desk):
        complaint = answered(desk, MONDAY.replace(hour=23))
        scan_at(desk, MONDAY.replace(hour=23) + 7 * DAY)
        assert state_of(complaint) == "closed"

    def test_tells_when_the_reopening_period_ends(self, desk, due):
        answered(desk)
        scan_at(desk, MONDAY + 7 * DAY)
        scan_at(desk, MONDAY + 21 * DAY)
        assert names(due) == ["reopening_ends"]

    def test_takes_up_again_what_was_planned_for_the_day(self, desk, due):
        complaint = accepted(desk)
        day = (MONDAY + 14 * DAY).date().isoformat()
        do(complaint, "office", "suspend", reason="budget", until=day)
        morning = (MONDAY + 14 * DAY).replace(hour=8, minute=30)
        assert scan_at(desk, morning - HOUR) == NOTHING
        assert scan_at(desk, morning) == Outcome(looked=1, acted=1)
        assert state_of(complaint) == "processing"
        assert complaint.suspended_until is None
        # Five working days were left: yellow comes again in its turn.
        scan_at(desk, morning + 4 * DAY)
        assert names(due) == ["yellow"]

    def test_what_comes_of_an_act_is_told_at_once(self, desk, due):
        """Overdue when it was parked, overdue when it is taken up again."""
        complaint = accepted(desk)
        late = DUE + DAY
        day = (MONDAY + 14 * DAY).date().isoformat()
        do(complaint, "office", "suspend", late, reason="budget", until=day)
        morning = (MONDAY + 14 * DAY).replace(hour=8, minute=30)
        assert scan_at(desk, morning) == Outcome(looked=1, acted=1, told=1)
        assert names(due) == ["red"]

    def test_rated_in_time_is_not_closed_again(self, desk):
        complaint = answered(desk)
        do(complaint, "student1", "rate", MONDAY + DAY, score=5, solved=True)
        before = len(list(journal_of(complaint)))
        assert scan_at(desk, MONDAY + 8 * DAY) == NOTHING
        assert len(list(journal_of(complaint))) == before


class Broken:
    """Complaints of which some cannot be looked at."""

    def __init__(self, wrapped, broken):
        self._wrapped = wrapped
        self.broken = broken

    def due(self, *arguments):
        return self._wrapped.due(*arguments)

    def next(self, desk):
        return self._wrapped.next(desk)

    def look(self, desk, name):
        looked = self._wrapped.look(desk, name)
        if name in self.broken:
            raise ValueError("学生张三的电话")
        return looked


@pytest.fixture
def broken():
    """Ids that cannot be looked at, for the test to fill."""
    manager = getGlobalSiteManager()
    real = manager.getUtility(IScanned, "complaints")
    fake = Broken(real, set())
    manager.registerUtility(fake, IScanned, "complaints")
    yield fake.broken
    manager.registerUtility(real, IScanned, "complaints")


@pytest.mark.usefixtures("undone")
class TestRounds:
    def test_one_that_fails_blocks_no_other(self, desk, broken, caplog):
        made = [accepted(desk) for _ in range(12)]
        poor = made[3]
        broken.add(poor.getId())
        failures = Failures()
        outcome = scan_at(desk, DUE, failures=failures)
        assert outcome == Outcome(looked=12, told=11, failed=1)
        # What was begun of it was taken back.
        assert [one for one in made if not one.told] == [poor]

        # Said without what the error said.
        assert poor.getId() in caplog.text
        assert "ValueError" in caplog.text
        assert "张三" not in caplog.text

        # Not again at once, but later.
        assert scan_at(desk, DUE, failures=failures) == NOTHING
        later = DUE + 2 * timedelta(minutes=1)
        assert scan_at(desk, later, failures=failures).failed == 1
        broken.clear()
        done = scan_at(desk, later + HOUR, failures=failures)
        assert done == Outcome(looked=1, told=1)

    def test_so_many_at_most_the_longest_due_first(self, desk, due):
        first = accepted(desk, MONDAY - 2 * HOUR).getId()
        rest = [accepted(desk).getId() for _ in range(4)]
        outcome = scan_at(desk, DUE, size=3)
        assert outcome == Outcome(looked=3, told=3, more=True)
        assert due[0][0] == first
        assert scan_at(desk, DUE, size=3) == Outcome(looked=2, told=2)
        assert {name for name, _due in due} == {first, *rest}

    def test_it_can_be_stopped(self, desk):
        accepted(desk)
        outcome = scan_at(desk, DUE, may_go_on=lambda: False)
        assert outcome == Outcome(more=True)

    def test_a_busy_writer_is_no_failure(self, desk):
        accepted(desk)

        def busy(*arguments):
            raise Busy

        with at(DUE):
            assert scan(desk, transact=busy) == NOTHING
            assert scan(desk, transact=within).told == 1

    def test_what_is_gone_is_passed_over(self, desk):
        scanned = getGlobalSiteManager().getUtility(IScanned, "complaints")
        with at(DUE):
            assert scanned.look(desk, "withdrawn-meanwhile") == Looked()

    def test_other_rooms_have_things_looked_at_too(self, desk):
        class Others:
            looked: list = []

            def due(self, desk, moment, size, without):
                ids = [one for one in ("s1", "s2") if one not in self.looked]
                return [one for one in ids if one not in without][:size]

            def next(self, desk):
                return DUE

            def look(self, desk, name):
                self.looked.append(name)
                return Looked(told=1)

        manager = getGlobalSiteManager()
        others = Others()
        manager.registerUtility(others, IScanned, "others")
        try:
            assert scan_at(desk, MONDAY) == Outcome(looked=2, told=2)
            assert scan_at(desk, MONDAY) == NOTHING
        finally:
            manager.unregisterUtility(others, IScanned, "others")
        assert others.looked == ["s1", "s2"]


@pytest.mark.usefixtures("undone")
class TestWake:
    """The catalog knows when to look at a complaint next."""

    def test_next(self, desk):
        # What is to be done is worked out when it is asked for, and not at night.
        with at(MONDAY):
            assert next_due(desk) is None
            accepted(desk)
            assert next_due(desk) == FRIDAY
        scan_at(desk, FRIDAY)
        with at(FRIDAY):
            assert next_due(desk) == DUE
