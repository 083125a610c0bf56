"""Reviewed answers: where a department wants it, its head sends what handlers draft.

docs/concepts/rules.md, reviewed answers. A draft is read by the department that wrote
it and by nobody else; the clock goes on until the answer is sent.
"""

from jiesu.addon import _
from jiesu.addon.access import roles
from jiesu.addon.access.capacities import capacities
from jiesu.addon.access.capacities import FOR_DEPARTMENT
from jiesu.addon.content.complaint import PROCESSING
from jiesu.addon.content.lookup import department_of
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.handling.department import IAnswer
from jiesu.addon.handling.department import LeadAction
from jiesu.addon.handling.fields import IText
from jiesu.addon.journal.entry import Entry
from jiesu.addon.journal.storage import journal_of
from jiesu.addon.journal.storage import readable_entries


class DraftAnswer(LeadAction):
    """Hand an answer in to the head."""

    name = "draft_answer"
    title = _("action_draft_answer", default="Draft the answer")
    done = _("done_draft_answer", default="drafted an answer")
    schema = IAnswer
    roles = (roles.HANDLER,)
    states = (PROCESSING,)
    visibility = FOR_DEPARTMENT
    weight = 16
    checks_text = True

    def allowed(self):
        """Handlers; a head sends the answer."""
        return super().allowed() and not is_head(self.complaint)

    def condition(self):
        """Only where the head reviews."""
        if reviewed(self.complaint):
            return None
        return _(
            "refused_draft",
            default="Answers of your department are not reviewed: please answer.",
        )

    def apply(self, data):
        """It waits for the head; one that waited before is out of date."""
        # The entry of this step is the next one.
        self.complaint.draft = len(journal_of(self.complaint)) + 1
        return {"outcome": data["outcome"]}


class DeclineAnswer(LeadAction):
    """Give a drafted answer back to the handler."""

    name = "decline_answer"
    title = _("action_decline_answer", default="Give the draft back")
    done = _("done_decline_answer", default="gave the draft back")
    schema = IText
    roles = (roles.HEAD,)
    states = (PROCESSING,)
    visibility = FOR_DEPARTMENT
    weight = 17

    def allowed(self):
        """Heads."""
        return super().allowed() and is_head(self.complaint)

    def condition(self):
        """Only where there is one."""
        if self.complaint.draft:
            return None
        return _("refused_decline", default="No draft waits for you.")

    def apply(self, data):
        """It waits no more."""
        number, self.complaint.draft = self.complaint.draft, 0
        return {"draft": number}


def reviewed(complaint) -> bool:
    """Whether the lead department wants its answers reviewed by its head."""
    department = department_of(desk_of(complaint), complaint.department)
    return bool(department is not None and department.review_answers)


def is_head(complaint) -> bool:
    """Whether the present user is a head of the lead department."""
    return roles.HEAD in capacities(complaint)


def draft_of(complaint) -> Entry | None:
    """The draft that waits, where the present user may read it."""
    if not complaint.draft:
        return None
    entry = journal_of(complaint)[complaint.draft]
    readable = readable_entries(complaint, capacities(complaint))
    return entry if entry in readable else None
