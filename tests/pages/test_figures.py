"""Charts as people see and use them, the wall display, and paper."""

from playwright.sync_api import expect
from tests.pages.person import PHONE
from tests.pages.person import WIDE
from urllib.parse import parse_qs
from urllib.parse import urlsplit

import pytest
import re


ALL = "@@statistics?from=2020-01-01&to=2030-12-31"
# Marks of any of the colours, and not the ground behind them.
BLUE = "#0072b2"


def marks(chart):
    """The shapes of the first series."""
    return chart.locator(f"svg path[fill='{BLUE}']")


def chart_of(page, section: str):
    """The first chart of a section."""
    return page.locator(f"section[aria-labelledby=ji-{section}] .ji-drawn").first


def query(url: str) -> dict[str, list[str]]:
    """The parameters of an address."""
    return parse_qs(urlsplit(url).query)


class TestCharts:
    """What is drawn, and where it leads."""

    @pytest.mark.parametrize("width", [WIDE, PHONE])
    def test_every_chart_is_drawn(self, use, width):
        """Each has marks, and is no wider than its place."""
        page = use("office", width).go(ALL)
        drawn = page.locator("[data-ji-chart]")
        assert drawn.count() >= 9
        for place in range(drawn.count()):
            chart = drawn.nth(place)
            expect(chart).to_be_visible()
            assert chart.locator("svg path").count() > 3
            chart_width = chart.evaluate("one => one.scrollWidth")
            assert chart_width <= chart.evaluate("one => one.clientWidth")
            assert chart.get_attribute("aria-hidden") == "true"

    def test_a_click_opens_what_a_mark_counts(self, use):
        page = use("office", WIDE).go(ALL)
        chart = chart_of(page, "departments")
        chart.scroll_into_view_if_needed()
        with page.expect_navigation():
            # The pattern lies over the mark.
            marks(chart).first.click(force=True)
        found = query(page.url)
        assert found["measure"] == ["received"] and found["by"] == ["department"]
        counted = int(page.locator("h1 b").inner_text())
        assert counted == page.locator(".ji-item").count() or counted > 25

    def test_the_table_says_the_same(self, use):
        page = use("office", WIDE).go(ALL)
        section = page.locator("section[aria-labelledby=ji-categories]")
        table = section.locator("table")
        expect(table).to_be_hidden()
        section.locator("summary").press("Enter")
        expect(table).to_be_visible()
        first = table.locator("tbody tr:not(:has(.is-child))").first
        drawn = section.locator("svg text").all_text_contents()
        assert first.locator("th").inner_text() in drawn
        assert first.locator("td").first.inner_text() in drawn

    def test_in_the_dark_they_are_light(self, use):
        page = use("office", WIDE).go(ALL)
        chart = chart_of(page, "departments")
        expect(marks(chart).first).to_be_visible()
        page.emulate_media(color_scheme="dark")
        expect(marks(chart)).to_have_count(0)
        assert chart.locator("svg path[fill='#56b4e9']").count()
        page.emulate_media(color_scheme="light")

    def test_without_the_script_the_table_is_there(self, use):
        """What draws is blocked; the figures are in the tables."""
        person = use("office", WIDE)
        person.context.route(re.compile("charts.js"), lambda route: route.abort())
        page = person.go(ALL)
        expect(page.locator(".ji-drawn").first).to_be_hidden()
        page.locator("section[aria-labelledby=ji-hours] summary").click()
        expect(page.locator("section[aria-labelledby=ji-hours] table")).to_be_visible()
        person.context.unroute_all()


class TestPaper:
    """What a printer gets."""

    def test_tables_are_open_on_paper(self, use):
        page = use("office", WIDE).go(ALL)
        table = page.locator("section[aria-labelledby=ji-categories] table")
        expect(table).to_be_hidden()
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        expect(table).to_be_visible()
        expect(page.locator(".ji-figure-choose")).to_be_hidden()
        assert page.pdf()[:4] == b"%PDF"
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        page.emulate_media(media="screen")
        expect(table).to_be_hidden()


