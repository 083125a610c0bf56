"""The choice of the language stays on the page."""

from plone import api
from urllib.parse import parse_qsl
from urllib.parse import urlsplit

import pytest
import transaction


@pytest.fixture(scope="class", autouse=True)
def offered(served):
    """A site that lets its readers choose."""
    api.portal.set_registry_record("plone.use_cookie_negotiation", True)
    transaction.commit()


def choices(page) -> dict[str, str]:
    """Where the languages lead, by their codes."""
    links = page.all("#portal-languageselector a")
    return {link.get("hreflang"): link.get("href") for link in links}


def asked(url: str) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(url).query, encoding="gbk", errors="strict")


class TestChoice:
    """From any page, and back."""

    @pytest.mark.parametrize(
        ("user", "path"),
        [
            (None, ""),
            (None, "@@submit"),
            (None, "faq"),
            ("student1", "@@mine"),
            ("office", "categories"),
            ("office", "@@settings/publishing"),
        ],
    )
    def test_same_page(self, browse, user, path):
        """The page itself, not what it is a view of."""
        someone = browse(user)
        page = someone.get(path)
        english = someone.get(choices(page)["en"])
        assert urlsplit(english.url).path == urlsplit(page.url).path
        assert english.all("html")[0].get("lang") == "en"
        chinese = someone.get(choices(english)["zh-cn"])
        assert chinese.all("html")[0].get("lang") == "zh-cn"
        assert asked(chinese.url) == [("set_language", "zh-cn")]

    def test_search_is_kept(self, browse):
        """With its words and all else that narrows it."""
        page = browse(None).get("faq?q=没热水&category=logistics&set_language=en")
        query = dict(parse_qsl(urlsplit(choices(page)["zh-cn"]).query))
        assert query == {
            "q": "没热水",
            "category": "logistics",
            "set_language": "zh-cn",
        }

    def test_nothing_that_was_posted(self, browse):
        """An address holds no words of a complaint, and no token."""
        someone = browse("student1")
        page = someone.send(someone.get("@@submit"), "@@submit", text="这是秘密")
        assert page.all("#ji-errors")
        for url in choices(page).values():
            assert [name for name, _value in asked(url)] == ["set_language"]

    def test_odd_bytes(self, browse):
        """What is no text at all goes along as it came."""
        passing = "_authenticator=1&set_language:list=en"
        page = browse(None).get(f"@@track?x=%C3%BB&{passing}")
        assert urlsplit(choices(page)["en"]).query == "x=%C3%BB&set_language=en"

    def test_lists_do_not_keep_it(self, browse):
        """The next page of a list is in whatever language was chosen last."""
        page = browse("office").get("@@office?tab=all&set_language=zh-cn")
        links = [link.get("href") for link in page.all(".ji a[href*='tab=']")]
        assert links
        assert not any("set_language" in link for link in links)
