"""The figures as a workbook, all that the page shows: a sheet for each table.

Numbers are real ones and days are dates, so that one can go on reckoning with them.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from io import BytesIO
from jiesu.addon import _
from jiesu.addon.browser.statistics.sections import AGE_IDS
from jiesu.addon.browser.statistics.sections import Sections
from jiesu.addon.browser.statistics.table import CODE
from jiesu.addon.browser.statistics.table import head_titles
from jiesu.addon.browser.statistics.table import StatisticsTable
from jiesu.addon.browser.statistics.table import values
from jiesu.addon.browser.statistics.told import RATES
from jiesu.addon.exports.cells import sheet_name
from jiesu.addon.services.statistics.definitions import definitions
from jiesu.addon.statistics.groupings import AGE
from jiesu.addon.statistics.groupings import DAYS
from jiesu.addon.statistics.groupings import DEPARTMENT
from jiesu.addon.statistics.groupings import HOUR
from jiesu.addon.statistics.groupings import HOURS
from jiesu.addon.statistics.groupings import PLACE
from jiesu.addon.statistics.groupings import TOP_CATEGORY
from jiesu.addon.statistics.measures import COUNTS
from jiesu.addon.statistics.measures import Figures
from jiesu.addon.statistics.measures import PARTICIPATION
from jiesu.addon.statistics.measures import RATES as MADE
from jiesu.addon.statistics.measures import Times
from jiesu.addon.statistics.report import compared
from jiesu.addon.statistics.report import Group
from jiesu.addon.statistics.report import Report
from jiesu.addon.statistics.report import weights_of
from jiesu.addon.statistics.titles import BY_TITLES
from jiesu.addon.statistics.titles import REASON_TITLES
from jiesu.addon.statistics.titles import WEEKDAYS

import xlsxwriter


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CATEGORY = "category"
# A sheet each, with all figures of each group.
GROUPS = (DEPARTMENT, TOP_CATEGORY, CATEGORY, PLACE, "kind", "channel")
SETTINGS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
WIDE, NARROW = 24, 12

_PERIODS = {
    "": _("sheet_now", default="This period"),
    "previous": _("sheet_previous", default="The period before"),
    "year": _("sheet_year", default="A year earlier"),
}
_FROM = _("figures_from", default="From")
_TO = _("figures_to", default="To")
_COMPLAINTS = _("column_complaints", default="Complaints")
# The figures of days on which nothing was received.
_NOTHING = Figures(
    {one.name: 0 for one in COUNTS},
    dict.fromkeys((*(one.name for one in MADE), PARTICIPATION), (0, 0)),
    Times(),
)


class StatisticsWorkbook(StatisticsTable):
    """`@@statistics.xlsx`, for those who see the figures that are not published."""

    ending, content_type = "xlsx", XLSX

    def file(self, asked) -> bytes:
        """The workbook."""
        asked = replace(asked, by=None, compare=("previous", "year"))
        if not asked.start:
            asked = replace(asked, compare=())
        names = (*GROUPS, self.step, HOUR)
        whole, *by = compared(self.desk, asked, *names)
        found = dict(zip(names, by, strict=True))
        written = BytesIO()
        with xlsxwriter.Workbook(written, SETTINGS) as book:
            self._look = _Look(book)
            for title, lines in self._sheets(whole, found):
                self._sheet(book, title, lines)
        return written.getvalue()

    def _sheets(self, whole: Report, found: dict[str, Report]) -> Iterable[tuple]:
        """Title and lines of each sheet, in the order of the page."""
        yield _("sheet_total", default="Total"), self._total(whole)
        trend = _("section_trend", default="Over time")
        yield trend, self._trend(found[self.step])
        for name in GROUPS:
            yield BY_TITLES[name], self._groups(name, found[name])
        hours = _("section_hours", default="Hours of the week")
        yield hours, self._hours(found[HOUR])
        flow = _("section_flow", default="Returned, and sent on")
        yield flow, self._flow(whole)
        ageing = _("section_ageing", default="How long open ones have waited")
        yield ageing, self._ageing(self.waiting)
        reasons = _("sheet_reasons", default="Reasons")
        yield reasons, self._reasons(whole, found[CATEGORY])
        meaning = _("sheet_definitions", default="What figures mean")
        yield meaning, self._definitions()

    def _sheet(self, book, title, lines: Iterable[list]) -> None:
        sheet = book.add_worksheet(sheet_name(self.t(title)))
        for row, line in enumerate(lines):
            for column, cell in enumerate(line):
                self._look.write(sheet, row, column, cell, head=row == 0)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 0, WIDE)
        sheet.set_column(1, 60, NARROW)

    def _heads(self, *titles) -> list[str]:
        return [self.t(title) for title in titles]

    def _total(self, found: Report) -> Iterable[list]:
        """All figures of the period and of those it is compared with."""
        period = _("sheet_period", default="Period")
        yield self._heads(period, _FROM, _TO, *head_titles())
        for name, one in {"": found, **found.others}.items():
            days = [one.asked.start, one.asked.end]
            yield [self.t(_PERIODS[name]), *days, *_cells(one.total)]

    def _trend(self, found: Report) -> Iterable[list]:
        """Each day, week or month, those without any too."""
        yield self._heads(BY_TITLES[self.step], _FROM, _TO, *head_titles())
        for start, end, group in Sections(self).parts(found, self.step):
            group = group or Group("", _NOTHING, None)
            name = group.id or str(start)
            yield [name, start, end, *_cells(group)]

    def _groups(self, by: str, found: Report) -> Iterable[list]:
        yield self._heads(BY_TITLES[by], CODE, *head_titles())
        for group in found.groups:
            title = self.t(self.titles.of_group(by, group))
            yield [title, group.id, *_cells(group)]

    def _hours(self, found: Report) -> Iterable[list]:
        """How many were received: a line for each day of the week."""
        many = {one.id: one.figures.counts["received"] for one in found.groups}
        day = self.t(_("sheet_weekday", default="Day of the week"))
        yield [day, *(f"{hour}:00" for hour in range(HOURS))]
        for number in range(DAYS):
            ids = [f"{number + 1}-{hour:02}" for hour in range(HOURS)]
            yield [self.t(WEEKDAYS[number]), *(many.get(one, 0) for one in ids)]

    def _flow(self, whole: Report) -> Iterable[list]:
        """Returns: who gave back, and who had it next."""
        giver = _("sheet_returned_by", default="Returned by")
        taker = _("column_sent_to", default="Sent to")
        yield self._heads(giver, taker, _COMPLAINTS)
        moves = whole.total.figures.moves
        for move, many in sorted(moves.items(), key=lambda one: (-one[1], one[0])):
            ways = (self.titles.of(DEPARTMENT, one) for one in move.split(">", 1))
            yield [*self._heads(*ways), many]

    def _ageing(self, found: Report) -> Iterable[list]:
        """What is open now, whenever it was received."""
        counts = [one for one in COUNTS if one.name in ("open", "overdue")]
        yield self._heads(BY_TITLES[AGE], *(one.title for one in counts))
        groups = {one.id: one.figures for one in found.groups}
        for name in AGE_IDS:
            told = groups.get(name, _NOTHING).counts
            title = self.t(self.titles.of(AGE, name))
            yield [title, *(told[one.name] for one in counts)]

    def _reasons(self, whole: Report, by_category: Report) -> Iterable[list]:
        """Each reason: all in all, then by category."""
        yield self._heads(
            _("sheet_list", default="List"),
            _("field_reason", default="Reason"),
            BY_TITLES[CATEGORY],
            _("sheet_number", default="Number"),
        )
        for title, group in (
            ("", whole.total),
            *((self.titles.of_group(CATEGORY, g), g) for g in by_category.groups),
        ):
            for name, count in sorted(group.figures.reasons.items()):
                kind = name.partition(":")[0]
                words = self.t(self.titles.reason(name))
                yield [self.t(REASON_TITLES[kind]), words, self.t(title), count]

    def _definitions(self) -> Iterable[list]:
        """Each figure with its formula."""
        yield self._heads(
            _("report_figure", default="Figure"),
            _("report_formula", default="How it is counted"),
        )
        for one in definitions(weights_of(self.desk), self.t).values():
            yield [one["title"], one["formula"]]


def _cells(group: Group) -> list:
    """Numbers as they are; a rate is told by its type."""
    return [
        Share(value) if name in RATES and value is not None else value
        for name, value in values(group)
    ]


class Share(float):
    """A number that is shown as a percentage."""


class _Look:
    """How cells look."""

    def __init__(self, book):
        self.head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
        )
        self.share = book.add_format({"num_format": "0.0%"})
        self.decimal = book.add_format({"num_format": "0.0"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})

    def write(self, sheet, row: int, column: int, cell, head: bool) -> None:
        """Write a cell as what it is."""
        if cell is None or cell == "":
            return
        if isinstance(cell, Share):
            sheet.write_number(row, column, float(cell), self.share)
        elif isinstance(cell, float):
            sheet.write_number(row, column, cell, self.decimal)
        elif isinstance(cell, int):
            sheet.write_number(row, column, cell)
        elif isinstance(cell, date):
            sheet.write_datetime(row, column, cell, self.day)
        else:
            sheet.write_string(row, column, cell, self.head if head else None)
