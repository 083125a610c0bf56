"""Lists over the demo: each query against the plain recomputation over all rows."""

from datetime import timedelta
from jiesu.addon.access.capacities import capacities
from jiesu.addon.calendar.moment import at
from jiesu.addon.calendar.moment import now
from jiesu.addon.catalog.catalog import catalog_of
from jiesu.addon.catalog.indexing import index_all_texts
from jiesu.addon.catalog.indexing import rebuild
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.catalog.queries import by_number
from jiesu.addon.catalog.queries import count
from jiesu.addon.catalog.queries import find
from jiesu.addon.catalog.queries import LARGEST_PAGE
from jiesu.addon.catalog.queries import LIGHTS
from jiesu.addon.catalog.queries import Query
from jiesu.addon.catalog.queries import SORTS
from jiesu.addon.catalog.rows import COLUMNS
from jiesu.addon.catalog.rows import Indexable
from jiesu.addon.catalog.rows import NEVER
from jiesu.addon.catalog.rows import seconds
from jiesu.addon.content.complaint import KINDS
from jiesu.addon.content.complaint import STATES
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.deadlines.clock import Clock
from jiesu.addon.deadlines.lights import light
from plone import api

import pytest


DEPARTMENTS = (
    "logistics",
    "security",
    "academic",
    "student-affairs",
    "assets",
    "it",
    "library",
)
STAFF = [f"{one}-{what}" for one in DEPARTMENTS for what in ("handler", "head")]
PEOPLE = ("student1", "student2", "teacher1", "office", "supervisor", *STAFF)
# Lights are compared now and at these distances from now.
MOMENTS = [timedelta(hours=hours) for hours in (-2000, -500, -48, -5, 0, 3, 30, 100)]


def everything(desk) -> list:
    """All rows that the present user may read."""
    page = find(desk, Query(), size=LARGEST_PAGE)
    assert len(page.rows) == page.total
    return list(page.rows)


def ids(rows) -> set[str]:
    """The ids of rows."""
    return {row.id for row in rows}


def same(desk, query: Query, wanted) -> None:
    """The query finds exactly these, by `find` and by `count`."""
    page = find(desk, query, size=LARGEST_PAGE)
    assert ids(page.rows) == ids(wanted)
    assert page.total == len(page.rows) == count(desk, query) == len(list(wanted))


