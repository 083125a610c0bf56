"""To 20261126001: limits that act, joint handling, supervision, deputies, messages.

Every step may be run again. The last one reads every complaint once.
"""

from jiesu.addon import logger
from jiesu.addon.access.deputyplugin import install_plugin
from jiesu.addon.catalog.indexing import renew
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.content.lookup import DESK_TYPE
from jiesu.addon.content.subscribers import desk_added
from jiesu.addon.deadlines.desk import settle
from plone import api


def lend_rights(setup) -> None:
    """Install what asks for the groups of those whose deputy somebody is."""
    install_plugin()


def prepare_desks(setup) -> None:
    """Give every desk what a new one has.

    What became due before somebody was told of such things is no news any more.
    """
    catalog = api.portal.get_tool("portal_catalog")
    workflow = api.portal.get_tool("portal_workflow")["jiesu_complaints_workflow"]
    for brain in catalog.unrestrictedSearchResults(portal_type=DESK_TYPE):
        desk = brain._unrestrictedGetObject()
        desk_added(desk, None)
        # Departments that are consulted see complaints, by a role that is new.
        workflow.updateRoleMappingsFor(complaints_of(desk))
        count = renew(desk, prepare=lambda one: settle(one, state_of(one)))
        logger.info("upgrade: %s: %s complaints indexed anew", desk.getId(), count)
