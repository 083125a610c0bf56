"""The members of a department by HTTP: who may add and remove whom."""

from jiesu.addon.access.groups import department_group
from jiesu.addon.access.groups import office_group
from plone import api
from tests.browser.department.client import NOBODY

import pytest
import transaction


PAGE = "departments/logistics/@@members"
HANDLERS = department_group("jiesu", "logistics", "handlers")
HEADS = department_group("jiesu", "logistics", "heads")


def members(group: str) -> set[str]:
    """Who is in a group now."""
    transaction.begin()
    return set(api.group.get(groupname=group).getGroupMemberIds())


class TestMembers:
    """Over the demo; each test leaves the groups as they were."""

    @pytest.mark.parametrize("user", ["logistics-head", "office", "manager"])
    def test_open(self, browser, user):
        """The head, the Office and the site's manager see it."""
        page = browser.open(user, PAGE)
        assert page.status == 200
        assert "田禾青" in page.text

    @pytest.mark.parametrize(
        "user",
        [NOBODY, "student1", "logistics-handler", "academic-head", "supervisor"],
    )
    def test_closed(self, browser, user):
        """Nobody else sees or sends it."""
        assert browser.open(user, PAGE).status in (302, 401)
        form = {"do": "add", "user": "student1", "function": "handlers"}
        assert browser.send(user, PAGE, **form).status in (302, 401, 403)
        assert "student1" not in members(HANDLERS)

    @pytest.mark.parametrize("words", ["田禾", "logistics-ha"])
    def test_search(self, browser, words):
        """A piece of the name or of the login finds people."""
        page = browser.open("logistics-head", PAGE, who=words)
        found = page.all("ji-people")[-1]
        assert "logistics-handler" in found.text_content()

    def test_search_few(self, browser):
        """At most ten are shown, and that there are more is said."""
        page = browser.open("logistics-head", PAGE, who="-h")
        assert len(page.all("ji-people")[-1].findall("li")) == 10
        assert "There are more" in page.text

    def test_search_nobody(self, browser):
        """Nobody found is said."""
        page = browser.open("logistics-head", PAGE, who="无此人")
        assert "No account has this" in page.text

    def test_add_and_remove(self, browser):
        """A head adds somebody, who then works there; and removes them after asking."""
        bench = "departments/logistics"
        form = {"do": "add", "user": "teacher1", "function": "handlers"}
        page = browser.submit("logistics-head", PAGE, **form)
        assert "邱明澈 now belongs to “Handlers” of 后勤管理处" in page.text
        assert "teacher1" in members(HANDLERS)
        assert browser.open("teacher1", bench).status == 200
        again = browser.submit("logistics-head", PAGE, **form)
        assert "already" in again.text

        query = {"remove": "teacher1", "from": "handlers"}
        sure = browser.open("logistics-head", PAGE, **query)
        assert "Remove 邱明澈 from “Handlers”?" in sure.text
        assert "teacher1" in members(HANDLERS)
        form["do"] = "remove"
        page = browser.submit("logistics-head", PAGE, **form)
        assert "no longer belongs" in page.text
        assert "teacher1" not in members(HANDLERS)
        assert browser.open("teacher1", bench).status in (302, 401)

    def test_without_token(self, browser):
        """What comes from elsewhere is refused."""
        form = {"do": "add", "user": "teacher1", "function": "heads"}
        assert browser.send("logistics-head", PAGE, **form).status == 403
        assert "teacher1" not in members(HEADS)

    def test_by_get(self, browser):
        """Opening an address adds nobody."""
        query = {"do": "add", "user": "teacher1", "function": "heads"}
        browser.open("logistics-head", PAGE, **query)
        assert "teacher1" not in members(HEADS)

    @pytest.mark.parametrize(
        "function",
        [
            "office",
            "supervisors",
            "",
            "jiesu-office",
            department_group("jiesu", "academic", "handlers"),
            "Administrators",
        ],
    )
    def test_other_groups(self, browser, function):
        """A head puts nobody into a group that is not the department's."""
        before = {g.getId(): set(g.getGroupMemberIds()) for g in api.group.get_groups()}
        page = browser.submit(
            "logistics-head", PAGE, do="add", user="teacher1", function=function
        )
        assert page.status == 400
        transaction.begin()
        after = {g.getId(): set(g.getGroupMemberIds()) for g in api.group.get_groups()}
        assert after == before

    def test_unknown_account(self, browser):
        """An account that is not there is named as such."""
        page = browser.submit(
            "logistics-head", PAGE, do="add", user="nobody-here", function="heads"
        )
        assert "There is no such account" in page.text

    def test_office_group(self, browser):
        """The Office's department has the Office's own group."""
        page = "departments/office/@@members"
        form = {"do": "add", "user": "teacher1", "function": "office"}
        shown = browser.submit("office", page, **form)
        assert "now belongs" in shown.text
        assert "teacher1" in members(office_group("jiesu"))
        form["do"] = "remove"
        browser.submit("office", page, **form)
        assert "teacher1" not in members(office_group("jiesu"))
        assert browser.open("logistics-head", page).status in (302, 401)

    def test_warning(self, browser):
        """A department without a head says so."""
        form = {"do": "remove", "user": "logistics-head", "function": "heads"}
        page = browser.submit("office", PAGE, **form)
        assert "have no head" in page.text
        bench = browser.open("logistics-handler", "departments/logistics")
        assert "This department has no head." in bench.text
        form["do"] = "add"
        browser.submit("office", PAGE, **form)
        assert "logistics-head" in members(HEADS)
