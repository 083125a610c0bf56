"""The pages of figures: who sees what, what is chosen, where numbers lead."""

from datetime import date
from jiesu.addon.services.statistics.parameters import today as today_there
from jiesu.addon.statistics.quarters import last_month
from jiesu.addon.statistics.quarters import last_quarter
from jiesu.addon.statistics.quarters import month_of
from jiesu.addon.statistics.quarters import quarter_of
from jiesu.addon.statistics.report import Asked
from jiesu.addon.statistics.report import report
from tests.browser.department.client import Browser
from tests.browser.department.client import MANAGER
from tests.browser.department.client import NOBODY
from tests.statistics.quarterly import after_the_quarter
from urllib.parse import parse_qs
from urllib.parse import urlsplit

import json
import pytest
import re
import transaction


ALL = "@@statistics?from=2020-01-01&to=2030-12-31"
SEE_ALL = ("office", "supervisor")
OWN = {"academic-handler": "academic", "academic-head": "academic"}
OTHERS = (NOBODY, "student1", "teacher1", MANAGER)
ENGLISH_TILES = (
    "Received",
    "Open",
    "Overdue",
    "Response rate",
    "On-time rate",
    "Resolution rate",
    "Satisfaction rate",
    "Participation rate",
)


def tiles(shown) -> dict[str, str]:
    """The figures on top by title."""
    found = {}
    for one in shown.all("ji-figure"):
        found.setdefault(one.findtext("dt"), one.xpath("string(dd[1])").strip())
    return found


def charts(shown) -> list[dict]:
    """What the charts of a page draw."""
    return [json.loads(one.get("data-ji-chart")) for one in shown.all("ji-drawn")]


def query(url: str) -> dict[str, str]:
    """The parameters of an address."""
    found = parse_qs(urlsplit(url).query, keep_blank_values=True)
    return {name: values[0] for name, values in found.items()}


def refused(shown) -> bool:
    """Whether somebody was sent away."""
    return shown.status in (302, 401, 403) and not shown.all("ji-figure")


