"""`GET {desk}/@statistics` and the page: who sees what, and what is wrong."""

from datetime import date
from jiesu.addon.browser.statistics.table import safe
from jiesu.addon.statistics.measures import Figures
from jiesu.addon.statistics.measures import Times
from jiesu.addon.statistics.published import published
from jiesu.addon.statistics.report import Asked
from jiesu.addon.statistics.report import Group
from jiesu.addon.statistics.report import Report
from tests.services.conftest import ask
from tests.services.conftest import MANAGER
from tests.services.conftest import NOBODY

import csv
import io
import pytest
import transaction


__all__ = ["ask"]

ALL_SEE = ("office", "supervisor")
OWN_SEE = {"academic-handler": "academic", "academic-head": "academic"}
PUBLIC_SEES = (NOBODY, "student1", "teacher1", MANAGER)


@pytest.fixture
def unpublished(served):
    """The desk does not publish its figures."""
    served.publish_figures = False
    transaction.commit()
    yield
    served.publish_figures = True
    transaction.commit()


class TestWho:
    """Who sees which figures."""

    @pytest.mark.parametrize("who", ALL_SEE)
    def test_all(self, ask, who):
        found = ask.get(who, "@statistics?by=department").json()
        assert found["totals"]["received"] > 40
        assert not found["public"] and found["departments"] is None
        assert {group["id"] for group in found["groups"]} >= {"academic", "it", None}
        titles = {group["id"]: group["title"] for group in found["groups"]}
        assert titles["academic"] == "教务处"

    @pytest.mark.parametrize("who", OWN_SEE)
    def test_own_department(self, ask, who):
        found = ask.get(who, "@statistics?by=department").json()
        assert found["departments"] == [OWN_SEE[who]]
        assert [group["id"] for group in found["groups"]] == [OWN_SEE[who]]
        assert found["totals"] == found["groups"][0]["totals"]

    @pytest.mark.parametrize("who", OWN_SEE)
    def test_no_other_department(self, ask, who):
        answer = ask.get(who, "@statistics?department=it")
        assert answer.status_code == 403
        assert answer.json()["type"] == "Forbidden"
        page = ask.get(who, "@@statistics?department=it", headers=HTML)
        assert page.status_code in (401, 403) or "/login" in page.url

    @pytest.mark.parametrize("who", PUBLIC_SEES)
    def test_published(self, ask, who):
        found = ask.get(who, "@statistics").json()
        assert found["public"]
        assert "fractions" not in found and "withdrawn" not in found["totals"]

    @pytest.mark.parametrize("who", PUBLIC_SEES)
    @pytest.mark.parametrize(
        "query", ["department=it", "kind=help", "by=day", "to=2026-11-15", "category=x"]
    )
    def test_published_is_not_narrowed(self, ask, who, query):
        assert ask.get(who, f"@statistics?{query}").status_code == 400

    @pytest.mark.parametrize(
        ("who", "status"), [(NOBODY, 401), ("student1", 403), (MANAGER, 403)]
    )
    def test_unpublished(self, ask, unpublished, who, status):
        assert ask.get(who, "@statistics").status_code == status
        page = ask.get(who, "@@statistics", headers=HTML)
        assert "ji-figure" not in page.text

    @pytest.mark.parametrize("who", PUBLIC_SEES)
    def test_no_table_for_the_public(self, ask, who):
        page = ask.get(who, "@@statistics.csv", headers=HTML)
        assert "text/csv" not in page.headers["Content-Type"]


HTML = {"Accept": "text/html", "Accept-Language": "en"}


