"""The workbench (工作台): what a department has to do, by state and light."""

from dataclasses import dataclass
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.access.groups import headed_by
from jiesu.addon.access.permissions import EDIT_TEMPLATES
from jiesu.addon.access.permissions import HANDLE
from jiesu.addon.access.permissions import MANAGE_MEMBERS
from jiesu.addon.access.permissions import NAME_DEPUTIES
from jiesu.addon.browser.department.bulk import FOR_STAFF
from jiesu.addon.browser.department.lists import ComplaintList
from jiesu.addon.browser.department.lists import MOST_URGENT
from jiesu.addon.browser.department.lists import NEWEST
from jiesu.addon.browser.department.lists import Tab
from jiesu.addon.browser.department.rows import Line
from jiesu.addon.browser.department.rows import LineMaker
from jiesu.addon.browser.structure.staffing import missing_staff
from jiesu.addon.browser.supervision.box import SupervisionBox
from jiesu.addon.browser.words import limit_words
from jiesu.addon.browser.words import support_words
from jiesu.addon.catalog.flags import DRAFTED
from jiesu.addon.catalog.queries import by_own_due
from jiesu.addon.catalog.queries import count
from jiesu.addon.catalog.queries import Page
from jiesu.addon.catalog.queries import Query
from jiesu.addon.catalog.rows import Row
from jiesu.addon.content.complaint import ANSWERED
from jiesu.addon.content.complaint import CLOSED
from jiesu.addon.content.complaint import PENDING
from jiesu.addon.content.complaint import PROCESSING
from jiesu.addon.content.complaint import SUSPENDED
from jiesu.addon.content.complaint import UNANSWERED
from jiesu.addon.deadlines.desk import limits_of
from jiesu.addon.handling.reading_supervision import seen_running
from plone import api


# Where the department still has something to do.
WITH_US = (PENDING, PROCESSING, SUSPENDED)
# What its handler is through with, unless it comes back.
DONE = (ANSWERED, CLOSED)

SUPPORTING = "supporting"

LIST_FOLDER = "List folder contents"


@dataclass(frozen=True)
class Addable:
    """A type of content that can be added to the department's folder."""

    title: str
    url: str


