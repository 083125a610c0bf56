"""Departments that complaints name stay."""

from plone import api
from zExceptions import BadRequest

import pytest


class TestDepartments:
    """What a manager can delete on the demo desk."""

    @pytest.mark.parametrize("department", ["academic", "office"])
    def test_used_one_stays(self, demo, department):
        """A department with complaints, and the Office, cannot be deleted."""
        with api.env.adopt_roles(["Manager"]), pytest.raises(BadRequest):
            demo["departments"].manage_delObjects([department])
        assert department in demo["departments"]

    def test_unused_one_goes(self, demo):
        """A department that never had a complaint can be."""
        with api.env.adopt_roles(["Manager"]):
            api.content.create(demo["departments"], "JiesuDepartment", id="new")
            demo["departments"].manage_delObjects(["new"])
        assert "new" not in demo["departments"]
