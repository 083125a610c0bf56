"""The table of departments adds up to what the words of a report say."""

from jiesu.addon.calendar.moment import at
from jiesu.addon.content.lookup import reports_of
from jiesu.addon.reports.drafting import make
from jiesu.addon.reports.taking import take
from tests.handling.world import complain
from tests.handling.world import DAY
from tests.handling.world import MONDAY
from tests.reports.conftest import LATER
from tests.reports.conftest import SPAN
from tests.reports.test_writing import told


def table(report):
    """Heads and lines."""
    (section,) = [one for one in told(report).sections if one.name == "departments"]
    return section.tables[0]


def column(report, head: str) -> dict:
    """What a column says of each department."""
    found = table(report)
    place, names = found.heads.index(head), found.heads.index("Department")
    return {line[names].text: line[place].value for line in found.lines}


def test_adds_up(desk, lived):
    """Also what stands with departments that received nothing, and with none at all."""
    complain(desk, category="library", when=MONDAY - 7 * DAY)
    complain(desk, category="other", department="", when=MONDAY + DAY)
    with at(LATER):
        report = reports_of(desk)[make(desk, SPAN, take(desk, SPAN))]
    data = report.frozen.data
    received, overdue = column(report, "Received"), column(report, "Overdue")
    assert sum(received.values()) == data["totals"]["now"]["counts"]["received"]
    assert sum(overdue.values()) == data["standing"]["total"]["counts"]["overdue"]
    assert 0 in received.values()
    # What nobody has comes last.
    assert list(received)[-1] == "With nobody yet"
