"""`{desk}/@@export`: a list as a file.

The list's own page says what is in it and whether the asker may see it. The file is
made beside the requests; meanwhile the page tells how far it is.
"""

from functools import cached_property
from jiesu.addon import _
from jiesu.addon.access.permissions import RUN_DESK
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.exporting.wording import words_for
from jiesu.addon.content.lookup import departments_of
from jiesu.addon.exports import jobs
from jiesu.addon.exports.files import CONTENT_TYPES
from jiesu.addon.exports.files import CSV
from jiesu.addon.exports.files import MOST_LINES
from jiesu.addon.exports.files import XLSX
from jiesu.addon.exports.jobs import Job
from jiesu.addon.exports.log import record
from jiesu.addon.exports.log import Taken
from jiesu.addon.exports.work import Order
from jiesu.addon.exports.work import start
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.writer.api import write
from jiesu.addon.writer.errors import Busy
from jiesu.addon.writer.errors import Unfinished
from plone import api
from zExceptions import NotFound
from zoneinfo import ZoneInfo
from zope.interface import implementer
from ZPublisher.Iterators import IUnboundStreamIterator

import os


# Which list: one of these, or else a department's by its id.
LISTS = ("@@office", "@@figure")
# What this page is told itself; all else is the list's.
OWN = ("of", "format", "identities", "reason", "job", "do", "_authenticator")
FORMATS = {
    XLSX: _("export_xlsx", default="Excel workbook (XLSX)"),
    CSV: _("export_csv", default="Plain table (CSV)"),
}
LONGEST_REASON = 500
CHUNK = 1 << 16
# Seconds until the page looks again.
AGAIN = "2"

REASON_MISSING = _("error_export_reason", default="Say what the names are needed for.")
FORMAT_WRONG = _("error_export_format", default="Choose a format.")
TOO_MANY = _(
    "error_export_lines", default="A workbook holds no such number. Choose CSV."
)
RUNS_ALREADY = _(
    "error_export_runs",
    default="A file is being made for you already. Wait until it is done.",
)
BUSY = _("error_export_busy", default="Too much is going on. Try again in a moment.")
GONE = _("export_gone", default="This file is no longer there. Make it again.")


