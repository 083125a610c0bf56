"""What the tables of a report say, and where they say nothing."""

from collections.abc import Callable
from jiesu.addon.reports.frozen import Frozen
from tests.reports.test_writing import told

import pytest


def changed(report, change: Callable[[dict], None]):
    """The report with other figures."""
    data = report.frozen.data
    change(data)
    report.frozen = Frozen(data, [], {})
    return told(report)


def section(document, name: str):
    """A section of a report; None where there is none."""
    return next((one for one in document.sections if one.name == name), None)


def changes(document) -> dict[str, str]:
    """The changes against the period before, by figure."""
    (table,) = section(document, "summary").tables
    return {line[0].text: line[3].text for line in table.lines}


class TestChanges:
    """How a period stands beside the one before."""

    def compare(self, report, received: int, on_time: tuple[int, int]):
        def change(data):
            now, before = data["totals"]["now"], dict(data["totals"]["now"])
            now["fractions"]["on_time"] = (6, 8)
            now["times"] = {"count": 6, "mean": 3, "median": 3, "p90": 9}
            before["counts"] = before["counts"] | {"received": received}
            before["fractions"] = before["fractions"] | {"on_time": on_time}
            before["times"] = {"count": 6, "mean": 3, "median": 2, "p90": 9}
            data["totals"]["previous"] = before
            days = {"start": "2026-11-09", "end": "2026-11-15"}
            data["periods"]["previous"] = days

        return changed(report, change)

    def test_counts_by_shares_and_rates_by_points(self, report):
        document = self.compare(report, 10, (5, 5))
        found = changes(document)
        assert found["Received"] == "−50.0%"
        assert found["On-time rate"] == "−25.0 points"
        assert found["Handling time, median, hours"] == "+50.0%"
        (table,) = section(document, "summary").tables
        assert "percentage points" in table.note

    def test_of_few_nothing_is_compared(self, report):
        """As in the words: one more than one is no growth of 100 %."""
        found = changes(self.compare(report, 4, (4, 4)))
        assert found["Received"] == found["On-time rate"] == "—"

    def test_where_nothing_is_compared_there_is_no_column(self, report):
        def change(data):
            data["totals"]["now"]["counts"] = {"received": 2}
            data["totals"]["previous"] = dict(data["totals"]["now"])
            days = {"start": "2026-11-09", "end": "2026-11-15"}
            data["periods"]["previous"] = days

        (table,) = section(changed(report, change), "summary").tables
        assert table.heads == ("Figure", "This period", "Period before")
        assert all(len(line) == 3 for line in table.lines)
        assert "compared" not in table.note

    def test_what_is_open_is_not_compared(self, report):
        assert changes(self.compare(report, 10, (5, 5)))["Open"] == "—"


class TestQuiet:
    """A period in which little was received."""

    @pytest.fixture
    def quiet(self, report):
        def change(data):
            data["totals"]["now"]["counts"]["received"] = 4

        return changed(report, change)

    def test_no_charts(self, quiet):
        assert section(quiet, "trend") is None
        assert not any(one.charts for one in quiet.sections)

    def test_what_it_was_about_in_one_table(self, quiet):
        (table,) = section(quiet, "demand").tables
        assert table.name == "category"

    def test_another_has_all(self, report):
        document = told(report)
        assert section(document, "trend").charts
        assert len(section(document, "demand").tables) > 2


class TestRanks:
    """Departments side by side."""

    def table(self, report, *ranks):
        def change(data):
            groups = data["by"]["department"]
            some = [groups[0] | {"id": f"d{n}"} for n in range(len(ranks))]
            data["by"]["department"] = [
                one | {"rank": rank} for one, rank in zip(some, ranks, strict=True)
            ]

        (table,) = section(changed(report, change), "departments").tables
        return table

    def test_several(self, report):
        table = self.table(report, None, 2, 1)
        assert table.heads[0] == "Rank"
        assert [line[0].text for line in table.lines][:3] == ["1", "2", "—"]

    def test_none(self, report):
        table = self.table(report, None, None)
        assert table.heads[0] == "Department"
        assert "There is no ranking" in table.note
        assert all(len(line) == len(table.heads) for line in table.lines)
