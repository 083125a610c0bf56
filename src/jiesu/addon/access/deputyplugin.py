"""The plugin of the site's users that gives deputies their groups while they act.

It is asked for the groups of everybody who asks for anything, so it holds the desks'
deputyships themselves: one look into a small tree, and no content is woken. What it
answers stays with the user object, that is for the request.
"""

from Acquisition import aq_parent
from BTrees.OOBTree import OOBTree
from jiesu.addon.access.deputies import deputies_of
from jiesu.addon.access.deputies import lent_groups
from plone import api
from Products.PluggableAuthService.interfaces.plugins import IGroupsPlugin
from Products.PluggableAuthService.plugins.BasePlugin import BasePlugin
from Products.PluggableAuthService.PropertiedUser import PropertiedUser
from zope.interface import implementer


PLUGIN = "jiesu_deputies"


@implementer(IGroupsPlugin)
class DeputiesPlugin(BasePlugin):
    """Groups of those who act for somebody."""

    meta_type = "Jiesu Deputies Plugin"

    def __init__(self):
        """Begin without any desk."""
        self._setId(PLUGIN)
        self.title = "Deputies of departments"
        # The `Deputies` of each desk by its id.
        self.registers = OOBTree()

    def getGroupsForPrincipal(self, principal, request=None) -> tuple[str, ...]:
        """The groups that somebody has now as a deputy."""
        user_id = principal.getId()
        return tuple(
            group for desk_id in self.registers for group in self.lent(desk_id, user_id)
        )

    def lent(self, desk_id: str, user_id: str) -> dict[str, tuple[str, ...]]:
        """See `lent_groups`."""
        deputies = self.registers.get(desk_id)
        if deputies is None:
            return {}
        return lent_groups(desk_id, deputies, user_id, self._groups_of)

    def _groups_of(self, user_id: str) -> set[str]:
        """The groups somebody is in, whatever they are a deputy for."""
        users = aq_parent(self)
        principal = PropertiedUser(user_id).__of__(users)
        found = users._getGroupsForPrincipal(principal, ignore_plugins=(self.getId(),))
        return set(found)


def the_plugin() -> DeputiesPlugin | None:
    """The site's plugin, if it is installed."""
    users = api.portal.get_tool("acl_users")
    return users._getOb(PLUGIN, None)


def install_plugin() -> None:
    """Put the plugin among the site's users, the last to say who is in which group.

    The desks that have deputyships already are known to it at once.
    """
    users = api.portal.get_tool("acl_users")
    if PLUGIN not in users.objectIds():
        users._setObject(PLUGIN, DeputiesPlugin())
    if PLUGIN not in users.plugins.listPluginIds(IGroupsPlugin):
        users.plugins.activatePlugin(IGroupsPlugin, PLUGIN)
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(portal_type="JiesuDesk"):
        register(brain._unrestrictedGetObject())


def remove_plugin() -> None:
    """Take it away; the desks keep what they know."""
    users = api.portal.get_tool("acl_users")
    if PLUGIN not in users.objectIds():
        return
    if PLUGIN in users.plugins.listPluginIds(IGroupsPlugin):
        users.plugins.deactivatePlugin(IGroupsPlugin, PLUGIN)
    users._delObject(PLUGIN)


def register(desk) -> None:
    """Let the plugin know of a desk's deputyships."""
    plugin, deputies = the_plugin(), deputies_of(desk)
    if plugin is None or deputies is None:
        return
    if plugin.registers.get(desk.getId()) is not deputies:
        plugin.registers[desk.getId()] = deputies


def unregister(desk) -> None:
    """Let the plugin forget a desk."""
    plugin = the_plugin()
    if plugin is not None:
        plugin.registers.pop(desk.getId(), None)


def borrowed_groups(desk, user_id: str) -> dict[str, tuple[str, ...]]:
    """The groups that somebody has now as a deputy alone; by group who is away."""
    plugin = the_plugin()
    return plugin.lent(desk.getId(), user_id) if plugin is not None else {}
