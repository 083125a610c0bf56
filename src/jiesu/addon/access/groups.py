"""The groups of a desk and its departments: their names, making and members."""

from jiesu.addon.content.department import OFFICE
from jiesu.addon.content.lookup import departments_of
from plone import api


HANDLERS = "handlers"
HEADS = "heads"

FUNCTIONS = (HANDLERS, HEADS)


def office_group(desk_id: str) -> str:
    """The group of the Office's members."""
    return f"{desk_id}-office"


def supervisors_group(desk_id: str) -> str:
    """The group of the supervisors."""
    return f"{desk_id}-supervisors"


def department_group(desk_id: str, department_id: str, function: str) -> str:
    """The group of a department's handlers or heads."""
    return f"{desk_id}-{department_id}-{function}"


def groups_of_desk(desk_id: str) -> tuple[str, ...]:
    """The groups that come and go with the desk itself."""
    return office_group(desk_id), supervisors_group(desk_id)


def groups_of_department(desk_id: str, department_id: str) -> tuple[str, ...]:
    """The groups in which a department's members are.

    The Office as a department has the Office's own group.
    """
    if department_id == OFFICE:
        return (office_group(desk_id),)
    return tuple(department_group(desk_id, department_id, f) for f in FUNCTIONS)


def ensure_group(group_id: str, title: str) -> None:
    """Make the group unless it is there."""
    if api.group.get(groupname=group_id) is None:
        api.group.create(groupname=group_id, title=title)


def remove_group(group_id: str) -> None:
    """Remove the group if it is there."""
    if api.group.get(groupname=group_id) is not None:
        api.group.delete(groupname=group_id)


def members(group_id: str) -> list:
    """The users in a group, by name; unknown and deleted ones are left out."""
    if api.group.get(groupname=group_id) is None:
        return []
    users = api.user.get_users(groupname=group_id)
    return sorted(users, key=lambda user: full_name(user))


def department_members(desk_id: str, department_id: str) -> list:
    """All users of a department, handlers and heads, each once, by name."""
    found = {
        user.getId(): user
        for group in groups_of_department(desk_id, department_id)
        for user in members(group)
    }
    return sorted(found.values(), key=lambda user: full_name(user))


def belongs(user_id: str, desk_id: str, department_id: str) -> bool:
    """Whether a user is a member of a department now."""
    user = api.user.get(userid=user_id)
    groups = set(user.getGroups()) if user is not None else set()
    return bool(groups & set(groups_of_department(desk_id, department_id)))


def headed_by(user, desk) -> list[str]:
    """The departments that a user is a head of; the Office's members are its own."""
    groups = set(getattr(user, "getGroups", tuple)())
    desk_id = desk.getId()
    departments = [one.getId() for one in departments_of(desk)]
    return [one for one in departments if heads_group(desk_id, one) in groups]


def heads_group(desk_id: str, department_id: str) -> str:
    """The group of those who answer for a department."""
    if department_id == OFFICE:
        return office_group(desk_id)
    return department_group(desk_id, department_id, HEADS)


def full_name(user) -> str:
    """A user's full name, or the login where there is none."""
    return user.getProperty("fullname", "") or user.getUserName()
