"""Merging (并案): one master is handled, each that follows it gets the answer.

docs/concepts/rules.md, merging. What a step on the master means for those that follow
it is done by `follow`, which hears of every step.
"""

from AccessControl import getSecurityManager
from jiesu.addon import _
from jiesu.addon.access import roles
from jiesu.addon.access.capacities import FOR_STAFF
from jiesu.addon.access.permissions import COORDINATE
from jiesu.addon.calendar.moment import now
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.catalog.queries import by_number
from jiesu.addon.content.complaint import ANSWERED
from jiesu.addon.content.complaint import CLOSED
from jiesu.addon.content.complaint import OPEN_STATES
from jiesu.addon.content.complaint import REJECTED
from jiesu.addon.content.complaint import REPORT
from jiesu.addon.content.complaint import TRIAGE
from jiesu.addon.content.complaint import UNANSWERED
from jiesu.addon.content.complaint import WITHDRAWN
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.content.lookup import department_of
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.deadlines.marks import MarkKind
from jiesu.addon.handling.action import Action
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.fields import text_field
from jiesu.addon.handling.following import avoided
from jiesu.addon.handling.following import before_of
from jiesu.addon.handling.following import beside
from jiesu.addon.handling.following import followers_of
from jiesu.addon.handling.following import GATHERED
from jiesu.addon.handling.following import leave
from jiesu.addon.handling.following import master_of
from jiesu.addon.handling.following import open_followers
from jiesu.addon.handling.following import PLACE
from jiesu.addon.handling.following import tell_master
from jiesu.addon.handling.following import waits
from jiesu.addon.handling.marks import mark
from jiesu.addon.handling.office import AVOID
from jiesu.addon.handling.office import OfficeAction
from jiesu.addon.handling.perform import Author
from jiesu.addon.handling.perform import ComplaintHandled
from jiesu.addon.handling.perform import DESK
from jiesu.addon.handling.perform import forget_roles
from jiesu.addon.handling.perform import take_transition
from jiesu.addon.handling.perform import write_entry
from jiesu.addon.handling.place import take_away
from jiesu.addon.journal.entry import Entry
from jiesu.addon.journal.entry import SYSTEM
from jiesu.addon.journal.storage import journal_of
from zope import schema
from zope.event import notify
from zope.interface import Interface


# What a master's answer tells those that follow it, besides its words.
ANSWER_FACTS = ("outcome", "took_part")


class IMerge(Interface):
    """With which one it is handled together."""

    into = schema.TextLine(
        title=_("field_into", default="Number of the complaint that is answered"),
        description=_(
            "help_into",
            default="This one follows it: it is answered with it, and its submitter "
            "rates. The submitters do not learn of each other.",
        ),
        max_length=100,
    )
    text = text_field(
        required=False, title=_("field_dispatch_remark", default="Remark")
    )