class TestOverview:
    """What the Office and leadership look at."""

    def test_what_stands_on_top(self, browser):
        found = tiles(browser.open("office", ALL))
        assert tuple(found)[:8] == ENGLISH_TILES

    def test_the_sections(self, browser):
        shown = browser.open("office", ALL)
        ids = shown.tree.xpath("//section/h2/@id")
        assert ids == [
            "ji-trend",
            "ji-departments",
            "ji-categories",
            "ji-place",
            "ji-hours",
            "ji-flow",
            "ji-ageing",
            "ji-kind",
            "ji-channel",
            "ji-times",
            "ji-lesser",
            "ji-reasons",
            "ji-visits",
        ]
        kinds = [one["kind"] for one in charts(shown)]
        assert set(kinds) == {"line", "bar", "heat", "flow"}

    def test_each_chart_has_its_table(self, browser):
        shown = browser.open("office", ALL)
        for chart in shown.all("ji-drawn"):
            section = next(chart.iterancestors("section"))
            assert section.find_class("ji-table")

    def test_marks_lead_to_what_they_count(self, browser):
        shown = browser.open("office", ALL)
        wanted = []
        for chart in charts(shown):
            for series in chart.get("series", ()):
                wanted += zip(series["values"], series["urls"], strict=False)
            if chart["kind"] == "heat":
                pairs = zip(chart["cells"], chart["urls"], strict=True)
                wanted += [(cell[2], url) for cell, url in pairs]
            wanted += [(one["value"], one["url"]) for one in chart.get("links", ())]
        counted = [(value, url) for value, url in wanted if url]
        assert len(counted) > 50
        assert all(not value for value, url in wanted if not url)
        for value, url in counted[::9]:
            head = browser.open("office", url).tree.xpath("string(//h1/b)")
            if query(url).get("part") is None:
                assert int(head) == value, url

    def test_against_the_period_before(self, browser, served):
        """The days before, as many as these."""
        days = "from=2026-11-16&to=2026-11-22"
        shown = browser.open("office", f"@@statistics?{days}")
        transaction.begin()
        asked = Asked(date(2026, 11, 9), date(2026, 11, 15))
        before = report(served, asked)[0].total.figures.counts["received"]
        changes = shown.words("ji-delta")
        if before:
            assert any(one.startswith(f"Before: {before}") for one in changes)
        # There was no desk a year ago.
        assert not any(one.startswith("A year ago") for one in changes)

    def test_below_five_there_is_no_rank(self, browser):
        shown = browser.open("office", ALL)
        (table,) = (one for one in shown.all("is-ranked"))
        rows = table.xpath(".//tbody/tr")
        ranks = {
            int(row.xpath("string(td[2])")): row.xpath("string(td[1])").strip()
            for row in rows
        }
        assert ranks and all(rank == "—" for n, rank in ranks.items() if n < 5)
        assert "1" in ranks.values()

    def test_rates_over_nothing(self, browser):
        """Praise is in no rate."""
        found = tiles(browser.open("office", f"{ALL}&kind=praise"))
        assert found["On-time rate"] == found["Resolution rate"] == "—"

    def test_what_a_measure_means_stands_beside_it(self, browser):
        shown = browser.open("office", ALL)
        formulas = [one.xpath("string(p)") for one in shown.all("ji-formula")]
        assert "closed ÷ those in the rates" in formulas
        assert all(formulas)
        assert not shown.tree.xpath("//*[contains(@class, 'ji-figure')]//@title")

    def test_one_name_for_each_measure(self, browser):
        """In the table of departments as on top; below it stands what it means."""
        shown = browser.open("office", ALL)
        heads = shown.tree.xpath(
            "//table[contains(@class,'is-ranked')]/thead//a/text()"
        )
        assert {"Response rate", "On-time rate", "Return rate"} <= set(heads)
        assert {"Median, hours", "90th percentile, hours"} <= set(heads)
        section = shown.tree.xpath("//section[@aria-labelledby='ji-departments']")[0]
        meaning = section.xpath(".//details//li/text()")
        # All but the name.
        assert len(meaning) == len(heads) - 1
        assert any(
            one.startswith("Return rate: returned at least once ÷") for one in meaning
        )
        assert any(
            "median (working hours): working hours from" in one for one in meaning
        )

    def test_nothing_in_a_period(self, browser):
        shown = browser.open("office", "@@statistics?from=2021-01-01&to=2021-01-31")
        assert shown.status == 200 and "Nothing was received" in shown.text

    def test_nothing_that_matches(self, browser):
        """The reason is what was chosen, and there is a way back."""
        shown = browser.open("office", f"{ALL}&department=library&score=1&channel=oa")
        (said,) = shown.words("ji-empty")
        assert "matches what you chose" in said and "period above" not in said
        (link,) = shown.tree.xpath("//*[contains(@class,'ji-empty')]//a/@href")
        assert query(link) == query(ALL)

    def test_a_figure_of_none(self, browser):
        """That there are none is no matter of rights."""
        none = "measure=received&from=2001-01-01&to=2001-01-02"
        shown = browser.open("office", f"@@figure?{none}")
        assert "there are none" in shown.text and "may see" not in shown.text

    def test_ageing_is_of_all_that_is_open(self, browser):
        """Also of what was received before the period."""
        short = browser.open("office", "@@statistics")
        (found,) = (one for one in charts(short) if _names_ages(one))
        ever = browser.open("office", ALL)
        (whole,) = (one for one in charts(ever) if _names_ages(one))
        assert found["series"][0]["values"] == whole["series"][0]["values"]
        urls = [url for url in whole["series"][0]["urls"] if url]
        assert urls and all("from" not in query(url) for url in urls)


def _names_ages(chart: dict) -> bool:
    return chart["kind"] == "bar" and "0 to 1 days" in chart["names"]


