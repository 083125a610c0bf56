"""Which department a new complaint goes to, and which must never have it."""

from dataclasses import dataclass
from jiesu.addon.access.groups import department_members
from jiesu.addon.access.groups import full_name
from jiesu.addon.content.complaint import REPORT
from jiesu.addon.content.lookup import category_of
from jiesu.addon.content.lookup import department_of
from jiesu.addon.content.lookup import responsible_department
from zope.component.hooks import getSite

import time


# A name shorter than this would be found in ordinary words.
SHORTEST_NAME = 2
# Seconds that the names of a department's members are remembered.
REMEMBERED = 60.0

_names: dict[tuple, tuple[float, tuple[str, ...]]] = {}


@dataclass(frozen=True)
class Route:
    """department: who gets it at once, or "" for the Office; avoid: who must not."""

    department: str
    avoid: str
    urgent: bool


def route(desk, data: dict) -> Route:
    """Route a valid submission (docs/concepts/rules.md, terms and life of a complaint).

    Three things go to the Office and never to the department they are about: a report,
    one that is said to be about the department, and one that names a member of it.
    """
    category = category_of(desk, data["category"])
    department = data["department"] or (
        responsible_department(category) if category is not None else ""
    )
    urgent = bool(category is not None and category.urgent)
    if department_of(desk, department) is None:
        # It was removed, and the category still names it: the Office dispatches.
        department = ""
    if department and _must_avoid(desk, data, department):
        return Route("", department, urgent)
    if data["kind"] == REPORT:
        return Route("", "", urgent)
    return Route(department, "", urgent)


def _must_avoid(desk, data: dict, department: str) -> bool:
    if data["kind"] == REPORT or data["about_department"]:
        return True
    said = f"{data['title']}\n{data['text']}"
    return any(name in said for name in member_names(desk, department))


def member_names(desk, department: str) -> tuple[str, ...]:
    """The full names of a department's members; remembered for a short time."""
    key = (getSite().getPhysicalPath(), desk.getId(), department)
    until, names = _names.get(key, (0.0, ()))
    if time.monotonic() < until:
        return names
    names = tuple(
        name
        for name in map(full_name, department_members(desk.getId(), department))
        if len(name) >= SHORTEST_NAME
    )
    _names[key] = (time.monotonic() + REMEMBERED, names)
    return names


def forget_names(*_event) -> None:
    """Ask anew: the members of a group have changed."""
    _names.clear()
