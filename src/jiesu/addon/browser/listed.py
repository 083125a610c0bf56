"""Lists under tabs: what the macros "tabs" and "item" take, and lists held whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.base import Paging
from jiesu.addon.browser.base import start_of
from jiesu.addon.browser.words import LightWords
from jiesu.addon.services import asked


PAGE = 25


@dataclass(frozen=True)
class Tab:
    """A tab; without a count, or with one that is a warning."""

    title: object
    url: str
    on: bool = False
    count: int | None = None
    alert: bool = False


@dataclass(frozen=True)
class Item:
    """A row; `on` is the one that is open beside the list."""

    url: str
    title: str
    light: LightWords | None
    meta: Sequence[str]
    on: bool = False


class Tabbed(BasePage):
    """A list that is short enough to be held whole, under tabs.

    A subclass says what is in `lists`, by tab and the first one first, and makes an
    `item` of each.

    titles: the tabs in words
    uncounted: tabs that grow for ever, whose number says nothing
    """

    titles: dict[str, object] = {}
    uncounted: tuple[str, ...] = ()

    @property
    def lists(self) -> dict[str, list]:
        """What there is, by tab."""
        raise NotImplementedError

    def item(self, one) -> Item:
        """A row."""
        raise NotImplementedError

    @cached_property
    def first_tab(self) -> str:
        """The tab that is open where none is asked for."""
        return next(iter(self.lists))

    @cached_property
    def tab(self) -> str:
        """The tab that is open."""
        return asked.one_of(self.request.form, "tab", self.lists, self.first_tab)

    def tab_url(self, name: str) -> str:
        """The address of a tab."""
        return self.here_with(tab=None if name == self.first_tab else name)

    def tabs(self) -> list[Tab]:
        """The tabs with their counts."""
        return [
            Tab(
                self.titles[name],
                self.tab_url(name),
                name == self.tab,
                None if name in self.uncounted else len(found),
            )
            for name, found in self.lists.items()
        ]

    @property
    def found(self) -> list:
        """All of the open tab."""
        return self.lists[self.tab]

    def items(self) -> list[Item]:
        """The rows of this page."""
        start = start_of(self.request)
        return [self.item(one) for one in self.found[start : start + PAGE]]

    def paging(self) -> Paging:
        """The way to the other pages."""
        return Paging(self, start_of(self.request), PAGE, len(self.found))
