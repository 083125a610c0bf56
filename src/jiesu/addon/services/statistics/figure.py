"""`GET {desk}/@figure`: the complaints that one of the figures counts."""

from jiesu.addon.calendar.moment import now
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.services.complaints.batching import batching
from jiesu.addon.services.complaints.batching import canonical
from jiesu.addon.services.complaints.summary import Summaries
from jiesu.addon.services.errors import NO_RIGHT
from jiesu.addon.services.service import Service
from jiesu.addon.services.statistics.parameters import read_figure
from jiesu.addon.statistics.behind import opened
from jiesu.addon.statistics.scope import scope_of


class FigureGet(Service):
    """A page of what a figure counts, as far as the asker may read it."""

    def answer(self) -> dict:
        """The page, the figure, and the links to the other pages.

        :raises Forbidden: the figure is not for the asker
        """
        scope = scope_of(self.context)
        if scope is None:
            raise Forbidden(NO_RIGHT)
        asked = read_figure(self.context, self.request.form, scope)
        page = opened(self.context, asked.figure, asked.start, asked.size)
        lines = Summaries(self.context, self.request, now())
        result = {
            "@id": canonical(self.request),
            "counted": page.counted,
            "hidden": page.counted - page.readable,
            "items": [lines.line(row) for row in page.rows],
            "items_total": page.readable,
        }
        links = batching(self.request, page.readable, page.start, page.size)
        return {**result, "batching": links} if links else result
