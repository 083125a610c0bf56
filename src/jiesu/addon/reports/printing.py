"""How the pages of a report are made for somebody: beside the requests, in their name.

It uses the frame of exports: a file of each person, made in a thread of its own and
fetched once. What the asker may not see is not in it, for the thread acts for them.
What is made of a released report is kept with it.
"""

from AccessControl import getSecurityManager
from dataclasses import dataclass
from jiesu.addon.access.permissions import READ_ALL
from jiesu.addon.content.lookup import reports_of
from jiesu.addon.exports import work
from jiesu.addon.exports.files import PDF
from jiesu.addon.exports.jobs import Job
from jiesu.addon.reports.files import files_of
from jiesu.addon.reports.files import Reading
from jiesu.addon.reports.kept import hand_in
from Products.CMFCore.permissions import View
from threading import Thread


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

    :raises KeyError: the report is gone, or not for the user; or there are no pages
    """
    report = reports_of(desk)[order.report]
    if not getSecurityManager().checkPermission(View, report):
        raise KeyError(order.report)
    full = bool(getSecurityManager().checkPermission(READ_ALL, desk))
    reading = Reading(full, order.language, order.desk_url)
    files = dict(files_of(report, reading))
    job.path.write_bytes(files[PDF])
    hand_in(report, reading, files)
