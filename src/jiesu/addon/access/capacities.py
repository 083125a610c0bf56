"""In which capacities a person stands to a complaint, and what each may read."""

from AccessControl import getSecurityManager
from jiesu.addon.access import roles
from jiesu.addon.access.deputyplugin import borrowed_groups
from jiesu.addon.content.lookup import desk_of


PUBLIC = "public"
FOR_SUBMITTER = "submitter"
FOR_STAFF = "staff"
FOR_OFFICE = "office"

VISIBILITIES = (PUBLIC, FOR_SUBMITTER, FOR_STAFF, FOR_OFFICE)

_STAFF = frozenset({PUBLIC, FOR_SUBMITTER, FOR_STAFF})

READS = {
    roles.SUBMITTER: frozenset({PUBLIC, FOR_SUBMITTER}),
    roles.HANDLER: _STAFF,
    roles.HEAD: _STAFF,
    roles.SUPPORTER: _STAFF,
    roles.READER: _STAFF,
    roles.OFFICE_ROLE: _STAFF | {FOR_OFFICE},
}

DEPARTMENT_ROLES = frozenset({roles.HANDLER, roles.HEAD, roles.SUPPORTER})
STAFF_ROLES = DEPARTMENT_ROLES | {roles.OFFICE_ROLE, roles.READER}


def capacities(complaint, user=None) -> frozenset[str]:
    """The roles that a user holds on a complaint by who they are.

    Asked of the grants themselves, not of the user's roles in context, which may be
    remembered from before a change in the same request.

    :param user: the user; by default the one who acts now
    """
    user = user or getSecurityManager().getUser()
    return _granted(complaint, principals_of(user))


def own_capacities(complaint) -> frozenset[str]:
    """What of them the one who acts now does not owe to being somebody's deputy."""
    user = getSecurityManager().getUser()
    borrowed = borrowed_groups(desk_of(complaint), user.getId() or "")
    return _granted(complaint, principals_of(user) - set(borrowed))


def away(complaint, role: str) -> tuple[str, ...]:
    """For whom the one who acts now stands in who holds a role as a deputy."""
    desk = desk_of(complaint)
    borrowed = borrowed_groups(desk, getSecurityManager().getUser().getId() or "")
    found = [
        absent
        for principal, held in roles.complaint_grants(complaint, desk.getId())
        if role in held
        for absent in borrowed.get(principal, ())
    ]
    return tuple(dict.fromkeys(found))


def principals_of(user) -> set[str]:
    """The ids to which a user's rights may have been granted."""
    return {user.getId(), *getattr(user, "getGroups", tuple)()}


def _granted(complaint, principals: set[str]) -> frozenset[str]:
    grants = roles.complaint_grants(complaint, desk_of(complaint).getId())
    return frozenset(
        role for principal, held in grants if principal in principals for role in held
    )


def readable(held: frozenset[str]) -> frozenset[str]:
    """The visibilities of journal entries that the holder of these roles may read."""
    return frozenset().union(*(READS[role] for role in held if role in READS))


def is_staff(held: frozenset[str]) -> bool:
    """Whether one of the roles is held by virtue of work, not as the submitter."""
    return bool(held & STAFF_ROLES)
