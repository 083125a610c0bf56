"""To 20261123001: a site as it was before forms, review, guests and figures."""

from AccessControl.PermissionRole import rolesForPermissionOn
from jiesu.addon import PACKAGE_NAME
from jiesu.addon.access.permissions import SUBMIT
from jiesu.addon.catalog.catalog import catalog_of
from jiesu.addon.catalog.indexing import flush
from jiesu.addon.catalog.queries import find
from jiesu.addon.catalog.queries import Query
from jiesu.addon.catalog.rows import COLUMNS
from jiesu.addon.catalog.rows import packed_facts
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.intake.codes import SECRET
from jiesu.addon.setuphandlers.forms import WORKFLOW
from jiesu.addon.statistics.engine import columns_of
from plone import api
from plone.base.utils import get_installer
from tests.handling.world import acting
from tests.setup.test_setup import site_state

import pytest


PROFILE = f"{PACKAGE_NAME}:default"
BEFORE = "20261122001"
MODIFY = "Modify portal content"
EDITOR = "Editor"


def make_old(portal, desk) -> None:
    """Take from a new site what a site of the version before had not."""
    workflow = portal.portal_workflow
    pages = portal.portal_catalog.unrestrictedSearchResults(portal_type="JiesuFaq")
    faq = workflow["jiesu_faq_workflow"]
    faq.states.deleteStates(["pending"])
    faq.transitions.deleteTransitions(["submit", "send_back"])
    faq.states["draft"].setProperties(transitions=("publish",))
    for page in pages:
        # As if the states had given other rights then.
        api.content.get(UID=page.UID).manage_permission(MODIFY, [EDITOR])
    workflow.setChainForPortalTypes(["EasyForm"], ())
    workflow._delObject(WORKFLOW)
    for brain in portal.portal_catalog.unrestrictedSearchResults(
        portal_type="EasyForm"
    ):
        form = brain._unrestrictedGetObject()
        del form.workflow_history
        form.manage_permission(MODIFY, [EDITOR])
    # As if it had not been given to anybody then.
    del portal._jiesu_addon__Edit_answer_templates_Permission
    make_old_desk(desk)
    portal.portal_setup.setLastVersionForProfile(PROFILE, BEFORE)


def make_old_desk(desk) -> None:
    """Without a secret and facts; the guests' switch is not known."""
    flush()
    container = complaints_of(desk)
    catalog = catalog_of(container)
    for name in reversed(COLUMNS[COLUMNS.index("facts") :]):
        catalog.delColumn(name)
    catalog.changes = None
    catalog.generation = ""
    if SECRET in vars(container):
        delattr(container, SECRET)
    vars(desk).pop("guests", None)
    desk.manage_permission(SUBMIT, roles=[], acquire=1)


def listed(desk) -> list[str]:
    """What the Office's list begins with."""
    with acting("office"):
        return [row.id for row in find(desk, Query()).rows]


def forms_of(portal) -> dict:
    found = portal.portal_catalog.unrestrictedSearchResults(portal_type="EasyForm")
    return {brain.getId: brain for brain in found}


@pytest.fixture(scope="class")
def upgraded(demo, portal_class):
    """The demo, made old and brought up again; what it was before comes with it."""
    portal = portal_class
    with api.env.adopt_roles(["Manager"]):
        folder = portal["forms"]
        api.content.copy(folder["repair"], folder, id="hidden")
        before = site_state(portal)
        counted = listed(demo)
        make_old(portal, demo)
        folder["hidden"].manage_permission("View", ["Manager", "Owner"])
        portal.portal_setup.upgradeProfile(PROFILE)
    return before, counted