class TestWall:
    """The display that nobody touches."""

    def test_fits_on_the_screen(self, use):
        page = use("office", WIDE).go("@@wall")
        page.set_viewport_size({"width": 1920, "height": 1080})
        size = page.evaluate(
            "(({scrollWidth, scrollHeight}) => [scrollWidth, scrollHeight])"
            "(document.scrollingElement)"
        )
        assert size == [1920, 1080]
        large = page.locator(".ji-wall-lights dd").first
        assert large.evaluate("one => parseFloat(getComputedStyle(one).fontSize)") > 70

    @pytest.mark.parametrize("size", [(1366, 768), (1440, 900), (1920, 1080)])
    def test_nothing_is_cut(self, use, size):
        """Neither the rates of the month nor the last line of a table."""
        page = use("office", WIDE).go("@@wall")
        page.set_viewport_size({"width": size[0], "height": size[1]})
        cut = page.evaluate(
            """[...document.querySelectorAll('.ji-wall-body > section')].filter(one => {
                const end = one.getBoundingClientRect().bottom;
                const parts = 'dd, [role=region] tr:last-child > td';
                return [...one.querySelectorAll(parts)].some(
                    part => part.getBoundingClientRect().bottom > end);
            }).map(one => one.className)"""
        )
        assert cut == []

    def test_renews_itself(self, use):
        """New figures take the place of the old ones without a new page."""
        page = use("office", WIDE).go("@@wall")
        page.evaluate("window.same = true")
        page.evaluate("document.querySelector('.ji-wall-lights').id = 'old'")
        renew(page)
        expect(page.locator("#old")).to_have_count(0)
        expect(page.locator(".ji-wall-lights dd")).to_have_count(4)
        assert page.locator(".ji-drawn svg").count() == 3
        assert page.evaluate("window.same")

    @pytest.mark.parametrize("what", ["abort", "login"])
    def test_keeps_what_it_has_while_the_network_fails(self, use, what):
        page = use("office", WIDE).go("@@wall")
        failed = page.locator("[data-ji-failed]")
        expect(failed).to_be_hidden()
        page.route(re.compile("part=1"), lambda route: answer(route, what))
        renew(page)
        expect(failed).to_be_visible()
        made = page.locator("[data-ji-made]").get_attribute("data-ji-made")
        assert made in failed.inner_text()
        expect(page.locator(".ji-wall-lights dd")).to_have_count(4)
        page.unroute_all()
        renew(page)
        expect(failed).to_be_hidden()


def answer(route, what: str) -> None:
    """No network, or somebody who was logged out."""
    if what == "abort":
        route.abort()
    else:
        route.fulfill(status=200, body="<html><body>login</body></html>")


def renew(page) -> None:
    """Have it renew itself now."""
    page.evaluate(
        "document.querySelector('[data-ji-wall]').dispatchEvent(new Event('ji-renew'))"
    )


# Of a department that somebody gave such a name.
MARKUP = "<img src=x onerror='window.jiRun = true'>"
DRAW = """
([kind, spec]) => {
  const place = document.createElement("div");
  place.innerHTML = '<div data-ji-chart style="height: 300px"></div>';
  place.firstChild.setAttribute("data-ji-chart", JSON.stringify(spec));
  document.querySelector("main, .ji").prepend(place);
  place.firstChild.id = `named-${kind}`;
  window.jiCharts.begin(place);
}
"""
NAMED = {
    "heat": {
        "kind": "heat",
        "names": [MARKUP, "9"],
        "rows": [MARKUP],
        "cells": [[0, 0, 3], [1, 0, 1]],
    },
    "flow": {
        "kind": "flow",
        "nodes": [
            {"id": "from", "name": MARKUP},
            {"id": "to", "name": MARKUP, "to": True},
        ],
        "links": [{"source": "from", "target": "to", "value": 3}],
    },
    "bar": {
        "kind": "bar",
        "names": [MARKUP],
        "series": [{"name": MARKUP, "values": [3]}],
    },
}


class TestNames:
    """Names are typed by people, and never run."""

    @pytest.mark.parametrize("kind", NAMED)
    def test_what_is_told_beside_the_pointer_is_text(self, use, kind):
        page = use("office", WIDE).go(ALL)
        page.evaluate(DRAW, [kind, NAMED[kind]])
        chart = page.locator(f"#named-{kind}")
        chart.scroll_into_view_if_needed()
        box = chart.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        page.mouse.move(x + 2, y + 2)
        expect(chart.locator("div[style*='z-index']")).to_contain_text(MARKUP)
        assert chart.locator("img").count() == 0
        assert page.evaluate("window.jiRun") is None
