"""Reports, 回避 and named handlers: to the Office, never to the department avoided."""

from jiesu.addon.access.capacities import capacities
from jiesu.addon.access.identity import may_see_identity
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.catalog.queries import find
from jiesu.addon.catalog.queries import Query
from jiesu.addon.handling.errors import Invalid
from jiesu.addon.handling.perform import available_actions
from plone import api
from tests.handling.world import acting
from tests.handling.world import complain
from tests.handling.world import do
from tests.handling.world import rolled_back

import pytest


# 石凌岳 is a handler of `security`.
THREE = {
    "report": {"kind": "report"},
    "about the department": {"about_department": True},
    "names a handler": {"text": "石凌岳今天态度恶劣"},
}

STAFF_OF_AVOIDED = ("security-handler", "security-head")
OTHER_STAFF = ("academic-handler", "academic-head", "library-handler", "student2")


def made(desk, facts):
    """A complaint that would go to `security`."""
    return complain(desk, category="security-parking", **facts)


def seen_by(desk, complaint, who: str) -> bool:
    """Whether a person may view it; lists have to agree."""
    with acting(who):
        sees = bool(api.user.has_permission("View", obj=complaint))
        assert sees == (complaint.getId() in {r.id for r in find(desk, Query()).rows})
        assert sees == bool(capacities(complaint))
        assert sees or not available_actions(complaint)
    return sees


@pytest.mark.parametrize("facts", THREE.values(), ids=THREE)
@pytest.mark.usefixtures("undone")
class TestAvoid:
    """The same for all three, but for the supervisors."""

    def test_before_dispatch(self, desk, facts):
        """The Office has it; no department sees it. A report no supervisor either."""
        complaint = made(desk, facts)
        assert state_of(complaint) == "triage"
        assert (complaint.department, complaint.avoid) == ("", "security")
        assert seen_by(desk, complaint, "office")
        assert seen_by(desk, complaint, "student1")
        for who in STAFF_OF_AVOIDED + OTHER_STAFF:
            assert not seen_by(desk, complaint, who)
        assert seen_by(desk, complaint, "supervisor") is ("kind" not in facts)

    @pytest.mark.parametrize("supporting", [["library"], []], ids=["with", "alone"])
    def test_after_dispatch(self, desk, facts, supporting):
        """Who was named by the Office sees it, and the supervisors; nobody else."""
        complaint = made(desk, facts)
        do(
            complaint,
            "office",
            "dispatch",
            department="academic",
            supporting=supporting,
        )
        assert seen_by(desk, complaint, "academic-handler")
        assert seen_by(desk, complaint, "supervisor")
        assert seen_by(desk, complaint, "library-handler") is bool(supporting)
        for who in (*STAFF_OF_AVOIDED, "student2"):
            assert not seen_by(desk, complaint, who)

    @pytest.mark.parametrize(
        "data, field",
        [
            ({"department": "security"}, "department"),
            ({"department": "library", "supporting": ["security"]}, "supporting"),
            (
                {"department": "library", "supporting": ["it", "security"]},
                "supporting",
            ),
        ],
        ids=["lead", "supporting", "among the supporting"],
    )
    @pytest.mark.parametrize("after", ["triage", "pending", "processing", "returned"])
    def test_never_to_the_avoided(self, desk, facts, data, field, after):
        """Refused at every point from which the Office can dispatch."""
        complaint = made(desk, facts)
        if after != "triage":
            do(complaint, "office", "dispatch", department="academic")
        if after == "processing":
            do(complaint, "academic-handler", "accept")
        if after == "returned":
            do(complaint, "academic-handler", "return", reason="not_ours")
        with pytest.raises(Invalid) as refused:
            do(complaint, "office", "dispatch", **data)
        assert [error.field for error in refused.value.errors] == [field]
        assert not seen_by(desk, complaint, "security-handler")

    def test_office_leads_itself(self, desk, facts):
        """The Office may handle it."""
        complaint = made(desk, facts)
        do(complaint, "office", "dispatch", department="office")
        do(complaint, "office", "accept")
        do(complaint, "office", "answer", text="已核实", outcome="solved")
        assert state_of(complaint) == "answered"
        assert not seen_by(desk, complaint, "security-handler")


@pytest.mark.usefixtures("undone")
class TestReport:
    """What holds for a report besides."""

    @pytest.mark.parametrize("category", ["security-parking", "other"])
    def test_the_name_is_hidden(self, desk, category):
        """Also from the Office, which has to state why it looks."""
        complaint = complain(desk, category=category, kind="report")
        assert complaint.hide_identity
        with acting("office"):
            assert not may_see_identity(complaint, capacities(complaint))
        entry = do(complaint, "office", "reveal", reason="核实情况")
        assert entry.visibility == "office"
        assert entry.changes["reason"] == "核实情况"

    def test_without_a_department_it_avoids_none(self, desk):
        """The category `other` is nobody's."""
        complaint = complain(desk, category="other", kind="report")
        assert (complaint.avoid, state_of(complaint)) == ("", "triage")

    def test_supervisors_lose_nothing_again(self, desk):
        """Once dispatched a report stays visible to supervisors, also in triage."""
        complaint = complain(desk, category="other", kind="report")
        do(complaint, "office", "dispatch", department="it")
        do(complaint, "it-handler", "return", reason="not_ours")
        assert seen_by(desk, complaint, "supervisor")


@pytest.mark.usefixtures("undone")
class TestLosingSight:
    """A department loses a complaint at once, in the same request."""

    def test_dispatched_elsewhere(self, desk):
        """Rights, actions, lists and search: all gone."""
        complaint = complain(desk)
        assert seen_by(desk, complaint, "academic-handler")
        do(complaint, "office", "dispatch", department="it", supporting=["library"])
        assert not seen_by(desk, complaint, "academic-handler")
        assert seen_by(desk, complaint, "it-handler")
        assert seen_by(desk, complaint, "library-handler")
        do(complaint, "office", "dispatch", department="it")
        assert not seen_by(desk, complaint, "library-handler")

    def test_returned(self, desk):
        """It gave it back itself."""
        complaint = complain(desk)
        do(complaint, "academic-handler", "return", reason="not_ours")
        assert not seen_by(desk, complaint, "academic-handler")

    def test_membership_follows_the_group(self, desk):
        """A change of staff touches no complaint."""
        complaint = complain(desk)
        with rolled_back():
            api.group.add_user(groupname="jiesu-academic-handlers", username="teacher1")
            assert seen_by(desk, complaint, "teacher1")
            api.group.remove_user(
                groupname="jiesu-academic-handlers", username="academic-handler"
            )
            assert not seen_by(desk, complaint, "academic-handler")