class TestUpgraded:
    """The site is as if it had been made today."""

    def test_site(self, upgraded, portal_class):
        before, _counted = upgraded
        after = site_state(portal_class)
        assert {part for part in before if after[part] != before[part]} == set()

    def test_version(self, upgraded, portal_class):
        setup = portal_class.portal_setup
        assert setup.listUpgrades(PROFILE) == []

    def test_forms(self, upgraded, portal_class):
        """Published is what everybody saw; Managers alone change it."""
        forms = forms_of(portal_class)
        states = {name: brain.review_state for name, brain in forms.items()}
        assert states == {
            "general": "published",
            "repair": "published",
            "hidden": "private",
        }
        for brain in forms.values():
            form = brain._unrestrictedGetObject()
            assert list(rolesForPermissionOn(MODIFY, form)) == ["Manager"]

    def test_faq(self, upgraded, portal_class):
        """Pages have the rights of their state again."""
        found = portal_class.portal_catalog.unrestrictedSearchResults(
            portal_type="JiesuFaq"
        )
        assert found
        for brain in found:
            assert brain.review_state == "published"
            roles = rolesForPermissionOn(MODIFY, brain._unrestrictedGetObject())
            assert EDITOR not in roles
            assert "Manager" in roles

    def test_pages_can_be_handed_in(self, upgraded, demo):
        with api.env.adopt_roles(["Manager"]):
            page = api.content.create(demo["faq"], "JiesuFaq", id="asked", title="问")
            api.content.transition(page, "submit")
            assert api.content.get_state(page) == "pending"

    def test_desk(self, upgraded, demo):
        """No guests, as nobody had said that there should be any; a secret."""
        assert "Anonymous" not in rolesForPermissionOn(SUBMIT, demo)
        assert len(vars(complaints_of(demo))[SECRET]) == 32

    def test_facts(self, upgraded, demo):
        """Every row has those of its journal, and the figures count all."""
        container = complaints_of(demo)
        catalog = catalog_of(container)
        at = catalog.schema["facts"]
        assert len(catalog) > 0
        for document, path in catalog.paths.items():
            assert catalog.data[document][at] == packed_facts(container[path])
        with columns_of(demo) as columns:
            assert columns.size == len(catalog)

    def test_complaints(self, upgraded, demo):
        """Lists hold what they held."""
        _before, counted = upgraded
        assert counted
        assert listed(demo) == counted

    def test_again(self, upgraded, demo, portal_class):
        """A step that is run twice changes nothing the second time."""
        setup = portal_class.portal_setup
        before = site_state(portal_class)
        secret = vars(complaints_of(demo))[SECRET]
        with api.env.adopt_roles(["Manager"]):
            setup.setLastVersionForProfile(PROFILE, BEFORE)
            setup.upgradeProfile(PROFILE)
        assert site_state(portal_class) == before
        assert vars(complaints_of(demo))[SECRET] == secret


class TestFormsOfASite:
    """A site may have had collective.easyform before us."""

    def test_settings_stay(self, portal):
        """The upgrade does not install it a second time."""
        record = "easyform.max_filesize"
        api.portal.set_registry_record(record, 12345)
        portal.portal_setup.setLastVersionForProfile(PROFILE, BEFORE)
        portal.portal_setup.upgradeProfile(PROFILE)
        assert api.portal.get_registry_record(record) == 12345

    def test_at_installation(self, portal):
        """Installing secures the forms that are there."""
        installer = get_installer(portal)
        installer.uninstall_product(PACKAGE_NAME)
        with api.env.adopt_roles(["Manager"]):
            form = api.content.create(portal, "EasyForm", id="form", title="Form")
            form.manage_permission("View", ["Anonymous"])
            form.manage_permission(MODIFY, [EDITOR])
            installer.install_product(PACKAGE_NAME)
            assert api.content.get_state(form) == "published"
            assert list(rolesForPermissionOn(MODIFY, form)) == ["Manager"]
            # Uninstalled and back: it is what it was.
            installer.uninstall_product(PACKAGE_NAME)
            installer.install_product(PACKAGE_NAME)
        assert api.content.get_state(form) == "published"
        assert list(rolesForPermissionOn(MODIFY, form)) == ["Manager"]
