"""To 20261126001: a site as it was before limits acted, supervisions and messages."""

from AccessControl.PermissionRole import rolesForPermissionOn as roles_of
from dataclasses import asdict
from jiesu.addon import PACKAGE_NAME
from jiesu.addon.access.deputyplugin import PLUGIN
from jiesu.addon.access.roles import CONSULTED
from jiesu.addon.catalog.catalog import catalog_of
from jiesu.addon.catalog.indexing import flush
from jiesu.addon.catalog.indexing import values_of
from jiesu.addon.catalog.queries import find
from jiesu.addon.catalog.queries import Query
from jiesu.addon.catalog.rows import COLUMNS
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.content.lookup import SUPERVISION
from jiesu.addon.scanner.scan import scan
from plone import api
from tests.handling.world import acting
from tests.setup.test_setup import site_state

import pytest


PROFILE = f"{PACKAGE_NAME}:default"
BEFORE = "20261123001"
SEEING = ("View", "Access contents information")


def make_old(portal, desk) -> None:
    """Take from a new site what a site of the version before had not."""
    flush()
    catalog = catalog_of(complaints_of(desk))
    for name in ("wake", "flags"):
        catalog.delIndex(name)
    for name in reversed(COLUMNS[COLUMNS.index("facts") + 1 :]):
        catalog.delColumn(name)
    for complaint in complaints_of(desk).objectValues():
        vars(complaint).pop("told", None)
    desk._delObject(SUPERVISION)
    # As if nobody had been consulted then.
    for permission in SEEING:
        roles = [r for r in roles_of(permission, complaints_of(desk)) if r != CONSULTED]
        complaints_of(desk).manage_permission(permission, roles)
    portal.acl_users._delObject(PLUGIN)
    workflow = portal.portal_workflow["jiesu_complaint_workflow"]
    workflow.transitions.deleteTransitions(["suspend", "resume"])
    del portal._jiesu_addon__Instruct_Permission
    portal.portal_setup.setLastVersionForProfile(PROFILE, BEFORE)


@pytest.fixture(scope="class")
def upgraded(demo, portal_class):
    """The demo, made old and brought up again; what it was before comes with it."""
    with api.env.adopt_roles(["Manager"]):
        before = site_state(portal_class)
        for supervision in demo[SUPERVISION].objectValues():
            for one in supervision.complaints:
                complaints_of(demo)[one].supervisions = ()
        with acting("office"):
            listed = [row.id for row in find(demo, Query(), size=200).rows]
        make_old(portal_class, demo)
        portal_class.portal_setup.upgradeProfile(PROFILE)
    return before, listed


class TestUpgraded:
    """The site is as if it had been made today."""

    def test_site(self, upgraded, portal_class):
        before, _listed = upgraded
        after = site_state(portal_class)
        assert {part for part in before if after[part] != before[part]} == set()

    def test_version(self, upgraded, portal_class):
        assert portal_class.portal_setup.listUpgrades(PROFILE) == []

    def test_rows(self, upgraded, demo):
        """Each has what the catalog keeps of it today."""
        container = complaints_of(demo)
        catalog = catalog_of(container)
        assert len(catalog) > 0
        for document, path in catalog.paths.items():
            values = values_of(container[path])
            row = asdict(catalog.row(document))
            assert row == {name: getattr(values, name) for name in COLUMNS}
            wake = catalog.getIndex("wake").getEntryForObject(document)
            assert wake == values.wake

    def test_lists(self, upgraded, demo):
        _before, listed = upgraded
        with acting("office"):
            assert [row.id for row in find(demo, Query(), size=200).rows] == listed

    def test_supervisions(self, upgraded, demo):
        assert list(demo[SUPERVISION].objectIds()) == []

    def test_consulted(self, upgraded, demo):
        for permission in SEEING:
            assert CONSULTED in roles_of(permission, complaints_of(demo))

    def test_deputies(self, upgraded, portal_class):
        assert PLUGIN in portal_class.acl_users.objectIds()

    def test_what_was_due_is_no_news(self, upgraded, demo):
        """People are not told today of what was overdue long before."""
        outcome = scan(demo, transact=lambda context, work, *more: work(context, *more))
        assert outcome.told == 0

    def test_again(self, upgraded, demo, portal_class):
        """A step that is run twice changes nothing the second time."""
        before = site_state(portal_class)
        with api.env.adopt_roles(["Manager"]):
            portal_class.portal_setup.setLastVersionForProfile(PROFILE, BEFORE)
            portal_class.portal_setup.upgradeProfile(PROFILE)
        assert site_state(portal_class) == before
