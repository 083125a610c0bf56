"""`GET {desk}/@categories`: what a complaint can be about, and where it goes then."""

from jiesu.addon.content.interfaces import ICategory
from jiesu.addon.content.lookup import CATEGORIES
from jiesu.addon.content.lookup import department_of
from jiesu.addon.content.lookup import responsible_department
from jiesu.addon.services.service import FormService


class CategoriesGet(FormService):
    """The categories in two levels."""

    def told(self) -> dict:
        """Those of the first level, each with those below it."""
        return {
            "@id": f"{self.context.absolute_url()}/@categories",
            "items": self._below(self.context[CATEGORIES]),
        }

    def _below(self, folder) -> list[dict]:
        return [
            {**self._category(one), "items": self._below(one)}
            for one in folder.objectValues()
            if ICategory.providedBy(one)
        ]

    def _category(self, category) -> dict:
        responsible = department_of(self.context, responsible_department(category))
        return {
            "id": category.getId(),
            "title": category.Title(),
            "description": category.description or "",
            "keywords": list(category.keywords or ()),
            "urgent": bool(category.urgent),
            "department": responsible.getId() if responsible is not None else None,
            "department_title": responsible.Title() if responsible is not None else "",
        }
