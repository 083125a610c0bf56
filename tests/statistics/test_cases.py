"""One pass over cases tells the same as one row after the other, whatever the rows."""

from datetime import date
from datetime import datetime
from datetime import UTC
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from jiesu.addon.content.fields import Term
from jiesu.addon.statistics.asked import Asked
from jiesu.addon.statistics.behind import behind
from jiesu.addon.statistics.behind import Figure
from jiesu.addon.statistics.cases import Cases
from jiesu.addon.statistics.columns import Columns
from jiesu.addon.statistics.columns import TYPES
from jiesu.addon.statistics.groupings import Basis
from jiesu.addon.statistics.groupings import BY
from jiesu.addon.statistics.groupings import grouped
from jiesu.addon.statistics.measures import figures
from jiesu.addon.statistics.measures import PART
from jiesu.addon.statistics.measures import Rows
from jiesu.addon.statistics.measures import Weights
from jiesu.addon.statistics.measures import WHOLE
from jiesu.addon.statistics.report import counted
from jiesu.addon.statistics.selecting import selected
from tests.statistics import rows as made
from tests.statistics.rows import NOW
from zoneinfo import ZoneInfo

import pytest


TERMS = (
    Term(date(2026, 2, 20), date(2026, 7, 10), "春"),
    Term(date(2026, 9, 1), date(2027, 1, 17), "秋"),
)
BASIS = Basis(ZoneInfo("Asia/Shanghai"), TERMS, (("x", "top"), ("y", "top")))
# Clocks that are set twice a year.
BERLIN = Basis(ZoneInfo("Europe/Berlin"), TERMS)
MADE = datetime.fromtimestamp(NOW, UTC)
MANY = st.lists(made.row(), max_size=40)
ASKED = st.builds(
    Asked,
    start=st.sampled_from([None, date(2026, 3, 1)]),
    end=st.sampled_from([None, date(2026, 12, 31)]),
    departments=st.sampled_from([(), (), ("a",), ("a", "b"), ("nowhere",)]),
    categories=st.sampled_from([(), (), ("x",)]),
    channels=st.sampled_from([(), (), ("oa",)]),
    places=st.sampled_from([(), (), ("东区",)]),
    scores=st.sampled_from([(), (), (1, 2)]),
)


@settings(max_examples=60, deadline=None)
@given(MANY, ASKED, st.sampled_from(BY))
def test_cases(rows, asked, by):
    chosen = selected(Columns.of(made.Rows(rows)), asked, BASIS.zone)
    groups = grouped(by, chosen, BASIS, NOW, 1)
    numbers, size = groups.numbers, groups.size
    one_by_one = figures(Rows(chosen, NOW), numbers, size)
    assert figures(Rows(chosen, NOW), numbers, size, Cases(chosen, NOW)) == one_by_one


@settings(max_examples=60, deadline=None)
@given(MANY, ASKED, st.sampled_from(BY))
def test_what_is_counted_is_listed(rows, asked, by):
    """Each figure of each group is as long as the list behind it."""
    columns = Columns.of(made.Rows(rows))
    asked = Asked(**vars(asked) | {"by": by, "top": 1})
    (found,) = counted(columns, BASIS, Weights(), MADE, asked)
    for name, group in [(None, found.total), *((g.id, g) for g in found.groups)]:

        def size(measure, side=PART, name=name):
            return len(behind(columns, BASIS, MADE, Figure(asked, measure, side, name)))

        told = group.figures
        for measure, number in {**told.counts, **told.reasons, **told.moves}.items():
            assert size(measure) == number
        for measure, (part, whole) in told.fractions.items():
            if measure != "participation":
                assert (size(measure, PART), size(measure, WHOLE)) == (part, whole)
        assert size("time") == told.times.count
        # Departments, and behind them complaints.
        part, whole = told.fractions["participation"]
        assert bool(size("participation", WHOLE)) == bool(whole)
        assert bool(size("participation", PART)) == bool(part)


@settings(max_examples=60, deadline=None)
@given(MANY, MANY, st.data())
def test_followed_columns_are_those_read_anew(before, after, data):
    """Whatever changes, comes or goes, and in whatever order it came."""
    catalog = made.Rows(before)
    columns = Columns.of(catalog)
    changed = set()
    for number, row in enumerate(after):
        document = data.draw(st.integers(0, len(before) + number))
        changed.add(document)
        if document in catalog.data and data.draw(st.booleans()):
            del catalog.data[document]
        else:
            catalog.data[document] = row
    columns.follow(catalog, changed)
    fresh = Columns.of(catalog)
    assert columns.size == fresh.size == len(catalog)
    in_order = columns["received"][: columns.ordered].tolist()
    assert in_order == sorted(in_order)
    for by in BY:
        asked = Asked(date(2026, 3, 1), date(2026, 12, 31), by)
        told = []
        for one in (columns, fresh):
            (found,) = counted(one, BASIS, Weights(), MADE, asked)
            told.append({group.id: group.figures for group in found.groups})
        assert told[0] == told[1]


@settings(max_examples=30, deadline=None)
@given(MANY)
def test_hours_are_those_of_the_clock(rows):
    chosen = selected(Columns.of(made.Rows(rows)), Asked(), BERLIN.zone)
    found = grouped("hour", chosen, BERLIN, NOW, 1)
    for number, received in zip(found.numbers, chosen["received"], strict=True):
        there = datetime.fromtimestamp(int(received), BERLIN.zone)
        assert found.names[number].id == f"{there.isoweekday()}-{there:%H}"


def test_all_columns_have_a_type():
    assert Columns()["case"].dtype == TYPES["case"]


@pytest.mark.parametrize(
    ("top", "ids"), [(1, ["东区", "*", ""]), (9, ["东区", "335", ""])]
)
def test_places(top, ids):
    """The largest, the rest as one, and those without a place."""
    rows = [made.row().example() for _row in range(6)]
    at = list(made.COLUMNS).index("location")
    written = ["东区", "东 区", "335", "", "东区", ""]
    rows = [(*r[:at], w, *r[at + 1 :]) for r, w in zip(rows, written, strict=True)]
    (found,) = counted(
        Columns.of(made.Rows(rows)), BASIS, Weights(), MADE, Asked(by="place", top=top)
    )
    assert [group.id for group in found.groups] == ids
    assert found.groups[0].title == "东区"
    assert [g.figures.counts["received"] for g in found.groups] == [3, 1, 2]
