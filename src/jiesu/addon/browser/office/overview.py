"""The Office's page: triage first, then the whole desk; what its set-up lacks.

Supervisors read it too, without what changes something.
"""

from functools import cached_property
from jiesu.addon import _
from jiesu.addon.access.permissions import RUN_DESK
from jiesu.addon.browser.department.bulk import FOR_OFFICE
from jiesu.addon.browser.department.lists import ComplaintList
from jiesu.addon.browser.department.lists import NEWEST
from jiesu.addon.browser.department.lists import OLDEST
from jiesu.addon.browser.department.lists import Tab
from jiesu.addon.browser.department.rows import Line
from jiesu.addon.browser.department.rows import LineMaker
from jiesu.addon.browser.office.month import month_figures
from jiesu.addon.browser.office.month import MonthFigure
from jiesu.addon.browser.office.suggestions import Suggestions
from jiesu.addon.browser.office.triage import last_return
from jiesu.addon.browser.office.triage import Reasons
from jiesu.addon.browser.office.warnings import Lack
from jiesu.addon.browser.office.warnings import warnings_of
from jiesu.addon.browser.supervision.box import SupervisionBox
from jiesu.addon.catalog.flags import EXTENSION
from jiesu.addon.catalog.flags import FOLLOWS
from jiesu.addon.catalog.flags import UNSOLVED
from jiesu.addon.catalog.queries import Query
from jiesu.addon.content.complaint import ANSWERED
from jiesu.addon.content.complaint import CLOSED
from jiesu.addon.content.complaint import PENDING
from jiesu.addon.content.complaint import PROCESSING
from jiesu.addon.content.complaint import SUSPENDED
from jiesu.addon.content.complaint import TRIAGE
from jiesu.addon.content.department import OFFICE
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.handling.office import Dispatch
from jiesu.addon.handling.reading_supervision import seen_running
from plone import api


WITH_STAFF = (TRIAGE, PENDING, PROCESSING, SUSPENDED)


class Overview(ComplaintList):
    """The list of the whole desk."""

    title = _("page_office_title", default="The Office's page")
    with_department = True
    export_of = "@@office"

    @property
    def in_bulk(self) -> tuple[str, ...]:
        """What the Office can do to several; supervisors only read."""
        return FOR_OFFICE if self.runs_desk else ()

    def all_tabs(self) -> list[Tab]:
        """What waits for the Office, what runs late, and the rest."""
        return [
            *self._to_decide_tabs(),
            *self._time_tabs(),
            *self._open_tabs(),
            *self._done_tabs(),
        ]

    def _to_decide_tabs(self) -> list[Tab]:
        """What waits for the Office."""
        return [
            Tab(
                "triage",
                _("state_triage", default="Waiting for dispatch"),
                Query(states=(TRIAGE,)),
                _("empty_triage", default="Nothing waits for dispatch."),
                sort=OLDEST,
            ),
            Tab(
                "extensions",
                _("tab_extensions", default="Extensions to decide"),
                Query(flag=EXTENSION),
                _("empty_extensions", default="No extension waits to be decided."),
                alert=True,
                rare=True,
            ),
            Tab(
                "unsolved",
                _("tab_unsolved", default="Unsolved after rework"),
                Query(flag=UNSOLVED),
                _("empty_unsolved", default="Nothing came back after its rework."),
                sort=OLDEST,
                alert=True,
                rare=True,
            ),
        ]

    def _time_tabs(self) -> list[Tab]:
        """What runs late, or will soon."""
        return [
            Tab(
                "overdue",
                _("tab_overdue", default="Overdue"),
                Query(states=WITH_STAFF, light="red"),
                _("empty_overdue", default="Nothing is overdue. Well done."),
                alert=True,
            ),
            Tab(
                "soon",
                _("tab_soon", default="Due soon"),
                Query(states=WITH_STAFF, light="yellow"),
                _("empty_office_soon", default="Nothing is due soon."),
            ),
        ]

    def _open_tabs(self) -> list[Tab]:
        """What departments, submitters or others have."""
        return [
            Tab(
                "pending",
                _("state_pending", default="Waiting for acceptance"),
                Query(states=(PENDING,)),
                _("empty_office_pending", default="Nothing waits to be accepted."),
            ),
            Tab(
                "processing",
                _("tab_processing", default="In process"),
                Query(states=(PROCESSING,)),
                _("empty_office_processing", default="Nothing is in process."),
            ),
            Tab(
                "asked",
                _("tab_asked_office", default="Submitter asked"),
                Query(states=(PROCESSING,), asked=True),
                _("empty_asked_office", default="No submitter is asked anything."),
            ),
            Tab(
                "suspended",
                _("state_suspended", default="Suspended"),
                Query(states=(SUSPENDED,)),
                _("empty_suspended", default="Nothing is suspended."),
                rare=True,
            ),
            Tab(
                "merged",
                _("tab_merged", default="Merged"),
                Query(flag=FOLLOWS),
                _("empty_merged", default="No complaint follows another."),
                counted=False,
            ),
        ]

    def _done_tabs(self) -> list[Tab]:
        """What is answered, what is over, and all together."""
        return [
            Tab(
                "answered",
                _("tab_answered", default="To be rated"),
                Query(states=(ANSWERED,)),
                _("empty_answered", default="No answer waits for its rating."),
                sort=NEWEST,
            ),
            Tab(
                "closed",
                _("tab_closed", default="Closed"),
                Query(states=(CLOSED,)),
                _("empty_closed", default="Nothing is closed yet."),
                sort=NEWEST,
                counted=False,
            ),
            Tab(
                "all",
                _("tab_all", default="All"),
                Query(),
                _("empty_all", default="No complaint has come in yet."),
                sort=NEWEST,
                counted=False,
                any_state=True,
            ),
        ]

    def first_tab(self) -> str:
        """What nobody else will do."""
        return "triage"

    @cached_property
    def runs_desk(self) -> bool:
        """Whether the reader may dispatch and set up; supervisors only read."""
        return api.user.has_permission(RUN_DESK, obj=self.context)

    @cached_property
    def _reasons(self) -> Reasons:
        return Reasons(self, self.names)

    @cached_property
    def _suggestions(self) -> Suggestions:
        return Suggestions(self, self.names)

    def line(self, maker: LineMaker, row) -> Line:
        """A row with the way to dispatch it and, in triage, why it waits."""
        can_dispatch = self.runs_desk and row.state in Dispatch.states
        url = f"{self.complaint_url(row.id)}/@@handle/dispatch" if can_dispatch else ""
        if self.tab.name != "triage":
            return maker.line(row, dispatch_url=url)
        complaint = complaints_of(self.desk)[row.id]
        suggestion = None
        if can_dispatch:
            suggestion = self._suggestions.of(complaint, last_return(complaint))
        return maker.line(
            row,
            dispatch_url=url,
            why=self._reasons.of(complaint),
            suggestion=suggestion,
        )

    @cached_property
    def warnings(self) -> list[Lack]:
        """What of the set-up complaints can get stuck by, for who can put it right."""
        return warnings_of(self.desk) if self.runs_desk else []

    @cached_property
    def supervision(self) -> SupervisionBox:
        """How many supervisions run."""
        return SupervisionBox(self, seen_running(self.desk))

    @cached_property
    def month(self) -> list[MonthFigure]:
        """The figures of this month, each with what it counts or where it is told."""
        return month_figures(self, sees_all=self.runs_desk)

    @property
    def office_url(self) -> str:
        """The workbench of the Office as a department."""
        return self.department_url(OFFICE)
