"""The departments of a desk: who staffs them, and the ways to change that."""

from dataclasses import dataclass
from functools import cached_property
from jiesu.addon.access.permissions import MANAGE_MEMBERS
from jiesu.addon.browser.public.about import department_links
from jiesu.addon.browser.public.about import DepartmentLink
from jiesu.addon.browser.structure.base import EDIT
from jiesu.addon.browser.structure.base import StructurePage
from jiesu.addon.browser.structure.staffing import functions_of
from jiesu.addon.browser.structure.staffing import member_ids
from jiesu.addon.content.lookup import categories_of
from jiesu.addon.content.lookup import departments_of
from jiesu.addon.content.lookup import responsible_department
from plone import api

import collections


@dataclass(frozen=True)
class Staffed:
    """One function of a department: how many have it, and what to say if nobody."""

    title: str
    count: int
    lack: str


@dataclass(frozen=True)
class DepartmentRow:
    """A department as the table shows it; "" for a way that the reader has not."""

    title: str
    phone: str
    staff: tuple[Staffed, ...]
    categories: int
    url: str
    members_url: str
    edit_url: str


class DepartmentsView(StructurePage):
    """The table; for others than staff what each department is for."""

    @cached_property
    def rows(self) -> list[DepartmentRow]:
        """The departments in their order."""
        return [self._row(department) for department in departments_of(self.desk)]

    @property
    def links(self) -> list[DepartmentLink]:
        """What each department is for, as visitors see it."""
        return department_links(self.desk)

    @property
    def add_url(self) -> str:
        """Where to add one."""
        return f"{self.context.absolute_url()}/@@add-department"

    @cached_property
    def _routed(self) -> collections.Counter:
        """How many categories route to each department."""
        return collections.Counter(
            map(responsible_department, categories_of(self.desk))
        )

    def _row(self, department) -> DepartmentRow:
        url = department.absolute_url()
        return DepartmentRow(
            title=department.Title(),
            phone=department.phone or "",
            staff=tuple(self._staff(department)),
            categories=self._routed[department.getId()],
            url=url,
            members_url=_way(f"{url}/@@members", MANAGE_MEMBERS, department),
            edit_url=_way(f"{url}/edit", EDIT, department),
        )

    def _staff(self, department):
        for function in functions_of(self.desk.getId(), department.getId()):
            yield Staffed(
                title=self.t(function.title),
                count=len(member_ids(function.group)),
                lack=self.t(function.lack),
            )


def _way(url: str, permission: str, place) -> str:
    return url if api.user.has_permission(permission, obj=place) else ""
