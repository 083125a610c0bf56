"""When to look at a complaint next: the index that the scanner asks."""

from datetime import timedelta
from datetime import UTC
from jiesu.addon.calendar.moment import at
from jiesu.addon.catalog.catalog import catalog_of
from jiesu.addon.catalog.indexing import flush
from jiesu.addon.catalog.indexing import rebuild
from jiesu.addon.catalog.queries import due_by
from jiesu.addon.catalog.queries import next_due
from jiesu.addon.catalog.rows import NEVER
from jiesu.addon.catalog.rows import seconds
from jiesu.addon.content.lookup import complaints_of
from tests.handling.world import complain
from tests.handling.world import DAY
from tests.handling.world import do
from tests.handling.world import HOUR
from tests.handling.world import MONDAY

import pytest


HANDLER = "academic-handler"
# Four working hours after the dispatch at nine; a fifth of that before it.
ACCEPT_DUE = MONDAY.replace(hour=15)
ACCEPT_YELLOW = MONDAY.replace(hour=14, minute=12)
YELLOW = MONDAY + 4 * DAY


def wake(desk, complaint) -> int:
    """What the index has."""
    catalog = catalog_of(complaints_of(desk))
    document = catalog.uids[complaint.getId()]
    return catalog.getIndex("wake").documentToKeyMap()[document]


def indexed(complaint, when=MONDAY):
    """Indexed at a moment."""
    with at(when):
        complaint.indexObject()
        flush()
    return complaint


@pytest.mark.usefixtures("undone")
class TestWake:
    def test_at_the_first_thing_that_becomes_due(self, desk):
        complaint = indexed(complain(desk))
        assert wake(desk, complaint) == seconds(ACCEPT_YELLOW)

    def test_follows_each_step(self, desk):
        complaint = complain(desk)
        do(complaint, HANDLER, "accept")
        assert wake(desk, indexed(complaint)) == seconds(YELLOW)
        do(complaint, HANDLER, "ask", MONDAY + HOUR, text="哪一间？")
        # While the clock stands still nothing becomes due.
        assert wake(desk, indexed(complaint)) == NEVER
        do(complaint, "student1", "supplement", MONDAY + 2 * HOUR, text="里面那间")
        assert wake(desk, indexed(complaint)) == seconds(YELLOW + HOUR)
        do(complaint, HANDLER, "answer", MONDAY + DAY, text="好了", outcome="solved")
        assert wake(desk, indexed(complaint)) == seconds(MONDAY + 8 * DAY)
        do(complaint, "student1", "rate", MONDAY + DAY, score=5, solved=True)
        assert wake(desk, indexed(complaint)) == seconds(MONDAY + 15 * DAY)

    def test_never_where_nothing_becomes_due(self, desk):
        complaint = complain(desk)
        do(complaint, "student1", "withdraw")
        assert wake(desk, indexed(complaint)) == NEVER
        with at(MONDAY):
            assert next_due(desk) is None

    def test_what_was_told_is_passed_over(self, desk):
        complaint = indexed(complain(desk))
        complaint.told = (f"accept_yellow {ACCEPT_DUE.astimezone(UTC).isoformat()}",)
        assert wake(desk, indexed(complaint)) == seconds(ACCEPT_DUE)

    def test_what_becomes_due_at_night_waits_for_the_morning(self, desk):
        desk.working_hours = "18:00-23:59"
        complaint = indexed(complain(desk, when=MONDAY.replace(hour=19)))
        # Accepting turns yellow at 22:11 and red at 23:00.
        assert wake(desk, complaint) == seconds((MONDAY + DAY).replace(hour=7))
        del desk.working_hours

    def test_a_rebuilt_catalog_has_it_too(self, desk):
        complaint = indexed(complain(desk))
        with at(MONDAY):
            rebuild(desk)
        assert wake(desk, complaint) == seconds(ACCEPT_YELLOW)


@pytest.mark.usefixtures("undone")
class TestDueBy:
    def ids(self, desk, when, size=10, without=()):
        with at(MONDAY):
            flush()
        return due_by(desk, when, size, without)

    def test_nothing_before_its_time(self, desk):
        complaint = complain(desk)
        before = ACCEPT_YELLOW - timedelta(seconds=1)
        assert self.ids(desk, before) == []
        assert self.ids(desk, ACCEPT_YELLOW) == [complaint.getId()]

    def test_the_longest_due_first_and_no_more_than_wanted(self, desk):
        made = [
            complain(desk, when=MONDAY + minutes * timedelta(minutes=1)).getId()
            for minutes in (30, 0, 20, 10)
        ]
        ordered = [made[1], made[3], made[2], made[0]]
        assert self.ids(desk, ACCEPT_DUE) == ordered
        assert self.ids(desk, ACCEPT_DUE, size=2) == ordered[:2]
        left_out = {ordered[0], ordered[2]}
        assert self.ids(desk, ACCEPT_DUE, 2, left_out) == [ordered[1], ordered[3]]

    def test_whoever_asks(self, desk):
        """The scanner is nobody's account."""
        complaint = complain(desk, kind="report")
        do(complaint, "office", "dispatch", department="logistics")
        assert self.ids(desk, ACCEPT_DUE) == [complaint.getId()]
