"""Who may see and do what of a supervision: person, state, action; by every way.

The tables are written by hand from docs/concepts/rules.md, supervision.
"""

from borg.localrole.interfaces import ILocalRoleProvider
from jiesu.addon.access.capacities import capacities
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.handling.errors import Invalid
from jiesu.addon.handling.errors import NotNow
from jiesu.addon.handling.interfaces import IAction
from jiesu.addon.handling.perform import available_actions
from jiesu.addon.handling.perform import perform
from jiesu.addon.handling.reading_supervision import seen_ended
from jiesu.addon.handling.reading_supervision import seen_running
from jiesu.addon.handling.reading_supervision import SupervisionReading
from jiesu.addon.journal.storage import journal_of
from plone import api
from plone.api.exc import InvalidParameterError
from Products.CMFCore.indexing import processQueue
from Products.CMFCore.WorkflowCore import WorkflowException
from tests.access.test_plone_ways import NOBODYS
from tests.handling.supervised import supervise
from tests.handling.world import acting
from tests.handling.world import ANONYMOUS
from tests.handling.world import complain
from tests.handling.world import do
from tests.handling.world import MANAGER
from tests.handling.world import MONDAY
from tests.handling.world import rolled_back
from zExceptions import Unauthorized
from zope.component import getAdapter
from zope.component import getAdapters

import OFS.CopySupport
import pytest


# `academic` leads and has named a handler, `library` supports.
PEOPLE = {
    "anonymous": ANONYMOUS,
    "submitter": "student1",
    "other student": "student2",
    "lead head": "academic-head",
    "named handler": "academic-handler",
    "supporting head": "library-head",
    "supporting handler": "library-handler",
    "other head": "it-head",
    "office": "office",
    "supervisor": "supervisor",
    "manager": MANAGER,
}

HEADS = {"lead head", "supporting head"}
SEES = HEADS | {"named handler", "office", "supervisor"}
OFFICE = {"office"}

RUNNING = {
    "progress": HEADS | {"named handler"} | OFFICE,
    "assign": HEADS,
    "instruct": {"office", "supervisor"},
    "link": {"office", "supervisor"},
    "unlink": OFFICE,
    "postpone": OFFICE,
    "assign_departments": OFFICE,
    "cancel": OFFICE,
}
# situation -> action -> who can do it; what is not named cannot be done by anyone.
CAN = {
    "open": RUNNING | {"report_result": {"lead head"}},
    "reported": RUNNING | {"finish": OFFICE, "send_back": OFFICE},
    "done": {},
    "cancelled": {},
}


@pytest.fixture(scope="class")
def supervisions(desk):
    """One in each situation, joining a complaint of student1's."""
    made = {}
    for situation in CAN:
        complaint = complain(desk, title="热水器的秘密")
        one = supervise(desk, complaints=[complaint.number])
        do(one, "academic-head", "assign", handler="academic-handler")
        if situation in ("reported", "done"):
            do(one, "academic-head", "report_result", text="已恢复")
        if situation == "done":
            do(one, "office", "finish")
        if situation == "cancelled":
            do(one, "office", "cancel", text="已并入他项")
        made[situation] = one
    return made


