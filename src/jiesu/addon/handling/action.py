"""The base of all actions, and the step that each of them takes."""

from AccessControl import getSecurityManager
from Acquisition import aq_base
from collections.abc import Callable
from collections.abc import Iterable
from jiesu.addon import _
from jiesu.addon.access import roles
from jiesu.addon.access.capacities import away
from jiesu.addon.access.capacities import capacities
from jiesu.addon.access.capacities import own_capacities
from jiesu.addon.access.capacities import PUBLIC
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.content.complaint import PROCESSING
from jiesu.addon.content.complaint import STATES
from jiesu.addon.content.department import OFFICE
from jiesu.addon.content.interfaces import IComplaint
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.deadlines.desk import limits_of
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.interfaces import IAction
from jiesu.addon.journal.files import store
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface


class INoData(Interface):
    """The schema of an action that needs nothing."""


# In which role somebody acts who holds several on the complaint: the first that the
# action is for. Also how roles are called in the journal.
ROLE_NAMES = {
    roles.SUBMITTER: "submitter",
    roles.HANDLER: "handler",
    roles.HEAD: "head",
    roles.SUPPORTER: "supporting",
    roles.CONSULTED: "consulted",
    roles.OFFICE_ROLE: "office",
    roles.READER: "supervisor",
}


@implementer(IAction)
class MatterAction:
    """One thing that can be done to a complaint or to a supervision.

    A subclass sets the class attributes and says in `apply` what changes. Rights,
    states, the journal, the clock, the workflow and the catalog are looked after by
    `perform` in handling/perform.py.

    name: as in REST and in the journal
    title: what the button says
    schema: the data that it takes
    done: how the timeline tells it; may use ${actor} and what `facts` returns
    permission: title of the permission on the complaint
    roles: in which roles it is done, for the journal; the first that the user holds
    states: in which states it can be done
    transition: the workflow's transition that it takes, or None to stay
    visibility: who may read its entry
    text_visibility: who may read its text, where fewer may; it gets an entry of its own
    weight: the place of its button; the primary one of a state first
    checks_text: whether its text goes to the submitter and is looked through before,
        see content/answercheck.py
    public_fields: those whose words everybody may come to read: what points to persons
        is pointed out before
    state_titles: what the states are called
    while_following: whether it can be done to one that follows another complaint
    """

    name = ""
    title = ""
    done = ""
    schema: type[Interface] = INoData
    permission = ""
    roles: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    transition: str | None = None
    visibility = PUBLIC
    text_visibility: str | None = None
    weight = 50
    checks_text = False
    public_fields: tuple[str, ...] = ()
    state_titles = STATES
    while_following = False

    def __init__(self, matter):
        """Adapt the complaint or supervision."""
        self.matter = matter

    # What subclasses add

    def condition(self):
        """A reason of the action's own not to do it now, as a message; None if none."""
        return None

    def check(self, data: dict) -> list[FieldError]:
        """What is wrong with data whose fields are valid one by one."""
        return []

    def apply(self, data: dict) -> dict:
        """Change the complaint or supervision.

        :param data: valid data, every field of the schema by name
        :returns: what changed, plain data for the journal
        """
        return {}

    def files(self, data: dict) -> tuple:
        """The files of its entry, as they are kept."""
        return store(data.get("files") or ())

    def settle(self) -> None:
        """Put right what follows from the state that was reached, whatever was done."""

    def mark(self, data: dict):
        """What it means for the clock: a `Mark`, or None."""
        return None

    def transition_for(self, data: dict) -> str | None:
        """The transition that it takes with these data, or None to stay."""
        return self.transition

    # What they can use

    @property
    def desk(self):
        """The desk that it is on."""
        return desk_of(self.matter)

    @property
    def state(self) -> str:
        """The state."""
        return state_of(self.matter)

    @property
    def actor(self) -> str:
        """The id of the user who acts; "" for the desk itself."""
        return getSecurityManager().getUser().getId() or ""

    # What others ask

    def allowed(self) -> bool:
        """Whether the present user has the right, whatever the state."""
        user = getSecurityManager()
        return bool(user.checkPermission(self.permission, self.matter))

    def obstacle(self):
        """Why it cannot be done now by anyone; None when it can."""
        if self.state not in self.states:
            return _(
                "refused_state",
                default='This cannot be done in the state "${state}".',
                mapping={"state": self.state_titles[self.state]},
            )
        if not self.while_following and getattr(self.matter, "merged_into", ""):
            return _(
                "refused_follows",
                default="It is handled together with another complaint; what is done "
                "there holds for it too.",
            )
        return self.condition()

    def available(self) -> bool:
        """Whether the present user can do it now."""
        return self.allowed() and self.obstacle() is None

    def acting_role(self) -> str:
        """The role in which the present user does it, as the journal calls it.

        One's own role comes before one that is held as a deputy.
        """
        role = self._fitting(own_capacities) or self._fitting(capacities)
        return ROLE_NAMES.get(role, "")

    def acting_for(self) -> str:
        """Whose deputy the present user is where that alone gives the right, or ""."""
        if self._fitting(own_capacities):
            return ""
        absent = away(self.matter, self._fitting(capacities))
        handler = getattr(self.matter, "handler", "")
        return handler if handler in absent else next(iter(absent), "")

    def _fitting(self, held_on: Callable) -> str:
        held = held_on(self.matter)
        return next((role for role in self.roles if role in held), "")

    def acting_department(self, role: str) -> str:
        """The department for which somebody in this role acts, or ""."""
        if role in ("handler", "head"):
            return self.matter.department
        if role == "supporting":
            return own_department(aq_base(self.matter).supporting, self.desk)
        if role == "consulted":
            return own_department(aq_base(self.matter).consulted, self.desk)
        return OFFICE if role == "office" else ""


@adapter(IComplaint)
class Action(MatterAction):
    """One thing that can be done to a complaint."""

    @property
    def complaint(self):
        """The complaint."""
        return self.matter

    def settle(self):
        """A drafted answer waits only while there is something to answer."""
        if self.state != PROCESSING:
            self.complaint.draft = 0

    @property
    def limits(self):
        """The desk's time limits."""
        return limits_of(self.desk)


def own_department(departments: Iterable[str], desk) -> str:
    """The one of some departments that the present user belongs to, or ""."""
    user = getSecurityManager().getUser()
    principals = {user.getId(), *getattr(user, "getGroups", tuple)()}
    for department in departments:
        grants = roles.lead_grants(department, desk.getId())
        if any(principal in principals for principal, _held in grants):
            return department
    return ""
