"""The desk drafts reports itself, once, when their period is over."""

from datetime import datetime
from jiesu.addon.calendar.moment import at
from jiesu.addon.content.lookup import reports_of
from jiesu.addon.reports import drafting
from jiesu.addon.reports.scanned import ScannedReports
from jiesu.addon.scanner.scan import scan
from tests.handling.world import acting
from tests.handling.world import SHANGHAI
from tests.reports.test_writing import sent

import pytest


def when(day: int, hour: int, minute: int = 0, month: int = 11):
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


def inline(desk, function, *arguments):
    """The scanner's transactions, in the test's own."""
    return function(desk, *arguments)


def names(desk) -> list[str]:
    return sorted(reports_of(desk).objectIds())


@pytest.fixture
def drafts(desk, undone):
    """Scan a desk with these kinds at a moment; which reports there are then."""

    def run(moment, *kinds) -> list[str]:
        desk.report_kinds = kinds
        with at(moment):
            scan(desk, transact=inline)
        return names(desk)

    return run


class TestScanned:
    """By kinds and times."""

    def test_weekly_in_the_first_working_hour_of_monday(self, drafts):
        assert drafts(when(23, 8, 29), "weekly") == []
        assert drafts(when(23, 8, 30), "weekly") == ["weekly-2026-11-16"]

    def test_monthly_on_the_first_working_day(self, drafts):
        # The first of November 2026 is a Sunday.
        assert drafts(when(1, 9), "monthly") == []
        assert drafts(when(2, 8, 30), "monthly") == ["monthly-2026-10-01"]

    def test_after_a_holiday(self, drafts):
        # The first week of October is free.
        assert drafts(when(5, 9, month=10), "weekly", "monthly") == []
        assert drafts(when(8, 8, 30, month=10), "weekly", "monthly") == [
            "monthly-2026-09-01",
            "weekly-2026-09-28",
        ]

    def test_term_where_the_desk_has_terms(self, desk, drafts):
        desk.terms = []
        assert drafts(when(23, 9), "term") == []
        desk.terms = ["2026-03-02 2026-07-05 春季学期"]
        assert drafts(when(23, 9), "term") == ["term-2026-03-02"]
        assert reports_of(desk)["term-2026-03-02"].period_title == "春季学期"

    def test_yearly(self, drafts):
        assert drafts(when(23, 9), "yearly") == ["yearly-2025-01-01"]

    def test_none_where_none_is_set(self, drafts):
        assert drafts(when(23, 9)) == []

    def test_once(self, desk, drafts):
        drafts(when(23, 9), "weekly")
        assert drafts(when(23, 10), "weekly") == ["weekly-2026-11-16"]
        assert len(sent(desk)) == 1

    def test_two_scanners_make_one(self, desk, drafts):
        """The second one found it due, and looks after the first one did."""
        scanned = ScannedReports()
        desk.report_kinds = ("weekly",)
        with at(when(23, 9)):
            (due,) = scanned.due(desk, when(23, 9), 9, ())
            looked = [scanned.look(desk, due) for _scanner in range(2)]
        assert [one.acted for one in looked] == [1, 0]
        assert names(desk) == ["weekly-2026-11-16"]

    def test_discarded_it_does_not_come_again(self, desk, drafts):
        drafts(when(23, 9), "weekly")
        with acting("office", when(23, 10)):
            drafting.discard(reports_of(desk)["weekly-2026-11-16"])
        assert drafts(when(23, 11), "weekly") == []

    def test_after_a_stop_the_latest_alone(self, drafts):
        assert drafts(when(23, 9), "weekly") == ["weekly-2026-11-16"]
        assert drafts(when(14, 9, month=12), "weekly") == [
            "weekly-2026-11-16",
            "weekly-2026-12-07",
        ]

    def test_the_office_is_told(self, desk, drafts):
        drafts(when(23, 9), "weekly")
        assert sent(desk) == [("report_drafted", "office")]
        report = reports_of(desk)["weekly-2026-11-16"]
        assert (report.by_desk, report.state) == (True, "draft")

    def test_when_to_look_next(self, desk, undone):
        desk.report_kinds = ("weekly",)
        scanned = ScannedReports()
        with at(when(23, 7)):
            assert scanned.next(desk) == when(23, 8, 30)
            reports_of(desk).drafted.insert("weekly-2026-11-16")
            assert scanned.next(desk) == when(30, 8, 30)
        desk.report_kinds = ()
        assert scanned.next(desk) is None
