"""Plone's own ways do not go round the rules. (Over HTTP: see tests/services.)"""

from borg.localrole.interfaces import ILocalRoleProvider
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.content.complaint import WORKFLOW
from jiesu.addon.journal.storage import journal_of
from plone import api
from plone.api.exc import InvalidParameterError
from Products.CMFCore.indexing import processQueue
from Products.CMFCore.WorkflowCore import WorkflowException
from tests.access.lives import SITUATIONS
from tests.handling.world import acting
from tests.handling.world import complain
from tests.handling.world import do
from tests.handling.world import MANAGER
from zExceptions import Unauthorized
from zope.component import getAdapter

import OFS.CopySupport
import pytest


EVERYBODY = (
    None,
    MANAGER,
    "student1",
    "student2",
    "academic-handler",
    "academic-head",
    "library-handler",
    "office",
    "supervisor",
)

# Held by nobody on complaints and their container, however high the role.
NOBODYS = (
    "Modify portal content",
    "Delete objects",
    "Copy or Move",
    "Add portal content",
    "Sharing page: Delegate roles",
    "WebDAV access",
    "CMFEditions: Access previous versions",
    "jiesu.addon: Add Complaint",
)


@pytest.fixture(scope="class")
def complaint(desk):
    """Accepted by `academic`, supported by `library`."""
    made = complain(desk)
    do(made, "office", "dispatch", department="academic", supporting=["library"])
    do(made, "academic-handler", "accept")
    return made


