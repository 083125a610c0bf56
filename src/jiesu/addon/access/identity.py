"""Whether a person may see who a complaint's submitter is (匿名)."""

from dataclasses import dataclass
from jiesu.addon.access import roles
from jiesu.addon.access.capacities import DEPARTMENT_ROLES
from jiesu.addon.access.groups import full_name
from plone import api


@dataclass(frozen=True)
class Identity:
    """Who a submitter is and how to reach them. Personal data throughout."""

    user: str
    name: str
    phone: str
    email: str


def may_see_identity(complaint, held: frozenset[str]) -> bool:
    """Whether someone with these roles sees the submitter's name as a matter of course.

    Departments do unless the submitter hid it. The Office does too, but a hidden name
    only by the recorded action `reveal`. Supervisors never do.
    """
    if roles.SUBMITTER in held:
        return True
    if complaint.hide_identity:
        return False
    return bool(held & (DEPARTMENT_ROLES | {roles.OFFICE_ROLE}))


def identity_of(complaint) -> Identity:
    """Who the submitter is. The caller has checked that it may be told."""
    contact = complaint.contact or {}
    user = api.user.get(userid=complaint.submitter) if complaint.submitter else None
    return Identity(
        user=complaint.submitter,
        name=contact.get("name") or (full_name(user) if user else ""),
        phone=contact.get("phone", ""),
        email=contact.get("email") or (user.getProperty("email", "") if user else ""),
    )
