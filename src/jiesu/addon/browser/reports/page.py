"""A report as it is read, for a president too; each number leads to its list."""

from jiesu.addon import _
from jiesu.addon.browser.reports.base import OfReport
from jiesu.addon.browser.statistics import charts
from jiesu.addon.content.lookup import reports_of
from jiesu.addon.content.report import RELEASED
from jiesu.addon.exports.files import PDF
from jiesu.addon.reports.document import issue_words
from jiesu.addon.reports.parts import Cell
from jiesu.addon.reports.parts import Chart
from urllib.parse import urlencode


# Words of a cell that are no longer than that are not broken: days, numbers.
STILL = 16


class ReportPage(OfReport):
    """The default view of a report."""

    title = _("page_report_title", default="Report")

    @property
    def section_macro(self):
        """How a section is shown, for those behind the signature."""
        return self.index.macros["section"]

    @property
    def is_released(self) -> bool:
        """Whether it is the version that holds."""
        return self.context.state == RELEASED

    @property
    def is_kept(self) -> bool:
        """Whether its pages are there as they were sent."""
        return self.kept(PDF) is not None

    @property
    def newer(self) -> dict | None:
        """The version that replaced it: its words and where it is."""
        other = reports_of(self.desk).get(self.context.replaced_by or "")
        if other is None:
            return None
        return {"url": other.absolute_url(), "issue": issue_words(other, self.t)}

    @property
    def older(self) -> dict | None:
        """The version that it corrects."""
        other = reports_of(self.desk).get(self.context.corrects or "")
        if other is None:
            return None
        return {"url": other.absolute_url(), "issue": issue_words(other, self.t)}

    def figure_url(self, cell: Cell) -> str:
        """Where a cell leads: to the list behind a figure, or to a thing; or ""."""
        return self._behind(cell.figure) or cell.url

    def _behind(self, figure: str) -> str:
        """Where the list behind a figure is, "" of none."""
        if not figure:
            return ""
        return f"{self.report_url}/@@behind?{urlencode({'figure': figure})}"

    def look(self, cell: Cell) -> str:
        """The classes of a cell: numbers to the right, short words in one line."""
        if cell.is_number:
            return "ji-num"
        return "is-words is-still" if len(cell.text) <= STILL else "is-words"

    def drawn(self, chart: Chart) -> charts.Chart:
        """A chart as the browser draws it; the same figures stand in a table."""
        series = [
            charts.Series(
                one.name,
                list(one.values),
                [self._behind(figure) for figure in one.figures],
                before=one.before,
            )
            for one in chart.series
        ]
        names = list(chart.names)
        if chart.kind == "lines":
            return charts.line(names, series, chart.unit)
        return charts.bars(names, series)
