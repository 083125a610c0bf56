"""Several at one complaint: a department is consulted, a colleague helps.

docs/concepts/rules.md, joint handling. Which departments support is said by the
dispatch (office.py), what they give by `contribute` (department.py).
"""

from jiesu.addon import _
from jiesu.addon.access import roles
from jiesu.addon.access.capacities import FOR_STAFF
from jiesu.addon.access.permissions import COORDINATE
from jiesu.addon.content.complaint import PENDING
from jiesu.addon.content.complaint import PROCESSING
from jiesu.addon.content.complaint import SUSPENDED
from jiesu.addon.content.complaint import TRIAGE
from jiesu.addon.handling.action import Action
from jiesu.addon.handling.department import LeadAction
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.fields import text_field
from jiesu.addon.handling.following import avoided
from jiesu.addon.handling.office import AVOID
from jiesu.addon.journal.storage import journal_of
from zope import schema
from zope.interface import Interface


class IConsult(Interface):
    """Who is asked, and what."""

    department = schema.Choice(
        title=_("field_consulted", default="Department that is asked"),
        vocabulary="jiesu.addon.departments",
    )
    text = text_field(
        required=True, title=_("field_consult_text", default="What it is asked")
    )


class Consult(Action):
    """Ask a department for its view; it is not responsible for anything.

    It sees the complaint and can contribute, until the next dispatch.
    """

    name = "consult"
    title = _("action_consult", default="Consult a department")
    done = _("done_consult", default="asked another department")
    schema = IConsult
    permission = COORDINATE
    roles = (roles.HANDLER, roles.HEAD, roles.OFFICE_ROLE)
    states = (TRIAGE, PENDING, PROCESSING, SUSPENDED)
    visibility = FOR_STAFF
    weight = 62

    def check(self, data):
        """Never the one that must not have it, nor one that is in it already."""
        complaint, department = self.complaint, data["department"]
        if department in avoided(complaint):
            return [FieldError("department", AVOID)]
        within = (complaint.department, *complaint.supporting, *complaint.consulted)
        if department in within:
            twice = _("error_consult_within", default="This department has it already.")
            return [FieldError("department", twice)]
        return []

    def apply(self, data):
        """It sees the complaint."""
        complaint = self.complaint
        complaint.consulted = (*complaint.consulted, data["department"])
        return {"consulted": data["department"]}


class IInvolve(Interface):
    """Who helps."""

    handler = schema.Choice(
        title=_("field_helper", default="Colleague"), vocabulary="jiesu.addon.handlers"
    )
    text = text_field(required=False)


class Involve(LeadAction):
    """Bring a colleague of the same department in."""

    name = "involve"
    title = _("action_involve", default="Bring a colleague in")
    done = _("done_involve", default="brought a colleague in")
    schema = IInvolve
    states = (PENDING, PROCESSING, SUSPENDED)
    visibility = FOR_STAFF
    weight = 63

    def check(self, data):
        """Somebody who is not in it yet."""
        complaint = self.complaint
        if data["handler"] not in (complaint.handler, *complaint.helpers):
            return []
        twice = _("error_involve_twice", default="This person is in it already.")
        return [FieldError("handler", twice)]

    def apply(self, data):
        """The colleague helps until it is dispatched anew."""
        complaint = self.complaint
        complaint.helpers = (*complaint.helpers, data["handler"])
        return {"helper": data["handler"]}


def took_part(complaint) -> tuple[str, ...]:
    """The departments besides the lead that contributed, in that order."""
    found = [
        entry.department
        for entry in journal_of(complaint)
        if entry.action == "contribute" and entry.department
    ]
    return tuple(one for one in dict.fromkeys(found) if one != complaint.department)
