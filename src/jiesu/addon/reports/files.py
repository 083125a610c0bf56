"""A report as files, for one of its readings: its pages and its workbook.

There are two readings in each language of the package: the whole report, and that of
departments, without what single complaints are called.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from jiesu.addon.exports.files import PDF
from jiesu.addon.exports.files import XLSX
from jiesu.addon.reports.cells import Reader
from jiesu.addon.reports.definitions import language_key
from jiesu.addon.reports.document import document
from jiesu.addon.reports.paper import missing
from jiesu.addon.reports.paper import pdf
from jiesu.addon.reports.parts import Cell
from jiesu.addon.reports.workbook import workbook
from plone import api
from urllib.parse import urlencode


@dataclass(frozen=True)
class Reading:
    """How a report is read: whole or as departments do, in which language, and the
    address of the desk that its numbers lead to.
    """

    full: bool
    language: str
    desk_url: str

    def file(self, format_: str) -> str:
        """What its file of a format is called among those of the report."""
        whose = "whole" if self.full else "departments"
        return f"{whose}-{language_key(self.language)}.{format_}"


def files_of(report, reading: Reading) -> Iterator[tuple[str, bytes]]:
    """Its files, each a format and what is in it; no pages where a package is missing.

    The pages take seconds.
    """
    reader = _reader(reading)
    told = document(report, reader)
    yield XLSX, workbook(told)
    if not missing():
        yield PDF, pdf(told, reader.t, lambda cell: _led(report, reader, cell))


def _reader(reading: Reading) -> Reader:
    def words(message) -> str:
        return api.portal.translate(message, lang=reading.language)

    def url(path: str) -> str:
        return f"{reading.desk_url}/{path}"

    return Reader(words, reading.language, reading.full, url)


def _led(report, reader: Reader, cell: Cell) -> str:
    """Where a cell leads: each number to its list in the site."""
    if not cell.figure:
        return cell.url
    query = urlencode({"figure": cell.figure})
    return reader.url(f"reports/{report.getId()}/@@behind?{query}")
