"""What happens at installation besides the profiles, and which profiles are hidden."""

from jiesu.addon import PACKAGE_NAME
from jiesu.addon.access.deputyplugin import install_plugin
from jiesu.addon.access.deputyplugin import remove_plugin
from jiesu.addon.access.roles import ROLES
from jiesu.addon.content.lookup import DESK_TYPE
from jiesu.addon.setuphandlers.forms import take_over_forms
from plone import api
from plone.base.interfaces.installable import INonInstallable
from zope.interface import implementer


NAVIGATION = "plone.displayed_types"


@implementer(INonInstallable)
class HiddenProfiles:
    """Profiles and products that the add-ons page does not offer."""

    def getNonInstallableProfiles(self) -> list[str]:
        """The uninstall profile is used by the page itself."""
        return [f"{PACKAGE_NAME}:uninstall"]

    def getNonInstallableProducts(self) -> list[str]:
        """Upgrade steps live in a package of their own."""
        return [f"{PACKAGE_NAME}.upgrades"]


def install(setup_tool) -> None:
    """Secure what the site has already, and let deputies have their rights."""
    take_over_forms()
    install_plugin()


def uninstall(setup_tool) -> None:
    """Take back what profiles cannot: our roles, who has our permissions, our types
    among those of the navigation.
    """
    remove_plugin()
    shown = api.portal.get_registry_record(NAVIGATION)
    api.portal.set_registry_record(
        NAVIGATION, tuple(one for one in shown if one != DESK_TYPE)
    )
    portal = api.portal.get()
    portal._delRoles([role for role in ROLES if role in portal.valid_roles()])
    manager = portal.acl_users.portal_role_manager
    for role in ROLES:
        if role in manager.listRoleIds():
            manager.removeRole(role)
    for name in [n for n in vars(portal) if n.startswith("_jiesu_addon__")]:
        delattr(portal, name)
