"""A report as a workbook: a sheet for each table, with real numbers.

Text never becomes a formula, a number or a link, whatever it says. A rate is a number
that the sheet shows as a percentage, a day is a date; what there is nothing of is an
empty cell.
"""

from datetime import date
from io import BytesIO
from jiesu.addon.exports.cells import LONGEST_NAME
from jiesu.addon.exports.cells import plain
from jiesu.addon.exports.cells import sheet_name
from jiesu.addon.reports.parts import Cell
from jiesu.addon.reports.parts import DAY
from jiesu.addon.reports.parts import DECIMAL
from jiesu.addon.reports.parts import Document
from jiesu.addon.reports.parts import GROWTH
from jiesu.addon.reports.parts import NUMBER
from jiesu.addon.reports.parts import POINTS
from jiesu.addon.reports.parts import SHARE
from jiesu.addon.reports.parts import Table

import xlsxwriter


SETTINGS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
FORMATS = {
    NUMBER: "#,##0",
    SHARE: "0.0%",
    DECIMAL: "0.0",
    GROWTH: "+0.0%;-0.0%;0.0%",
    POINTS: "+0.0;-0.0;0.0",
    DAY: "yyyy-mm-dd",
}
WIDE, NARROW, WORDS = 28, 13, 80


def workbook(document: Document) -> bytes:
    """The workbook of a report as it is told to a reader."""
    written = BytesIO()
    with xlsxwriter.Workbook(written, SETTINGS) as book:
        maker = _Maker(book)
        maker.words(document)
        for section in document.all_sections:
            for table in section.tables:
                maker.table(table, section.title)
    return written.getvalue()


class _Maker:
    """Adds sheets to a book."""

    def __init__(self, book):
        self._book = book
        self._names: set[str] = set()
        self._head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
        )
        self._bold = book.add_format({"bold": True, "font_size": 14})
        self._wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self._formats = {
            kind: book.add_format({"num_format": format_})
            for kind, format_ in FORMATS.items()
        }

    def words(self, document: Document) -> None:
        """The first sheet: what it is, and all that is said in words."""
        sheet = self._sheet(document.kind)
        sheet.set_column(0, 0, WORDS)
        lines = [document.issuer, document.issue or document.state, document.period]
        lines += [document.day, document.as_of_words, document.corrects]
        lines = [line for line in lines if line]
        sheet.write_string(0, 0, plain(document.title), self._bold)
        for section in document.all_sections:
            said = [one.text for one in section.paragraphs]
            said += section.remark
            for case in section.cases:
                said += [case.title, case.meta, *case.text]
            lines += ["", section.title, *said] if said else []
        lines += ["", *document.closing] if document.closing else []
        for row, line in enumerate(lines, start=1):
            sheet.write_string(row, 0, plain(line), self._wrapped)

    def table(self, table: Table, title: str) -> None:
        """One table; the title is that of its section."""
        sheet = self._sheet(table.title or title)
        sheet.freeze_panes(1, min(table.wide) + 1 if table.wide else 0)
        for place, head in enumerate(table.heads):
            sheet.set_column(place, place, WIDE if place in table.wide else NARROW)
            sheet.write_string(0, place, plain(head), self._head)
        for row, line in enumerate(table.lines, start=1):
            for place, cell in enumerate(line):
                self._write(sheet, row, place, cell)
        if table.note:
            sheet.write_string(len(table.lines) + 2, 0, plain(table.note))

    def _sheet(self, title: str):
        clean = name = sheet_name(title)
        number = 1
        while name.lower() in self._names:
            number += 1
            name = f"{clean[: LONGEST_NAME - 3]} {number}"
        self._names.add(name.lower())
        return self._book.add_worksheet(name)

    def _write(self, sheet, row: int, column: int, cell: Cell) -> None:
        """A cell as what it is."""
        if cell.value is None or cell.value == "":
            return
        if cell.kind == DAY:
            day = date.fromisoformat(str(cell.value))
            sheet.write_datetime(row, column, day, self._formats[DAY])
        elif cell.is_number:
            sheet.write_number(row, column, cell.value, self._formats[cell.kind])
        else:
            sheet.write_string(row, column, plain(str(cell.value)))
