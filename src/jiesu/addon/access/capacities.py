"""In which capacities a person stands to a complaint or supervision; who reads what."""

from AccessControl import getSecurityManager
from jiesu.addon.access import roles
from jiesu.addon.access.deputyplugin import borrowed_groups
from jiesu.addon.content.lookup import desk_of


PUBLIC = "public"
FOR_SUBMITTER = "submitter"
FOR_STAFF = "staff"
# The department that wrote it, while it leads.
FOR_DEPARTMENT = "department"
FOR_OFFICE = "office"

VISIBILITIES = (PUBLIC, FOR_SUBMITTER, FOR_STAFF, FOR_DEPARTMENT, FOR_OFFICE)

_STAFF = frozenset({PUBLIC, FOR_SUBMITTER, FOR_STAFF})

READS = {
    roles.SUBMITTER: frozenset({PUBLIC, FOR_SUBMITTER}),
    roles.HANDLER: _STAFF | {FOR_DEPARTMENT},
    roles.HEAD: _STAFF | {FOR_DEPARTMENT},
    roles.SUPPORTER: _STAFF,
    roles.CONSULTED: _STAFF,
    roles.READER: _STAFF,
    roles.OFFICE_ROLE: _STAFF | {FOR_OFFICE},
}

DEPARTMENT_ROLES = frozenset({roles.HANDLER, roles.HEAD, roles.SUPPORTER})
STAFF_ROLES = DEPARTMENT_ROLES | {roles.CONSULTED, roles.OFFICE_ROLE, roles.READER}


def capacities(matter, user=None) -> frozenset[str]:
    """The roles that a user holds on a complaint or supervision by who they are.

    Asked of the grants themselves, not of the user's roles in context, which may be
    remembered from before a change in the same request.

    :param user: the user; by default the one who acts now
    """
    user = user or getSecurityManager().getUser()
    return _granted(matter, principals_of(user))


def own_capacities(matter) -> frozenset[str]:
    """What of them the one who acts now does not owe to being somebody's deputy."""
    user = getSecurityManager().getUser()
    borrowed = borrowed_groups(desk_of(matter), user.getId() or "")
    return _granted(matter, principals_of(user) - set(borrowed))


def away(matter, role: str) -> tuple[str, ...]:
    """For whom the one who acts now stands in who holds a role as a deputy."""
    desk = desk_of(matter)
    borrowed = borrowed_groups(desk, getSecurityManager().getUser().getId() or "")
    found = [
        absent
        for principal, held in roles.grants_of(matter, desk.getId())
        if role in held
        for absent in borrowed.get(principal, ())
    ]
    return tuple(dict.fromkeys(found))


def principals_of(user) -> set[str]:
    """The ids to which a user's rights may have been granted."""
    return {user.getId(), *getattr(user, "getGroups", tuple)()}


def _granted(matter, principals: set[str]) -> frozenset[str]:
    grants = roles.grants_of(matter, desk_of(matter).getId())
    return frozenset(
        role for principal, held in grants if principal in principals for role in held
    )


def readable(held: frozenset[str]) -> frozenset[str]:
    """The visibilities of journal entries that the holder of these roles may read.

    Of those for a department only the entries of the one that leads now: see
    `journal.storage.readable_entries`.
    """
    return frozenset().union(*(READS[role] for role in held if role in READS))


def is_staff(held: frozenset[str]) -> bool:
    """Whether one of the roles is held by virtue of work, not as the submitter."""
    return bool(held & STAFF_ROLES)
