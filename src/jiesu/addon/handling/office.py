"""What the Office does: dispatch, reject, close, look at a hidden name."""

from jiesu.addon import _
from jiesu.addon.access import roles
from jiesu.addon.access.capacities import FOR_OFFICE
from jiesu.addon.access.capacities import FOR_STAFF
from jiesu.addon.access.permissions import REJECT
from jiesu.addon.access.permissions import RUN_DESK
from jiesu.addon.calendar.moment import now
from jiesu.addon.content.complaint import ANSWERED
from jiesu.addon.content.complaint import CLOSED
from jiesu.addon.content.complaint import PENDING
from jiesu.addon.content.complaint import PROCESSING
from jiesu.addon.content.complaint import STATES
from jiesu.addon.content.complaint import TRIAGE
from jiesu.addon.deadlines.marks import MarkKind
from jiesu.addon.handling.action import Action
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.fields import missing_words
from jiesu.addon.handling.fields import reason_field
from jiesu.addon.handling.fields import text_field
from jiesu.addon.handling.following import avoided
from jiesu.addon.handling.marks import dispatch_mark
from jiesu.addon.handling.marks import mark
from zope import schema
from zope.interface import Interface


AVOID = _(
    "error_avoid",
    default="This department must not have it: the complaint is about it or "
    "names one of its members, or it is a confidential report.",
)


class OfficeAction(Action):
    """Done by the Office."""

    permission = RUN_DESK
    roles = (roles.OFFICE_ROLE,)


class IDispatch(Interface):
    """Who is to have it."""

    department = schema.Choice(
        title=_("field_lead", default="Lead department"),
        vocabulary="jiesu.addon.departments",
    )
    supporting = schema.Tuple(
        title=_("field_supporting", default="Supporting departments"),
        value_type=schema.Choice(vocabulary="jiesu.addon.departments"),
        required=False,
        default=(),
    )
    text = text_field(
        required=False, title=_("field_dispatch_remark", default="Remark")
    )
    restart = schema.Bool(
        title=_("field_restart", default="Begin the answer limit anew"),
        description=_(
            "help_restart",
            default="Otherwise the time promised to the submitter stays.",
        ),
        required=False,
        default=False,
    )


class Dispatch(OfficeAction):
    """Give it to a department, with others to support it."""

    name = "dispatch"
    title = _("action_dispatch", default="Dispatch")
    done = _("done_dispatch", default="dispatched it")
    schema = IDispatch
    states = (TRIAGE, PENDING, PROCESSING)
    transition = "dispatch"
    text_visibility = FOR_STAFF
    weight = 20

    def check(self, data):
        """Never to the department that must not have it, and each only once."""
        errors = []
        avoid = avoided(self.complaint)
        if data["department"] in avoid:
            errors.append(FieldError("department", AVOID))
        if avoid.intersection(data["supporting"]):
            errors.append(FieldError("supporting", AVOID))
        if data["department"] in data["supporting"]:
            twice = _(
                "error_lead_supports",
                default="The lead department cannot support itself.",
            )
            errors.append(FieldError("supporting", twice))
        return errors

    def apply(self, data):
        """The department has it."""
        return dispatch(self.complaint, data["department"], data["supporting"])

    def mark(self, data):
        """Its time to accept begins."""
        return dispatch_mark(self.complaint, self.limits, data["restart"])


def dispatch(complaint, department: str, supporting: tuple[str, ...]) -> dict:
    """Let a department have a complaint; also what happens at submission.

    :returns: what changed, for the journal
    """
    changes = {"department": (complaint.department, department)}
    if tuple(supporting) != tuple(complaint.supporting):
        changes["supporting"] = (complaint.supporting, tuple(supporting))
    complaint.department = department
    complaint.supporting = tuple(supporting)
    complaint.dispatched = True
    complaint.consulted = complaint.helpers = ()
    complaint.handler = ""
    complaint.asked = False
    complaint.extension = None
    return changes


