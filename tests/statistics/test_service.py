"""`GET {desk}/@statistics` and the page: who sees what, and what is wrong."""

from html import unescape
from jiesu.addon.exports.cells import safe
from jiesu.addon.statistics.groupings import BY
from jiesu.addon.statistics.quarters import last_month
from jiesu.addon.statistics.quarters import last_quarter
from jiesu.addon.statistics.quarters import last_year
from jiesu.addon.statistics.scope import SMALL
from openpyxl import load_workbook
from tests.services.conftest import ask
from tests.services.conftest import MANAGER
from tests.services.conftest import NOBODY
from tests.statistics.quarterly import after_the_quarter
from urllib.parse import quote

import csv
import io
import pytest
import re
import transaction


__all__ = ["ask"]

ALL_SEE = ("office", "supervisor")
OWN_SEE = {"academic-handler": "academic", "academic-head": "academic"}
PUBLIC_SEES = (NOBODY, "student1", "teacher1", MANAGER)


@pytest.fixture(autouse=True)
def terms(served):
    """The desk has terms."""
    served.terms = ["2026-02-20 2026-07-10 2026春", "2026-09-01 2027-01-17 2026秋"]
    transaction.commit()


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
            ("by=phase", "by", "department, category, category_top, kind, channel"),
            ("by=phase", "by", "place, score, day, week, month, term, hour, age"),
            ("channel=pigeon", "channel", "wechat"),
            ("score=6", "score", "1, 2, 3, 4, 5"),
            ("term=never", "term", "2026秋"),
            ("term=2026秋&from=2026-11-01", "term", "leave these out (from, to)"),
            ("compare=never&from=2026-11-01", "compare", "previous, year, both"),
            ("compare=both", "compare", "needs a first day"),
            ("top=0", "top", "from 1 to 200"),
            ("top=1e9", "top", "from 1 to 200"),
            ("department=nowhere", "department", "academic"),
            ("category=nothing", "category", "academic-classroom"),
            ("kind=rumour", "kind", "suggestion"),
            ("from=yesterday", "from", "2026-11-22"),
            ("place=！", "place", "a letter"),
            ("to=2026-02-30", "to", "2026-11-22"),
            ("from=2026-11-02&to=2026-11-01", "to", "before"),
            ("from=1969-12-31", "from", "from 1971-01-01 to 2037-12-31"),
            ("to=2040-01-01", "to", "from 1971-01-01 to 2037-12-31"),
            ("kind=help&kind=praise", "kind", "one value"),
            ("by=department&by=kind", "by", "one value"),
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

    def test_the_same_value_twice_is_one(self, ask):
        found = ask.get("office", "@statistics?kind=help&kind=help").json()
        assert (
            found["totals"]
            == ask.get("office", "@statistics?kind=help").json()["totals"]
        )

    def test_to_is_the_last_day(self, ask):
        by_day = ask.get("office", "@statistics?by=day").json()["groups"]
        day = by_day[-1]["id"]
        found = ask.get("office", f"@statistics?from={day}&to={day}").json()
        assert found["totals"] == by_day[-1]["totals"]

    @pytest.mark.parametrize("by", BY)
    def test_groups_add_up(self, ask, by):
        found = ask.get("office", f"@statistics?by={by}").json()
        for name, total in found["totals"].items():
            assert total == sum(group["totals"][name] for group in found["groups"])

    def test_groups_of_reasons_add_up(self, ask):
        found = ask.get("office", "@statistics?by=category").json()
        total = {r["id"]: r["count"] for r in found["reasons"]["return"]}
        assert total and all(r["title"] for r in found["reasons"]["return"])
        for reason, count in total.items():
            groups = [
                one["count"]
                for group in found["groups"]
                for one in group["reasons"]["return"]
                if one["id"] == reason
            ]
            assert sum(groups) == count

    def test_definitions(self, ask):
        found = ask.get(
            "office", "@statistics", headers={"Accept-Language": "en"}
        ).json()
        told = found["definitions"]
        assert told.keys() == {*found["totals"], *found["rates"], "time", "score"}
        assert told["completion"]["formula"] == "closed ÷ those in the rates"
        assert "0.5 × resolution" in told["score"]["formula"]

    def test_a_term_is_its_days(self, ask):
        by_term = ask.get("office", "@statistics?term=2026秋").json()
        by_days = ask.get("office", "@statistics?from=2026-09-01&to=2027-01-17").json()
        assert by_term["totals"] == by_days["totals"]
        assert by_term["to"] == "2027-01-17"

    def test_compared(self, ask):
        query = "from=2026-11-02&to=2026-11-08&by=department&compare=both"
        found = ask.get("office", f"@statistics?{query}").json()["compared"]
        assert found.keys() == {"previous", "year"}
        before = ask.get(
            "office", "@statistics?from=2026-10-26&to=2026-11-01&by=department"
        ).json()
        previous = found["previous"]
        assert (previous["from"], previous["to"]) == ("2026-10-26", "2026-11-01")
        assert previous["totals"] == before["totals"]
        assert previous["groups"] == before["groups"]
        assert found["year"]["rates"]["completion"] is None

    def test_the_same_place_however_it_is_written(self, ask):
        groups = ask.get("office", "@statistics?by=place&top=200").json()["groups"]
        place = next(group for group in groups if group["id"])
        for written in (place["id"], place["title"], f"  {place['title']} "):
            found = ask.get("office", f"@statistics?place={quote(written)}").json()
            assert found["totals"] == place["totals"]

    def test_the_same_answer_is_not_sent_twice(self, ask):
        query = "@statistics?from=2026-01-01&to=2026-01-31"
        tag = ask.get("office", query).headers["ETag"]
        again = ask.get("office", query, headers={"If-None-Match": tag})
        assert again.status_code == 304
        other = ask.get("office", f"{query}&kind=help", headers={"If-None-Match": "x"})
        assert other.status_code == 200
        for known in ("*", f'"x", {tag}', tag.removeprefix("W/")):
            again = ask.get("office", query, headers={"If-None-Match": known})
            assert again.status_code == 304, known
        assert ask.get("office", query).headers["Cache-Control"] == "private, no-cache"

    def test_what_is_published_may_be_kept(self, ask):
        found = ask.get(NOBODY, "@statistics")
        assert found.headers["Cache-Control"] == "public, max-age=600"
        wrong = ask.get(NOBODY, "@statistics?kind=help")
        assert "ETag" not in wrong.headers

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


