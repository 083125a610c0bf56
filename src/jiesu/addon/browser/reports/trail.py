"""The way back from a report: the desk, the list, its title."""

from jiesu.addon import _
from jiesu.addon.content.lookup import desk_of
from Products.CMFPlone.browser.interfaces import INavigationBreadcrumbs
from Products.Five import BrowserView
from zope.component import getMultiAdapter
from zope.i18n import translate
from zope.interface import implementer


@implementer(INavigationBreadcrumbs)
class ReportTrail(BrowserView):
    """Desk, list, the report's title."""

    def breadcrumbs(self) -> tuple[dict, ...]:
        """See Plone's breadcrumbs."""
        desk = desk_of(self.context)
        above = getMultiAdapter((desk, self.request), name="breadcrumbs_view")
        title = _("page_reports_title", default="Reports")
        trail = {
            f"{desk.absolute_url()}/@@reports": translate(title, context=self.request),
            self.context.absolute_url(): self.context.title,
        }
        return (
            *above.breadcrumbs(),
            *({"absolute_url": url, "Title": title} for url, title in trail.items()),
        )
