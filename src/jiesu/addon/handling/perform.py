"""How an action is done: the only way in which a complaint or supervision changes."""

from AccessControl import getSecurityManager
from dataclasses import dataclass
from jiesu.addon import _
from jiesu.addon.access.guests import account_of
from jiesu.addon.calendar.moment import now
from jiesu.addon.content.interfaces import ISupervision
from jiesu.addon.deadlines.agenda import Due
from jiesu.addon.deadlines.desk import clock_of
from jiesu.addon.deadlines.marks import Mark
from jiesu.addon.handling.action import MatterAction
from jiesu.addon.handling.data import convert
from jiesu.addon.handling.data import with_clean_files
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.handling.errors import Invalid
from jiesu.addon.handling.errors import NotNow
from jiesu.addon.handling.errors import UnknownAction
from jiesu.addon.handling.guards import step_in_progress
from jiesu.addon.handling.interfaces import IAction
from jiesu.addon.handling.interfaces import IComplaintDue
from jiesu.addon.handling.interfaces import IComplaintHandled
from jiesu.addon.handling.interfaces import ISupervisionHandled
from jiesu.addon.journal.entry import Entry
from jiesu.addon.journal.entry import SYSTEM
from jiesu.addon.journal.storage import journal_of
from jiesu.addon.writer.api import write
from plone import api
from zope.annotation.interfaces import IAnnotations
from zope.component import getAdapters
from zope.component import queryAdapter
from zope.event import notify
from zope.globalrequest import getRequest
from zope.interface import implementer
from zope.interface.interfaces import ObjectEvent


ROLE_CACHE = "borg.localrole.workspace.checkLocalRolesAllowed"


RIGHT_MISSING = _("refused_right", default="You have no right to do this.")
SOME_FIELDS = _("error_invalid", default="Some fields need another look.")


@dataclass(frozen=True)
class Author:
    """Who takes a step, in which role and for which department.

    absent: whose deputy the user is where that alone gives the right
    """

    user: str
    role: str
    department: str
    absent: str = ""


DESK = Author(SYSTEM, "system", "")


@implementer(IComplaintHandled)
class ComplaintHandled(ObjectEvent):
    """See `IComplaintHandled`."""

    def __init__(self, complaint, entry: Entry):
        """Keep both."""
        super().__init__(complaint)
        self.entry = entry


@implementer(IComplaintDue)
class ComplaintDue(ObjectEvent):
    """See `IComplaintDue`."""

    def __init__(self, complaint, due: Due):
        """Keep both."""
        super().__init__(complaint)
        self.due = due


@implementer(ISupervisionHandled)
class SupervisionHandled(ObjectEvent):
    """See `ISupervisionHandled`."""

    def __init__(self, supervision, entry: Entry):
        """Keep both."""
        super().__init__(supervision)
        self.entry = entry


def handled(matter, entry: Entry) -> ObjectEvent:
    """The event that tells of an entry."""
    if ISupervision.providedBy(matter):
        return SupervisionHandled(matter, entry)
    return ComplaintHandled(matter, entry)


def available_actions(matter) -> list[MatterAction]:
    """The actions that the present user can do now, the primary one first."""
    actions = [action for _name, action in getAdapters((matter,), IAction)]
    available = [action for action in actions if action.available()]
    return sorted(available, key=lambda action: (action.weight, action.name))


def action_of(matter, name: str) -> MatterAction:
    """The action of this name.

    :raises UnknownAction: there is none
    """
    action = queryAdapter(matter, IAction, name=name)
    if action is None:
        raise UnknownAction(
            _(
                "error_unknown_action",
                default='There is no action "${name}".',
                mapping={"name": name},
            )
        )
    return action


def handle(matter, name: str, raw: dict) -> int:
    """Do an action through the process's writer and commit it.

    :param raw: the data as they came in, see handling/data.py
    :returns: the number of the journal entry
    :raises ActionError: it was not done; nothing changed
    """
    if action_of(matter, name).available():
        raw = with_clean_files(raw)
    return write(matter, _perform_and_count, name, raw)


