"""To 20261126002: a site as it was before reports and public answers."""

from jiesu.addon import PACKAGE_NAME
from jiesu.addon.content.lookup import ANSWERS
from jiesu.addon.content.lookup import REPORTS
from plone import api
from tests.setup.test_setup import site_state

import pytest


PROFILE = f"{PACKAGE_NAME}:default"
BEFORE = "20261126001"
TYPES = (
    "JiesuBlock",
    "JiesuPublicAnswer",
    "JiesuPublicAnswers",
    "JiesuReport",
    "JiesuReports",
)
RIGHTS = (
    "_jiesu_addon__Add_Report_Permission",
    "_jiesu_addon__Release_a_public_answer_Permission",
    "_jiesu_addon__Embed_parts_of_the_desk_Permission",
)
WORKFLOW = "jiesu_public_answer_workflow"


def make_old(portal, desk) -> None:
    """Take from a new site what a site of the version before had not."""
    for name in (REPORTS, ANSWERS):
        desk._delObject(name)
    for name in TYPES:
        portal.portal_workflow.setChainForPortalTypes([name], None)
    portal.portal_workflow._delObject(WORKFLOW)
    portal.portal_types.manage_delObjects(list(TYPES))
    for name in RIGHTS:
        delattr(portal, name)
    portal.portal_actions.object_buttons.manage_delObjects(["jiesu_make_form"])
    portal.portal_setup.setLastVersionForProfile(PROFILE, BEFORE)


@pytest.fixture(scope="class")
def before(demo, portal_class):
    """What the site was before it was made old and brought up again."""
    with api.env.adopt_roles(["Manager"]):
        was = site_state(portal_class)
        make_old(portal_class, demo)
        assert site_state(portal_class) != was
        portal_class.portal_setup.upgradeProfile(PROFILE)
    return was


class TestUpgraded:
    """The site is as if it had been made today."""

    def test_site(self, before, portal_class):
        after = site_state(portal_class)
        assert {part for part in before if after[part] != before[part]} == set()

    def test_version(self, before, portal_class):
        assert portal_class.portal_setup.listUpgrades(PROFILE) == []

    def test_folders(self, before, demo):
        assert demo[REPORTS].portal_type == "JiesuReports"
        assert demo[ANSWERS].portal_type == "JiesuPublicAnswers"

    def test_again(self, before, portal_class):
        """A step that is run twice changes nothing the second time."""
        with api.env.adopt_roles(["Manager"]):
            portal_class.portal_setup.setLastVersionForProfile(PROFILE, BEFORE)
            portal_class.portal_setup.upgradeProfile(PROFILE)
        assert site_state(portal_class) == before
