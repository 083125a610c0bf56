"""The figures as a workbook: real numbers, one sheet for each table.

Text never becomes a formula, a number or a link, whatever it says. Rates are numbers
that the sheet shows as percentages; a rate over nothing is an empty cell.
"""

from collections.abc import Iterable
from dataclasses import replace
from io import BytesIO
from jiesu.addon import _
from jiesu.addon.browser.statistics.table import head_titles
from jiesu.addon.browser.statistics.table import StatisticsTable
from jiesu.addon.browser.statistics.table import values
from jiesu.addon.browser.statistics.told import RATES
from jiesu.addon.statistics.groupings import DEPARTMENT
from jiesu.addon.statistics.groupings import PLACE
from jiesu.addon.statistics.groupings import TOP_CATEGORY
from jiesu.addon.statistics.report import compared
from jiesu.addon.statistics.report import Report
from jiesu.addon.statistics.titles import BY_TITLES
from jiesu.addon.statistics.titles import REASON_TITLES

import xlsxwriter


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEETS = (DEPARTMENT, TOP_CATEGORY, "category", "kind", "channel", PLACE, "month")
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


class StatisticsWorkbook(StatisticsTable):
    """`@@statistics.xlsx`, for those who see the figures that are not published."""

    ending, content_type = "xlsx", XLSX

    def file(self, asked) -> bytes:
        """The workbook."""
        asked = replace(asked, by=None, compare=("previous", "year"))
        if not asked.start:
            asked = replace(asked, compare=())
        whole, *by = compared(self.desk, asked, *SHEETS)
        written = BytesIO()
        with xlsxwriter.Workbook(written, SETTINGS) as book:
            self._look = _Look(book)
            self._sheet(
                book, _("sheet_total", default="All in all"), self._total(whole)
            )
            for name, found in zip(SHEETS, by, strict=True):
                self._sheet(book, BY_TITLES[name], self._groups(name, found))
            title = _("sheet_reasons", default="Reasons")
            self._sheet(book, title, self._reasons(whole, by[2]))
        return written.getvalue()

    def _sheet(self, book, title, lines: Iterable[list]) -> None:
        sheet = book.add_worksheet(self.t(title)[:31])
        for row, line in enumerate(lines):
            for column, cell in enumerate(line):
                self._look.write(sheet, row, column, cell, head=row == 0)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 0, WIDE)
        sheet.set_column(1, 60, NARROW)

    def _heads(self) -> list[str]:
        return [self.t(title) for title in head_titles()]

    def _total(self, found: Report) -> Iterable[list]:
        """All figures of the period and of those it is compared with."""
        days = [
            self.t(_("figures_from", default="From")),
            self.t(_("figures_to", default="To")),
        ]
        yield ["", *days, *self._heads()]
        for name, one in {"": found, **found.others}.items():
            ends = [str(day or "") for day in (one.asked.start, one.asked.end)]
            yield [self.t(_PERIODS[name]), *ends, *_cells(one.total)]

    def _groups(self, by: str, found: Report) -> Iterable[list]:
        yield ["", "id", *self._heads()]
        for group in found.groups:
            title = self.t(self.titles.of_group(by, group))
            yield [title, group.id, *_cells(group)]

    def _reasons(self, whole: Report, by_category: Report) -> Iterable[list]:
        """Each reason: all in all, then by category."""
        category = self.t(BY_TITLES["category"])
        reason = self.t(_("field_reason", default="Reason"))
        number = self.t(_("sheet_number", default="Number"))
        yield [self.t(_("sheet_list", default="List")), reason, category, number]
        for title, group in (
            ("", whole.total),
            *((self.titles.of_group("category", g), g) for g in by_category.groups),
        ):
            for name, count in sorted(group.figures.reasons.items()):
                kind = name.partition(":")[0]
                words = self.t(self.titles.reason(name))
                yield [self.t(REASON_TITLES[kind]), words, self.t(title), count]


def _cells(group) -> list:
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
        else:
            sheet.write_string(row, column, cell, self.head if head else None)