class TestFigure:
    """The complaints that a figure counts."""

    # What does not change while the test asks; the others: tests/statistics/agreeing.
    @pytest.mark.parametrize("name", ["completion", "resolution", "return"])
    def test_as_many_as_are_counted(self, ask, name):
        told = ask.get("office", "@statistics?by=department").json()
        for group in told["groups"]:
            sides = zip(("part", "whole"), group["fractions"][name], strict=True)
            for side, number in sides:
                query = f"part={side}&by=department&group={group['id'] or ''}"
                found = ask.get("office", f"@figure?measure={name}&{query}").json()
                assert (found["counted"], found["items_total"]) == (number, number)
                assert found["hidden"] == 0

    @pytest.mark.parametrize("who", [*ALL_SEE, *OWN_SEE])
    def test_only_what_one_may_read(self, ask, who):
        found = ask.get(who, "@figure?measure=received&b_size=200").json()
        listed = ask.get(who, "@complaints?b_size=200").json()
        seen = {item["@id"] for item in listed["items"]}
        assert found["items"] and {item["@id"] for item in found["items"]} <= seen
        assert found["counted"] == found["items_total"] + found["hidden"]

    def test_supervisors_are_told_what_they_do_not_see(self, ask):
        """A report before its dispatch is counted, and nobody else's business."""
        found = ask.get("supervisor", "@figure?measure=received&kind=report").json()
        office = ask.get("office", "@figure?measure=received&kind=report").json()
        assert found["counted"] == office["counted"] == office["items_total"]
        assert found["hidden"] == found["counted"] - found["items_total"]

    def test_pages(self, ask):
        ids = []
        for start in (0, 20, 40):
            query = f"@figure?measure=received&b_size=20&b_start={start}"
            found = ask.get("office", query).json()
            ids += [item["@id"] for item in found["items"]]
        assert len(ids) == len(set(ids)) == found["items_total"] or len(ids) == 60
        beyond = ask.get("office", "@figure?measure=received&b_start=9999").json()
        assert beyond["items"]

    def test_reasons_and_moves(self, ask):
        told = ask.get("office", "@statistics").json()
        (first, *_rest) = told["reasons"]["return"]
        found = ask.get("office", f"@figure?measure=return:{first['id']}").json()
        assert found["counted"] == first["count"] > 0
        move = told["moves"][0]
        name = quote(f"{move['from']}>{move['to'] or ''}")
        found = ask.get("office", f"@figure?measure={name}").json()
        assert found["counted"] == move["count"] > 0

    @pytest.mark.parametrize(
        ("query", "field", "said"),
        [
            ("", "measure", "on_time"),
            ("measure=happiness", "measure", "on_time"),
            ("measure=score", "measure", "on_time"),
            ("measure=answer&part=half", "part", "part, whole"),
            ("measure=answer&group=it", "by", "grouping"),
            ("measure=answer&b_size=9000", "b_size", "from 1 to 200"),
        ],
    )
    def test_wrong(self, ask, query, field, said):
        answer = ask.get(
            "office", f"@figure?{query}", headers={"Accept-Language": "en"}
        )
        assert answer.status_code == 400
        (error,) = answer.json()["errors"]
        assert error["field"] == field and said in error["message"]
        page = ask.get("office", f"@@figure?{query}", headers=HTML)
        assert page.status_code == 400

    @pytest.mark.parametrize("who", OWN_SEE)
    def test_no_other_department(self, ask, who):
        query = "measure=received&department=it"
        assert ask.get(who, f"@figure?{query}").status_code == 403
        page = ask.get(who, f"@@figure?{query}", headers=HTML)
        assert page.status_code in (401, 403) or "/login" in page.url

    @pytest.mark.parametrize("who", PUBLIC_SEES)
    def test_nothing_published_is_opened(self, ask, who):
        status = ask.get(who, "@figure?measure=received").status_code
        assert status == (401 if who == NOBODY else 403)
        page = ask.get(who, "@@figure?measure=received", headers=HTML)
        assert page.status_code in (401, 403) or "/login" in page.url

    def test_page(self, ask):
        told = ask.get("office", "@statistics").json()
        page = ask.get("office", "@@figure?measure=rework&part=whole", headers=HTML)
        assert page.status_code == 200
        assert "Rework rate" in page.text and "sent back or reopened" in page.text
        assert f">{told['fractions']['rework'][1]}</b>" in page.text

    def test_all_links_of_the_page_lead_to_lists(self, ask):
        url = "@@statistics?from=2020-01-01&to=2030-12-31"
        page = ask.get("office", url, headers=HTML).text
        links = set(re.findall(r'href="[^"]*(@@figure[^"]+)"', page))
        assert len(links) > 30
        for link in sorted(links)[::7]:
            assert ask.get("office", unescape(link), headers=HTML).status_code == 200


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
        assert [row[1] for row in rows] == ["Code", "academic", ""]
        assert rows[0][0] == "Department"

    def test_workbook(self, ask):
        url = "@@statistics.xlsx?from=2020-01-01&to=2030-12-31"
        answer = ask.get("office", url, headers=HTML)
        assert answer.headers["Content-Type"].endswith("spreadsheetml.sheet")
        book = load_workbook(io.BytesIO(answer.content))
        told = ask.get("office", "@statistics?by=department").json()
        sheet = book["Department"]
        heads = [cell.value for cell in sheet[1]]
        received, rate = heads.index("Received"), heads.index("Completion rate")
        rows = list(sheet.iter_rows(min_row=2, values_only=True))
        assert {row[1]: row[received] for row in rows} == {
            group["id"]: group["totals"]["received"] for group in told["groups"]
        }
        # Not rounded: the spreadsheet does so when it shows them.
        assert {row[1]: round(row[rate], 4) for row in rows} == {
            group["id"]: group["rates"]["completion"] for group in told["groups"]
        }
        assert book.sheetnames == [
            *("Total", "Over time", "Department", "Category, first level"),
            *("Category", "Place", "Kind", "Channel", "Hours of the week"),
            *("Returned, and sent on", "How long open ones have waited", "Reasons"),
            "What figures mean",
        ]
        for one in book:
            assert all(cell.value for cell in one[1]), one.title
            for row in one.iter_rows():
                assert all(cell.data_type != "f" for cell in row)

    def test_sheets_of_the_workbook(self, ask):
        """As many in each as the service counts."""
        period = "from=2026-09-01&to=2026-11-30"
        answer = ask.get("office", f"@@statistics.xlsx?{period}", headers=HTML)
        book = load_workbook(io.BytesIO(answer.content))
        told = ask.get("office", f"@statistics?{period}&by=week").json()
        lines = {
            one.title: list(one.iter_rows(min_row=2, values_only=True)) for one in book
        }
        # A quarter is divided into weeks, as on the page.
        trend = {line[1].date().isoformat(): line for line in lines["Over time"]}
        assert len(trend) >= len(told["groups"])
        for group in told["groups"]:
            assert trend[group["from"]][3] == group["totals"]["received"]
        assert sum(line[3] for line in trend.values()) == told["totals"]["received"]
        hours = lines["Hours of the week"]
        assert sum(sum(line[1:]) for line in hours) == told["totals"]["received"]
        moves = sorted(line[2] for line in lines["Returned, and sent on"])
        assert moves == sorted(one["count"] for one in told["moves"])
        always = ask.get("office", "@statistics").json()["totals"]
        ages = lines["How long open ones have waited"]
        assert sum(line[1] for line in ages) == always["open"]
        assert sum(line[2] for line in ages) == always["overdue"]
        formulas = {line[0]: line[1] for line in lines["What figures mean"]}
        assert formulas["Return rate"].endswith("÷ those in the rates")

    @pytest.mark.parametrize("who", PUBLIC_SEES)
    def test_no_workbook_for_the_public(self, ask, who):
        page = ask.get(who, "@@statistics.xlsx", headers=HTML)
        assert "spreadsheetml" not in page.headers["Content-Type"]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(cell):
    assert safe(cell) == "'" + cell


