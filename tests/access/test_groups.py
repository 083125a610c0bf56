"""Groups come and go with their desk and departments, and belong to one alone."""

from jiesu.addon.access.groups import department_group
from jiesu.addon.access.groups import department_members
from jiesu.addon.access.groups import groups_of_department
from jiesu.addon.access.groups import groups_of_desk
from plone import api
from tests.handling.world import acting
from tests.handling.world import MANAGER
from zExceptions import BadRequest

import pytest


def exist(groups) -> bool:
    """Whether all of these groups exist; false when none does."""
    found = {api.group.get(groupname=group) is not None for group in groups}
    assert len(found) == 1
    return found.pop()


@pytest.mark.usefixtures("undone")
class TestGroups:
    """On a site with the desk `jiesu`."""

    def test_with_the_department(self, desk):
        """Made with it, removed with it."""
        groups = groups_of_department("jiesu", "sports")
        with acting(MANAGER):
            api.content.create(desk["departments"], "JiesuDepartment", id="sports")
            assert exist(groups)
            api.content.delete(desk["departments"]["sports"])
        assert not exist(groups)

    def test_with_the_desk(self, portal_class):
        """The Office's and the supervisors' groups, and those of its departments."""
        with acting(MANAGER):
            desk = api.content.create(portal_class, "JiesuDesk", id="east", title="东")
            assert exist(groups_of_desk("east"))
            api.content.create(desk["departments"], "JiesuDepartment", id="it")
            assert exist(groups_of_department("east", "it"))
            api.content.delete(desk)
        assert not exist(groups_of_desk("east") + groups_of_department("east", "it"))

    def test_the_office_is_a_department_without_groups_of_its_own(self, desk):
        """Its members are the Office's."""
        assert groups_of_department("jiesu", "office") == ("jiesu-office",)
        members = department_members("jiesu", "office")
        assert [user.getId() for user in members] == ["office"]
        assert api.group.get(
            groupname=department_group("jiesu", "office", "heads")
        ) is (None)

    def test_no_two_departments_share_groups(self, desk, portal_class):
        """`jiesu` with `east-it` and `jiesu-east` with `it` would."""
        with acting(MANAGER):
            east = api.content.create(
                portal_class, "JiesuDesk", id="jiesu-east", title="东校区"
            )
            api.content.create(east["departments"], "JiesuDepartment", id="it")
            with pytest.raises(BadRequest, match="east-it"):
                api.content.create(desk["departments"], "JiesuDepartment", id="east-it")

    def test_members(self, desk):
        """Handlers and heads, each once."""
        api.group.add_user(groupname="jiesu-it-heads", username="it-handler")
        members = [user.getId() for user in department_members("jiesu", "it")]
        assert sorted(members) == ["it-handler", "it-head"]
