"""How the PDF of a report is made: beside the requests, in the asker's name.

It uses the frame of exports: a file of each person, made in a thread of its own and
fetched once. What the asker may not see is not in it, for the thread acts for them.
"""

from AccessControl import getSecurityManager
from dataclasses import dataclass
from jiesu.addon.access.permissions import READ_ALL
from jiesu.addon.content.lookup import reports_of
from jiesu.addon.exports import work
from jiesu.addon.exports.files import PDF
from jiesu.addon.exports.jobs import Job
from jiesu.addon.reports.cells import Reader
from jiesu.addon.reports.document import document
from jiesu.addon.reports.paper import pdf
from jiesu.addon.reports.parts import Cell
from plone import api
from Products.CMFCore.permissions import View
from threading import Thread
from urllib.parse import urlencode


__all__ = ["PDF", "PrintOrder", "start"]


@dataclass(frozen=True)
class PrintOrder:
    """Which report, in which language, and the address of its desk."""

    report: str
    language: str
    desk_url: str


def start(desk, job: Job, order: PrintOrder) -> Thread:
    """Let the pages be made in the name of the present user."""
    return work.run(desk, job, write_pdf, order)


def write_pdf(desk, job: Job, order: PrintOrder) -> None:
    """Write the file, in the name of the present user.

    :raises KeyError: the report is gone, or not for the user
    """
    report = reports_of(desk)[order.report]
    if not getSecurityManager().checkPermission(View, report):
        raise KeyError(order.report)
    job.path.write_bytes(made(report, reader_of(desk, order)))


def reader_of(desk, order: PrintOrder) -> Reader:
    """The present user as a reader."""

    def words(message) -> str:
        return api.portal.translate(message, lang=order.language)

    full = bool(getSecurityManager().checkPermission(READ_ALL, desk))
    return Reader(words, order.language, full, lambda path: f"{order.desk_url}/{path}")


def made(report, reader: Reader) -> bytes:
    """The pages for a reader; each number leads to its list in the site."""

    def url(cell: Cell) -> str:
        if not cell.figure:
            return cell.url
        query = urlencode({"figure": cell.figure})
        return reader.url(f"reports/{report.getId()}/@@behind?{query}")

    return pdf(document(report, reader), reader.t, url)
