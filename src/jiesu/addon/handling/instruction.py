"""Instructions (批示): given, required before the answer, carried out.

docs/concepts/rules.md, life of a complaint.
"""

from jiesu.addon import _
from jiesu.addon.access import roles
from jiesu.addon.access.capacities import FOR_STAFF
from jiesu.addon.access.permissions import INSTRUCT
from jiesu.addon.content.complaint import OPEN_STATES
from jiesu.addon.content.complaint import PENDING
from jiesu.addon.content.complaint import PROCESSING
from jiesu.addon.content.complaint import SUSPENDED
from jiesu.addon.content.complaint import TRIAGE
from jiesu.addon.handling.action import Action
from jiesu.addon.handling.department import LeadAction
from jiesu.addon.handling.fields import IText
from jiesu.addon.handling.fields import ITextAndFiles
from jiesu.addon.handling.fields import text_field
from jiesu.addon.handling.office import OfficeAction
from jiesu.addon.journal.storage import journal_of
from zope.interface import Interface


class Instruct(Action):
    """Say how it is to be handled; staff read it."""

    name = "instruct"
    title = _("action_instruct", default="Instruct")
    done = _("done_instruct", default="gave an instruction")
    schema = IText
    permission = INSTRUCT
    roles = (roles.READER,)
    states = OPEN_STATES
    visibility = FOR_STAFF
    weight = 30


class IRequire(Interface):
    """What the Office adds."""

    text = text_field(
        required=False, title=_("field_dispatch_remark", default="Remark")
    )


class Require(OfficeAction):
    """Let the latest instruction be carried out before the answer."""

    name = "require"
    title = _("action_require", default="Require the instruction")
    done = _("done_require", default="requires the instruction to be carried out")
    schema = IRequire
    states = (TRIAGE, PENDING, PROCESSING, SUSPENDED)
    visibility = FOR_STAFF
    weight = 45

    def condition(self):
        """Only where there is an instruction that is not required yet."""
        latest = latest_instruction(self.complaint)
        if latest and latest != self.complaint.instruction:
            return None
        return _(
            "refused_require", default="There is no instruction that waits for this."
        )

    def apply(self, data):
        """The answer waits for it."""
        self.complaint.instruction = latest_instruction(self.complaint)
        return {"instruction": self.complaint.instruction}


class CarryOut(LeadAction):
    """Say how the instruction was carried out."""

    name = "carry_out"
    title = _("action_carry_out", default="Instruction carried out")
    done = _("done_carry_out", default="carried out the instruction")
    schema = ITextAndFiles
    states = (PENDING, PROCESSING, SUSPENDED)
    visibility = FOR_STAFF
    weight = 14

    def condition(self):
        """Only where one is required."""
        if self.complaint.instruction:
            return None
        return _("refused_carry_out", default="No instruction is required.")

    def apply(self, data):
        """The answer need not wait any more."""
        number, self.complaint.instruction = self.complaint.instruction, 0
        return {"instruction": number}


def latest_instruction(complaint) -> int:
    """The number of the latest instruction that was not carried out; 0 for none."""
    latest = 0
    for entry in journal_of(complaint):
        if entry.action == "instruct":
            latest = entry.number
        elif entry.action == "carry_out":
            latest = 0
    return latest
