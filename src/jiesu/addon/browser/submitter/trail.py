"""The way back from a complaint, without the container that holds them all."""

from jiesu.addon.content.lookup import desk_of
from Products.CMFPlone.browser.interfaces import INavigationBreadcrumbs
from Products.Five import BrowserView
from zope.component import getMultiAdapter
from zope.interface import implementer


@implementer(INavigationBreadcrumbs)
class ComplaintTrail(BrowserView):
    """Desk, then the complaint's number."""

    def breadcrumbs(self) -> tuple[dict, ...]:
        """See Plone's breadcrumbs."""
        desk = desk_of(self.context)
        above = getMultiAdapter((desk, self.request), name="breadcrumbs_view")
        here = {
            "absolute_url": self.context.absolute_url(),
            "Title": self.context.number,
        }
        return (*above.breadcrumbs(), here)
