"""The list of supervisions (督办): what runs, what is to be accepted, what is over."""

from functools import cached_property
from jiesu.addon import _
from jiesu.addon.access.groups import headed_by
from jiesu.addon.access.permissions import OPEN_SUPERVISION
from jiesu.addon.access.permissions import READ_ALL
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.listed import Item
from jiesu.addon.browser.listed import Tabbed
from jiesu.addon.browser.supervision.words import supervision_light
from jiesu.addon.handling.reading_supervision import seen_ended
from jiesu.addon.handling.reading_supervision import seen_running
from jiesu.addon.handling.reading_supervision import SupervisionReading
from jiesu.addon.handling.supervision import concerns
from plone import api
from zExceptions import Unauthorized


RUNNING = "open"
REPORTED = "reported"
MINE = "mine"
ENDED = "ended"

TITLES = {
    RUNNING: _("supervision_open", default="Under supervision"),
    REPORTED: _("tab_reported", default="To be accepted"),
    MINE: _("tab_supervisions_mine", default="My department's"),
    ENDED: _("tab_ended", default="Ended"),
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


class SupervisionList(Tabbed):
    """`{desk}/@@supervisions`, for whom some supervision concerns."""

    title = _("page_supervisions_title", default="Supervision")
    width = "wide"
    titles = TITLES
    # They are the archive.
    uncounted = (ENDED,)

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
    def lists(self) -> dict[str, list[SupervisionReading]]:
        """Those that run, by what is to be done; those that are over."""
        lists = {RUNNING: self.running, REPORTED: self.reported}
        if self.mine:
            lists[MINE] = self.mine
        return lists | {ENDED: self.over}

    @property
    def empty(self) -> str:
        """What stands there when there is nothing."""
        return self.t(EMPTY[self.tab])

    def item(self, reading: SupervisionReading) -> Item:
        """A supervision with its light."""
        supervision = reading.supervision
        departments = (supervision.department, *supervision.supporting)
        meta = [
            supervision.number,
            self.listed(map(self.department_title, departments)),
        ]
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
