"""The words for what rows hold as ids: each looked up once for a page."""

from dataclasses import dataclass
from functools import cached_property
from jiesu.addon.access.groups import full_name
from jiesu.addon.content.interfaces import ICategory
from jiesu.addon.content.lookup import CATEGORIES
from jiesu.addon.content.lookup import departments_of
from plone import api


@dataclass(frozen=True)
class Choice:
    """One entry of a filter; `depth` is 1 for what lies below another."""

    value: str
    title: object
    depth: int = 0


class Names:
    """Titles on one desk, for as long as one page is made."""

    def __init__(self, desk):
        """Look nothing up yet."""
        self.desk = desk
        self._people: dict[str, str] = {}

    @cached_property
    def departments(self) -> dict[str, str]:
        """Title by id, in the Office's order."""
        return {d.getId(): d.Title() for d in departments_of(self.desk)}

    @cached_property
    def families(self) -> dict[str, tuple[str, ...]]:
        """Each category's id with its own and those below it."""
        families = {}
        for top, below in self._tree:
            ids = tuple(category.getId() for category in below)
            families[top.getId()] = (top.getId(), *ids)
            families.update({one: (one,) for one in ids})
        return families

    @cached_property
    def categories(self) -> dict[str, str]:
        """Title by id."""
        return {one.value: one.title for one in self.category_choices}

    @cached_property
    def category_choices(self) -> list[Choice]:
        """The categories of both levels in the Office's order."""
        choices = []
        for top, below in self._tree:
            choices.append(Choice(top.getId(), top.Title()))
            choices += [Choice(one.getId(), one.Title(), depth=1) for one in below]
        return choices

    @cached_property
    def department_choices(self) -> list[Choice]:
        """The departments in the Office's order."""
        return [Choice(one, title) for one, title in self.departments.items()]

    @cached_property
    def _tree(self) -> list[tuple]:
        return [
            (top, [c for c in top.objectValues() if ICategory.providedBy(c)])
            for top in self.desk[CATEGORIES].objectValues()
            if ICategory.providedBy(top)
        ]

    def department(self, department_id: str) -> str:
        """A department's title; its id where it is gone; "" for none."""
        return self.departments.get(department_id, department_id)

    def category(self, category_id: str) -> str:
        """A category's title; its id where it is gone; "" for none."""
        return self.categories.get(category_id, category_id)

    def person(self, user_id: str) -> str:
        """The name of a member of staff; the id of one who is gone."""
        if not user_id:
            return ""
        if user_id not in self._people:
            user = api.user.get(userid=user_id)
            self._people[user_id] = user_id if user is None else full_name(user)
        return self._people[user_id]
