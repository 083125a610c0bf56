"""The way back from a supervision: the desk, the list, its number."""

from jiesu.addon import _
from jiesu.addon.content.lookup import desk_of
from Products.CMFPlone.browser.interfaces import INavigationBreadcrumbs
from Products.Five import BrowserView
from zope.component import getMultiAdapter
from zope.i18n import translate
from zope.interface import implementer


@implementer(INavigationBreadcrumbs)
class ListTrail(BrowserView):
    """Desk, then the list, for readers who have no right to the container itself."""

    def breadcrumbs(self) -> tuple[dict, ...]:
        """See Plone's breadcrumbs."""
        desk = desk_of(self.context)
        above = getMultiAdapter((desk, self.request), name="breadcrumbs_view")
        title = _("page_supervisions_title", default="Supervision")
        here = {
            "absolute_url": f"{desk.absolute_url()}/supervision",
            "Title": translate(title, context=self.request),
        }
        return (*above.breadcrumbs(), here)


class SupervisionTrail(ListTrail):
    """The list, then the supervision's number."""

    def breadcrumbs(self) -> tuple[dict, ...]:
        """See Plone's breadcrumbs."""
        here = {
            "absolute_url": self.context.absolute_url(),
            "Title": self.context.number,
        }
        return (*super().breadcrumbs(), here)
