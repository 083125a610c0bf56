"""`POST {desk}/@reports`: draft one. `POST {report}/@release`: release it."""

from jiesu.addon.content.lookup import reports_of
from jiesu.addon.reports.drafting import draft
from jiesu.addon.reports.releasing import release
from jiesu.addon.services.complaints.add import CREATED
from jiesu.addon.services.service import WritingService
from plone.restapi.interfaces import ISerializeToJson
from zope.component import getMultiAdapter


class ReportsPost(WritingService):
    """Draft a report of a period."""

    def answer(self) -> dict:
        """The new draft."""
        report = reports_of(self.context)[draft(self.context, self.body())]
        self.request.response.setStatus(CREATED)
        self.request.response.setHeader("Location", report.absolute_url())
        return getMultiAdapter((report, self.request), ISerializeToJson)()


class ReleasePost(WritingService):
    """Release a draft, and send it."""

    def answer(self) -> dict:
        """The released report."""
        release(self.context, self.body())
        return getMultiAdapter((self.context, self.request), ISerializeToJson)()