class TestFilters:
    """All that is chosen stands in the address."""

    @pytest.mark.parametrize(
        "chosen",
        [
            "department=it",
            "category=academic",
            "kind=help",
            "channel=wechat",
            "score=5",
            "term=2026秋",
        ],
    )
    def test_as_the_service_counts(self, browser, served, chosen):
        name, value = chosen.split("=")
        days = "" if name == "term" else "&from=2020-01-01&to=2030-12-31"
        shown = browser.open("office", f"@@statistics?{chosen}{days}")
        assert shown.status == 200
        received = shown.tree.xpath("//dl[contains(@class,'ji-figures')]//a/@href")[0]
        listed = browser.open("office", received)
        assert query(received)[name] == value
        counted = listed.tree.xpath("string(//h1/b)")
        assert counted == tiles(shown)["Received"].replace(",", "")

    def test_a_place_however_it_is_written(self, browser):
        shown = browser.open("office", ALL)
        (first, *_rest) = (
            url for url in shown.tree.xpath("//th/a/@href") if "place=" in url
        )
        found = browser.open("office", first)
        assert int(tiles(found)["Received"]) >= 1
        assert query(first)["place"] in found.words("ji-narrowed")[0]

    def test_what_is_chosen_can_be_left_out(self, browser):
        shown = browser.open("office", f"{ALL}&kind=help&department=it")
        links = shown.tree.xpath("//ul[@class='ji-narrowed']//a/@href")
        assert [set(query(one)) for one in links] == [
            {"from", "to", "kind"},
            {"from", "to", "department"},
        ]

    def test_periods_keep_what_is_chosen(self, browser):
        shown = browser.open("office", f"{ALL}&kind=help")
        links = shown.tree.xpath("//nav[contains(@class,'ji-figure-periods')]/a/@href")
        assert len(links) == 8
        assert {query(one)["kind"] for one in links} == {"help"}

    def test_this_month_if_nothing_is_said(self, browser):
        shown = browser.open("office", "@@statistics")
        (on,) = shown.all("ji-figure-periods")[0].xpath("a[@aria-current]")
        assert on.text == "This month"

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ("department=nowhere", 'Department: "nowhere" is not among'),
            ("department=nowhere", "教务处, "),
            ("score=9", "Score 1, Score 2, Score 3, Score 4, Score 5"),
            ("channel=pigeon", "WeChat"),
            ("kind=zz", 'Kind: "zz" is not among what can be chosen: Complaint,'),
            ("from=never", 'First day: "never" is not a day'),
            ("term=never", "2026春, 2026秋"),
            ("place=！", "Place: A place has to have a letter"),
        ],
    )
    def test_what_is_wrong_is_said(self, browser, wrong, said):
        shown = browser.open("office", f"@@statistics?{wrong}")
        assert shown.status == 400
        assert said in shown.words("ji-errors")[0]

    def test_in_chinese_as_the_page_names_them(self, served):
        chinese = Browser(served.absolute_url(), "zh-cn")
        shown = chinese.open("office", "@@statistics?from=xx&kind=zz")
        said = " ".join(shown.words("ji-errors"))
        assert "起始日期：“xx”不是日期" in said
        assert "投诉、建议" in said and "complaint" not in said and ", " not in said

    def test_a_desk_without_terms(self, browser, served):
        terms, served.terms = served.terms, []
        transaction.commit()
        try:
            shown = browser.open("office", "@@statistics?term=foo")
        finally:
            served.terms = terms
            transaction.commit()
        assert "has no academic terms" in shown.words("ji-errors")[0]


class TestDepartment:
    """A department's own page."""

    @pytest.mark.parametrize("who", OWN)
    def test_its_members_see_it(self, browser, who):
        shown = browser.open(who, f"{ALL}&department={OWN[who]}")
        assert shown.status == 200 and tuple(tiles(shown))[:8] == ENGLISH_TILES
        assert "ji-departments" not in shown.tree.xpath("//h2/@id")

    @pytest.mark.parametrize("who", OWN)
    def test_not_that_of_another(self, browser, who):
        assert refused(browser.open(who, f"{ALL}&department=it"))

    def test_leads_there_from_the_list(self, browser):
        shown = browser.open("office", ALL)
        links = shown.all("is-ranked")[0].xpath(".//tbody//th/a/@href")
        assert {"academic", "it"} < {query(one)["department"] for one in links}


