"""What the submitter does: supplement, rate, withdraw, reopen."""

from datetime import timedelta
from jiesu.addon import _
from jiesu.addon.access import roles
from jiesu.addon.access.capacities import capacities
from jiesu.addon.access.guests import came_by_link
from jiesu.addon.access.permissions import ACT_AS_SUBMITTER
from jiesu.addon.access.permissions import REOPEN
from jiesu.addon.calendar.moment import now
from jiesu.addon.content.complaint import ANSWERED
from jiesu.addon.content.complaint import CLOSED
from jiesu.addon.content.complaint import PENDING
from jiesu.addon.content.complaint import PROCESSING
from jiesu.addon.content.complaint import SUSPENDED
from jiesu.addon.content.complaint import TRIAGE
from jiesu.addon.deadlines.desk import next_workday
from jiesu.addon.deadlines.marks import MarkKind
from jiesu.addon.handling.action import Action
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.fields import ITextAndFiles
from jiesu.addon.handling.fields import text_field
from jiesu.addon.handling.following import leave
from jiesu.addon.handling.marks import mark
from jiesu.addon.handling.marks import rework_mark
from jiesu.addon.handling.place import take_away
from zope import schema
from zope.interface import Interface


# A score that asks why (docs/concepts/rules.md, life of a complaint).
LOW_SCORE = 2


class SubmitterAction(Action):
    """Done by the submitter alone."""

    permission = ACT_AS_SUBMITTER
    roles = (roles.SUBMITTER,)


class Supplement(SubmitterAction):
    """Say more. The clock goes on when it stood still for that."""

    name = "supplement"
    title = _("action_supplement", default="Add something")
    done = _("done_supplement", default="added something")
    schema = ITextAndFiles
    states = (TRIAGE, PENDING, PROCESSING, SUSPENDED, ANSWERED)
    weight = 30
    while_following = True

    def apply(self, data):
        """The question is answered."""
        self.complaint.asked = False
        return {}

    def mark(self, data):
        """The clock goes on."""
        return mark(MarkKind.RESUME)


class IRate(Interface):
    """What the submitter thinks of the answer."""

    score = schema.Int(title=_("field_score", default="Score"), min=1, max=5)
    solved = schema.Bool(title=_("field_solved", default="Is it solved?"))
    reasons = schema.Tuple(
        title=_("field_low_score_why", default="What was not good?"),
        description=_(
            "help_low_score_why", default="Asked for scores of 1 and 2 only."
        ),
        value_type=schema.Choice(vocabulary="jiesu.addon.low_score_reasons"),
        required=False,
        default=(),
    )
    text = text_field(
        required=False, title=_("field_remark", default="Anything else to say?")
    )


class Rate(SubmitterAction):
    """Rate the answer: closed, back for rework, or to the Office after that."""

    name = "rate"
    title = _("action_rate", default="Rate the answer")
    done = _("done_rate", default="rated the answer")
    schema = IRate
    states = (ANSWERED,)
    transition = "rate"
    weight = 10
    while_following = True

    def check(self, data):
        """A low score says why."""
        if data["score"] <= LOW_SCORE and not data["reasons"]:
            why = _(
                "error_low_score_why",
                default="Please choose at least one reason for a score of 1 or 2.",
            )
            return [FieldError("reasons", why)]
        return []

    def apply(self, data):
        """Keep score and verdict; an unsolved one goes back."""
        complaint = self.complaint
        complaint.score = data["score"]
        complaint.solved = data["solved"]
        facts = {
            "score": data["score"],
            "solved": data["solved"],
            "reasons": data["reasons"],
        }
        if came_by_link():
            facts["by_link"] = True
        if data["solved"]:
            complaint.closed_at = now()
            return facts
        return facts | leave(complaint) | self._send_back()

    def _send_back(self) -> dict:
        complaint = self.complaint
        if complaint.reworks == 0:
            complaint.reworks += 1
            return {"rework": True}
        complaint.unsolved_again = True
        return take_away(complaint)

    def transition_for(self, data):
        """Closed where solved; the first time unsolved to rework, then to triage."""
        if data["solved"]:
            return "rate"
        return "unsolved" if self.complaint.unsolved_again else "rework"

    def mark(self, data):
        """The clock of a rework begins, or nothing runs any more."""
        if data["solved"]:
            return mark(MarkKind.STOP)
        if self.complaint.unsolved_again:
            return mark(MarkKind.UNSOLVED)
        return rework_mark(self.limits)