class TestLists:
    """Read only: the desk is shared."""

    @pytest.mark.parametrize("who", PEOPLE)
    def test_rights(self, demo, who):
        """Listed is what one has a role on, nothing more and nothing less."""
        with api.env.adopt_user(username=who):
            mine = {
                c.getId() for c in complaints_of(demo).objectValues() if capacities(c)
            }
            assert ids(everything(demo)) == mine
        if who in ("office", "academic-handler", "student1"):
            assert mine

    @pytest.mark.parametrize("moment", MOMENTS, ids=str)
    @pytest.mark.parametrize("who", ["office", "supervisor", "student1"])
    def test_lights(self, demo, who, moment):
        """Ranges over due times give the light of each row, and of each clock."""
        with api.env.adopt_user(username=who), at(now() + moment):
            rows = everything(demo)
            for one in LIGHTS:
                query = Query(light=one)
                same(demo, query, [r for r in rows if r.light(now()) == one])
            for row in rows:
                clock = complaints_of(demo)[row.id].clock or Clock()
                assert row.light(now()) == light(clock, now())

    @pytest.mark.parametrize("department", DEPARTMENTS)
    def test_lights_of_a_department(self, demo, department):
        """As the tabs of its workbench ask."""
        with api.env.adopt_user(username=f"{department}-handler"):
            for moment in MOMENTS:
                with at(now() + moment):
                    own = [r for r in everything(demo) if r.department == department]
                    for one in LIGHTS:
                        query = Query(department=department, light=one)
                        wanted = [r for r in own if r.light(now()) == one]
                        same(demo, query, wanted)

    def test_demo_has_every_light(self, demo):
        """Or the tests above would tell little."""
        with api.env.adopt_user(username="office"):
            lights = set()
            for moment in MOMENTS:
                with at(now() + moment):
                    lights |= {row.light(now()) for row in everything(demo)}
        assert lights == {*LIGHTS, "none"}

    def test_light_at_the_very_second(self, demo):
        """Yellow at its moment, green before; red after due, not at it."""
        with api.env.adopt_user(username="office"):
            row = next(r for r in everything(demo) if r.due != NEVER and not r.asked)
            for moment, wanted in [
                (row.yellow - 1, "green"),
                (row.yellow, "yellow"),
                (row.due, "yellow"),
                (row.due + 1, "red"),
            ]:
                with at(row.due_at + timedelta(seconds=moment - row.due)):
                    assert row.light(now()) == wanted
                    found = find(demo, Query(light=wanted), size=LARGEST_PAGE).rows
                    assert row.id in ids(found)

    def test_criteria(self, demo):
        """Each against the rows, alone and with the state."""
        with api.env.adopt_user(username="office"):
            rows = everything(demo)
            for state in STATES:
                wanted = [r for r in rows if r.state == state]
                same(demo, Query(states=(state,)), wanted)
                for department in DEPARTMENTS:
                    both = [r for r in wanted if r.department == department]
                    same(demo, Query(states=(state,), department=department), both)
            for kind in KINDS:
                same(demo, Query(kind=kind), [r for r in rows if r.kind == kind])
            for category in {r.category for r in rows}:
                wanted = [r for r in rows if r.category == category]
                same(demo, Query(category=(category,)), wanted)
            for handler in {r.handler for r in rows}:
                wanted = [r for r in rows if r.handler == handler]
                same(demo, Query(handler=handler), wanted)
            for department in DEPARTMENTS:
                wanted = [r for r in rows if department in r.supporting]
                same(demo, Query(supported_by=department), wanted)
            for asked in (True, False):
                wanted = [r for r in rows if r.asked is asked]
                same(demo, Query(asked=asked), wanted)
            same(
                demo,
                Query(states=("triage", "pending")),
                [r for r in rows if r.state in ("triage", "pending")],
            )
            same(demo, Query(department="nowhere"), [])

    def test_nobody_is_lead_in_triage(self, demo):
        """An empty department can be asked for, unlike no matter which."""
        with api.env.adopt_user(username="office"):
            wanted = [r for r in everything(demo) if r.department == ""]
            assert wanted
            same(demo, Query(department=""), wanted)

    def test_received(self, demo):
        """From is inclusive, to is not."""
        with api.env.adopt_user(username="office"):
            rows = sorted(everything(demo), key=lambda row: row.received)
            first, last = rows[10].received_at, rows[30].received_at
            span = Query(received_from=first, received_to=last)
            same(
                demo,
                span,
                [r for r in rows if seconds(first) <= r.received < seconds(last)],
            )
            after = [r for r in rows if r.received >= seconds(first)]
            same(demo, Query(received_from=first), after)
            before = [r for r in rows if r.received < seconds(last)]
            same(demo, Query(received_to=last), before)

    def test_submitter(self, demo):
        """One's own."""
        with api.env.adopt_user(username="student1"):
            same(demo, Query(submitter="student1"), everything(demo))
            same(demo, Query(submitter="student2"), [])

    @pytest.mark.parametrize("sort", SORTS)
    @pytest.mark.parametrize("size", [1, 7, 25, 1000])
    @pytest.mark.parametrize(
        "query", [Query(), Query(states=("closed",))], ids=["all", "closed"]
    )
    def test_pages(self, demo, sort, size, query):
        """Pages follow one another without a gap or a repetition, in order."""
        name, reverse = SORTS[sort]
        with api.env.adopt_user(username="office"):
            total = count(demo, query)
            rows: list = []
            while len(rows) < total:
                page = find(demo, query, sort=sort, start=len(rows), size=size)
                assert page.total == total
                assert 0 < len(page.rows) <= size
                rows += page.rows
        assert len(ids(rows)) == len(rows) == total
        values = [getattr(row, name) for row in rows]
        assert values == sorted(values, reverse=reverse)

    @pytest.mark.parametrize("sort", SORTS)
    @pytest.mark.parametrize("size", [1, 7, 50])
    def test_pages_of_many(self, demo, sort, size, monkeypatch):
        """Large results are not sorted but met in order; the pages are the same."""
        with api.env.adopt_user(username="office"):
            whole = find(demo, Query(), sort=sort, size=LARGEST_PAGE).rows
            monkeypatch.setattr("jiesu.addon.catalog.catalog.SORTED", 5)
            rows: list = []
            while len(rows) < len(whole):
                rows += find(demo, Query(), sort=sort, start=len(rows), size=size).rows
        assert tuple(rows) == whole

    @pytest.mark.parametrize("start", [10_000, -1, -1000])
    def test_pages_that_there_are_not(self, demo, start):
        """Beyond the end nothing; before the beginning the first page."""
        with api.env.adopt_user(username="office"):
            page = find(demo, Query(), start=start)
            first = find(demo, Query())
        assert page.total == first.total
        assert page.rows == (() if start > 0 else first.rows)

    @pytest.mark.parametrize("size", [0, -5])
    def test_a_page_has_at_least_one(self, demo, size):
        """Whatever is asked for."""
        with api.env.adopt_user(username="office"):
            assert len(find(demo, Query(), size=size).rows) == 1

    def test_rows_are_true(self, demo):
        """Each column is what the complaint says."""
        with api.env.adopt_user(username="office"):
            for row in everything(demo):
                complaint = complaints_of(demo)[row.id]
                values = Indexable(complaint, "jiesu", state_of(complaint))
                assert vars(row) == {name: getattr(values, name) for name in COLUMNS}

    def test_numbers(self, demo):
        """Each complaint is found by its own."""
        for complaint in complaints_of(demo).objectValues():
            assert by_number(demo, complaint.number) == complaint.getId()
        assert by_number(demo, "20261122-222222") is None

    def test_rebuild(self, demo):
        """The catalog made anew answers like the one that grew."""
        queries = [
            Query(),
            *(Query(states=(state,)) for state in STATES),
            *(Query(department=department) for department in DEPARTMENTS),
            *(Query(light=one) for one in LIGHTS),
            *(Query(words=words) for words in ("投影", "空调 宿舍", "335", "楼")),
        ]

        def answers():
            found = []
            for who in ("office", "academic-handler", "student1"):
                with api.env.adopt_user(username=who):
                    for query in queries:
                        page = find(demo, query, size=LARGEST_PAGE)
                        found.append({row.id: row for row in page.rows})
                        assert page.total == count(demo, query) == len(page.rows)
            return found

        with at(now()):
            before = answers()
            assert rebuild(demo) == len(list(complaints_of(demo).objectValues()))
            assert answers() != before, "texts wait to be indexed"
            index_all_texts(demo)
            assert answers() == before

    def test_nobody_else(self, demo):
        """Without an account, or with one that has nothing to do with the desk."""
        for user in (api.portal.get().acl_users._nobody,):
            with api.env.adopt_user(user=user):
                assert find(demo, Query()).total == 0

    def test_manager(self, demo):
        """A role in the site opens no complaint."""
        with api.env.adopt_roles(["Manager"]):
            assert count(demo, Query()) == 0
        assert len(catalog_of(complaints_of(demo))) > 50
