"""The component page: nothing in the style sheets is missing on it."""

from jiesu.addon.browser.base import STATIC
from jiesu.addon.browser.look.page import tokens
from tests.browser.department.client import Browser
from tests.browser.department.client import MANAGER
from tests.browser.department.client import NOBODY

import pytest
import re


CSS = {name: (STATIC / name).read_text("utf-8") for name in ("jiesu.css", "staff.css")}
CLASSES = {name for css in CSS.values() for name in re.findall(r"\.(ji-[\w-]+)", css)}
# jiesu.js sets one on the whole page, light.py the other.
OF_THE_PAGE = {"ji-js", "ji-lean"}


@pytest.fixture(scope="class")
def shown(served):
    """The page, as the Office sees it."""
    return Browser(served.absolute_url()).open("office", "@@look")


class TestLook:
    """What stands on it."""

    def test_every_class(self, shown):
        """What is missing is to be shown in browser/look/page.pt, or not needed."""
        assert [name for name in CLASSES - OF_THE_PAGE if not shown.all(name)] == []

    def test_every_token(self, shown):
        assert tokens()
        for token in tokens():
            assert token.name in shown.text
            assert token.light in shown.text
            assert token.dark in shown.text

    def test_ids_are_of_one_element_each(self, shown):
        ids = shown.tree.xpath("//*[contains(@class, 'ji')]//@id")
        assert sorted(ids) == sorted(set(ids))


class TestWho:
    """It is for those who may change the desk."""

    @pytest.mark.parametrize("user", ["office", MANAGER])
    def test_may(self, served, user):
        assert Browser(served.absolute_url()).open(user, "@@look").status == 200

    @pytest.mark.parametrize(
        "user", [NOBODY, "student1", "academic-handler", "academic-head", "supervisor"]
    )
    def test_may_not(self, served, user):
        shown = Browser(served.absolute_url()).open(user, "@@look")
        assert shown.status in (302, 401, 403)
        assert not shown.all("ji-part")


def test_the_dark_tokens_are_the_same_where_the_device_does_not_say():
    ours = re.search(r"\.ji-parts\.is-dark \{(.*?)\}", CSS["jiesu.css"], re.DOTALL)[1]
    dark = {token.name: token.dark for token in tokens() if token.dark}
    assert dict(re.findall(r"(--ji-[\w-]+): ([^;]+);", ours)) == dark
