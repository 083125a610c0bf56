"""Extension (延期): the lead asks for more time before it is due, the Office decides.

docs/concepts/rules.md, time limits: once, up to the desk's limit.
"""

from dataclasses import dataclass
from datetime import date
from datetime import datetime
from jiesu.addon import _
from jiesu.addon.access.capacities import FOR_STAFF
from jiesu.addon.calendar.moment import now
from jiesu.addon.content.complaint import PROCESSING
from jiesu.addon.deadlines.desk import calendar_of
from jiesu.addon.deadlines.desk import end_of_day
from jiesu.addon.handling.department import LeadAction
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.fields import text_field
from jiesu.addon.handling.marks import extension_mark
from jiesu.addon.handling.office import OfficeAction
from zope import schema
from zope.interface import Interface


@dataclass(frozen=True)
class Request:
    """What a department asked for: until which day, why, and when it asked."""

    asked: datetime
    until: date
    reason: str


class IRequestExtension(Interface):
    """Until when, and why."""

    until = schema.Date(title=_("field_extension_until", default="Answer by"))
    reason = text_field(
        required=True,
        title=_("field_reason", default="Reason"),
        description=_("help_extension_reason", default="The submitter reads it too."),
    )


class RequestExtension(LeadAction):
    """Ask the Office for more time."""

    name = "request_extension"
    title = _("action_request_extension", default="Ask for more time")
    done = _("done_request_extension", default="asked for more time")
    schema = IRequestExtension
    states = (PROCESSING,)
    visibility = FOR_STAFF
    weight = 65

    def condition(self):
        """Once, while the clock runs, and before the answer is due."""
        complaint = self.complaint
        if complaint.extended:
            return _("refused_extended", default="It was extended once already.")
        if complaint.extension is not None:
            return _(
                "refused_extension_asked",
                default="More time was asked for already; the Office decides.",
            )
        due = complaint.clock.answer_due if complaint.clock else None
        if due is None:
            return _(
                "refused_extension_paused",
                default="No time runs at present, so none can be added.",
            )
        if now() > due:
            return _(
                "refused_extension_late",
                default="It is overdue: more time has to be asked for before.",
            )
        return None

    def check(self, data):
        """A working day later than now due, within the desk's limit."""
        wrong = self._wrong(data["until"])
        return [FieldError("until", wrong)] if wrong is not None else []

    def _wrong(self, until: date):
        due = self.complaint.clock.answer_due
        calendar = calendar_of(self.desk)
        end = end_of_day(self.desk, until)
        if end is None:
            return _("error_working_day", default="Please choose a working day.")
        if end <= due:
            return _(
                "error_extension_short",
                default="It is due later than that already.",
            )
        limit = self.limits.extension
        # Whole days: the last one counts to its end.
        if until > _day(limit.due(due, calendar), calendar):
            return _(
                "error_extension_long",
                default="At most ${n} working days can be added.",
                mapping={"n": limit.amount},
            )
        return None

    def apply(self, data):
        """The Office is asked."""
        request = Request(now(), data["until"], data["reason"])
        self.complaint.extension = request
        return {"until": data["until"].isoformat(), "reason": data["reason"]}


def _day(moment: datetime, calendar) -> date:
    return moment.astimezone(calendar.zone).date()


class IDecideExtension(Interface):
    """Granted or not."""

    granted = schema.Bool(title=_("field_granted", default="Is the extension granted?"))
    text = text_field(
        required=False,
        title=_("field_decision_text", default="What the submitter is told besides"),
    )


class DecideExtension(OfficeAction):
    """Grant the time that was asked for, or not; the submitter is told why."""

    name = "decide_extension"
    title = _("action_decide_extension", default="Decide on the extension")
    done = _("done_decide_extension", default="decided on more time")
    schema = IDecideExtension
    states = (PROCESSING,)
    weight = 12

    def condition(self):
        """Only where something was asked for."""
        if self.complaint.extension is not None:
            return None
        return _("refused_decide", default="No extension was asked for.")

    def check(self, data):
        """What is due later already cannot be extended to an earlier day."""
        clock, end = self.complaint.clock, self._end()
        if data["granted"] and (
            end is None or (clock.answer_due is not None and end <= clock.answer_due)
        ):
            later = _(
                "error_extension_void",
                default="That day is no working day any more, or it is due later "
                "already: no extension is needed.",
            )
            return [FieldError("granted", later)]
        return []

    def _end(self) -> datetime | None:
        return end_of_day(self.desk, self.complaint.extension.until)

    def mark(self, data):
        """The answer is due at the end of the day."""
        return extension_mark(self._until) if data["granted"] else None

    def apply(self, data):
        """It is decided."""
        request, self._until = self.complaint.extension, self._end()
        self.complaint.extension = None
        self.complaint.extended = self.complaint.extended or data["granted"]
        return {
            "granted": data["granted"],
            "until": request.until.isoformat(),
            "reason": request.reason,
        }
