"""Who may see which figures (docs/concepts/rules.md, figures).

The Office and supervisors see all. Handlers and heads see those of their departments.
Everybody sees what the desk publishes, and of that nothing small (published.py): whole
months and quarters that are over, without narrowing, no number below `SMALL` and no
rate over so few, because a small number could let somebody guess a person.
"""

from AccessControl import getSecurityManager
from dataclasses import dataclass
from jiesu.addon.access.groups import office_group
from jiesu.addon.access.permissions import READ_ALL
from jiesu.addon.access.roles import HEAD
from jiesu.addon.access.roles import lead_grants
from jiesu.addon.content.lookup import departments_of
from plone import api


SMALL = 5


@dataclass(frozen=True)
class Scope:
    """What somebody may see.

    departments: their own, None for the whole desk
    public: only what is published
    """

    departments: tuple[str, ...] | None
    public: bool = False


def scope_of(desk) -> Scope | None:
    """What the present user may see of a desk's figures, None for nothing."""
    if getSecurityManager().checkPermission(READ_ALL, desk):
        return Scope(None)
    own = own_departments(desk)
    if own:
        return Scope(own)
    return Scope(None, public=True) if desk.publish_figures else None


def reads_all(desk) -> bool:
    """Whether the present user may read each single complaint (access/roles.py)."""
    return office_group(desk.getId()) in _principals()


def own_departments(desk) -> tuple[str, ...]:
    """The departments for which the present user acts, in the desk's order."""
    if api.user.is_anonymous():
        return ()
    principals = _principals()
    desk_id = desk.getId()
    return tuple(
        one.getId()
        for one in departments_of(desk)
        if any(who in principals for who, _roles in lead_grants(one.getId(), desk_id))
    )


def headed_departments(desk) -> tuple[str, ...]:
    """The departments that the present user heads; all of them for the Office."""
    if api.user.is_anonymous():
        return ()
    if reads_all(desk):
        return tuple(one.getId() for one in departments_of(desk))
    principals, desk_id = _principals(), desk.getId()
    return tuple(
        one.getId()
        for one in departments_of(desk)
        for who, roles in lead_grants(one.getId(), desk_id)
        if HEAD in roles and who in principals
    )


def _principals() -> set[str]:
    user = getSecurityManager().getUser()
    return {user.getId(), *getattr(user, "getGroups", tuple)()}
