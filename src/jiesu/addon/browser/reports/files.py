"""A report as files: as they were sent, where they are kept with it.

Else a workbook is made at once, its pages beside the requests.
"""

from jiesu.addon import _
from jiesu.addon.browser.attachment import disposition
from jiesu.addon.browser.reports.base import OfReport
from jiesu.addon.exports import jobs
from jiesu.addon.exports.files import CONTENT_TYPES
from jiesu.addon.exports.files import XLSX
from jiesu.addon.reports.paper import missing
from jiesu.addon.reports.printing import PDF
from jiesu.addon.reports.printing import PrintOrder
from jiesu.addon.reports.printing import start
from jiesu.addon.reports.workbook import workbook
from plone import api
from plone.namedfile.utils import stream_data


RUNS_ALREADY = _(
    "error_export_runs",
    default="A file is being made for you already. Wait until it is done.",
)


class ReportFile(OfReport):
    """What hands files of a report over."""

    def tell(self, format_: str) -> None:
        """Say what comes, and how it is to be called."""
        name = " ".join(part for part in (self.context.title, self.issue) if part)
        response = self.request.response
        response.setHeader("Content-Type", CONTENT_TYPES[format_])
        response.setHeader("Cache-Control", "private, no-store")
        response.setHeader("X-Content-Type-Options", "nosniff")
        response.setHeader("Content-Disposition", disposition(f"{name}.{format_}"))

    def hand_over(self, format_: str, file):
        """A file that is kept."""
        self.tell(format_)
        self.request.response.setHeader("Content-Length", str(file.getSize()))
        return stream_data(file)


class WorkbookFile(ReportFile):
    """`@@report.xlsx`: what the reader may see of it."""

    def __call__(self):
        """The file."""
        file = self.kept(XLSX)
        if file is not None:
            return self.hand_over(XLSX, file)
        self.tell(XLSX)
        return workbook(self.document)


class PrintPage(ReportFile):
    """`@@pdf`: the pages as they are kept; else has them made, and `@@export` tells how
    far they are.
    """

    def __call__(self):
        """Hand them over; or begin, and go where it is followed."""
        self.require_login()
        file = self.kept(PDF)
        if file is not None:
            return self.hand_over(PDF, file)
        if not self.is_post:
            return self.go(self.report_url)
        self.check_sent()
        if missing():
            self.say(
                _(
                    "error_pdf_missing",
                    default="PDF needs Debian packages that the server lacks: "
                    "${packages}. Its administrator can install them.",
                    mapping={"packages": " ".join(missing())},
                ),
                "error",
            )
            return self.go(self.report_url)
        job = self._job()
        if job is None:
            self.say(RUNS_ALREADY, "warning")
            return self.go(self.report_url)
        order = PrintOrder(self.context.getId(), self.language, self.desk_url)
        start(self.desk, job, order)
        return self.go(f"{self.desk_url}/@@export?job={job.id}")

    def _job(self) -> jobs.Job | None:
        site = "/".join(api.portal.get().getPhysicalPath())
        name = f"{self.context.getId()}.{PDF}"
        back = self.report_url.removeprefix(self.desk_url)
        return jobs.begin(site, self.user_id, PDF, name, total=1, back=back)
