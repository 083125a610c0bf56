"""`GET {report}/@behind?figure=`: the complaints that a figure of it counted."""

from jiesu.addon import _
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.reports.behind import opened
from jiesu.addon.services.complaints.batching import batching
from jiesu.addon.services.complaints.batching import canonical
from jiesu.addon.services.complaints.parameters import FARTHEST
from jiesu.addon.services.complaints.parameters import not_in_range
from jiesu.addon.services.errors import WrongParameters
from jiesu.addon.services.service import Service


PAGE = 25
LARGEST_PAGE = 200
NO_FIGURE = _("error_report_figure", default="The report has no such figure.")


class BehindGet(Service):
    """A page of them, as far as the asker may read them."""

    def answer(self) -> dict:
        """The page, how many were counted and how many of these are for the asker."""
        figure = str(self.request.form.get("figure", ""))
        if figure not in self.context.frozen:
            raise WrongParameters([FieldError("figure", NO_FIGURE)])
        start = self._number("b_start", 0, FARTHEST, 0)
        size = self._number("b_size", 1, LARGEST_PAGE, PAGE)
        page = opened(self.context, figure, start, size)
        base = complaints_of(desk_of(self.context)).absolute_url()
        result = {
            "@id": canonical(self.request),
            "figure": figure,
            "counted": page.counted,
            "items": [
                {
                    "@id": f"{base}/{row.id}",
                    "number": row.number,
                    "title": row.title,
                    "state": row.state,
                }
                for row in page.rows
            ],
            "items_total": page.readable,
        }
        links = batching(self.request, page.readable, page.start, size)
        return {**result, "batching": links} if links else result

    def _number(self, name: str, smallest: int, largest: int, default: int) -> int:
        value = str(self.request.form.get(name, default))
        if value.isascii() and value.isdigit() and smallest <= int(value) <= largest:
            return int(value)
        message = not_in_range(value, smallest, largest)
        raise WrongParameters([FieldError(name, message)])
