"""The figures as a table for a spreadsheet: CSV in UTF-8 with a byte order mark."""

from jiesu.addon import _
from jiesu.addon.browser.statistics.page import StatisticsPage
from jiesu.addon.services.errors import WrongParameters
from jiesu.addon.services.statistics.parameters import PARAMETERS
from jiesu.addon.services.statistics.parameters import read_asked
from jiesu.addon.statistics import measures
from jiesu.addon.statistics.report import Asked
from jiesu.addon.statistics.report import Group
from jiesu.addon.statistics.report import report
from jiesu.addon.statistics.titles import Titles
from zExceptions import BadRequest
from zExceptions import Unauthorized

import csv
import io


# A cell that begins so is a formula to a spreadsheet.
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
BY = "department"
_TOTAL = _("table_total", default="All in all")
_RANK = _("table_rank", default="Rank")
_TIMES = (
    _("table_mean", default="Handling time, mean (working hours)"),
    _("table_median", default="Handling time, median (working hours)"),
    _("table_p90", default="Handling time, 90th percentile (working hours)"),
)


class StatisticsTable(StatisticsPage):
    """The table, for those who see the figures that are not published."""

    def __call__(self):
        """The file."""
        self.no_columns()
        if self.scope is None or self.scope.public:
            self.require_login()
            raise Unauthorized
        asked = self._asked()
        (found,) = report(self.desk, asked)
        response = self.request.response
        response.setHeader("Content-Type", "text/csv; charset=utf-8")
        response.setHeader("X-Content-Type-Options", "nosniff")
        name = "-".join(str(day) for day in (asked.start, asked.end) if day) or "all"
        response.setHeader(
            "Content-Disposition", f'attachment; filename="figures-{name}.csv"'
        )
        return self._file(asked, found).encode("utf-8-sig")

    def _asked(self) -> Asked:
        form = {n: v for n, v in self.request.form.items() if n in PARAMETERS}
        form = self.form | ({"by": form["by"]} if form.get("by") else {"by": BY})
        try:
            return read_asked(self.desk, form, self.scope)
        except WrongParameters as wrong:
            told = "; ".join(f"{e.field}: {self.t(e.message)}" for e in wrong.errors)
            raise BadRequest(told) from None

    def _file(self, asked: Asked, found) -> str:
        titles = Titles(self.desk)
        written = io.StringIO()
        writer = csv.writer(written)
        writer.writerow([safe(cell) for cell in self._heads(asked)])
        for group in found.groups:
            title = self.t(titles.of(asked.by, group.id))
            writer.writerow([safe(cell) for cell in self._cells(title, group)])
        total = self.t(_TOTAL)
        writer.writerow([safe(cell) for cell in self._cells(total, found.total)])
        return written.getvalue()

    def _heads(self, asked: Asked) -> list[str]:
        rates = [self.t(one.title) for one in measures.RATES]
        return [
            "",
            "id",
            *(self.t(one.title) for one in measures.COUNTS),
            *rates,
            self.t(measures.PARTICIPATION_TITLE),
            *(self.t(one) for one in _TIMES),
            self.t(measures.SCORE_TITLE),
            self.t(_RANK),
        ]

    def _cells(self, title: str, group: Group) -> list:
        told = group.figures
        names = [one.name for one in measures.RATES] + [measures.PARTICIPATION]
        times = (told.times.mean, told.times.median, told.times.p90)
        return [
            title,
            group.id,
            *(told.counts[one.name] for one in measures.COUNTS),
            *(_rounded(told.rates[name], 4) for name in names),
            *(_rounded(value, 2) for value in times),
            _rounded(group.score, 2),
            group.rank,
        ]


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def safe(cell) -> object:
    """A cell that no spreadsheet takes for a formula; a rate over nothing is empty."""
    if isinstance(cell, str) and cell.startswith(FORMULAS):
        return f"'{cell}"
    return "" if cell is None else cell
