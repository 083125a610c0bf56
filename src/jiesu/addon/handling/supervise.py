"""The action that takes a complaint under supervision (督办)."""

from jiesu.addon import _
from jiesu.addon.access import roles
from jiesu.addon.access.capacities import FOR_STAFF
from jiesu.addon.access.permissions import SUPERVISE
from jiesu.addon.calendar.moment import now
from jiesu.addon.catalog.rows import heading
from jiesu.addon.content.complaint import ANSWERED
from jiesu.addon.content.complaint import CLOSED
from jiesu.addon.content.complaint import PENDING
from jiesu.addon.content.complaint import PROCESSING
from jiesu.addon.content.complaint import SUSPENDED
from jiesu.addon.content.complaint import TRIAGE
from jiesu.addon.content.department import OFFICE
from jiesu.addon.content.lookup import supervisions_of
from jiesu.addon.deadlines.supervision import default_day
from jiesu.addon.handling.action import Action
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.fields import text_field
from jiesu.addon.handling.perform import author_of
from jiesu.addon.handling.supervising import begin
from jiesu.addon.handling.supervising import flag
from jiesu.addon.handling.supervising import LONGEST_TITLE
from jiesu.addon.handling.supervising import Opening
from jiesu.addon.handling.supervising import record
from jiesu.addon.handling.supervising import unfit
from jiesu.addon.handling.supervising import wrong_day
from jiesu.addon.handling.supervising import wrong_departments
from zope import schema
from zope.interface import Interface


class ISupervise(Interface):
    """Which supervision joins it."""

    supervision = schema.Choice(
        title=_("field_supervision", default="Supervision"),
        description=_("help_supervision", default="Empty: a new one is opened."),
        vocabulary="jiesu.addon.supervisions",
        required=False,
    )
    due = schema.Date(
        title=_("field_new_supervision_due", default="Report by (of a new one)"),
        description=_(
            "help_supervision_due",
            default="Until the end of this working day. Empty: as the desk is set.",
        ),
        required=False,
    )
    text = text_field(
        required=False, title=_("field_supervision_text", default="What is to be done")
    )


class Supervise(Action):
    """Follow it over the heads of the departments."""

    name = "supervise"
    title = _("action_supervise", default="Supervise")
    done = _("done_supervise", default="took it under supervision")
    schema = ISupervise
    permission = SUPERVISE
    roles = (roles.OFFICE_ROLE, roles.READER)
    states = (TRIAGE, PENDING, PROCESSING, ANSWERED, SUSPENDED, CLOSED)
    visibility = FOR_STAFF
    weight = 75

    def condition(self):
        """A confidential report stays so until its dispatch."""
        return unfit(self.complaint)

    def check(self, data):
        """A running supervision without a department to avoid, or a working day."""
        if not data["supervision"]:
            return wrong_day(self.desk, "due", data["due"])
        supervision = supervisions_of(self.desk)[data["supervision"]]
        wrong = wrong_departments(
            supervision.department, supervision.supporting, [self.complaint]
        )
        return [FieldError("supervision", error.message) for error in wrong]

    def apply(self, data):
        """The supervision joins it; a new one has its departments."""
        author = author_of(self)
        if data["supervision"]:
            supervision = supervisions_of(self.desk)[data["supervision"]]
        else:
            supervision = begin(self.desk, self._opening(data), author)
        complaint_id = self.complaint.getId()
        supervision.complaints += (complaint_id,)
        flag(self.complaint, supervision)
        record(
            supervision,
            author,
            action="link",
            text=(data["text"] or "") if data["supervision"] else "",
            changes={"linked": (complaint_id,)},
        )
        return {"supervision": supervision.getId()}

    def _opening(self, data: dict) -> Opening:
        complaint = self.complaint
        return Opening(
            heading(complaint)[:LONGEST_TITLE],
            data["text"] or "",
            complaint.department or OFFICE,
            tuple(one for one in complaint.supporting if one != complaint.department),
            data["due"] or default_day(self.desk, now()),
        )
