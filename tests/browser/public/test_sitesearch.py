"""The site's own search shows what the desk knows, and no inner types."""

from jiesu.addon.setuphandlers.searching import LEFT_OUT
from urllib.parse import quote

import pytest


def site_of(browser) -> str:
    return browser.desk_url.rpartition("/")[0]


def search(browser, words: str, more: str = ""):
    """Plone's page."""
    url = f"{site_of(browser)}/@@search?SearchableText={quote(words)}{more}"
    return browser.get(url)


class TestFound:
    """What the desk's search finds, the best first."""

    def test_question(self, browse):
        """Plone's finds nothing where no word is set apart; ours does."""
        someone = browse(None)
        page = search(someone, "没热水")
        assert page.status == 200
        links = page.all(".jiesu-search li a")
        assert links[0].text_content() == "浴室什么时候供应热水？"
        assert someone.get(links[0].get("href")).status == 200
        to_form = page.all(".jiesu-search p a")[-1].get("href")
        form = someone.get(to_form)
        assert form.all("[name=text]")[0].text == "没热水"

    def test_all_of_many(self, browse):
        """Some of many, and the way to the others."""
        someone = browse(None)
        page = search(someone, "宿舍")
        shown = page.all(".jiesu-search ul:first-of-type li")
        assert len(shown) == 4
        (more,) = [a for a in page.all(".jiesu-search p a") if "/faq?" in a.get("href")]
        listed = someone.get(more.get("href")).all(".ji-item .ji-title")
        assert len(listed) > 4
        assert str(len(listed)) in more.text_content()

    @pytest.mark.parametrize("more", ["", "&sort_on=Date", "&portal_type=JiesuFaq"])
    def test_once(self, browse, more):
        """What both find stands above, and is not counted below."""
        page = search(browse(None), "校园卡", more)
        above = {one.get("href") for one in page.all(".jiesu-search li a")}
        below = {one.get("href") for one in page.all(".searchResults h2 a")}
        assert above
        assert not above & below
        assert page.words("#search-results-number") == str(len(below))
        # "0 found" would be a lie right below what was found.
        assert bool(page.all("style:contains('#results-count')")) is not bool(below)

    @pytest.mark.parametrize(
        "query",
        [
            "SearchableText=没有这样的词",
            "SearchableText=",
            "",
            "portal_type=JiesuFaq",
        ],
    )
    def test_nothing(self, browse, query):
        """Then the page is Plone's."""
        someone = browse(None)
        page = someone.get(f"{site_of(someone)}/@@search?{query}")
        assert page.status == 200
        assert not page.all(".jiesu-search")
        assert "viewlet" not in page.words("#above-content")


class TestTypes:
    """What the results can be narrowed to."""

    @pytest.mark.parametrize("user", [None, "office"])
    def test_each_once(self, browse, user):
        """No title twice, and nothing that one finds in another way."""
        page = search(browse(user), "投影")
        offered = [box.get("value") for box in page.all("[name='portal_type:list']")]
        labels = page.all(".search-type-options label")
        titles = [one.text_content().strip() for one in labels]
        assert "JiesuFaq" in offered
        assert len(titles) == len(set(titles))
        assert not set(offered) & set(LEFT_OUT)
