"""Processes that learned of complaints in another order tell the same answer."""

from itertools import permutations
from jiesu.addon.calendar.moment import at
from jiesu.addon.catalog.catalog import catalog_of
from jiesu.addon.catalog.indexing import flush
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.statistics.asked import Asked
from jiesu.addon.statistics.columns import Columns
from jiesu.addon.statistics.columns import PlaceNames
from jiesu.addon.statistics.groupings import BY
from jiesu.addon.statistics.report import basis_of
from jiesu.addon.statistics.report import counted
from jiesu.addon.statistics.report import weights_of
from tests.handling.world import complain
from tests.handling.world import MONDAY

import pytest


SAID = (
    {"category": "it-network", "kind": "help", "location": "明德楼 335"},
    {"category": "academic-classroom", "kind": "suggestion", "location": "致远楼101"},
    {"category": "academic-classroom", "kind": "complaint", "location": "明德楼，335"},
    {"category": "it-network", "kind": "complaint", "location": ""},
    {"category": "academic-classroom", "kind": "help", "location": "格物楼 7"},
)


@pytest.fixture
def catalog(desk, undone):
    """The catalog of a desk with some complaints."""
    for said in SAID:
        complain(desk, **said)
    flush()
    return catalog_of(complaints_of(desk))


@pytest.fixture
def documents(catalog):
    """In the order in which they came."""
    return sorted(catalog.data, key=lambda one: (catalog.row(one).received, one))


def told(desk, columns, top=20):
    """All that is told of these columns, by each grouping."""
    with at(MONDAY):
        basis, weights = basis_of(desk), weights_of(desk)
    asked = Asked(by=BY[0], top=top)
    return counted(columns, basis, weights, MONDAY, asked, *BY[1:])


@pytest.mark.parametrize("top", [1, 2, 20])
def test_whoever_followed_tells_the_same(desk, catalog, documents, top):
    read = told(desk, Columns.of(catalog), top)
    for order in permutations(documents):
        columns = Columns()
        for document in order:
            columns.follow(catalog, [document])
        columns.sort()
        assert told(desk, columns, top) == read


@pytest.mark.parametrize("by", ["department", "category", "category_top", "kind"])
def test_groups_stand_in_the_order_of_their_ids(desk, catalog, by):
    reports = told(desk, Columns.of(catalog))
    ids = [group.id for group in reports[BY.index(by)].groups]
    assert len(ids) > 1
    assert ids == sorted(ids)


WRITTEN = ("明德楼，335", " 明德楼335", "明德楼-335")


@pytest.mark.parametrize("order", list(permutations(WRITTEN)))
def test_a_place_is_told_as_it_is_written_shortest(order):
    names = PlaceNames()
    assert {names.number_of(written) for written in order} == {0}
    assert names.spellings == ["明德楼335"]