class TestPublished:
    """What everybody sees."""

    @pytest.mark.parametrize("who", OTHERS)
    def test_without_lists(self, browser, who):
        shown = browser.open(who, "@@statistics")
        assert shown.status == 200
        assert "@@figure" not in shown.source and "csv" not in shown.source

    @pytest.fixture(scope="class")
    def today(self, served):
        """The day it is, some days into a quarter."""
        with after_the_quarter() as day:
            yield day

    def test_the_last_quarter_if_nothing_is_said(self, browser, today):
        shown = browser.open(NOBODY, "@@statistics")
        (on,) = shown.all("ji-figure-periods")[0].xpath("a[@aria-current]")
        assert on.text == "Last quarter"
        offered = shown.all("ji-figure-periods")[0].xpath("a/text()")
        assert offered == ["Last month", "Last quarter", "Last year"]
        assert {"ji-departments", "ji-categories", "ji-kind"} <= headings(shown)

    def test_what_is_offered_can_be_asked(self, browser, today):
        shown = browser.open(NOBODY, "@@statistics")
        links = shown.all("ji-figure-periods")[0].xpath("a/@href")
        assert [browser.open(NOBODY, one).status for one in links] == [200] * 3

    def test_a_month_all_in_all(self, browser, today):
        """Its departments are told by quarter, and there the sentence leads."""
        days = last_month(today)
        if quarter_of(days.start).end > today:
            days = month_of(last_quarter(today).end)
        path = f"@@statistics?from={days.start}&to={days.end}"
        shown = browser.open(NOBODY, path)
        assert shown.status == 200
        assert not {"ji-departments", "ji-categories", "ji-kind"} & headings(shown)
        assert "Departments and categories are shown by quarter" in shown.text
        (link,) = shown.tree.xpath("//p/a[contains(., 'quarter of')]/@href")
        start, end = quarter_of(days.start)
        asked = query(link)
        assert (asked["from"], asked["to"]) == (str(start), str(end))
        assert "ji-departments" in headings(browser.open(NOBODY, link))

    def test_a_month_of_a_quarter_that_is_not_over(self, browser):
        """Leads to the last quarter that is."""
        day = today_there()
        days = last_month(day)
        path = f"@@statistics?from={days.start}&to={days.end}"
        shown = browser.open(NOBODY, path)
        (link,) = shown.tree.xpath("//p/a[contains(., 'quarter of')]/@href")
        wanted = quarter_of(days.start)
        wanted = wanted if wanted.end < day else last_quarter(day)
        assert query(link)["from"] == str(wanted.start)

    def test_small_ones_are_told_to_be_small(self, browser, today):
        shown = browser.open(NOBODY, "@@statistics")
        cells = [one.strip() for one in shown.tree.xpath("//td/text()")]
        numbers = [int(one) for one in cells if one.isdigit()]
        assert "<5" in cells
        assert not [one for one in numbers if 0 < one < 5]
        assert "Numbers below 5 are shown as “<5”" in shown.text

    def test_charts_hold_nothing_small(self, browser, today, monkeypatch):
        # Whatever day it is: the demo's months may be too small for a line.
        course = "jiesu.addon.browser.statistics.charts.is_course"
        monkeypatch.setattr(course, lambda series: True)
        shown = browser.open(NOBODY, "@@statistics")
        assert charts(shown)
        for chart in charts(shown):
            for series in chart["series"]:
                assert not [one for one in series["values"] if one and 0 < one < 5]
                assert not any(series["urls"])


def headings(shown) -> set[str]:
    """The sections of a page."""
    return set(shown.tree.xpath("//section/h2/@id"))