class TestMatrix:
    """One cell, or one line, of the matrix at a time."""

    def test_every_action_has_its_place(self, supervisions):
        registered = {n for n, _a in getAdapters((supervisions["open"],), IAction)}
        assert registered == {action for can in CAN.values() for action in can}

    @pytest.mark.parametrize("role", PEOPLE)
    @pytest.mark.parametrize("situation", CAN)
    def test_actions(self, supervisions, situation, role):
        with acting(PEOPLE[role]):
            found = available_actions(supervisions[situation])
        can = CAN[situation]
        assert {one.name for one in found} == {a for a in can if role in can[a]}

    @pytest.mark.parametrize("role", PEOPLE)
    @pytest.mark.parametrize("situation", CAN)
    def test_perform(self, supervisions, situation, role):
        """What has no button is refused whatever is sent, and nothing changes."""
        one = supervisions[situation]
        before = len(journal_of(one))
        for name, _action in getAdapters((one,), IAction):
            with acting(PEOPLE[role]), rolled_back():
                if role in CAN[situation].get(name, ()):
                    try:
                        perform(one, name, {})
                    except Invalid as invalid:
                        assert invalid.errors
                else:
                    with pytest.raises((Forbidden, NotNow)):
                        perform(one, name, {"text": "x"})
            assert len(journal_of(one)) == before

    @pytest.mark.parametrize("role", PEOPLE)
    @pytest.mark.parametrize("situation", CAN)
    def test_sight(self, desk, supervisions, situation, role):
        """View and Access contents information agree with each other and the lists."""
        one = supervisions[situation]
        sees = role in SEES
        with acting(PEOPLE[role]):
            for permission in ("View", "Access contents information"):
                assert api.user.has_permission(permission, obj=one) is sees
            listed = [r.supervision.getId() for r in seen_running(desk)]
            listed += [r.supervision.getId() for r in seen_ended(desk)]
            assert (one.getId() in listed) is sees
            assert bool(capacities(one)) is sees
            assert len(SupervisionReading(one).entries()) == (
                len(journal_of(one)) if sees else 0
            )

    @pytest.mark.parametrize("role", PEOPLE)
    def test_opening(self, desk, role):
        """From nothing: the Office and supervisors."""
        with rolled_back():
            if role in ("office", "supervisor"):
                assert state_of(supervise(desk, who=PEOPLE[role])) == "open"
            else:
                with pytest.raises(Forbidden):
                    supervise(desk, who=PEOPLE[role])


@pytest.mark.usefixtures("undone")
class TestPloneWays:
    """Plone's own ways go neither round the rules nor tell of a supervision."""

    @pytest.mark.parametrize("permission", [*NOBODYS, "jiesu.addon: Add Supervision"])
    @pytest.mark.parametrize("role", PEOPLE)
    def test_nobody_may(self, desk, role, permission):
        one = supervise(desk)
        with acting(PEOPLE[role]):
            for context in (one, desk["supervision"]):
                assert not api.user.has_permission(permission, obj=context)

    @pytest.mark.parametrize("who", [MANAGER, "office", "academic-head"])
    @pytest.mark.parametrize(
        "way",
        [
            lambda one, desk: api.content.delete(one),
            lambda one, desk: api.content.move(one, desk["faq"]),
            lambda one, desk: api.content.copy(one, desk["faq"]),
            lambda one, desk: api.content.create(
                desk["supervision"], "JiesuSupervision", title="x"
            ),
        ],
        ids=["delete", "move", "copy", "add"],
    )
    def test_stays_what_it_is(self, desk, who, way):
        one = supervise(desk)
        refusals = (Unauthorized, OFS.CopySupport.CopyError, InvalidParameterError)
        with acting(who), pytest.raises(refusals):
            way(one, desk)
        assert list(desk["supervision"].objectIds()) == [one.getId()]

    @pytest.mark.parametrize("transition", ["finish", "cancel"])
    @pytest.mark.parametrize("who", [MANAGER, "office"])
    def test_transitions(self, desk, who, transition):
        one = supervise(desk)
        tool = api.portal.get_tool("portal_workflow")
        with acting(who), pytest.raises(WorkflowException):
            tool.doActionFor(one, transition)
        assert state_of(one) == "open"

    def test_never_in_portal_catalog(self, desk):
        """Whatever asks it to index itself, and when the catalog is made anew."""
        one = supervise(desk)
        one.reindexObject()
        one.reindexObjectSecurity()
        catalog = api.portal.get_tool("portal_catalog")
        with acting(MANAGER):
            catalog.clearFindAndRebuild()
        processQueue()
        assert not [path for path in catalog._catalog.uids if one.getId() in path]
        found = catalog.unrestrictedSearchResults(portal_type="JiesuSupervision")
        assert len(found) == 0

    def test_groups_alone_but_for_whom_a_head_named(self, desk):
        one = supervise(desk)
        do(one, "academic-head", "assign", MONDAY, handler="academic-handler")
        provider = getAdapter(one, ILocalRoleProvider, name="jiesu.addon")
        granted = {who for who, _roles in provider.getAllRoles()}
        assert {w for w in granted if api.group.get(groupname=w) is None} == {
            "academic-handler"
        }