class TestParameters:
    """What is wrong is said by field, with what is allowed."""

    @pytest.mark.parametrize(
        ("query", "field", "said"),
        [
            ("by=phase", "by", "department, category, kind, channel, day, week, month"),
            ("department=nowhere", "department", "academic"),
            ("category=nothing", "category", "academic-classroom"),
            ("kind=rumour", "kind", "suggestion"),
            ("from=yesterday", "from", "2026-11-22"),
            ("to=2026-02-30", "to", "2026-11-22"),
            ("from=2026-11-02&to=2026-11-01", "to", "before"),
            ("form=2026-11-02", "form", "from, to, by"),
        ],
    )
    def test_wrong(self, ask, query, field, said):
        answer = ask.get(
            "office", f"@statistics?{query}", headers={"Accept-Language": "en"}
        )
        assert answer.status_code == 400
        (error,) = answer.json()["errors"]
        assert error["field"] == field
        assert said in error["message"]

    def test_to_is_the_last_day(self, ask):
        by_day = ask.get("office", "@statistics?by=day").json()["groups"]
        day = by_day[-1]["id"]
        found = ask.get("office", f"@statistics?from={day}&to={day}").json()
        assert found["totals"] == by_day[-1]["totals"]

    @pytest.mark.parametrize(
        "by", ["department", "category", "kind", "channel", "day", "week", "month"]
    )
    def test_groups_add_up(self, ask, by):
        found = ask.get("office", f"@statistics?by={by}").json()
        for name, total in found["totals"].items():
            assert total == sum(group["totals"][name] for group in found["groups"])

    def test_category_with_those_below(self, ask):
        groups = ask.get("office", "@statistics?by=category").json()["groups"]
        below = [g for g in groups if (g["id"] or "").startswith("academic-")]
        found = ask.get("office", "@statistics?category=academic").json()
        wanted = sum(group["totals"]["received"] for group in below)
        assert found["totals"]["received"] == wanted > 0

    def test_what_is_listed_is_counted(self, ask):
        """A number and the list that it leads to."""
        for query in ("department=it", "kind=help", "category=academic"):
            figures = ask.get("office", f"@statistics?{query}").json()["totals"]
            listed = ask.get("office", f"@complaints?{query}").json()
            late = ask.get("office", f"@complaints?{query}&light=red").json()
            assert figures["received"] == listed["items_total"]
            assert figures["overdue"] == late["items_total"]


class TestPage:
    """The page and the table."""

    @pytest.mark.parametrize("who", [*ALL_SEE, *OWN_SEE, *PUBLIC_SEES])
    def test_page(self, ask, who):
        page = ask.get(who, "@@statistics?from=2020-01-01&to=2030-12-31", headers=HTML)
        wanted = 400 if who in PUBLIC_SEES else 200
        assert page.status_code == wanted
        assert "How complaints are handled" in page.text

    def test_errors_are_shown(self, ask):
        page = ask.get("office", "@@statistics?from=never", headers=HTML)
        assert page.status_code == 400
        assert "never" in page.text and "is not a day" in page.text

    def test_sorted(self, ask):
        url = "@@statistics?from=2020-01-01&to=2030-12-31&sort=received"
        assert 'aria-sort="descending"' in ask.get("office", url, headers=HTML).text

    def test_table(self, ask):
        url = "@@statistics.csv?from=2020-01-01&to=2030-12-31"
        answer = ask.get("office", url, headers=HTML)
        assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert answer.content.startswith(b"\xef\xbb\xbf")
        heads, *lines, total = csv.reader(
            io.StringIO(answer.content.decode("utf-8-sig"))
        )
        received = heads.index("Received")
        assert sum(int(line[received]) for line in lines) == int(total[received])

    def test_table_of_a_department(self, ask):
        url = "@@statistics.csv?from=2020-01-01&to=2030-12-31"
        answer = ask.get("academic-head", url, headers=HTML)
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert [row[1] for row in rows] == ["id", "academic", ""]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(cell):
    assert safe(cell) == "'" + cell


def group(name, received, satisfied=0):
    counts = {"received": received, "answered": received, "closed": 1, "open": 3}
    fractions = {"satisfaction": (satisfied, received), "return": (0, received)}
    return Group(name, Figures(counts, fractions, Times(received, 1, 1, 1)), 50.0)


def told(*sizes):
    groups = tuple(group(f"g{n}", size) for n, size in enumerate(sizes))
    found = Report(Asked(by="department"), date.today(), group("", sum(sizes)), groups)
    return published(found)


class TestPublished:
    """Small numbers never let one guess a person."""

    def test_small_groups_are_left_out(self):
        assert [g.id for g in told(20, 3, 9, 4).groups] == ["g0", "g2"]

    def test_what_is_left_out_cannot_be_reckoned(self):
        """20 + 9 of 31: the one with 2 would be known, so another one goes."""
        assert [g.id for g in told(20, 2, 9).groups] == ["g0"]

    def test_small_counts_are_left_out(self):
        found = told(20, 30).groups[0].figures
        assert found.counts == {"received": 20, "answered": 20}
        assert found.fractions.keys() == {"satisfaction"}

    def test_small_wholes_are_left_out(self):
        assert told(2, 2).total.figures.rates == {}
        assert told(2, 2).total.figures.times == Times()