class Merge(Action):
    """Handle it together with another one, which is answered for both."""

    name = "merge"
    title = _("action_merge", default="Merge into another")
    done = _("done_merge", default="handles it together with others like it")
    schema = IMerge
    permission = COORDINATE
    roles = (roles.HANDLER, roles.HEAD, roles.OFFICE_ROLE)
    states = OPEN_STATES
    text_visibility = FOR_STAFF
    weight = 72

    def condition(self):
        """Not before a required instruction was carried out."""
        if not self.complaint.instruction:
            return None
        return _(
            "refused_instruction",
            default="The Office requires an instruction to be carried out first.",
        )

    def check(self, data):
        """The other is open, may be seen and handled by both sides."""
        self._master = self._named(data["into"])
        wrong = self._wrong(self._master)
        return [FieldError("into", wrong)] if wrong is not None else []

    def _named(self, typed: str):
        """The complaint of this number or id that the user has a right on, or None."""
        typed = "".join(typed.split())
        known = by_number(self.desk, typed.upper()) or typed
        found = complaints_of(self.desk).get(known)
        may = getSecurityManager().checkPermission
        return found if found is not None and may(COORDINATE, found) else None

    def _wrong(self, master):
        complaint = self.complaint
        if master is None:
            return _(
                "error_into_unknown",
                default="There is no complaint of this number that you handle.",
            )
        if master.getId() == complaint.getId():
            return _("error_into_itself", default="This is its own number.")
        if state_of(master) not in OPEN_STATES:
            return _("error_into_ended", default="That one is not open any more.")
        if master.merged_into:
            return _(
                "error_into_follows",
                default="That one follows another itself: please give the number of "
                "the one that is answered.",
            )
        if REPORT in (complaint.kind, master.kind) and complaint.kind != master.kind:
            return _(
                "error_into_report",
                default="A confidential report is handled by itself, or with reports.",
            )
        having = {master.department, *master.supporting, *master.consulted}
        return AVOID if avoided(complaint) & having else None

    def apply(self, data):
        """It waits; whoever has the other one has it."""
        complaint, master = self.complaint, self._master
        complaint.before_merge = before_of(complaint)
        complaint.extension = None
        complaint.draft = 0
        complaint.merged_into = master.getId()
        master.merged = (*master.merged, complaint.getId())
        take_place(complaint, master)
        return {"into": master.getId()}

    def mark(self, data):
        """Its clock stands still."""
        return mark(MarkKind.FOLLOW)


class IUnmerge(Interface):
    """What is said besides."""

    text = text_field(
        required=False, title=_("field_dispatch_remark", default="Remark")
    )


class Unmerge(OfficeAction):
    """Undo a merge: it is where it was, and its time goes on with what was left.

    One that was answered meanwhile keeps its answer and is rated; it only does not
    follow any further.
    """

    name = "unmerge"
    title = _("action_unmerge", default="Undo the merge")
    done = _("done_unmerge", default="handles it by itself again")
    schema = IUnmerge
    states = OPEN_STATES
    text_visibility = FOR_STAFF
    weight = 35
    while_following = True

    def condition(self):
        """Only where it follows one."""
        if self.complaint.merged_into:
            return None
        return _("refused_unmerge", default="It follows no other complaint.")

    def apply(self, data):
        """As before."""
        role = self.acting_role()
        author = Author(self.actor, role, self.acting_department(role))
        self._waited = waits(self.complaint)
        return undo(self.complaint, author)

    def transition_for(self, data):
        """Only where the department that had it is no more: to the Office."""
        lost = self._waited and self.state != TRIAGE and not self.complaint.department
        return "return" if lost else None

    def mark(self, data):
        """The clock goes on."""
        return mark(MarkKind.PART) if self._waited else None


def undo(complaint, author: Author) -> dict:
    """Let a complaint stand as before it followed another.

    :returns: what changed, for the journal
    """
    before = complaint.before_merge
    changes = leave(complaint, author)
    if before is None:
        return changes
    for name, value in vars(before).items():
        setattr(complaint, name, value)
    if before.department and state_of(complaint) in UNANSWERED and _is_gone(complaint):
        changes |= take_away(complaint)
    return changes


def _is_gone(complaint) -> bool:
    return department_of(desk_of(complaint), complaint.department) is None


def take_place(complaint, master) -> bool:
    """Let whoever has the master have one that waits for its answer.

    :returns: whether that is somebody else than before
    """
    if not waits(complaint):
        return False
    before = [getattr(complaint, name) for name in PLACE]
    for name in PLACE:
        setattr(complaint, name, getattr(master, name))
    complaint.dispatched = complaint.dispatched or master.dispatched
    return before != [getattr(complaint, name) for name in PLACE]


def follow(complaint, event) -> None:
    """Let those that follow a complaint, or begin to, have what a step means for them.

    Called for every step on every complaint.
    """
    entry = event.entry
    if entry.action == Merge.name and entry.changes.get("into"):
        _begin(complaint, entry)
    elif complaint.merged:
        _go_along(complaint, entry)