class TestWorkload:
    """A person's own."""

    @pytest.mark.parametrize("who", [*OTHERS, "supervisor"])
    def test_nobody_else(self, browser, who):
        assert refused(browser.open(who, "@@workload"))

    def test_ones_own(self, browser, served):
        days = "from=2020-01-01&to=2030-12-31"
        shown = browser.open("academic-handler", f"@@workload?{days}")
        assert shown.status == 200 and "My work" in shown.text
        transaction.begin()
        (found,) = report(served, Asked(handlers=("academic-handler",)))
        counts = found.total.figures.counts
        assert tiles(shown)["Open"] == str(counts["open"])
        assert tiles(shown)["Received"] == str(counts["received"])
        assert not shown.tree.xpath("//h2[@id='ji-people']")

    def test_numbers_lead_to_lists(self, browser):
        shown = browser.open("academic-handler", "@@workload")
        links = shown.tree.xpath("//dl//a[contains(@href,'@@figure')]/@href")
        numbers = shown.tree.xpath("//dl//a[contains(@href,'@@figure')]/text()")
        assert links
        for link, number in zip(links, numbers, strict=True):
            listed = browser.open("academic-handler", link)
            assert listed.status == 200
            if number.isdigit():
                assert listed.tree.xpath("string(//h1/b)") == number

    def test_nothing_of_a_person_in_addresses(self, browser):
        for who in ("academic-head", "office"):
            shown = browser.open(who, "@@workload")
            links = shown.tree.xpath("//*[contains(@class,'ji')]//a/@href")
            keys = {query(one).get("person") for one in links} - {None}
            assert keys and all(re.fullmatch(r"[0-9a-f]{16}", key) for key in keys)
            assert not [one for one in links if "academic-handler" in one]

    def test_heads_see_their_people(self, browser):
        shown = browser.open("academic-head", "@@workload")
        people = _people(shown)
        assert people
        for name, url in people.items():
            one = browser.open("academic-head", url)
            assert one.status == 200 and name in one.tree.xpath("string(//h1)")

    def test_the_office_sees_all(self, browser):
        head = _people(browser.open("academic-head", "@@workload"))
        office = _people(browser.open("office", "@@workload"))
        assert head and set(head) < set(office)

    def test_not_those_of_others(self, browser):
        """Neither a colleague's, nor one of another department."""
        office = _people(browser.open("office", "@@workload"))
        head = _people(browser.open("academic-head", "@@workload"))
        (other, *_rest) = (url for name, url in office.items() if name not in head)
        assert refused(browser.open("academic-head", other))
        for url in office.values():
            own = query(url)["person"]
            page = browser.open("academic-handler", url)
            mine = browser.open("academic-handler", "@@workload")
            is_own = f"person={own}" in mine.source
            assert (page.status == 200) is is_own
            figure = f"@@figure?measure=open&person={own}"
            status = browser.open("academic-handler", figure).status
            assert (status == 200) is is_own

    @pytest.mark.parametrize("key", ["0" * 16, "academic-handler", "é", "x" * 5000])
    def test_wrong_keys(self, browser, key):
        assert refused(browser.open("office", "@@workload", person=key))


def _people(shown) -> dict[str, str]:
    (section,) = shown.tree.xpath("//section[@aria-labelledby='ji-people']")
    return {one.text: one.get("href") for one in section.xpath(".//tbody//th/a")}


class TestWall:
    """The wall display."""

    @pytest.mark.parametrize("who", SEE_ALL)
    def test_for_office_and_supervisors(self, browser, who):
        shown = browser.open(who, "@@wall")
        assert shown.status == 200
        assert len(shown.all("ji-drawn")) == 3

    @pytest.mark.parametrize("who", [*OWN, *OTHERS])
    def test_for_nobody_else(self, browser, who):
        for path in ("@@wall", "@@wall?part=1"):
            shown = browser.open(who, path)
            assert refused(shown) and not shown.all("ji-wall-body")

    def test_the_part_that_is_renewed(self, browser):
        shown = browser.open("office", "@@wall?part=1")
        assert shown.all("ji-wall-body") and not shown.tree.xpath("//h1")

    def test_as_the_figures(self, browser, served):
        shown = browser.open("office", "@@wall")
        transaction.begin()
        counts = report(served, Asked())[0].total.figures.counts
        (lights,) = shown.all("ji-wall-lights")
        told = [one.text for one in lights.iter("dd")]
        assert told[1] == str(counts["open"]) and told[3] == str(counts["overdue"])

    def test_nothing_of_a_single_complaint(self, browser, served):
        transaction.begin()
        shown = browser.open("supervisor", "@@wall")
        for one in served["complaints"].objectValues():
            assert one.getId() not in shown.source
            assert not one.title or one.title not in shown.text

    def test_charts_have_their_tables(self, browser):
        shown = browser.open("office", "@@wall")
        assert len(shown.tree.xpath("//div[@class='ji-hidden']/table")) == 3