def between(days) -> str:
    """The parameters of a period."""
    return f"from={days.start}&to={days.end}"


class TestPublished:
    """What everybody may ask for; what is told of it: test_published.py."""

    @pytest.fixture(scope="class")
    def today(self, served):
        """The day it is, some days into a quarter."""
        with after_the_quarter() as day:
            yield day

    def errors(self, ask, query) -> dict[str, str]:
        """What is said to be wrong, by field."""
        answer = ask.get(
            NOBODY, f"@statistics?{query}", headers={"Accept-Language": "en"}
        )
        assert answer.status_code == 400
        return {one["field"]: one["message"] for one in answer.json()["errors"]}

    def test_the_last_quarter_if_nothing_is_said(self, ask, today):
        found = ask.get(NOBODY, "@statistics").json()
        start, end = last_quarter(today)
        assert (found["from"], found["to"]) == (str(start), str(end))
        assert found["totals"]["received"] >= SMALL
        assert found["kept_back"] is None

    def test_a_month_all_in_all(self, ask, today):
        query = f"{between(last_month(today))}&by=month"
        found = ask.get(NOBODY, f"@statistics?{query}").json()
        told = found["totals"].get("received", SMALL)
        assert told >= SMALL
        assert bool(found["totals"]) is (found["kept_back"] is None)
        for one in found["groups"]:
            assert one["totals"] == found["totals"]

    @pytest.mark.parametrize("by", ["department", "category", "kind"])
    def test_groups_by_quarter(self, ask, today, by):
        found = ask.get(NOBODY, f"@statistics?by={by}").json()
        assert found["groups"]
        marked = {one["kept_back"] for one in found["groups"]}
        assert marked <= {None, "few", "other"}
        for one in found["groups"]:
            assert bool(one["totals"]) is (one["kept_back"] is None)
            assert one["totals"].get("received", SMALL) >= SMALL

    @pytest.mark.parametrize("by", ["department", "category", "kind"])
    def test_no_groups_by_month(self, ask, today, by):
        said = self.errors(ask, f"{between(last_month(today))}&by={by}")
        quarter = last_quarter(today)
        assert said.keys() == {"by"}
        assert f"{quarter.start} to {quarter.end}" in said["by"]

    @pytest.mark.parametrize(
        ("query", "field"),
        [
            # Neither a month nor quarters.
            ("from=2026-07-01&to=2026-08-31", "to"),
            ("from=2026-08-01&to=2026-09-30", "to"),
            ("from=2026-07-15&to=2026-09-30", "from"),
            ("from=2026-07-01&to=2026-09-29", "to"),
            # One end alone.
            ("to=2026-09-30", "from"),
            ("from=2026-07-01", "to"),
            # Not over.
            ("from=2036-01-01&to=2036-01-31", "to"),
        ],
    )
    def test_other_periods(self, ask, today, query, field):
        """It is said which field is wrong, and what is allowed."""
        said = self.errors(ask, query)
        month, quarter = last_month(today), last_quarter(today)
        assert said.keys() == {field}
        assert f"{month.start} to {month.end}" in said[field]
        assert f"{quarter.start} to {quarter.end}" in said[field]
        page = ask.get(NOBODY, f"@@statistics?{query}", headers=HTML)
        assert page.status_code == 400
        assert f"{quarter.start} to {quarter.end}" in unescape(page.text)

    def test_what_is_said_to_be_allowed_is(self, ask, today):
        for days in (last_month(today), last_quarter(today), last_year(today)):
            assert ask.get(NOBODY, f"@statistics?{between(days)}").ok

    def test_compared(self, ask, today):
        """With what could be asked for itself."""
        found = ask.get(NOBODY, "@statistics?compare=both&by=department").json()
        before = found["compared"]["previous"]
        own = f"from={before['from']}&to={before['to']}&by=department"
        asked = ask.get(NOBODY, f"@statistics?{own}").json()
        for name in ("totals", "rates", "groups", "kept_back"):
            assert asked[name] == before[name]
        year = found["compared"]["year"]
        assert (year["totals"], year["kept_back"]) == ({}, "few")
