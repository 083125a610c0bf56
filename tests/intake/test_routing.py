"""Which department gets a new complaint, which must never have it, and the urgent."""

from jiesu.addon.access.groups import department_group
from jiesu.addon.access.groups import HANDLERS
from jiesu.addon.content.lookup import category_of
from jiesu.addon.intake.routing import member_names
from jiesu.addon.intake.routing import Route
from jiesu.addon.intake.routing import route
from plone import api
from tests.handling.world import acting
from tests.handling.world import desk
from tests.handling.world import MANAGER
from tests.handling.world import undone

import pytest


__all__ = ["desk", "undone"]

# 石凌岳 is a handler of `security`.
NAMED = "石凌岳今天态度恶劣"


def routed(desk, **facts) -> Route:
    """Where a submission goes."""
    data = {
        "title": "",
        "text": "x",
        "kind": "complaint",
        "category": None,
        "department": None,
        "about_department": False,
    }
    return route(desk, data | facts)


@pytest.mark.usefixtures("undone")
class TestRouting:
    """On the demo's categories."""

    @pytest.mark.parametrize(
        "facts, department",
        [
            ({"category": "it-network"}, "it"),
            ({"category": "it"}, "it"),
            ({"category": "other"}, ""),
            ({"department": "library"}, "library"),
            ({"department": "office"}, "office"),
            ({"category": "it-network", "department": "library"}, "library"),
            ({"category": "other", "department": "library"}, "library"),
            ({"category": "security-parking", "kind": "praise"}, "security"),
        ],
    )
    def test_department(self, desk, facts, department):
        """The category's, or the one that was chosen; else the Office dispatches."""
        assert routed(desk, **facts) == Route(department, "", False)

    @pytest.mark.parametrize(
        "facts, avoid",
        [
            ({"category": "security-parking", "kind": "report"}, "security"),
            ({"category": "security-parking", "about_department": True}, "security"),
            ({"category": "security-parking", "text": NAMED}, "security"),
            ({"category": "security-parking", "title": NAMED}, "security"),
            ({"department": "security", "text": NAMED}, "security"),
            ({"department": "office", "about_department": True}, "office"),
            ({"category": "other", "kind": "report"}, ""),
            ({"category": "other", "about_department": True}, ""),
        ],
    )
    def test_to_the_office(self, desk, facts, avoid):
        """Three things never go to the department that they are about."""
        assert routed(desk, **facts) == Route("", avoid, False)

    def test_named_elsewhere(self, desk):
        """The name of somebody of another department is no obstacle."""
        assert routed(desk, category="it-network", text=NAMED).department == "it"

    @pytest.mark.parametrize(
        "category, urgent",
        [("logistics-water-power", True), ("logistics-dorm", False), ("other", False)],
    )
    def test_urgent(self, desk, category, urgent):
        """As the category says; also where the Office has to dispatch it."""
        assert routed(desk, category=category).urgent is urgent
        assert routed(desk, category=category, kind="report").urgent is urgent

    @pytest.mark.parametrize("own, wanted", [("it", "it"), (None, "security")])
    def test_category_above(self, desk, own, wanted):
        """A category without a department has that of the one above."""
        category_of(desk, "security-parking").department = own
        assert routed(desk, category="security-parking").department == wanted

    def test_department_that_is_gone(self, desk):
        """The Office dispatches; nothing waits where nobody looks."""
        with acting(MANAGER):
            api.content.delete(desk["departments"]["it"])
        assert routed(desk, category="it-network") == Route("", "", False)

    def test_names_follow_the_group(self, desk):
        """A new member is avoided at once, one who left no longer."""
        group = department_group("jiesu", "it", HANDLERS)
        facts = {"category": "it-network", "text": "邱明澈说不归他管"}
        assert routed(desk, **facts).department == "it"
        api.group.add_user(groupname=group, username="teacher1")
        assert "邱明澈" in member_names(desk, "it")
        assert routed(desk, **facts) == Route("", "it", False)
        api.group.remove_user(groupname=group, username="teacher1")
        assert routed(desk, **facts).department == "it"

    def test_short_names_do_not_count(self, desk):
        """They would be found in ordinary words."""
        api.user.get("it-handler").setMemberProperties({"fullname": "网"})
        assert "网" not in member_names(desk, "it")
