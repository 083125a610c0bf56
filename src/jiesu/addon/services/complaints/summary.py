"""One line of a list of complaints, in JSON."""

from datetime import datetime
from functools import cached_property
from jiesu.addon.access.groups import office_group
from jiesu.addon.access.groups import supervisors_group
from jiesu.addon.access.roles import lead_grants
from jiesu.addon.catalog.queries import principals
from jiesu.addon.catalog.rows import Row
from jiesu.addon.content.complaint import KINDS
from jiesu.addon.content.complaint import STATES
from jiesu.addon.content.lookup import categories_of
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.content.lookup import departments_of
from jiesu.addon.services.complaints.serializer import support_json
from jiesu.addon.services.values import iso
from jiesu.addon.services.values import words


class Summaries:
    """Makes the lines of one list for the present user.

    The names of departments and categories are looked up once for all lines.
    """

    def __init__(self, desk, request, now: datetime):
        """Prepare."""
        self.desk = desk
        self.request = request
        self.now = now
        self.url = complaints_of(desk).absolute_url()

    @cached_property
    def departments(self) -> dict[str, str]:
        """Titles by id."""
        return {one.getId(): one.Title() for one in departments_of(self.desk)}

    @cached_property
    def categories(self) -> dict[str, str]:
        """Titles by id."""
        return {one.getId(): one.Title() for one in categories_of(self.desk)}

    @cached_property
    def groups(self) -> frozenset[str]:
        """The user and their groups."""
        return frozenset(name.removeprefix("user:") for name in principals())

    def line(self, row: Row) -> dict:
        """One complaint."""
        staff = self._staff(row)
        supports = row.supports() if staff else ()
        return {
            "@id": f"{self.url}/{row.id}",
            "@type": "JiesuComplaint",
            "number": row.number,
            "title": row.title,
            "kind": row.kind,
            "state": row.state,
            "category": row.category or None,
            "department": row.department or None,
            "supporting": list(row.supporting),
            "location": row.location,
            "received": iso(row.received_at),
            "due": iso(row.due_at),
            "light": row.light(self.now),
            "urgent": row.urgent,
            "reworks": row.reworks,
            "score": row.score,
            "solved": row.solved,
            "together": row.together,
            "support": [support_json(one, self.now) for one in supports],
            "handler": (row.handler or None) if staff else None,
            "titles": self._titles(row),
        }

    def _titles(self, row: Row) -> dict:
        return {
            "kind": words(KINDS[row.kind], self.request),
            "state": words(STATES[row.state], self.request),
            "category": self.categories.get(row.category, row.category),
            "department": self.departments.get(row.department, row.department),
        }

    def _staff(self, row: Row) -> bool:
        """Whether the user reads this one by virtue of work (access/roles.py)."""
        desk_id = self.desk.getId()
        staff = {office_group(desk_id), supervisors_group(desk_id)}
        for department in (row.department, *row.supporting):
            staff.update(group for group, _roles in lead_grants(department, desk_id))
        return bool(staff & self.groups)
