"""The reports of a desk: what waits to be released, the archive by kind and year."""

from functools import cached_property
from jiesu.addon import _
from jiesu.addon.access.permissions import RUN_DESK
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.listed import Item
from jiesu.addon.browser.listed import Tabbed
from jiesu.addon.content.lookup import REPORTS
from jiesu.addon.content.lookup import reports_of
from jiesu.addon.content.report import BULLETIN
from jiesu.addon.content.report import KINDS
from jiesu.addon.content.report import RELEASED
from jiesu.addon.content.report import reports_in_order
from jiesu.addon.content.report import STATES
from jiesu.addon.handling.errors import ActionError
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.errors import Invalid
from jiesu.addon.reports.asking import by_period
from jiesu.addon.reports.asking import today
from jiesu.addon.reports.document import issue_words
from jiesu.addon.reports.drafting import draft
from jiesu.addon.reports.drafting import span_of
from jiesu.addon.reports.periods import words
from jiesu.addon.wording import said
from plone import api
from Products.CMFCore.permissions import View
from zExceptions import Unauthorized


DRAFTS, ALL = "drafts", "all"
TITLES = {
    ALL: _("reports_all", default="All"),
    DRAFTS: _("reports_drafts", default="Drafts"),
    **KINDS,
}


class Container(BasePage):
    """`{desk}/reports` leads to the list, whoever asks: it is a page of the desk."""

    def __call__(self):
        """Go there."""
        return self.go(f"{self.desk_url}/@@reports")


def seen_reports(desk) -> list:
    """The reports that the present user may read, the latest period first."""
    if REPORTS not in desk:
        return []
    found = reports_in_order(reports_of(desk))
    return [one for one in found if api.user.has_permission(View, obj=one)]


class ReportList(Tabbed):
    """`{desk}/@@reports`."""

    title = _("page_reports_title", default="Reports")
    width = "wide"
    titles = TITLES

    def __call__(self):
        """Show it to those for whom there is something; take a new draft."""
        self.require_login()
        if not (self.runs_desk or self.seen):
            raise Unauthorized("reports")
        self.errors: tuple[FieldError, ...] = ()
        if self.is_post:
            self.check_sent()
            if not self.runs_desk:
                raise Unauthorized("reports")
            made = self._draft()
            if made:
                return self.go(f"{self.desk_url}/{REPORTS}/{made}")
            self.request.response.setStatus(400)
        return super().__call__()

    @cached_property
    def runs_desk(self) -> bool:
        """Whether the reader drafts reports."""
        return api.user.has_permission(RUN_DESK, obj=self.desk)

    @cached_property
    def seen(self) -> list:
        """All that the reader may read."""
        return seen_reports(self.desk)

    # The form

    def _draft(self) -> str:
        try:
            return draft(self.desk, self.sent)
        except Invalid as wrong:
            self.errors = wrong.errors
        except ActionError as refused:
            self.errors = (FieldError("", refused.message),)
        return ""

    @property
    def sent(self) -> dict:
        """What was sent: one of the offered periods, or a bulletin's own."""
        form = self.request.form
        offered = str(form.get("period", ""))
        for kind in KINDS:
            if kind != BULLETIN and offered in (found := by_period(self.desk, kind)):
                span = found[offered]
                return {"kind": kind, "start": str(span.start), "end": str(span.end)}
        days = {name: str(form.get(name, "")) for name in ("start", "end")}
        return {"kind": BULLETIN, **days}

    @property
    def offered(self) -> list[dict]:
        """The whole periods that are over, by kind."""
        taken = {span_of(one).id for one in self.seen}
        groups = []
        for kind, title in KINDS.items():
            spans = () if kind == BULLETIN else by_period(self.desk, kind).values()
            options = [
                {
                    "value": span.id,
                    "title": said(words(span), self.t),
                    "on": span.id == self.request.form.get("period"),
                }
                for span in spans
                if span.id not in taken
            ]
            if options:
                groups.append({"title": self.t(title), "options": options})
        return groups

    @property
    def start(self) -> str:
        """The first day that stands in the form: this month's."""
        return str(self.request.form.get("start") or today().replace(day=1))

    @property
    def end(self) -> str:
        """The last day that stands in the form."""
        return str(self.request.form.get("end") or today())

    @property
    def settings_url(self) -> str:
        """Where is set what the desk drafts itself."""
        return f"{self.desk_url}/@@settings/reports"

    @property
    def drafted_kinds(self) -> str:
        """What the desk drafts itself, in words; "" for nothing."""
        return self.listed(KINDS[one] for one in self.desk.report_kinds or ())

    # The list

    @cached_property
    def lists(self) -> dict[str, list]:
        """All, the drafts, and each kind that there is."""
        lists = {ALL: self.seen}
        drafts = [one for one in self.seen if one.is_draft]
        if drafts or self.runs_desk:
            lists[DRAFTS] = drafts
        for kind in KINDS:
            found = [one for one in self.seen if one.kind == kind]
            if found:
                lists[kind] = found
        return lists

    def tab_url(self, name: str) -> str:
        """Another tab shows all years."""
        return self.here_with(tab=None if name == self.first_tab else name, year=None)

    @cached_property
    def years(self) -> list[dict]:
        """The years of the tab, where there are several."""
        found = sorted({one.end.year for one in self.lists[self.tab]}, reverse=True)
        if len(found) < 2:
            return []
        return [
            {
                "title": str(year),
                "url": self.here_with(year=str(year)),
                "on": str(year) == self.request.form.get("year"),
            }
            for year in found
        ]

    @cached_property
    def found(self) -> list:
        """Those of the tab and of the year."""
        year = self.request.form.get("year")
        found = self.lists[self.tab]
        if not any(one["on"] for one in self.years):
            return found
        return [one for one in found if str(one.end.year) == year]

    def item(self, report) -> Item:
        """A report with its period and its issue."""
        state = "" if report.state == RELEASED else self.t(STATES[report.state])
        day = report.released_at or report.drafted_at
        meta = [
            self.t(KINDS[report.kind]),
            said(words(span_of(report)), self.t),
            issue_words(report, self.t),
            state,
            self.day(day),
        ]
        shown = [one for one in meta if one]
        return Item(report.absolute_url(), report.title, None, shown)
