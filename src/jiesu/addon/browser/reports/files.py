"""A report as files: a workbook at once, its pages made beside the requests."""

from jiesu.addon import _
from jiesu.addon.browser.reports.base import OfReport
from jiesu.addon.exports import jobs
from jiesu.addon.reports.paper import missing
from jiesu.addon.reports.printing import PDF
from jiesu.addon.reports.printing import PrintOrder
from jiesu.addon.reports.printing import start
from jiesu.addon.reports.workbook import workbook
from jiesu.addon.reports.workbook import XLSX
from plone import api


RUNS_ALREADY = _(
    "error_export_runs",
    default="A file is being made for you already. Wait until it is done.",
)


class WorkbookFile(OfReport):
    """`@@report.xlsx`: what the reader may see of it."""

    def __call__(self):
        """The file."""
        response = self.request.response
        response.setHeader("Content-Type", XLSX)
        response.setHeader("Cache-Control", "no-store")
        response.setHeader("X-Content-Type-Options", "nosniff")
        name = f'attachment; filename="{self.context.getId()}.xlsx"'
        response.setHeader("Content-Disposition", name)
        return workbook(self.document)


class PrintPage(OfReport):
    """`@@pdf`: has the pages made; `@@export` tells how far they are."""

    def __call__(self):
        """Begin, and go where it is followed."""
        self.require_login()
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
