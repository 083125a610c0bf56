"""`{department}/@@about`: what a department is for, for everybody.

Its folder is the workplace of its staff; this is what others see of it.
"""

from dataclasses import dataclass
from dataclasses import replace
from functools import cached_property
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.folders import title_of
from jiesu.addon.browser.public.crumbs import Crumb
from jiesu.addon.browser.public.faqs import entry_of
from jiesu.addon.browser.public.faqs import FaqEntry
from jiesu.addon.browser.public.figures import figures_of_department
from jiesu.addon.browser.public.figures import ShortFigures
from jiesu.addon.content.lookup import categories_of
from jiesu.addon.content.lookup import DEPARTMENTS
from jiesu.addon.content.lookup import departments_of
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.content.lookup import responsible_department
from jiesu.addon.content.publiclines import phone_url
from jiesu.addon.faqs.answers import Answer
from jiesu.addon.faqs.answers import find_answers
from jiesu.addon.faqs.find import find_faqs
from jiesu.addon.statistics.scope import own_departments
from urllib.parse import urlencode


FIRST = 8
LATEST = 3


@dataclass(frozen=True)
class CategoryLink:
    """A category that the department answers for, and where to say something of it."""

    title: str
    url: str


class AboutPage(BasePage):
    """What it is for, how to reach it, what it answers for, its answers and figures."""

    width = "roomy"

    def __init__(self, context, request):
        """Stand on the desk: what Plone puts around a page asks who sees its place."""
        super().__init__(desk_of(context), request)
        self.department = context

    @property
    def page_title(self) -> str:
        """The department's name."""
        return self.department.Title()

    @property
    def crumbs(self) -> list[Crumb]:
        """The way here."""
        folder = self.desk[DEPARTMENTS]
        return [
            Crumb(self.desk.Title(), self.desk_url),
            Crumb(title_of(folder, self.request), folder.absolute_url()),
        ]

    @property
    def phone_url(self) -> str:
        """What its telephone dials."""
        return phone_url(self.department.phone)

    @cached_property
    def categories(self) -> list[CategoryLink]:
        """What it answers for."""
        own = self.department.getId()
        return [
            CategoryLink(
                one.Title(),
                f"{self.desk_url}/@@submit?{urlencode({'category': one.getId()})}",
            )
            for one in categories_of(self.desk)
            if responsible_department(one) == own and not self._is_divided(one)
        ]

    def _is_divided(self, category) -> bool:
        """Whether there are more exact ones below it."""
        return bool(category.objectIds())

    @property
    def submit_url(self) -> str:
        """Where to say something to it."""
        query = urlencode({"department": self.department.getId()})
        return f"{self.desk_url}/@@submit?{query}"

    @cached_property
    def _found(self) -> list:
        return find_faqs(self.desk, department=self.department.getId())

    @property
    def faqs(self) -> list[FaqEntry]:
        """Its first answers."""
        return [replace(entry_of(self, one.faq), by="") for one in self._found[:FIRST]]

    @property
    def more_url(self) -> str:
        """All of its answers where there are more, else ""."""
        query = urlencode({"department": self.department.getId()})
        return f"{self.desk_url}/faq?{query}" if len(self._found) > FIRST else ""

    @cached_property
    def answers(self) -> list[Answer]:
        """What it solved lately, as far as it is published."""
        return find_answers(self.desk, LATEST, department=self.department.getId())

    @cached_property
    def figures(self) -> ShortFigures | None:
        """Its published figures."""
        return figures_of_department(self, self.department.getId())

    @property
    def lacks_figures(self) -> bool:
        """Whether figures are published, and its own are kept back."""
        return bool(self.desk.publish_figures) and self.figures is None

    @property
    def is_for_staff(self) -> bool:
        """Whether the reader may be one of its staff."""
        own = own_departments(self.desk)
        return self.is_anonymous or self.department.getId() in own

    @property
    def staff_url(self) -> str:
        """Where its staff go."""
        place = self.department.absolute_url()
        if not self.is_anonymous:
            return f"{place}/@@workbench"
        login = f"{self.desk.aq_parent.absolute_url()}/login"
        return f"{login}?{urlencode({'came_from': f'{place}/@@workbench'})}"


@dataclass(frozen=True)
class DepartmentLink:
    """A department in the list of all."""

    title: str
    description: str
    url: str


def department_links(desk) -> list[DepartmentLink]:
    """The desk's departments with the way to their pages."""
    return [
        DepartmentLink(
            one.Title(), one.description or "", f"{one.absolute_url()}/@@about"
        )
        for one in departments_of(desk)
    ]
