"""Public pages without the weight of Plone's editor.

Plone's script for editors, with its patterns, is three quarters of what a page of
Barceloneta weighs. Submitters have no use for it: what the header and the navigation
need of it is in static/jiesu.js. The theme, its style sheets and the portal's own logo
stay, so that the pages look like the rest of the portal, whatever its theme is.

Who edits or works here gets the full page. A theme whose own scripts need a bundle of
Plone's names it in the `enabled-bundles` of its manifest, and keeps it.
"""

from jiesu.addon.browser.doors import is_door
from jiesu.addon.content.lookup import desk_of
from plone import api
from plone.app.layout.globals.context import ContextState as PlonesContextState
from plone.app.layout.globals.interfaces import IBodyClassAdapter
from plone.app.theming.utils import theming_policy
from plone.base.interfaces import IBundleRegistry
from plone.registry.interfaces import IRegistry
from Products.CMFPlone.resources import remove_bundle_on_request
from zope.component import getUtility
from zope.interface import implementer


# Plone's script, and what depends on it or is for other pages.
BUNDLES = ("plone", "plone-fullscreen", "easyform")
# Set on a request whose page is light.
LIGHT = "jiesu_light"


def lighten(request) -> None:
    """Answer this request without what only editors need."""
    setattr(request, LIGHT, True)
    theme = theming_policy(request).get_theme()
    wanted = getattr(theme, "enabled_bundles", None) or ()
    for bundle in with_dependents(set(BUNDLES) - set(wanted)):
        remove_bundle_on_request(request, bundle)


def with_dependents(left_out: set[str]) -> set[str]:
    """Bundles that are left out, and those that need one of them.

    Plone renders no script at all where one needs another that is not there.
    """
    registry = getUtility(IRegistry)
    known = registry.collectionOfInterface(
        IBundleRegistry, prefix="plone.bundles", check=False
    )
    needs = {
        name: set((getattr(bundle, "depends", "") or "").split(","))
        for name, bundle in known.items()
    }
    gone = set(left_out)
    while more := {name for name in needs if needs[name] & gone} - gone:
        gone |= more
    return gone


def works_here(context) -> bool:
    """Whether the present user edits the page, or works for its desk."""
    if api.user.is_anonymous():
        return False
    if api.user.has_permission("Modify portal content", obj=context):
        return True
    try:
        prefix = f"{desk_of(context).getId()}-"
    except LookupError:
        return False
    groups = getattr(api.user.get_current(), "getGroups", tuple)()
    return any(group.startswith(prefix) for group in groups)


class ContextState(PlonesContextState):
    """Plone's own, that shows no toolbar on light pages.

    Plone then has the name of who is logged in, and the way out, in the header.
    """

    def is_toolbar_visible(self) -> bool:
        """Whether there is a toolbar."""
        return not getattr(self.request, LIGHT, False) and super().is_toolbar_visible()


@implementer(IBodyClassAdapter)
class BodyClass:
    """Marks the body of a light page, and of those to log in by, for jiesu.css."""

    def __init__(self, context, request):
        """Look at a request."""
        self.request = request

    def get_classes(self, template, view) -> list[str]:
        """The classes of the body."""
        light = getattr(self.request, LIGHT, False) or is_door(view)
        return ["ji-lean"] if light else []
