"""Guests: submitters without an account (docs/concepts/rules.md, who sees what).

A guest who showed number and query code is the submitter of that one complaint, and
nobody anywhere else, while `as_guest` lasts. So is whoever holds a link to rate by, and
where the submitter has an account, the link opens none of its other rights.
"""

from AccessControl import getSecurityManager
from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import setSecurityManager
from AccessControl.users import SimpleUser
from Acquisition import aq_base
from Acquisition import aq_inner
from Acquisition import aq_parent
from collections.abc import Iterator
from contextlib import contextmanager
from jiesu.addon.access.permissions import SUBMIT
from jiesu.addon.access.roles import GUEST
from jiesu.addon.access.roles import guest_principal
from jiesu.addon.access.roles import SUBMITTER
from jiesu.addon.content.interfaces import IComplaint
from zope.globalrequest import getRequest


# What Plone calls somebody who is not logged in, and tells them by.
NOBODY = "Anonymous User"

# What a guest can do (docs/reference/rest.md, @track), by page, frame and REST.
GUEST_ACTIONS = (
    "supplement",
    "rate",
    "withdraw",
    "agree_publication",
    "take_back_publication",
)


class Guest(SimpleUser):
    """The submitter of one complaint, known by nothing but its query code.

    Holds plain values only, so that the writer's thread can act in its name.
    """

    # See writer/task.py: this user is in no folder of users.
    travels = True

    def __init__(self, complaint_id: str):
        """For this complaint."""
        super().__init__(NOBODY, "", ("Anonymous",), ())
        self.complaint_id = complaint_id

    def getId(self) -> str:
        """The principal that the grants of the complaint name."""
        return guest_principal(self.complaint_id)

    def getGroups(self) -> tuple[str, ...]:
        """None."""
        return ()

    def getRolesInContext(self, place) -> tuple[str, ...]:
        """The submitter's on the complaint itself and on what shows it: its views."""
        complaint = _complaint_around(place)
        own = complaint is not None and complaint.getId() == self.complaint_id
        return ("Anonymous", SUBMITTER) if own else ("Anonymous",)

    def allowed(self, place, object_roles=None) -> int:
        """Whether one of the roles that are wanted is held at this place."""
        if object_roles is None or "Anonymous" in object_roles:
            return 1
        held = self.getRolesInContext(place)
        return int(any(role in object_roles for role in held))


class LinkHolder(Guest):
    """The submitter of one complaint, known by a link that was sent to them."""

    def __init__(self, complaint_id: str, submitter: str):
        """For this complaint; `submitter` is "" for a guest's."""
        super().__init__(complaint_id)
        self.submitter = submitter

    def getId(self) -> str:
        """The principal that the grants of the complaint name."""
        return self.submitter or super().getId()


def _complaint_around(place):
    """The complaint that something is, or stands on; without wrappers, or None.

    As Zope's own users do it: from a method to its object, and up to where it belongs.
    """
    place = aq_inner(getattr(place, "__self__", place))
    while place is not None and not IComplaint.providedBy(place):
        place = aq_parent(place)
        place = aq_inner(place) if place is not None else None
    return aq_base(place) if place is not None else None


@contextmanager
def as_guest(complaint_id: str) -> Iterator[None]:
    """Act as the guest who submitted a complaint; the caller has checked the code."""
    with _acting(Guest(complaint_id)):
        yield


@contextmanager
def as_link_holder(complaint) -> Iterator[None]:
    """Act as the submitter of a complaint; the caller has checked the link."""
    with _acting(LinkHolder(complaint.getId(), complaint.submitter)):
        yield


@contextmanager
def _acting(user: Guest) -> Iterator[None]:
    former = getSecurityManager()
    newSecurityManager(getRequest(), user)
    try:
        yield
    finally:
        setSecurityManager(former)


def account_of(user) -> str:
    """The id of a user's account; "" for a guest and for nobody."""
    user_id = user.getId() or ""
    return "" if user_id.startswith(GUEST) else user_id


def came_by_link() -> bool:
    """Whether the one who acts now came by a link that was sent to them."""
    return isinstance(aq_base(getSecurityManager().getUser()), LinkHolder)


def admit_guests(desk, event=None) -> None:
    """Let people without an account submit, or not, as the desk is set."""
    if getattr(aq_base(desk), "guests", False):
        roles = ["Anonymous", "Authenticated", "Manager"]
        desk.manage_permission(SUBMIT, roles=roles, acquire=0)
    else:
        desk.manage_permission(SUBMIT, roles=[], acquire=1)