class ExportPage(BasePage):
    """What will be in the file and what kind; then how far it is; then the file."""

    title = _("page_export_title", default="Export")
    width = "form"

    def __call__(self):
        """Show the page, begin what was sent, or hand the file out."""
        self.require_login()
        self.errors: tuple[FieldError, ...] = ()
        if "job" in self.request.form:
            return self._follow()
        self.documents  # noqa: B018 - refused where the list is
        if self.is_post:
            self.check_sent()
            if self._begin():
                return self.go(f"{self.here}?job={self.job.id}")
            self.request.response.setStatus(400)
        return super().__call__()

    # Which list

    @cached_property
    def source(self):
        """The list's own page.

        :raises Unauthorized: it is not for the reader
        :raises NotFound: there is no such list
        """
        of = self._value("of")
        if of in LISTS:
            page = self.desk.restrictedTraverse(of)
        else:
            found = {one.getId(): one for one in departments_of(self.desk)}
            if of not in found:
                raise NotFound("@@export")
            page = found[of].restrictedTraverse("@@workbench")
        page.not_asked = OWN
        return page

    @cached_property
    def documents(self) -> list[int]:
        """All of the list that the reader may see, as the catalog knows them."""
        return self.source.documents()

    @property
    def total(self) -> int:
        """How many complaints will be in the file."""
        return len(self.documents)

    @property
    def what(self) -> list[str]:
        """The list and what it is narrowed by."""
        return self.source.told()

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the form carries along: which list, and its filters."""
        form = self.request.form
        others = {n: v for n, v in form.items() if n not in OWN and isinstance(v, str)}
        return [("of", self._value("of")), *others.items()]

    @property
    def back_url(self) -> str:
        """The list again."""
        return self.source.list_url

    # The form

    @property
    def formats(self) -> list[dict]:
        """The kinds of files."""
        chosen = self._value("format") or XLSX
        return [
            {"value": name, "title": self.t(title), "on": name == chosen}
            for name, title in FORMATS.items()
        ]

    @cached_property
    def may_name(self) -> bool:
        """Whether names are offered: to the Office alone."""
        return api.user.has_permission(RUN_DESK, obj=self.desk)

    @property
    def identities(self) -> bool:
        """Whether names are wanted."""
        return self.may_name and self._value("identities") == "yes"

    @property
    def reason(self) -> str:
        """What the names are wanted for."""
        return self._value("reason").strip()[:LONGEST_REASON]

    def _value(self, name: str) -> str:
        value = self.request.form.get(name, "")
        return value if isinstance(value, str) else ""

    # Making it

    def _begin(self) -> bool:
        """Record it and let the file be made; whether it is."""
        self.errors = tuple(self._wrong())
        if self.errors:
            return False
        format_ = self._value("format")
        day = f"{self.now.astimezone(ZoneInfo(self.zone)):%Y%m%d}"
        name = f"{self.desk.getId()}-{day}.{format_}"
        back = self.back_url.removeprefix(self.desk_url)
        job = jobs.begin(self._site, self.user_id, format_, name, self.total, back)
        if job is None:
            self.errors = (FieldError("", RUNS_ALREADY),)
            return False
        order = Order(self.documents, words_for(self, self.identities), self.identities)
        try:
            # Nothing leaves that is not recorded.
            write(self.desk, record, self._taken())
        except (Busy, Unfinished):
            jobs.drop(job)
            self.errors = (FieldError("", BUSY),)
            return False
        start(self.desk, job, order)
        self.job = job
        return True

    def _wrong(self):
        format_ = self._value("format")
        if format_ not in FORMATS:
            yield FieldError("format", FORMAT_WRONG)
        if format_ == XLSX and self.total >= MOST_LINES:
            yield FieldError("format", TOO_MANY)
        if self.identities and not self.reason:
            yield FieldError("reason", REASON_MISSING)

    def _taken(self) -> Taken:
        return Taken(
            who=self.user_id,
            when=self.now,
            what=tuple(self.what),
            rows=self.total,
            format=self._value("format"),
            identities=self.identities,
            reason=self.reason if self.identities else "",
        )

    @property
    def _site(self) -> str:
        return "/".join(api.portal.get().getPhysicalPath())

    # Following it

    @cached_property
    def job(self) -> Job | None:
        """The reader's own job that the address names."""
        found = jobs.job_of(self._site, self.user_id)
        return found if found is not None and found.id == self._value("job") else None

    @property
    def runs(self) -> bool:
        """Whether the file is being made."""
        return self.job is not None and self.job.state == jobs.RUNNING

    @property
    def is_ready(self) -> bool:
        """Whether the file waits to be fetched."""
        return self.job is not None and self.job.state == jobs.READY

    @property
    def failed(self) -> bool:
        """Whether it could not be made."""
        return self.job is not None and self.job.state == jobs.FAILED

    def _follow(self):
        if self.is_post:
            self.check_sent()
            file = jobs.fetched(self.job) if self.is_ready else None
            if file is not None:
                return self._hand_out(file)
        if self.job is None or self.is_post:
            self.request.response.setStatus(404)
            self.errors = (FieldError("", GONE),)
            self.job = None
        elif self.runs:
            here = f"{self.here}?job={self.job.id}"
            self.request.response.setHeader("Refresh", f"{AGAIN}; url={here}")
        return super().__call__()

    def _hand_out(self, file):
        response = self.request.response
        response.setHeader("Cache-Control", "no-store")
        response.setHeader("X-Content-Type-Options", "nosniff")
        response.setHeader("Content-Type", CONTENT_TYPES[self.job.format])
        response.setHeader("Content-Length", str(os.fstat(file.fileno()).st_size))
        response.setHeader(
            "Content-Disposition", f'attachment; filename="{self.job.name}"'
        )
        return Parts(file)


@implementer(IUnboundStreamIterator)
class Parts:
    """A file bit by bit."""

    def __init__(self, file):
        """Begin with the first."""
        self._file = file

    def __iter__(self):
        """It is its own iterator."""
        return self

    def __next__(self) -> bytes:
        """The next bit."""
        part = self._file.read(CHUNK)
        if not part:
            self.close()
            raise StopIteration
        return part

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
