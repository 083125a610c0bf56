"""What I said: my complaints with their state, in my words."""

from dataclasses import dataclass
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.base import Paging
from jiesu.addon.browser.base import start_of
from jiesu.addon.browser.listed import Item
from jiesu.addon.browser.listed import Tab
from jiesu.addon.browser.submitter.follow import UNNAMED
from jiesu.addon.browser.submitter.rows import item_of
from jiesu.addon.catalog.queries import count
from jiesu.addon.catalog.queries import find
from jiesu.addon.catalog.queries import PAGE
from jiesu.addon.catalog.queries import Page
from jiesu.addon.catalog.queries import Query
from jiesu.addon.content.complaint import CLOSED
from jiesu.addon.content.complaint import OPEN_STATES
from jiesu.addon.content.complaint import REJECTED
from jiesu.addon.content.complaint import WITHDRAWN
from jiesu.addon.handling.watching import watching
from jiesu.addon.suggesting.followed import followed
from jiesu.addon.suggesting.followed import STANDING_TITLES


# The tab of what others reported.
FOLLOWED = "followed"

# The tabs of one's own: the states in each, none meaning all.
TABS = {
    "open": (_("mine_open", default="Open"), OPEN_STATES),
    "done": (_("mine_done", default="Done"), (CLOSED, REJECTED, WITHDRAWN)),
    "all": (_("mine_all", default="All"), ()),
}


@dataclass(frozen=True)
class FollowedItem:
    """A matter of somebody else in the list."""

    url: str
    title: str
    standing: str
    since: str


class MinePage(BasePage):
    """The complaints of the reader, and what the reader follows."""

    for_everybody = True
    title = _("page_mine_title", default="My complaints")

    def __call__(self):
        """Show them to somebody who is logged in."""
        self.require_login()
        return super().__call__()

    @property
    def tab(self) -> str:
        """The tab that is open."""
        tab = self.request.form.get("tab")
        return tab if tab in (*TABS, FOLLOWED) else "open"

    @cached_property
    def tabs(self) -> list[Tab]:
        """The tabs with their counts."""
        return [
            Tab(
                title,
                self.here_with(tab=name if name != "open" else None),
                name == self.tab,
                count(self.desk, self._query(name)),
            )
            for name, (title, _states) in TABS.items()
        ] + self._followed_tab

    @property
    def _followed_tab(self) -> list[Tab]:
        """The tab of what the reader follows, where there is any or it is open."""
        many = len(watching(self.desk).matters.get(self.user_id, ()))
        if not many and self.tab != FOLLOWED:
            return []
        title = _("mine_followed", default="I follow")
        return [Tab(title, self.here_with(tab=FOLLOWED), self.tab == FOLLOWED, many)]

    @cached_property
    def followed(self) -> list[FollowedItem]:
        """What the reader follows, on its tab."""
        if self.tab != FOLLOWED:
            return []
        return [
            FollowedItem(
                f"{self.desk_url}/@@follow?matter={one.id}",
                one.heading or self.t(UNNAMED),
                self.t(STANDING_TITLES[one.standing]),
                self.time_day(one.since),
            )
            for one in followed(self.desk, self.user_id)
        ]

    @cached_property
    def found(self) -> Page:
        """The page of the open tab."""
        if self.tab == FOLLOWED:
            return Page((), 0, 0, PAGE)
        query = self._query(self.tab)
        return find(self.desk, query, "-received", start_of(self.request), PAGE)

    @property
    def items(self) -> list[Item]:
        """The rows."""
        return [item_of(self, row) for row in self.found.rows]

    @property
    def paging(self) -> Paging:
        """The way to the other pages."""
        return Paging(self, self.found.start, self.found.size, self.found.total)

    @property
    def empty(self):
        """What stands there when there is nothing."""
        if self.tab == FOLLOWED:
            return _("mine_empty_followed", default="You follow nothing.")
        if self.tab == "open":
            return _("mine_empty_open", default="Nothing of yours is open.")
        if self.tab == "done":
            return _("mine_empty_done", default="Nothing of yours is done yet.")
        return _("mine_empty_all", default="You have not told us anything yet.")

    def _query(self, tab: str) -> Query:
        return Query(submitter=self.user_id, states=TABS[tab][1])
