"""The answer: sent by the lead, by its head where the department reviews answers."""

from jiesu.addon import _
from jiesu.addon.calendar.moment import now
from jiesu.addon.content.complaint import PROCESSING
from jiesu.addon.deadlines.marks import MarkKind
from jiesu.addon.handling.department import IAnswer
from jiesu.addon.handling.department import LeadAction
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.joint import took_part
from jiesu.addon.handling.marks import mark
from jiesu.addon.handling.review import draft_of
from jiesu.addon.handling.review import is_head
from jiesu.addon.handling.review import reviewed
from jiesu.addon.journal.files import MOST
from zope import schema


class IAnswerOfDraft(IAnswer):
    """The answer where a draft waits."""

    draft_files = schema.Bool(
        title=_("field_draft_files", default="Send the files of the draft with it"),
        required=False,
        default=True,
    )


class Answer(LeadAction):
    """Answer; the submitter rates."""

    name = "answer"
    title = _("action_answer", default="Answer")
    done = _("done_answer", default="answered")
    schema = IAnswer
    states = (PROCESSING,)
    transition = "answer"
    weight = 15
    checks_text = True

    def __init__(self, complaint):
        """Ask for the draft's files where there are some."""
        super().__init__(complaint)
        self.draft = draft_of(complaint)
        if self.draft is not None and self.draft.files:
            self.schema = IAnswerOfDraft

    def condition(self):
        """Not before a required instruction was carried out, and reviewed."""
        if self.complaint.instruction:
            return _(
                "refused_instruction",
                default="The Office requires an instruction to be carried out first.",
            )
        if reviewed(self.complaint) and not is_head(self.complaint):
            return _(
                "refused_review",
                default="Answers of your department are sent by its head: please "
                "draft the answer, and the head has it.",
            )
        return None

    def check(self, data):
        """The draft's files count."""
        if len(data["files"] or ()) + len(self._drafted(data)) <= MOST:
            return []
        many = _(
            "error_files_many",
            default="At most ${most} files can be attached.",
            mapping={"most": MOST},
        )
        return [FieldError("files", many)]

    def files(self, data):
        """What is attached, and what was to the draft; the latter is not copied."""
        return (*self._drafted(data), *super().files(data))

    def _drafted(self, data) -> tuple:
        return self.draft.files if self.draft and data.get("draft_files") else ()

    def apply(self, data):
        """The submitter has the ball."""
        complaint = self.complaint
        complaint.asked = False
        complaint.extension = None
        complaint.outcome = data["outcome"]
        complaint.answered_at = now()
        changes = {"outcome": data["outcome"]}
        others = took_part(complaint)
        if others:
            changes["took_part"] = others
        if complaint.draft:
            changes["draft"] = complaint.draft
        return changes

    def mark(self, data):
        """The round is over."""
        return mark(MarkKind.ANSWER)