@pytest.mark.usefixtures("undone")
class TestPloneWays:
    """Editing, moving, deleting, transitions, the catalog, local roles."""

    @pytest.mark.parametrize("permission", NOBODYS)
    @pytest.mark.parametrize("who", EVERYBODY)
    def test_nobody_may(self, desk, complaint, who, permission):
        """Neither on a complaint nor on the container."""
        with acting(who):
            for context in (complaint, desk["complaints"]):
                assert not api.user.has_permission(permission, obj=context)

    @pytest.mark.parametrize("who", [MANAGER, "office", "academic-head", "student1"])
    @pytest.mark.parametrize(
        "way",
        [
            lambda c, desk: api.content.delete(c),
            lambda c, desk: desk["complaints"].manage_delObjects([c.getId()]),
            lambda c, desk: api.content.rename(c, new_id="other"),
            lambda c, desk: api.content.move(c, desk["faq"]),
            lambda c, desk: api.content.copy(c, desk["faq"]),
            lambda c, desk: api.content.copy(c, desk["complaints"]),
        ],
        ids=["delete", "manage_delObjects", "rename", "move", "copy", "duplicate"],
    )
    def test_stays_where_it_is(self, desk, complaint, who, way):
        """A manager's script does not get far either."""
        with (
            acting(who),
            pytest.raises(
                (Unauthorized, OFS.CopySupport.CopyError, InvalidParameterError)
            ),
        ):
            way(complaint, desk)
        assert list(desk["complaints"].objectIds()) == [complaint.getId()]

    @pytest.mark.parametrize("portal_type", ["JiesuComplaint", "Document", "Folder"])
    def test_nothing_is_added(self, desk, portal_type):
        """Complaints are born in the intake, and nothing else is there."""
        with acting(MANAGER), pytest.raises((InvalidParameterError, Unauthorized)):
            api.content.create(desk["complaints"], portal_type, title="x")

    def test_complaints_are_added_nowhere_else(self, portal_class):
        """Nor outside of a desk."""
        with acting(MANAGER), pytest.raises((InvalidParameterError, Unauthorized)):
            api.content.create(portal_class, "JiesuComplaint", title="x")

    @pytest.mark.parametrize("who", EVERYBODY)
    def test_transitions(self, complaint, who):
        """Every transition of the workflow is refused, with words."""
        tool = api.portal.get_tool("portal_workflow")
        before = len(journal_of(complaint))
        for transition in tool[WORKFLOW].transitions.objectIds():
            with acting(who), pytest.raises(WorkflowException) as refused:
                tool.doActionFor(complaint, transition)
            assert str(refused.value)
        assert state_of(complaint) == "processing"
        assert len(journal_of(complaint)) == before

    def test_refused_transition_says_where_to_go(self, complaint):
        """Whoever would have the right is told how to use it."""
        tool = api.portal.get_tool("portal_workflow")
        with acting("academic-handler"), pytest.raises(WorkflowException) as refused:
            tool.doActionFor(complaint, "answer", comment="x")
        assert "@handling" in str(refused.value)

    @pytest.mark.parametrize(
        "where", ["complaint", "container", "desk", "department", "category"]
    )
    def test_renaming_would_cut_groups_and_journals(self, desk, complaint, where):
        """Ids are what groups and complaints refer to, so they do not change."""
        context = {
            "complaint": complaint,
            "container": desk["complaints"],
            "desk": desk,
            "department": desk["departments"]["it"],
            "category": desk["categories"]["it"]["it-network"],
        }[where]
        with acting(MANAGER), pytest.raises((OFS.CopySupport.CopyError, Unauthorized)):
            api.content.rename(context, new_id="other")

    def in_portal_catalog(self) -> int:
        """How many complaints Plone's catalog knows."""
        processQueue()
        catalog = api.portal.get_tool("portal_catalog")
        found = catalog.unrestrictedSearchResults(portal_type="JiesuComplaint")
        return len(found) + len(
            [p for p in catalog._catalog.uids if "/complaints/" in p]
        )

    def test_never_in_portal_catalog(self, complaint):
        """Whatever asks the complaint to index itself."""
        complaint.reindexObject()
        complaint.reindexObjectSecurity()
        complaint.indexObject()
        assert self.in_portal_catalog() == 0

    def test_rebuilding_portal_catalog_leaves_complaints_out(self, desk, complaint):
        """Its walk over the site does not go into the container."""
        catalog = api.portal.get_tool("portal_catalog")
        with acting(MANAGER):
            catalog.clearFindAndRebuild()
        assert self.in_portal_catalog() == 0
        paths = set(catalog._catalog.uids)
        assert "/plone/jiesu/complaints" in paths
        assert "/plone/jiesu/departments/it" in paths
        assert len(list(desk["complaints"].objectValues())) == 1

    def test_workflow_history_names_nobody(self, complaint):
        """The journal tells who did what, to those who may know."""
        history = complaint.workflow_history[WORKFLOW]
        assert [status["review_state"] for status in history] == [
            "pending",
            "pending",
            "processing",
        ]
        assert {status["actor"] for status in history} == {""}
        assert {status["comments"] for status in history} == {""}

    def test_no_traces_of_people_on_the_item(self, complaint):
        """No owner, no creator, no local roles of its own."""
        assert complaint.creators == ()
        assert complaint.get_local_roles() == ()
        assert "_owner" not in vars(complaint)

    def test_new_desk_of_the_same_name(self, desk, portal_class):
        """A desk whose groups exist already would share their members."""
        with acting(MANAGER):
            api.content.create(portal_class, "Folder", id="campus")
            with pytest.raises(Exception, match="jiesu"):
                api.content.create(portal_class["campus"], "JiesuDesk", id="jiesu")


@pytest.mark.usefixtures("undone")
@pytest.mark.parametrize("situation", SITUATIONS)
class TestGrants:
    """Roles on a complaint are held by groups, and by the submitter."""

    def test_grants(self, desk, situation):
        """Also as Plone's security machinery is told."""
        complaint = SITUATIONS[situation](desk).complaint
        provider = getAdapter(complaint, ILocalRoleProvider, name="jiesu.addon")
        granted = {who for who, _roles in provider.getAllRoles()}
        assert granted - {"student1"} == {
            who for who in granted if api.group.get(groupname=who) is not None
        }
