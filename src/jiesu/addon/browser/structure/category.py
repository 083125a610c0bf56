"""One category: what it is for; for the Office also where it leads."""

from functools import cached_property
from jiesu.addon import _
from jiesu.addon.browser.structure.base import StructurePage
from jiesu.addon.browser.structure.preview import Outcome
from jiesu.addon.browser.structure.preview import outcomes
from jiesu.addon.browser.structure.preview import people
from jiesu.addon.content.complaint import KINDS
from jiesu.addon.content.department import OFFICE
from jiesu.addon.content.interfaces import ICategory
from jiesu.addon.content.lookup import responsible_department
from urllib.parse import urlencode


class CategoryView(StructurePage):
    """A category with the preview of its route."""

    @cached_property
    def outcomes(self) -> list[Outcome]:
        """What becomes of each kind of complaint."""
        return outcomes(self.desk, self.context)

    def kinds(self, outcome: Outcome) -> str:
        """The kinds that an outcome is for."""
        words = (self.t(KINDS[kind]) for kind in outcome.kinds)
        return self.t(_("list_comma", default=", ")).join(words)

    @property
    def route(self) -> str:
        """The id of the department that it routes to, "" for the Office."""
        return responsible_department(self.context)

    @property
    def is_inherited(self) -> bool:
        """Whether the route is that of the category above."""
        return bool(self.route) and not self.context.department

    @property
    def route_title(self) -> str:
        """Who gets it."""
        return self.department_title(self.route or OFFICE)

    @property
    def people(self) -> list:
        """The names of those who get it, by function."""
        found = people(self.desk, self.route or OFFICE)
        comma = self.t(_("list_comma", default=", "))
        return [(self.t(f.title), comma.join(n) or self.t(f.lack)) for f, n in found]

    @property
    def parent(self):
        """The category above, or None."""
        parent = self.context.__parent__
        return parent if ICategory.providedBy(parent) else None

    @property
    def children(self) -> list:
        """The categories below."""
        return [one for one in self.context.objectValues() if ICategory.providedBy(one)]

    @property
    def submit_url(self) -> str:
        """Where to submit a complaint of it."""
        query = urlencode({"category": self.context.getId()})
        return f"{self.desk_url}/@@submit?{query}"

    @property
    def add_url(self) -> str:
        """Where to add one below; "" on the second level."""
        if self.parent is not None:
            return ""
        return f"{self.context.absolute_url()}/@@add-category"
