"""The figures as a table for a spreadsheet: CSV in UTF-8 with a byte order mark."""

from collections.abc import Iterator
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.browser.refused import WrongAddress
from jiesu.addon.browser.statistics.page import StatisticsPage
from jiesu.addon.browser.statistics.told import RATES
from jiesu.addon.browser.statistics.wrong import wrong_words
from jiesu.addon.exports.cells import safe
from jiesu.addon.services.errors import WrongParameters
from jiesu.addon.services.statistics.get import DIGITS
from jiesu.addon.services.statistics.get import RATE_DIGITS
from jiesu.addon.services.statistics.parameters import PARAMETERS
from jiesu.addon.services.statistics.parameters import read_asked
from jiesu.addon.statistics import measures
from jiesu.addon.statistics.asked import Asked
from jiesu.addon.statistics.report import Group
from jiesu.addon.statistics.report import report
from jiesu.addon.statistics.rounding import half_up
from jiesu.addon.statistics.titles import BY_TITLES
from jiesu.addon.statistics.titles import Titles
from zExceptions import Unauthorized

import csv
import io


BY = "department"
TOTAL = _("table_total", default="Total")
_RANK = _("table_rank", default="Rank")
# What groups are called by, beside their titles.
CODE = _("table_code", default="Code")
_TIMES = (measures.MEAN, measures.MEDIAN, measures.P90)


class StatisticsTable(StatisticsPage):
    """The table, for those who see the figures that are not published."""

    ending, content_type = "csv", "text/csv; charset=utf-8"

    def __call__(self):
        """The file."""
        self.no_columns()
        if self.scope is None or self.scope.public:
            self.require_login()
            raise Unauthorized
        asked = self.asked = self._asked()
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
            told = wrong_words(wrong.errors, self.titles, self.t)
            raise WrongAddress(told) from None

    def file(self, asked: Asked) -> bytes:
        """The table."""
        (found,) = report(self.desk, asked)
        written = io.StringIO()
        writer = csv.writer(written)
        titles = (BY_TITLES[asked.by], CODE, *head_titles())
        heads = [self.t(title) for title in titles]
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
        *(measures.TIME_NAMES[name] for name in _TIMES),
        measures.SCORE_TITLE,
        _RANK,
    ]


def values(group: Group) -> Iterator[tuple[str, float | None]]:
    """The figures of a group by name, in the order of the heads; None for "—".

    They are not rounded: a spreadsheet does so when it shows them.
    """
    told = group.figures
    yield from told.counts.items()
    for name in (*(one.name for one in measures.RATES), measures.PARTICIPATION):
        yield name, told.rates[name]
    for name in _TIMES:
        yield name, getattr(told.times, name)
    yield "score", group.score
    yield "rank", group.rank


def _line(title: str, group: Group) -> list:
    return [title, group.id, *(_written(*one) for one in values(group))]


def _written(name: str, value: float | None) -> float | None:
    """With as many digits as the service tells."""
    if not isinstance(value, float):
        return value
    return half_up(value, RATE_DIGITS if name in RATES else DIGITS)