class IReject(Interface):
    """Why it is not taken."""

    reason = reason_field("jiesu.addon.reject_reasons")
    text = text_field(
        required=False,
        title=_("field_reject_why", default="What the submitter is told besides"),
    )


class Reject(Action):
    """Not take it; the submitter is told why."""

    name = "reject"
    title = _("action_reject", default="Reject")
    done = _("done_reject", default="did not take it")
    schema = IReject
    permission = REJECT
    roles = (roles.OFFICE_ROLE, roles.HEAD)
    states = (TRIAGE, PENDING, PROCESSING)
    transition = "reject"
    weight = 80

    def check(self, data):
        """An `other` reason is put in words."""
        return missing_words(data)

    def apply(self, data):
        """Nobody has to do anything any more."""
        self.complaint.asked = False
        self.complaint.closed_at = now()
        return {"reason": data["reason"]}

    def mark(self, data):
        """Nothing runs any more."""
        return mark(MarkKind.STOP)


class IClose(Interface):
    """What the Office adds when it closes."""

    text = text_field(required=False, title=_("field_close_why", default="Reason"))


class Close(OfficeAction):
    """Close an answered one that nobody rated, or one unsolved even after rework.

    The desk does the former by itself after the rating period.
    """

    name = "close"
    title = _("action_close", default="Close")
    done = _("done_close", default="closed it")
    schema = IClose
    states = (ANSWERED, TRIAGE)
    transition = "close"
    weight = 85
    while_following = True

    def condition(self):
        """From triage only when it came back unsolved after the rework."""
        follows = bool(self.complaint.merged_into)
        if self.state == TRIAGE and (follows or not self.complaint.unsolved_again):
            return _(
                "refused_close",
                default='This cannot be done in the state "${state}".',
                mapping={"state": STATES[TRIAGE]},
            )
        return None

    def check(self, data):
        """An unsolved one is closed with a reason."""
        if self.complaint.unsolved_again and self.state == TRIAGE and not data["text"]:
            why = _(
                "error_close_why",
                default="The submitter says it is unsolved: please give the reason.",
            )
            return [FieldError("text", why)]
        return []

    def apply(self, data):
        """Unrated stays unrated."""
        self.complaint.closed_at = now()
        return {}

    def mark(self, data):
        """Nothing runs any more."""
        return mark(MarkKind.STOP)


class IFollowUp(Interface):
    """What the submitter said when the Office asked."""

    solved = schema.Bool(title=_("field_solved", default="Is it solved?"))
    score = schema.Int(
        title=_("field_score", default="Score"), min=1, max=5, required=False
    )
    text = text_field(
        required=False, title=_("field_follow_up_text", default="What was said")
    )


class FollowUp(OfficeAction):
    """Ask the submitter whether it was solved. What they say wins over a rating."""

    name = "follow_up"
    title = _("action_follow_up", default="Follow up")
    done = _("done_follow_up", default="asked the submitter")
    schema = IFollowUp
    states = (ANSWERED, CLOSED)
    visibility = FOR_STAFF
    weight = 55
    while_following = True

    def apply(self, data):
        """The figures read it from the journal."""
        return {"solved": data["solved"], "score": data["score"]}


class IReveal(Interface):
    """What for."""

    reason = text_field(
        required=True,
        title=_("field_reveal_why", default="What the name is needed for"),
        description=_("help_reveal", default="Each look at the name is recorded."),
    )


class Reveal(OfficeAction):
    """Look at the name that a submitter hid. The look is recorded."""

    name = "reveal"
    title = _("action_reveal", default="Show the submitter's name")
    done = _("done_reveal", default="looked at the submitter's name")
    schema = IReveal
    states = tuple(STATES)
    visibility = FOR_OFFICE
    weight = 95
    while_following = True

    def condition(self):
        """Only where there is something hidden."""
        if self.complaint.hide_identity:
            return None
        return _("refused_reveal", default="The name is not hidden.")

    def apply(self, data):
        """Nothing changes but that it is known."""
        return {"reason": data["reason"]}