class Nudge(SubmitterAction):
    """Ask again: once a working day, after half of the time (催办)."""

    name = "nudge"
    title = _("action_nudge", default="Ask again")
    done = _("done_nudge", default="asked when it will be done")
    states = (PENDING, PROCESSING)
    weight = 40

    def condition(self):
        """After half of the limit, and not twice before the next working day."""
        complaint, clock = self.complaint, self.complaint.clock
        if clock is None or clock.half is None:
            return _("refused_nudge_paused", default="No time runs at present.")
        if now() < clock.half:
            return _(
                "refused_nudge_early",
                default="You can ask again when half of the time is over.",
            )
        if complaint.nudged_at and now() < next_workday(self.desk, complaint.nudged_at):
            return _(
                "refused_nudge_twice",
                default="You have asked already; you can again on the next working "
                "day.",
            )
        return None

    def apply(self, data):
        """Remember when."""
        self.complaint.nudged_at = now()
        return {}


class IWithdraw(Interface):
    """Why it is withdrawn, if the submitter wants to say."""

    text = text_field(
        required=False,
        title=_("field_withdraw_why", default="Why?"),
        description=_(
            "help_withdraw",
            default="Nobody handles it any more then. You can write to us anew at any "
            "time.",
        ),
    )


class Withdraw(SubmitterAction):
    """Take it back before it is answered."""

    name = "withdraw"
    title = _("action_withdraw", default="Withdraw")
    done = _("done_withdraw", default="withdrew it")
    schema = IWithdraw
    states = (TRIAGE, PENDING, PROCESSING)
    transition = "withdraw"
    weight = 90
    while_following = True

    def condition(self):
        """Not after an answer, also when it was sent back for rework."""
        if self.complaint.answered_at is not None:
            return _(
                "refused_answered",
                default="It has been answered already, so it cannot be withdrawn.",
            )
        return None

    def apply(self, data):
        """Nobody is asked for anything any more."""
        self.complaint.asked = False
        self.complaint.closed_at = now()
        return leave(self.complaint)

    def mark(self, data):
        """Nothing runs any more."""
        return mark(MarkKind.STOP)


class IReopen(Interface):
    """Why it is taken up again."""

    reason = text_field(required=True, title=_("field_reason", default="Reason"))


class Reopen(Action):
    """Take a closed complaint up again: the Office, or the submitter for some time."""

    name = "reopen"
    title = _("action_reopen", default="Reopen")
    done = _("done_reopen", default="reopened it")
    schema = IReopen
    permission = REOPEN
    roles = (roles.SUBMITTER, roles.OFFICE_ROLE)
    states = (CLOSED,)
    transition = "reopen"
    weight = 60
    while_following = True

    def condition(self):
        """The submitter only within the reopening period."""
        held = capacities(self.complaint)
        if roles.OFFICE_ROLE in held or self.complaint.closed_at is None:
            return None
        period = timedelta(days=self.desk.reopening_period)
        if now() <= self.complaint.closed_at + period:
            return None
        return _(
            "refused_reopening",
            default="It can be reopened for ${days} days after it was closed.",
            mapping={"days": self.desk.reopening_period},
        )

    def apply(self, data):
        """It is open again, with whoever had it."""
        self.complaint.closed_at = None
        self.complaint.solved = None
        self.complaint.score = None
        return {"reason": data["reason"], **leave(self.complaint)}

    def transition_for(self, data):
        """To whoever had it; where nobody has it, to the Office."""
        return "reopen" if self.complaint.department else "reopen_to_triage"

    def mark(self, data):
        """The limit of a rework begins."""
        if not self.complaint.department:
            return mark(MarkKind.UNSOLVED)
        return rework_mark(self.limits)
