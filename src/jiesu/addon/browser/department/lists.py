"""A list that people work from: tabs with counts, filters, sorting, pages of rows.

The workbench and the Office's page say which tabs there are and whose complaints; all
else is done here. One query a tab and one for the rows, however many there are.
"""

from dataclasses import dataclass
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.base import Paging
from jiesu.addon.browser.base import start_of
from jiesu.addon.browser.department.bulk import offered
from jiesu.addon.browser.department.filters import Filters
from jiesu.addon.browser.department.filters import STATE_TITLES
from jiesu.addon.browser.department.names import Choice
from jiesu.addon.browser.department.names import Names
from jiesu.addon.browser.department.rows import Line
from jiesu.addon.browser.department.rows import LineMaker
from jiesu.addon.browser.words import WAITING
from jiesu.addon.catalog.queries import count
from jiesu.addon.catalog.queries import documents_of
from jiesu.addon.catalog.queries import find
from jiesu.addon.catalog.queries import PAGE
from jiesu.addon.catalog.queries import Page
from jiesu.addon.catalog.queries import Query
from jiesu.addon.content.complaint import KINDS
from jiesu.addon.content.lookup import answers_of
from jiesu.addon.services import asked
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode


NEWEST = "-received"
OLDEST = "received"
MOST_URGENT = "due"

SORT_TITLES = {
    MOST_URGENT: _("sort_due", default="Due first"),
    NEWEST: _("sort_newest", default="Newest first"),
    OLDEST: _("sort_oldest", default="Oldest first"),
}

LIGHT_TITLES = {
    "red": _("filter_light_red", default="Overdue"),
    "yellow": _("filter_light_yellow", default="Due soon"),
    "green": _("filter_light_green", default="In time"),
    "paused": WAITING,
}

SEARCHED = _("export_searched", default="Found by words")


@dataclass(frozen=True)
class Key:
    """What one key does, or some that belong together."""

    keys: tuple[str, ...]
    does: object


# What static/workbench.js listens to.
KEYS = (
    Key(("j", "k"), _("key_step", default="Next complaint, the one before")),
    Key(("o", "Enter"), _("key_open", default="Open")),
    Key(("a",), _("key_accept", default="Accept")),
    Key(("r",), _("key_answer", default="Answer")),
    Key(("s",), _("key_ask", default="Ask the submitter")),
    Key(("n",), _("key_note", default="Note")),
    Key(("d",), _("key_dispatch", default="Dispatch")),
    Key(("x",), _("key_choose", default="Choose, to do something to several")),
    Key(("/",), _("key_search", default="Search")),
    Key(("Esc",), _("key_close", default="Close what is open")),
    Key(("?",), _("key_help", default="Show the keys")),
)


def between(first, last) -> str:
    """Two days, either of them open."""
    return f"{first or '…'} – {last or '…'}"


@dataclass(frozen=True)
class Tab:
    """One view of the list.

    empty: what is said where there is nothing
    sort: the order unless another is chosen
    counted: whether its number stands on it; not where it grows for ever
    alert: whether its number is a warning
    any_state: whether a state can be chosen instead of those of the query
    rare: whether it is left out as long as there is nothing in it
    """

    name: str
    title: object
    query: Query
    empty: object
    sort: str = MOST_URGENT
    counted: bool = True
    alert: bool = False
    any_state: bool = False
    rare: bool = False


@dataclass(frozen=True)
class ShownTab:
    """A tab as the macro wants it; `count` is None where there is no number."""

    title: object
    url: str
    on: bool
    count: int | None
    alert: bool


