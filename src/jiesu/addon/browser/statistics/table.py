"""The figures as a table for a spreadsheet: CSV in UTF-8 with a byte order mark."""

from collections.abc import Iterator
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.browser.refused import wrong_address
from jiesu.addon.browser.statistics.page import StatisticsPage
from jiesu.addon.exports.cells import safe
from jiesu.addon.services.errors import WrongParameters
from jiesu.addon.services.statistics.parameters import PARAMETERS
from jiesu.addon.services.statistics.parameters import read_asked
from jiesu.addon.statistics import measures
from jiesu.addon.statistics.asked import Asked
from jiesu.addon.statistics.report import Group
from jiesu.addon.statistics.report import report
from jiesu.addon.statistics.titles import Titles
from zExceptions import Unauthorized

import csv
import io


BY = "department"
TOTAL = _("table_total", default="All in all")
_RANK = _("table_rank", default="Rank")
_TIMES = (
    _("table_mean", default="Handling time, mean (working hours)"),
    _("table_median", default="Handling time, median (working hours)"),
    _("table_p90", default="Handling time, 90th percentile (working hours)"),
)


class StatisticsTable(StatisticsPage):
    """The table, for those who see the figures that are not published."""

    ending, content_type = "csv", "text/csv; charset=utf-8"

    def __call__(self):
        """The file."""
        self.no_columns()
        if self.scope is None or self.scope.public:
            self.require_login()
            raise Unauthorized
        asked = self._asked()
        response = self.request.response
        response.setHeader("Content-Type", self.content_type)
        response.setHeader("X-Content-Type-Options", "nosniff")
        name = "-".join(str(day) for day in (asked.start, asked.end) if day) or "all"
        response.setHeader(
            "Content-Disposition",
            f'attachment; filename="figures-{name}.{self.ending}"',
        )
        return self.file(asked)

    @cached_property
    def titles(self) -> Titles:
        """The words of groups and reasons."""
        return Titles(self.desk)

    def _asked(self) -> Asked:
        form = {n: v for n, v in self.request.form.items() if n in PARAMETERS}
        form = self.form | ({"by": form["by"]} if form.get("by") else {"by": BY})
        try:
            return read_asked(self.desk, form, self.scope)
        except WrongParameters as wrong:
            raise wrong_address(self, wrong) from None

    def file(self, asked: Asked) -> bytes:
        """The table."""
        (found,) = report(self.desk, asked)
        written = io.StringIO()
        writer = csv.writer(written)
        heads = ["", "id", *(self.t(title) for title in head_titles())]
        writer.writerow([safe(cell) for cell in heads])
        for group in found.groups:
            title = self.t(self.titles.of_group(asked.by, group))
            writer.writerow([safe(cell) for cell in _line(title, group)])
        total = self.t(TOTAL)
        writer.writerow([safe(cell) for cell in _line(total, found.total)])
        return written.getvalue().encode("utf-8-sig")


def head_titles() -> list:
    """The heads of the columns of figures."""
    return [
        *(one.title for one in measures.COUNTS),
        *(one.title for one in measures.RATES),
        measures.PARTICIPATION_TITLE,
        *_TIMES,
        measures.SCORE_TITLE,
        _RANK,
    ]


def values(group: Group) -> Iterator[tuple[str, float | None]]:
    """The figures of a group by name, in the order of the heads; None for "—"."""
    told = group.figures
    yield from told.counts.items()
    for name in (*(one.name for one in measures.RATES), measures.PARTICIPATION):
        yield name, _rounded(told.rates[name], 4)
    for name in ("mean", "median", "p90"):
        yield name, _rounded(getattr(told.times, name), 2)
    yield "score", _rounded(group.score, 2)
    yield "rank", group.rank


def _line(title: str, group: Group) -> list:
    return [title, group.id, *(value for _name, value in values(group))]


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
