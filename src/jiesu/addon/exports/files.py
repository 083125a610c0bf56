"""The two kinds of files, written row by row: neither is ever whole in memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from jiesu.addon.exports.cells import plain
from jiesu.addon.exports.cells import safe
from jiesu.addon.exports.cells import sheet_name
from pathlib import Path
from typing import Protocol

import csv
import xlsxwriter


CSV, XLSX, PDF = "csv", "xlsx", "pdf"
CONTENT_TYPES = {
    PDF: "application/pdf",
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# With the head; a sheet has no more lines.
MOST_LINES = 1_048_576
SETTINGS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
MOMENT = "yyyy-mm-dd hh:mm"


class Sink(Protocol):
    """Where rows go."""

    def write(self, line: list) -> None:
        """Write one line."""


@contextmanager
def opened(path: Path, format_: str, title: str) -> Iterator[Sink]:
    """A new file that takes lines, whole when the block ends.

    :param format_: `CSV` or `XLSX`
    :param title: what its sheet is called
    """
    if format_ == CSV:
        # The mark tells spreadsheets that it is UTF-8.
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            yield _Table(file)
        return
    settings = {**SETTINGS, "tmpdir": str(path.parent)}
    with xlsxwriter.Workbook(str(path), settings) as book:
        yield _Sheet(book, sheet_name(title))


class _Table:
    """Lines of a CSV file."""

    def __init__(self, file):
        self._writer = csv.writer(file)

    def write(self, line: list) -> None:
        """Write one line."""
        self._writer.writerow([safe(_told(cell)) for cell in line])


def _told(cell):
    return f"{cell:%Y-%m-%d %H:%M}" if isinstance(cell, datetime) else cell


class _Sheet:
    """Lines of a workbook's only sheet."""

    def __init__(self, book, name: str):
        self._sheet = book.add_worksheet(name)
        self._sheet.freeze_panes(1, 1)
        self._sheet.set_column(0, 60, 18)
        self._head = book.add_format({"bold": True, "bottom": 1})
        self._moment = book.add_format({"num_format": MOMENT})
        self._line = 0

    def write(self, line: list) -> None:
        """Write one line; the first is the head."""
        for column, cell in enumerate(line):
            self._write(column, cell)
        self._line += 1

    def _write(self, column: int, cell) -> None:
        sheet, line = self._sheet, self._line
        if cell is None or cell == "":
            return
        if isinstance(cell, datetime):
            sheet.write_datetime(line, column, cell, self._moment)
        elif isinstance(cell, int):
            sheet.write_number(line, column, cell)
        else:
            look = self._head if line == 0 else None
            sheet.write_string(line, column, plain(cell), look)