def _perform_and_count(matter, name: str, raw: dict) -> int:
    return perform(matter, name, raw).number


def perform(matter, name: str, raw: dict) -> Entry:
    """Do an action in the present transaction, as the present user.

    :param raw: the data as they came in, see handling/data.py
    :returns: the journal entry
    :raises ActionError: it was not done; nothing changed
    """
    action = action_of(matter, name)
    if not action.allowed():
        raise Forbidden(RIGHT_MISSING)
    return _step(action, raw, author_of(action))


def author_of(action: MatterAction) -> Author:
    """The present user, in the role in which an action is done."""
    user = account_of(getSecurityManager().getUser())
    role = action.acting_role()
    return Author(user, role, action.acting_department(role), action.acting_for())


def perform_as_desk(matter, name: str, raw: dict) -> Entry:
    """Do an action in the name of the desk itself: no right is asked, all else is.

    :param raw: the data as they came in, see handling/data.py
    :returns: the journal entry
    :raises ActionError: it was not done; nothing changed
    """
    return _step(action_of(matter, name), raw, DESK)


def rehearse(matter, name: str, raw: dict) -> None:
    """Find out whether the present user could do an action; nothing is changed.

    :param raw: the data as they came in, see handling/data.py
    :raises ActionError: it would not be done, as `perform` would say
    """
    action = action_of(matter, name)
    if not action.allowed():
        raise Forbidden(RIGHT_MISSING)
    _checked(action, raw)


def _checked(action: MatterAction, raw: dict) -> dict:
    """The valid data of an action that can be done now."""
    refusal = action.obstacle()
    if refusal is not None:
        raise NotNow(refusal)
    data, errors = convert(action.matter, action.schema, raw)
    errors = errors or action.check(data)
    if errors:
        raise Invalid(SOME_FIELDS, tuple(errors))
    return data


def _step(action: MatterAction, raw: dict, author: Author) -> Entry:
    data = _checked(action, raw)
    entry = _change(action, data, author)
    forget_roles()
    action.matter.indexObject()
    notify(handled(action.matter, entry))
    return entry


def _change(action: MatterAction, data: dict, author: Author) -> Entry:
    matter = action.matter
    before = action.state
    changes = action.apply(data) or {}
    take_transition(matter, action.transition_for(data))
    action.settle()
    if action.state != before:
        changes = {**changes, "state": (before, action.state)}
    if author.absent:
        changes = {**changes, "for": author.absent}
    text = data.get("text") or ""
    apart = bool(text and action.text_visibility)
    entry = write_entry(
        matter,
        author,
        action=action.name,
        text="" if apart else text,
        files=action.files(data),
        visibility=action.visibility,
        changes=changes,
        mark=action.mark(data),
    )
    if apart:
        write_entry(
            matter,
            author,
            action=action.name,
            text=text,
            visibility=action.text_visibility,
        )
    return entry


def write_entry(matter, author: Author, mark: Mark | None = None, **fields) -> Entry:
    """Append to the journal and set the clock by it.

    :param fields: those of `Entry` that neither the author nor the mark gives
    """
    entry = journal_of(matter).add(
        time=now(),
        actor=author.user,
        role=author.role,
        department=author.department,
        clock=mark.to_dict() if mark else None,
        **fields,
    )
    if mark:
        matter.clock = clock_of(matter)
    return entry


def take_transition(matter, name: str | None) -> None:
    """Move the workflow. Its guards are for Plone's menu: a step has asked for the
    right already, and the desk's own steps have no user.
    """
    if name is None:
        return
    workflow = api.portal.get_tool("portal_workflow")[matter.workflow_id]
    with step_in_progress():
        workflow._changeStateOf(matter, workflow.transitions[name])


def forget_roles() -> None:
    """Drop what this request remembers of roles: the step may have changed them."""
    request = getRequest()
    remembered = IAnnotations(request, None) if request is not None else None
    if remembered is None:
        return
    for key in [key for key in remembered if str(key).startswith(ROLE_CACHE)]:
        del remembered[key]
