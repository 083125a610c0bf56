"""To 20261126003: a site whose navigation does not show desks, and its search all."""

from jiesu.addon import PACKAGE_NAME
from jiesu.addon.content.lookup import DESK_TYPE
from jiesu.addon.setuphandlers import NAVIGATION
from jiesu.addon.setuphandlers.searching import forget_search
from plone import api
from tests.setup.test_setup import site_state


PROFILE = f"{PACKAGE_NAME}:default"
BEFORE = "20261126002"


def test_upgrade(demo, portal_class):
    """Afterwards it is as a new site, and what somebody added stays."""
    with api.env.adopt_roles(["Manager"]):
        was = site_state(portal_class)
        shown = api.portal.get_registry_record(NAVIGATION)
        api.portal.set_registry_record(
            NAVIGATION, tuple(one for one in shown if one != DESK_TYPE)
        )
        forget_search()
        portal_class.portal_setup.setLastVersionForProfile(PROFILE, BEFORE)
        assert site_state(portal_class) != was
        portal_class.portal_setup.upgradeProfile(PROFILE)
        assert site_state(portal_class) == was
        assert DESK_TYPE in api.portal.get_registry_record(NAVIGATION)
        for brain in portal_class.portal_catalog(portal_type="JiesuFaq"):
            assert brain.Description
