"""Suspension (挂账): a long-term matter is parked by the Office until a planned day.

docs/concepts/rules.md, life of a complaint. The clock stands still meanwhile; on the
planned day the desk itself takes it up again.
"""

from jiesu.addon import _
from jiesu.addon.calendar.moment import now
from jiesu.addon.content.complaint import PROCESSING
from jiesu.addon.content.complaint import SUSPENDED
from jiesu.addon.deadlines.desk import start_of_day
from jiesu.addon.deadlines.marks import MarkKind
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.fields import missing_words
from jiesu.addon.handling.fields import reason_field
from jiesu.addon.handling.fields import text_field
from jiesu.addon.handling.marks import mark
from jiesu.addon.handling.office import OfficeAction
from zope import schema
from zope.interface import Interface


class ISuspend(Interface):
    """Why, and until when."""

    reason = reason_field("jiesu.addon.suspend_reasons")
    until = schema.Date(
        title=_("field_suspended_until", default="Planned for"),
        description=_(
            "help_suspended_until",
            default="On this working day it is taken up again by itself.",
        ),
    )
    text = text_field(
        required=False,
        title=_("field_suspend_text", default="What the submitter is told besides"),
    )


class Suspend(OfficeAction):
    """Park it; the submitter is told why and until when."""

    name = "suspend"
    title = _("action_suspend", default="Suspend")
    done = _("done_suspend", default="put it on the plan")
    schema = ISuspend
    states = (PROCESSING,)
    transition = "suspend"
    weight = 75

    def check(self, data):
        """An `other` reason is put in words; the day is a working day to come."""
        errors = missing_words(data)
        start = start_of_day(self.desk, data["until"])
        if start is None:
            wrong = _("error_working_day", default="Please choose a working day.")
            errors.append(FieldError("until", wrong))
        elif start <= now():
            wrong = _("error_future_day", default="Please choose a day to come.")
            errors.append(FieldError("until", wrong))
        return errors

    def apply(self, data):
        """Nobody waits for an answer to a question or for more time any more."""
        complaint = self.complaint
        complaint.asked = False
        complaint.extension = None
        complaint.suspended_until = start_of_day(self.desk, data["until"])
        return {"reason": data["reason"], "until": data["until"].isoformat()}

    def mark(self, data):
        """The clock stands still."""
        return mark(MarkKind.HOLD)


class IResume(Interface):
    """What is said besides."""

    text = text_field(
        required=False, title=_("field_remark", default="Anything else to say?")
    )


class Resume(OfficeAction):
    """Take it up again; the desk does so itself on the planned day."""

    name = "resume"
    title = _("action_resume", default="Take up again")
    done = _("done_resume", default="took it up again")
    schema = IResume
    states = (SUSPENDED,)
    transition = "resume"
    weight = 25
    while_following = True

    def apply(self, data):
        """It is in process again."""
        self.complaint.suspended_until = None
        return {}

    def mark(self, data):
        """The clock goes on with what was left."""
        return mark(MarkKind.RELEASE)
