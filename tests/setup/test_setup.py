"""Installing and uninstalling: everything is there, and nothing is left."""

from jiesu.addon import PACKAGE_NAME
from jiesu.addon.access.roles import ROLES
from jiesu.addon.interfaces import IBrowserLayer
from plone import api
from plone.browserlayer import utils
from plone.registry.interfaces import IRegistry
from Products.CMFPlone.interfaces import INonInstallable
from zope.component import getUtilitiesFor
from zope.component import getUtility

import pathlib
import pytest
import re


PROFILE = f"{PACKAGE_NAME}:default"
TYPES = {
    "JiesuDesk",
    "JiesuDepartments",
    "JiesuCategories",
    "JiesuComplaints",
    "JiesuSupervisions",
    "JiesuSupervision",
    "JiesuFaqs",
    "JiesuDepartment",
    "JiesuCategory",
    "JiesuComplaint",
    "JiesuFaq",
    "JiesuPublicAnswers",
    "JiesuPublicAnswer",
}


@pytest.fixture
def package_name() -> str:
    """For the fixture `uninstalled`."""
    return PACKAGE_NAME


def site_state(portal) -> dict:
    """What a profile can change of a site, as plain values to compare."""
    catalog = portal.portal_catalog
    workflow = portal.portal_workflow
    registry = getUtility(IRegistry)
    types = portal.portal_types.objectIds()
    return {
        "roles": sorted(portal.valid_roles()),
        "PAS roles": sorted(portal.acl_users.portal_role_manager.listRoleIds()),
        "groups": sorted(portal.acl_users.source_groups.getGroupIds()),
        "permissions": {
            name: value
            for name, value in vars(portal).items()
            if name.endswith("_Permission")
        },
        "attributes": sorted(vars(portal)),
        "types": sorted(types),
        "workflows": sorted(workflow.objectIds()),
        "chains": {name: workflow.getChainFor(name) for name in types},
        "bound": sorted(getattr(workflow, "_chains_by_type", {})),
        "registry": sorted(registry.records.keys()),
        "values": {key: repr(registry[key]) for key in registry.records},
        "layers": sorted(layer.__identifier__ for layer in utils.registered_layers()),
        "indexes": sorted(catalog.indexes()),
        "columns": sorted(catalog.schema()),
        "actions": sorted(a.getId() for a in portal.portal_actions.listActions()),
        "control panels": sorted(
            a.getId() for a in portal.portal_controlpanel.listActions()
        ),
        "skins": sorted(portal.portal_skins.objectIds()),
        "content": sorted(portal.objectIds()),
        "utilities": sorted(
            f"{u.provided.__identifier__} {u.name}"
            for u in portal.getSiteManager().registeredUtilities()
        ),
        "adapters": sorted(
            str(a) for a in portal.getSiteManager().registeredAdapters()
        ),
    }


class TestInstalled:
    """As the add-ons page leaves it."""

    def test_installed(self, installer):
        """And offered there, without its helpers."""
        assert installer.is_product_installed(PACKAGE_NAME)
        hidden = [
            name
            for _n, utility in getUtilitiesFor(INonInstallable)
            for name in utility.getNonInstallableProfiles()
        ]
        assert f"{PACKAGE_NAME}:uninstall" in hidden

    def test_no_upgrade_is_due(self, setup_tool, profile_last_version):
        """The profile has the version that its steps lead to."""
        source = pathlib.Path(__import__(PACKAGE_NAME, fromlist=["x"]).__file__).parent
        metadata = (source / "profiles/default/metadata.xml").read_text()
        version = re.search(r"<version>(\d+)</version>", metadata)[1]
        assert profile_last_version(PROFILE) == version
        assert setup_tool.listUpgrades(PROFILE) == []

    def test_browser_layer(self, browser_layers):
        """What is ours is shown on this site."""
        assert IBrowserLayer in browser_layers

    def test_types(self, portal):
        """Each with its workflow; none in the general navigation but the desk."""
        types = portal.portal_types
        assert set(types.objectIds()) >= TYPES
        for name in TYPES:
            (chain,) = portal.portal_workflow.getChainFor(name)
            assert chain.startswith("jiesu_")
        assert {name for name in TYPES if types[name].global_allow} == {"JiesuDesk"}

    def test_roles(self, portal):
        """Ours."""
        assert set(portal.valid_roles()) >= set(ROLES)

    def test_no_demo(self, portal):
        """A plain installation has neither content nor accounts."""
        assert "jiesu" not in portal
        assert api.user.get(username="student1") is None

    def test_twice_changes_nothing(self, portal, apply_profiles):
        """An administrator may import it again."""
        before = site_state(portal)
        apply_profiles(portal, [PROFILE])
        assert site_state(portal) == before


class TestUninstalled:
    """Nothing is left in the site but the content."""

    def test_uninstalled(self, installer, uninstalled):
        """The add-ons page offers it again."""
        assert not installer.is_product_installed(PACKAGE_NAME)

    def test_no_trace(self, portal, installer):
        """Uninstalled, installed, uninstalled: the site is what it was.

        That it is what it was before the first installation as well is told by the
        names: none of them is ours.
        """
        installer.uninstall_product(PACKAGE_NAME)
        before = site_state(portal)
        for part, values in before.items():
            assert "jiesu" not in repr(values).lower(), part
        installer.install_product(PACKAGE_NAME)
        installed = site_state(portal)
        changed = {part for part in before if installed[part] != before[part]}
        assert changed >= {"roles", "permissions", "types", "workflows", "layers"}
        installer.uninstall_product(PACKAGE_NAME)
        after = site_state(portal)
        assert {part for part in before if after[part] != before[part]} == set()

    def test_profile_is_forgotten(self, setup_tool, uninstalled):
        """A later installation starts anew."""
        assert setup_tool.getLastVersionForProfile(PROFILE) == "unknown"

    def test_content_stays(self, portal, installer):
        """A desk survives, though nothing shows it until the add-on is back."""
        with api.env.adopt_roles(["Manager"]):
            api.content.create(portal, "JiesuDesk", id="jiesu", title="接诉即办")
        installer.uninstall_product(PACKAGE_NAME)
        assert "complaints" in portal["jiesu"]
        installer.install_product(PACKAGE_NAME)
        assert api.user.has_permission("View", user=api.user.get_current(), obj=portal)
        assert portal["jiesu"].portal_type == "JiesuDesk"
