"""The tree of categories: where each leads, and the ways to change that."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from jiesu.addon.browser.department.names import Names
from jiesu.addon.browser.structure.base import StructurePage
from jiesu.addon.content.lookup import categories_of
from jiesu.addon.content.lookup import responsible_department


@dataclass(frozen=True)
class CategoryRow:
    """A category as the tree shows it.

    depth: 0 for the first level, 1 for the second
    department: title of who gets it, "" for the Office
    source: "own", "inherited", "office" (by hand), or "gone" (named, but not there)
    """

    title: str
    url: str
    depth: int
    department: str
    source: str
    urgent: bool
    keywords: int


class CategoriesView(StructurePage):
    """The tree; for others than staff names and hints."""

    @cached_property
    def rows(self) -> list[CategoryRow]:
        """The categories, each of the first level followed by those below it."""
        return list(self._rows())

    def _rows(self) -> Iterator[CategoryRow]:
        names = Names(self.desk)
        for category in categories_of(self.desk):
            wanted = responsible_department(category)
            yield CategoryRow(
                title=category.Title(),
                url=category.absolute_url(),
                depth=0 if category.__parent__ == self.context else 1,
                department=names.department(wanted),
                source=_source(category, wanted, names),
                urgent=bool(category.urgent),
                keywords=len(category.keywords or ()),
            )

    @property
    def add_url(self) -> str:
        """Where to add one of the first level."""
        return f"{self.context.absolute_url()}/@@add-category"


def _source(category, wanted: str, names: Names) -> str:
    if not wanted:
        return "office"
    if wanted not in names.departments:
        return "gone"
    return "own" if category.department else "inherited"