class ComplaintList(BasePage):
    """A page with such a list."""

    width = "wide"
    # Whether the lead department stands in each line and can be chosen.
    with_department = False
    parts = ViewPageTemplateFile("list.pt")
    keys = KEYS
    # What can be done to several at once, by name; see bulk.py.
    in_bulk: tuple[str, ...] = ()

    def all_tabs(self) -> list[Tab]:
        """The tabs in their order."""
        raise NotImplementedError

    def first_tab(self) -> str:
        """The name of the tab that is open unless another is chosen."""
        raise NotImplementedError

    @property
    def publications_url(self) -> str:
        """Where public answers in work are listed; "" while there is none."""
        answers = answers_of(self.desk)
        if answers is None or not answers.unfinished:
            return ""
        return f"{answers.absolute_url()}/@@waiting"

    @property
    def list_macros(self):
        """The macros of list.pt, by name."""
        return self.parts.macros

    # What was chosen

    @cached_property
    def names(self) -> Names:
        """The words for the ids of rows."""
        return Names(self.desk)

    @cached_property
    def filters(self) -> Filters:
        """What the address narrows the list by."""
        return Filters.read(self.request.form)

    @cached_property
    def _tabs_by_name(self) -> dict[str, Tab]:
        return {tab.name: tab for tab in self.all_tabs()}

    @cached_property
    def tab(self) -> Tab:
        """The tab that is open."""
        tabs = self._tabs_by_name
        chosen = asked.one_of(self.request.form, "tab", tabs)
        return tabs[chosen or self.first_tab()]

    @cached_property
    def sort(self) -> str:
        """The order of the rows."""
        return self.filters.sort or self.tab.sort

    # What is shown

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many complaints each tab holds that is counted, filters or not."""
        return {
            name: count(self.desk, tab.query)
            for name, tab in self._tabs_by_name.items()
            if tab.counted
        }

    def tabs(self) -> list[ShownTab]:
        """The tabs with their counts; filters go along from one to the next."""
        return [
            ShownTab(
                title=tab.title,
                url=self.here_with(tab=name, sort=None, state=None),
                on=name == self.tab.name,
                count=self.counts.get(name),
                alert=tab.alert and bool(self.counts.get(name)),
            )
            for name, tab in self._tabs_by_name.items()
            if self.counts.get(name) or not tab.rare or name == self.tab.name
        ]

    @cached_property
    def query(self) -> Query:
        """What the open tab and the filters ask for."""
        families = self.names.families if self.filters.category else {}
        query = self.filters.narrow(self.tab.query, families, self.zone)
        if self.filters.states and self.tab.any_state:
            return query.narrowed(states=self.filters.states)
        return query

    @cached_property
    def page(self) -> Page:
        """The rows of this page, and how many there are in all."""
        start = start_of(self.request)
        page = self.find(start)
        if page.rows or not start:
            return page
        # Beyond the end, by an old address: the last page that is left.
        return self.find(max(0, (page.total - 1) // PAGE * PAGE))

    def find(self, start: int) -> Page:
        """The rows from one on; pages with an order of their own find them here."""
        return find(self.desk, self.query, self.sort, start, PAGE)

    def paging(self) -> Paging:
        """The way to the other pages."""
        return Paging(self, self.page.start, self.page.size, self.page.total)

    @cached_property
    def lines(self) -> list[Line]:
        """The rows of this page in words."""
        maker = LineMaker(self, self.names, self.with_department)
        return [self.line(maker, row) for row in self.page.rows]

    def line(self, maker: LineMaker, row) -> Line:
        """One row in words; pages that say more of it do so here."""
        return maker.line(row)

    # Several at once

    @cached_property
    def bulk_choices(self) -> list[Choice]:
        """What the reader can do to several at once."""
        return offered(self, self.in_bulk) if self.lines else []

    # As a file

    @property
    def export_of(self) -> str:
        """What the page of exports calls this list; see exporting/page.py."""
        raise NotImplementedError

    @property
    def _parameters(self) -> str:
        chosen = {"tab": self.tab.name, **self.filters.parameters()}
        return urlencode(chosen)

    @property
    def export_url(self) -> str:
        """Where the list is made a file, as it is narrowed now."""
        of = urlencode({"of": self.export_of})
        return f"{self.desk_url}/@@export?{of}&{self._parameters}"

    @property
    def list_url(self) -> str:
        """The list as it is narrowed now."""
        return f"{self.here}?{self._parameters}"

    def documents(self) -> list[int]:
        """All of the list in its order, as the catalog knows them."""
        return documents_of(self.desk, self.query, self.sort)

    def told(self) -> list:
        """Which list it is and what it is narrowed by, without the words searched.

        :returns: messages, and texts that need no translation
        """
        chosen, names = self.filters, self.names
        days = chosen.received_from, chosen.received_to
        told = [self.title, self.tab.title]
        told += [SEARCHED] if chosen.words else []
        # What is no id is no filter but somebody's words.
        known = (
            names.departments.get(chosen.department),
            names.categories.get(chosen.category),
        )
        told += [title for title in known if title]
        for titles, name in (
            (KINDS, chosen.kind),
            (LIGHT_TITLES, chosen.light),
            (STATE_TITLES, chosen.state),
        ):
            told += [titles[name]] if name else []
        return told + ([between(*days)] if any(days) else [])

    # The filters' form

    @property
    def category_choices(self) -> list[Choice]:
        """The categories."""
        return self.names.category_choices

    @property
    def department_choices(self) -> list[Choice]:
        """The departments, where the list is of more than one."""
        return self.names.department_choices if self.with_department else []

    @property
    def kind_choices(self) -> list[Choice]:
        """The kinds."""
        return [Choice(kind, self.t(title)) for kind, title in KINDS.items()]

    @property
    def light_choices(self) -> list[Choice]:
        """The lights, where the open tab is not one of them itself."""
        if self.tab.query.light or self.tab.query.asked is not None:
            return []
        return [Choice(light, self.t(title)) for light, title in LIGHT_TITLES.items()]

    @property
    def state_choices(self) -> list[Choice]:
        """The states, where the open tab leaves the choice."""
        if not self.tab.any_state:
            return []
        return [Choice(state, self.t(title)) for state, title in STATE_TITLES.items()]

    @property
    def sort_choices(self) -> list[Choice]:
        """The orders."""
        return [Choice(sort, self.t(title)) for sort, title in SORT_TITLES.items()]

    @property
    def filters_open(self) -> bool:
        """Whether something is chosen that the closed filters would hide."""
        return bool(self.filters.parameters().keys() - {"q"})

    @property
    def unfiltered_url(self) -> str:
        """The open tab without filters."""
        return f"{self.here}?{urlencode({'tab': self.tab.name})}"
