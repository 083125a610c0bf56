"""`GET {desk}/@complaints`: what the asker may see."""

from jiesu.addon.calendar.moment import now
from jiesu.addon.catalog.queries import find
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.services.complaints.batching import batching
from jiesu.addon.services.complaints.batching import canonical
from jiesu.addon.services.complaints.parameters import read_parameters
from jiesu.addon.services.complaints.summary import Summaries
from jiesu.addon.services.errors import LOG_IN
from jiesu.addon.services.service import Service
from plone import api


class ComplaintsGet(Service):
    """A page of the complaints that the user may read."""

    def answer(self) -> dict:
        """The page and the links to the others."""
        if api.user.is_anonymous():
            raise Forbidden(LOG_IN)
        user = api.user.get_current().getId()
        asked = read_parameters(self.context, self.request.form, user)
        page = find(self.context, asked.query, asked.sort, asked.start, asked.size)
        lines = Summaries(self.context, self.request, now())
        result = {
            "@id": canonical(self.request),
            "items": [lines.line(row) for row in page.rows],
            "items_total": page.total,
        }
        links = batching(self.request, page.total, asked.start, asked.size)
        return {**result, "batching": links} if links else result
