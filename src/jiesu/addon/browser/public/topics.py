"""The categories on both levels, with how many pages are in each."""

from collections.abc import Mapping
from dataclasses import dataclass
from jiesu.addon.browser.base import BasePage
from jiesu.addon.content.interfaces import ICategory
from jiesu.addon.content.lookup import CATEGORIES


@dataclass(frozen=True)
class Topic:
    """A category that pages can be narrowed to.

    ids: itself and those below it
    on: whether it is chosen
    opened: whether one below it is
    """

    id: str
    title: str
    url: str
    count: int
    on: bool
    opened: bool
    ids: frozenset[str]
    below: tuple["Topic", ...] = ()


class Topics:
    """Makes the topics of a page."""

    def __init__(self, page: BasePage, counts: Mapping[str, int]):
        """Of a page whose address has `category`; with how many there are in each."""
        self._page = page
        self._counts = counts

    def of(self, chosen: str) -> list[Topic]:
        """Those that have pages, or are chosen."""
        tops = self._inside(self._page.desk[CATEGORIES])
        found = [self._topic(one, chosen) for one in tops]
        return [one for one in found if one.count or one.on or one.opened]

    def _topic(self, category, chosen: str) -> Topic:
        below = [self._topic(one, chosen) for one in self._inside(category)]
        name = category.getId()
        return Topic(
            name,
            category.Title(),
            self._page.here_with(category=name),
            self._counts.get(name, 0) + sum(one.count for one in below),
            name == chosen,
            any(one.on for one in below),
            frozenset({name, *(i for one in below for i in one.ids)}),
            tuple(one for one in below if one.count or one.on),
        )

    def _inside(self, folder) -> list:
        return [one for one in folder.objectValues() if ICategory.providedBy(one)]