def _begin(complaint, entry: Entry) -> None:
    """What a merge means for the others."""
    master = master_of(complaint)
    author = Author(entry.actor, entry.role, entry.department)
    told = tell_master(master, complaint, GATHERED, author)
    notify(ComplaintHandled(master, told))
    for one in open_followers(complaint):
        _move(one, complaint, master, author)
    answer = _latest_answer(master) if state_of(master) == ANSWERED else None
    if answer is not None:
        for one in (complaint, *_moved(complaint, master)):
            give_answer(one, master, answer)
    forget_roles()


def _moved(complaint, master) -> list:
    """Those that came to a master with another one."""
    ids = master.merged[master.merged.index(complaint.getId()) + 1 :]
    return [one for one in (beside(master, id_) for id_ in ids) if one is not None]


def _move(one, former, master, author: Author) -> None:
    """Let what followed one that follows itself now follow its master."""
    former.merged = tuple(id_ for id_ in former.merged if id_ != one.getId())
    master.merged = (*master.merged, one.getId())
    one.merged_into = master.getId()
    take_place(one, master)
    entry = write_entry(
        one,
        author,
        action=Merge.name,
        visibility=FOR_STAFF,
        changes={"into": master.getId()},
    )
    _done(one, entry)


def _go_along(master, entry: Entry) -> None:
    """What a step on a master means for those that follow it."""
    state = state_of(master)
    if entry.action == "answer":
        for one in open_followers(master):
            give_answer(one, master, entry)
    elif state in (CLOSED, REJECTED, WITHDRAWN):
        for one in [one for one in followers_of(master) if waits(one)]:
            release(one, master)
    elif {"state", *PLACE, "helper"} & set(entry.changes):
        for one in open_followers(master):
            if take_place(one, master):
                one.indexObject()
    else:
        return
    forget_roles()


def give_answer(complaint, master, answer: Entry) -> None:
    """Answer one that follows with its master's answer, in the desk's name."""
    state, former = state_of(complaint), complaint.before_merge
    changes = {
        name: answer.changes[name] for name in ANSWER_FACTS if name in answer.changes
    }
    if former is not None and former.department != master.department:
        changes["department"] = (former.department, master.department)
    if state != ANSWERED:
        take_transition(complaint, "answer")
        changes["state"] = (state, ANSWERED)
    for name in PLACE:
        setattr(complaint, name, getattr(master, name))
    complaint.dispatched = True
    complaint.before_merge = None
    complaint.asked = False
    complaint.suspended_until = None
    complaint.outcome = answer.changes.get("outcome")
    complaint.answered_at = now()
    entry = write_entry(
        complaint,
        Author(SYSTEM, DESK.role, master.department),
        action="answer",
        text=answer.text,
        # The same files: what is kept of them is shared, not copied.
        files=answer.files,
        visibility=answer.visibility,
        changes=changes,
        mark=mark(MarkKind.ANSWER),
    )
    _done(complaint, entry)


def release(complaint, master) -> None:
    """Let one go on whose master ended without an answer.

    Where the master was withdrawn it is where it was before; where it was rejected or
    closed, the Office looks at it once more.
    """
    before = state_of(complaint)
    changes = undo(complaint, DESK)
    kind = MarkKind.PART
    if state_of(master) != WITHDRAWN:
        changes |= take_away(complaint)
    if not complaint.department and before != TRIAGE:
        take_transition(complaint, "return")
        changes["state"] = (before, TRIAGE)
        complaint.suspended_until = None
        kind = MarkKind.GIVE_BACK
    entry = write_entry(
        complaint, DESK, action=Unmerge.name, changes=changes, mark=mark(kind)
    )
    _done(complaint, entry)


def _done(complaint, entry: Entry) -> None:
    """What follows a step that was no action of somebody's."""
    complaint.indexObject()
    notify(ComplaintHandled(complaint, entry))


def _latest_answer(complaint) -> Entry | None:
    answers = [one for one in journal_of(complaint) if one.action == "answer"]
    return answers[-1] if answers else None
