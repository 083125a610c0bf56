"""The list of supervisions (督办): what runs, what is to be accepted, what is over."""

from dataclasses import dataclass
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.access.groups import headed_by
from jiesu.addon.access.permissions import OPEN_SUPERVISION
from jiesu.addon.access.permissions import READ_ALL
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.base import Paging
from jiesu.addon.browser.base import start_of
from jiesu.addon.browser.supervision.words import supervision_light
from jiesu.addon.browser.words import LightWords
from jiesu.addon.handling.reading_supervision import seen_ended
from jiesu.addon.handling.reading_supervision import seen_running
from jiesu.addon.handling.reading_supervision import SupervisionReading
from jiesu.addon.handling.supervision import concerns
from plone import api
from zExceptions import Unauthorized


PAGE = 25

RUNNING = "open"
REPORTED = "reported"
MINE = "mine"
ENDED = "ended"

TITLES = {
    RUNNING: _("supervision_open", default="Under supervision"),
    REPORTED: _("tab_reported", default="To be accepted"),
    MINE: _("tab_supervisions_mine", default="My department's"),
    ENDED: _("tab_ended", default="Over"),
}
EMPTY = {
    RUNNING: _("empty_supervision_open", default="Nothing is under supervision."),
    REPORTED: _("empty_reported", default="No result waits to be accepted."),
    MINE: _("empty_supervisions_mine", default="Your department has none."),
    ENDED: _("empty_ended", default="No supervision is over yet."),
}


class Container(BasePage):
    """`{desk}/supervision` leads to the list, whoever asks: it is a page of the desk.

    Nobody but the Office sees the container itself, so that no list of Plone's tells of
    it; a page of it would lack what Plone shows to those who see.
    """

    def __call__(self):
        """Go there."""
        return self.go(f"{self.desk_url}/@@supervisions")


@dataclass(frozen=True)
class Item:
    """A row as the macro "item" shows it."""

    url: str
    title: str
    light: LightWords
    meta: list[str]


@dataclass(frozen=True)
class Tab:
    """A tab as the macro "tabs" shows it."""

    title: object
    url: str
    on: bool
    count: int | None
    alert: bool = False


class SupervisionList(BasePage):
    """`{desk}/@@supervisions`, for whom some supervision concerns."""

    title = _("page_supervisions_title", default="Supervision")
    width = "wide"

    def __call__(self):
        """Show it to the Office, supervisors, heads, and whom those have named."""
        self.require_login()
        if not (self.sees_all or self.is_head or self.running or self.over):
            raise Unauthorized("supervision")
        return super().__call__()

    @cached_property
    def sees_all(self) -> bool:
        """Whether the reader sees those of all departments."""
        return api.user.has_permission(READ_ALL, obj=self.desk)

    @cached_property
    def is_head(self) -> bool:
        """Whether the reader is the head of a department."""
        return bool(headed_by(api.user.get_current(), self.desk))

    @property
    def may_open(self) -> bool:
        """Whether the reader may open one."""
        return api.user.has_permission(OPEN_SUPERVISION, obj=self.desk)

    @cached_property
    def running(self) -> list[SupervisionReading]:
        """Those that run, due first."""
        return seen_running(self.desk)

    @cached_property
    def over(self) -> list[SupervisionReading]:
        """Those that are over, the latest first."""
        return seen_ended(self.desk)

    @cached_property
    def mine(self) -> list[SupervisionReading]:
        """Of those that run, the reader's own, where there are others besides."""
        if not self.sees_all:
            return []
        return [one for one in self.running if concerns(one.supervision)]

    @property
    def reported(self) -> list[SupervisionReading]:
        """Those whose result waits to be accepted."""
        return [one for one in self.running if one.supervision.reported_at]

    @cached_property
    def _lists(self) -> dict[str, list[SupervisionReading]]:
        lists = {RUNNING: self.running, REPORTED: self.reported}
        if self.mine:
            lists[MINE] = self.mine
        return lists | {ENDED: self.over}

    @cached_property
    def tab(self) -> str:
        """The tab that is open."""
        tab = self.request.form.get("tab")
        return tab if tab in self._lists else RUNNING

    def tabs(self) -> list[Tab]:
        """The tabs with their counts."""
        return [
            Tab(
                TITLES[name],
                self.here_with(tab=None if name == RUNNING else name),
                name == self.tab,
                None if name == ENDED else len(found),
            )
            for name, found in self._lists.items()
        ]

    @property
    def _found(self) -> list[SupervisionReading]:
        return self._lists[self.tab]

    def items(self) -> list[Item]:
        """The rows of this page."""
        start = start_of(self.request)
        return [self._item(one) for one in self._found[start : start + PAGE]]

    def paging(self) -> Paging:
        """The way to the other pages."""
        return Paging(self, start_of(self.request), PAGE, len(self._found))

    @property
    def empty(self) -> str:
        """What stands there when there is nothing."""
        return self.t(EMPTY[self.tab])

    def _item(self, reading: SupervisionReading) -> Item:
        supervision = reading.supervision
        departments = (supervision.department, *supervision.supporting)
        meta = [supervision.number, "、".join(map(self.department_title, departments))]
        if supervision.ended_at is None:
            due = {"day": supervision.due.isoformat()}
            meta.append(self.t(_("row_report_by", default="by ${day}", mapping=due)))
        if supervision.complaints:
            count = {"n": len(supervision.complaints)}
            meta.append(
                self.t(_("row_linked", default="${n} complaints", mapping=count))
            )
        return Item(
            url=supervision.absolute_url(),
            title=supervision.title,
            light=supervision_light(reading, self.calendar),
            meta=meta,
        )
