"""Addresses that no link leads to: pages answer all the same."""

from tests.services.test_asked import GBK

import pytest


PAGES = ("faq", "answers", "@@submit", "@@track", "departments/academic/@@about")


class TestOddAddresses:
    """Bytes that are no UTF-8, and several values where one is meant."""

    @pytest.mark.parametrize("page", ["faq", "answers"])
    def test_gbk_is_understood(self, browse, page):
        """So an old page's search form is of use."""
        shown = browse(None).get(f"{page}?q={GBK}")
        assert shown.status == 200
        assert shown.all("input[name=q]")[0].get("value") == "没热水"

    def test_it_finds(self, browse):
        assert "浴室什么时候供应热水？" in browse(None).get(f"faq?q={GBK}").words()

    @pytest.mark.parametrize("page", PAGES)
    @pytest.mark.parametrize(
        "query",
        [
            f"{name}{value}"
            for name in ("q", "category", "department", "place", "channel", "text")
            for value in ("=%ff", ":list=a", ":record.a=b")
        ],
    )
    def test_nothing_breaks(self, browse, page, query):
        assert browse(None).get(f"{page}?{query}").status == 200

    @pytest.mark.parametrize("name", ["faq.rss", "faq.atom", "answers.rss"])
    @pytest.mark.parametrize("query", ["category=%ff", "category:list=a"])
    def test_feeds_of_no_category(self, browse, name, query):
        assert browse(None).get(f"@@{name}?{query}").status == 404

    @pytest.mark.parametrize(
        ("user", "page"),
        [
            ("student1", "@@mine"),
            ("student1", "@@inbox"),
            ("student1", "@@follow"),
            ("office", "@@office"),
            ("office", "@@supervisions"),
            ("office", "@@reports"),
            ("office", "@@statistics"),
            ("office", "@@statistics-figure"),
            ("office", "@@entries"),
            ("academic-handler", "departments/academic/@@workbench"),
        ],
    )
    @pytest.mark.parametrize("query", ["=%ff", ":list=a", ":record.a=b"])
    def test_nothing_breaks_for_those_who_are_logged_in(
        self, browse, user, page, query
    ):
        names = ("tab", "q", "category", "department", "state", "sort", "kind", "place")
        asked = "&".join(f"{name}{query}" for name in names)
        assert browse(user).get(f"{page}?{asked}").status in (200, 400, 404)