class Workbench(ComplaintList):
    """The default page of a department."""

    @property
    def in_bulk(self) -> tuple[str, ...]:
        """What those who handle can do to several."""
        return FOR_STAFF if self.may_handle else ()

    @property
    def export_of(self) -> str:
        """The department's own list."""
        return self.context.getId()

    @property
    def title(self) -> str:
        """The department's name."""
        return self.context.Title()

    def all_tabs(self) -> list[Tab]:
        """What waits first, then what is done."""
        lead = Query(department=self.context.getId())
        return [
            *self._to_do_tabs(lead),
            *self._review_tab(lead),
            *self._time_tabs(lead),
            *self._own_tabs(lead),
            *self._supporting_tabs(lead),
            *self._joint_tabs(),
            *self._done_tabs(lead),
        ]

    def _to_do_tabs(self, lead: Query) -> list[Tab]:
        """What waits to be accepted, and what is in process."""
        return [
            Tab(
                "pending",
                _("tab_pending", default="To accept"),
                lead.narrowed(states=(PENDING,)),
                _(
                    "empty_pending",
                    default="Nothing waits to be accepted. Go on with what is in "
                    "process.",
                ),
            ),
            Tab(
                "processing",
                _("tab_processing", default="In process"),
                lead.narrowed(states=(PROCESSING,)),
                _(
                    "empty_processing",
                    default="Nothing is in process. What is new stands under “To "
                    "accept”.",
                ),
            ),
        ]

    def _time_tabs(self, lead: Query) -> list[Tab]:
        """What runs late, will soon, or stands still."""
        return [
            Tab(
                "overdue",
                _("tab_overdue", default="Overdue"),
                lead.narrowed(states=WITH_US, light="red"),
                _(
                    "empty_our_overdue",
                    default="Nothing is overdue. Well done. “Due soon” comes next.",
                ),
                alert=True,
            ),
            Tab(
                "soon",
                _("tab_soon", default="Due soon"),
                lead.narrowed(states=WITH_US, light="yellow"),
                _(
                    "empty_soon",
                    default="Nothing is due soon. “In process” has the rest.",
                ),
            ),
            Tab(
                "asked",
                _("tab_asked", default="Asked"),
                lead.narrowed(states=(PROCESSING,), asked=True),
                _(
                    "empty_asked",
                    default="No question waits for its submitter. Ask where something "
                    "is unclear: the clock stands still meanwhile.",
                ),
            ),
        ]

    def _own_tabs(self, lead: Query) -> list[Tab]:
        """What the user has, and had."""
        return [
            Tab(
                "mine",
                _("tab_mine", default="With me"),
                lead.narrowed(states=WITH_US, handler=self.user_id),
                _(
                    "empty_mine",
                    default="You have nothing to handle. What you accept is yours.",
                ),
                any_state=True,
            ),
            Tab(
                "handled",
                _("tab_handled", default="Lately handled"),
                lead.narrowed(states=DONE, handler=self.user_id),
                _(
                    "empty_handled",
                    default="You have answered nothing yet. What you answer stands "
                    "here, to look up how you did it.",
                ),
                sort=NEWEST,
                counted=False,
            ),
        ]

    def _supporting_tabs(self, lead: Query) -> list[Tab]:
        """What others have and the department takes part in."""
        return [
            Tab(
                SUPPORTING,
                _("tab_supporting", default="We support"),
                Query(supported_by=self.context.getId(), states=WITH_US),
                _(
                    "empty_supporting",
                    default="No other department needs you now. Where one does, you "
                    "contribute here and it answers.",
                ),
                any_state=True,
            ),
        ]

    def _done_tabs(self, lead: Query) -> list[Tab]:
        """What is answered, what is over, and all together."""
        return [
            Tab(
                "answered",
                _("tab_answered", default="To be rated"),
                lead.narrowed(states=(ANSWERED,)),
                _(
                    "empty_our_answered",
                    default="No answer waits for its rating. An answer stands here "
                    "until it is rated.",
                ),
                sort=NEWEST,
            ),
            Tab(
                "closed",
                _("tab_closed", default="Closed"),
                lead.narrowed(states=(CLOSED,)),
                _(
                    "empty_our_closed",
                    default="Nothing is closed yet. A complaint is when its answer was "
                    "rated, or the time to rate is over.",
                ),
                sort=NEWEST,
                counted=False,
            ),
            Tab(
                "all",
                _("tab_all", default="All"),
                lead,
                _(
                    "empty_our_all",
                    default="No complaint has come in yet. The first will stand under "
                    "“To accept”.",
                ),
                sort=NEWEST,
                counted=False,
                any_state=True,
            ),
        ]

    def _review_tab(self, lead: Query) -> list[Tab]:
        """Drafts that wait for the head, where the department wants that."""
        if not self.context.review_answers:
            return []
        return [
            Tab(
                "review",
                _("tab_review", default="To review"),
                lead.narrowed(states=(PROCESSING,), flag=DRAFTED),
                _(
                    "empty_review",
                    default="No drafted answer waits for its review. Drafts stand "
                    "here until the head sends them or gives them back.",
                ),
            )
        ]

    def _joint_tabs(self) -> list[Tab]:
        """Where others ask for us; a tab each only while there is something."""
        own = self.context.getId()
        tabs = [
            Tab(
                "consulted",
                _("tab_consulted", default="We are asked"),
                Query(consulted=own, states=UNANSWERED),
                _("empty_consulted", default="Nobody asks for our view."),
            ),
            Tab(
                "helping",
                _("tab_helping", default="I help"),
                Query(department=own, helper=self.user_id, states=WITH_US),
                _("empty_helping", default="No colleague needs you now."),
            ),
        ]
        chosen = self.request.form.get("tab")
        return [
            tab for tab in tabs if tab.name == chosen or count(self.desk, tab.query)
        ]

    def find(self, start: int) -> Page:
        """The rows; what we support in the order in which our part is due."""
        if self.tab.name != SUPPORTING or self.sort != MOST_URGENT:
            return super().find(start)
        return by_own_due(self.desk, self.query, self.context.getId(), start)

    def line(self, maker: LineMaker, row: Row) -> Line:
        """A row; what waits to be accepted can be, without opening it.

        What we support has the light of our own part.
        """
        if self.tab.name == SUPPORTING:
            part = row.support_of(self.context.getId())
            light = support_words(part, self.calendar, self.now)
            due = part.due if part else None
            return maker.line(row, light=light, due=self.when(due) if due else "")
        if row.state != PENDING or not self.may_handle:
            return maker.line(row)
        label = _(
            "quick_accept_label",
            default="Accept: ${title}",
            mapping={"title": row.title},
        )
        return maker.line(
            row,
            accept_url=f"{self.complaint_url(row.id)}/@@handle/accept",
            accept_label=self.t(label),
        )

    @cached_property
    def may_handle(self) -> bool:
        """Whether the reader handles what the department leads."""
        return api.user.has_permission(HANDLE, obj=self.context)

    def first_tab(self) -> str:
        """What waits to be accepted; where nothing does, what is in process."""
        return "pending" if self.counts["pending"] else "processing"

    @cached_property
    def supervision(self) -> SupervisionBox | None:
        """The department's supervisions, for its heads and whom they named."""
        department = self.context.getId()
        readings = [
            one
            for one in seen_running(self.desk)
            if department in (one.supervision.department, *one.supervision.supporting)
        ]
        is_head = department in headed_by(api.user.get_current(), self.desk)
        return SupervisionBox(self, readings) if readings or is_head else None

    def limits(self) -> list[tuple[object, object]]:
        """What the limits are called and how long they are."""
        limits = limits_of(self.desk)
        return [
            (_("limit_accept", default="Accept"), limit_words(limits.accept)),
            (_("limit_return", default="Return"), limit_words(limits.give_back)),
            (_("limit_answer", default="Answer"), limit_words(limits.answer)),
            (
                _("limit_consultation", default="Answer a consultation"),
                limit_words(limits.answer_consultation),
            ),
            (_("limit_rework", default="Answer again"), limit_words(limits.rework)),
        ]

    def urgent_limits(self) -> dict:
        """The limits to accept and answer urgent matters."""
        limits = limits_of(self.desk)
        return {
            "accept": limit_words(limits.urgent_accept),
            "answer": limit_words(limits.urgent_answer),
        }

    # The department as a folder

    def missing_staff(self) -> list:
        """What the department's groups lack, in words."""
        return missing_staff(self.desk.getId(), self.context.getId())

    @property
    def may_manage_members(self) -> bool:
        """Whether the reader may change who belongs to the department."""
        return api.user.has_permission(MANAGE_MEMBERS, obj=self.context)

    @property
    def may_name_deputies(self) -> bool:
        """Whether the reader may say who acts for whom."""
        return api.user.has_permission(NAME_DEPUTIES, obj=self.context)

    @property
    def may_edit_templates(self) -> bool:
        """Whether the reader may change the templates for answers."""
        return api.user.has_permission(EDIT_TEMPLATES, obj=self.context)

    @property
    def may_list(self) -> bool:
        """Whether the reader may see the folder's contents."""
        return api.user.has_permission(LIST_FOLDER, obj=self.context)

    def addable(self) -> list[Addable]:
        """What the reader may add to the folder."""
        url = self.context.absolute_url()
        return [
            Addable(self.t(fti.Title()), f"{url}/++add++{fti.getId()}")
            for fti in self.context.allowedContentTypes()
        ]
