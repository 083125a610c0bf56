"""What departments do: accept, return, assign, note, ask, contribute."""

from jiesu.addon import _
from jiesu.addon.access import roles
from jiesu.addon.access.capacities import FOR_STAFF
from jiesu.addon.access.permissions import CONTRIBUTE
from jiesu.addon.access.permissions import HANDLE
from jiesu.addon.access.permissions import TAKE_PART
from jiesu.addon.calendar.moment import now
from jiesu.addon.content.complaint import ANSWERED
from jiesu.addon.content.complaint import CLOSED
from jiesu.addon.content.complaint import PENDING
from jiesu.addon.content.complaint import PROCESSING
from jiesu.addon.content.complaint import SUSPENDED
from jiesu.addon.content.complaint import TRIAGE
from jiesu.addon.content.complaint import vocabulary
from jiesu.addon.content.department import OFFICE
from jiesu.addon.deadlines.clock import can_give_back
from jiesu.addon.deadlines.marks import MarkKind
from jiesu.addon.handling.action import Action
from jiesu.addon.handling.fields import files_field
from jiesu.addon.handling.fields import IText
from jiesu.addon.handling.fields import ITextAndFiles
from jiesu.addon.handling.fields import missing_words
from jiesu.addon.handling.fields import reason_field
from jiesu.addon.handling.fields import text_field
from jiesu.addon.handling.marks import mark
from jiesu.addon.handling.marks import support_mark
from jiesu.addon.handling.place import take_away
from zope import schema
from zope.interface import Interface


# After so many returns the Office's dispatch is final.
RETURNS = 2

OUTCOMES = {
    "solved": _("outcome_solved", default="Solved"),
    "explained": _("outcome_explained", default="Explained"),
    "planned": _("outcome_planned", default="Planned"),
    "cannot": _("outcome_cannot", default="Cannot be done"),
}


class LeadAction(Action):
    """Done by the lead department."""

    permission = HANDLE
    roles = (roles.HANDLER, roles.HEAD)


class Accept(LeadAction):
    """Take it on; the handler who accepts has it."""

    name = "accept"
    title = _("action_accept", default="Accept")
    done = _("done_accept", default="accepted it")
    states = (PENDING,)
    transition = "accept"
    weight = 10

    def apply(self, data):
        """Whoever accepts handles it, unless somebody was assigned."""
        if not self.complaint.handler and self.acting_role():
            self.complaint.handler = self.actor
        return {}

    def mark(self, data):
        """The department has responded."""
        return mark(MarkKind.ACCEPT)


class IReturn(Interface):
    """Why the department is not the right one."""

    reason = reason_field("jiesu.addon.return_reasons")
    text = text_field(required=False, title=_("field_why", default="In more words"))
    department = schema.Choice(
        title=_("field_proposed_department", default="Who should have it"),
        vocabulary="jiesu.addon.departments",
        required=False,
    )


class Return(LeadAction):
    """Give it back to the Office."""

    name = "return"
    title = _("action_return", default="Return")
    done = _("done_return", default="returned it to the Office")
    schema = IReturn
    states = (PENDING, PROCESSING)
    transition = "return"
    visibility = FOR_STAFF
    weight = 70

    def condition(self):
        """Within the limit, not after two returns, and not by the Office to itself."""
        complaint = self.complaint
        if complaint.department == OFFICE:
            return _(
                "refused_return_office",
                default="The Office has it already; it can dispatch it.",
            )
        if complaint.returns >= RETURNS:
            return _(
                "refused_return_final",
                default="It was returned twice: the Office's dispatch is final.",
            )
        if complaint.clock is None or not can_give_back(complaint.clock, now()):
            return _(
                "refused_return_late",
                default="The time for returning it is over.",
            )
        return None

    def check(self, data):
        """An `other` reason is put in words."""
        return missing_words(data)

    def apply(self, data):
        """Nobody has it but the Office."""
        self.complaint.returns += 1
        return {
            "reason": data["reason"],
            "proposed": data["department"] or "",
            # Which categories route wrongly is counted by what it was then.
            "of_category": self.complaint.category,
            **take_away(self.complaint),
        }

    def mark(self, data):
        """Nobody has to accept it; the promise to the submitter runs on."""
        return mark(MarkKind.GIVE_BACK)


class IAssign(Interface):
    """Who is to handle it."""

    handler = schema.Choice(
        title=_("field_handler", default="Handler"), vocabulary="jiesu.addon.handlers"
    )


class Assign(LeadAction):
    """Say who of the department handles it."""

    name = "assign"
    title = _("action_assign", default="Assign")
    done = _("done_assign", default="assigned it")
    schema = IAssign
    states = (PENDING, PROCESSING, ANSWERED, SUSPENDED)
    visibility = FOR_STAFF
    weight = 60

    def apply(self, data):
        """The handler has it."""
        former = self.complaint.handler
        self.complaint.handler = data["handler"]
        return {"handler": (former, data["handler"])}


class Note(Action):
    """A note among staff; the submitter never sees it."""

    name = "note"
    title = _("action_note", default="Note")
    done = _("done_note", default="made a note")
    schema = IText
    permission = TAKE_PART
    roles = (roles.HANDLER, roles.HEAD, roles.SUPPORTER, roles.OFFICE_ROLE)
    states = (TRIAGE, PENDING, PROCESSING, ANSWERED, SUSPENDED, CLOSED)
    visibility = FOR_STAFF
    weight = 40
    while_following = True


class Ask(LeadAction):
    """Ask the submitter; the clock stands still until they say more."""

    name = "ask"
    title = _("action_ask", default="Ask the submitter")
    done = _("done_ask", default="asked")
    schema = IText
    states = (PROCESSING,)
    weight = 30

    def apply(self, data):
        """Waiting for the submitter."""
        self.complaint.asked = True
        return {}

    def mark(self, data):
        """The clock stands still."""
        return mark(MarkKind.PAUSE)


class Contribute(Action):
    """What a supporting department has done, or a consulted one thinks."""

    name = "contribute"
    title = _("action_contribute", default="Contribute")
    done = _("done_contribute", default="contributed")
    schema = ITextAndFiles
    permission = CONTRIBUTE
    roles = (roles.SUPPORTER, roles.CONSULTED)
    states = (TRIAGE, PENDING, PROCESSING, SUSPENDED)
    visibility = FOR_STAFF
    weight = 20

    def mark(self, data):
        """The part of a supporting department is done."""
        department = self.acting_department("supporting")
        return support_mark(department) if department else None


class IAnswer(Interface):
    """The answer to the submitter."""

    text = text_field(required=True, title=_("field_answer", default="Answer"))
    outcome = schema.Choice(
        title=_("field_outcome", default="Outcome"), vocabulary=vocabulary(OUTCOMES)
    )
    files = files_field()
