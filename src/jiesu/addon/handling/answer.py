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
from jiesu.addon.handling.watching import count_watchers
from jiesu.addon.handling.watching import PUBLIC_ANSWER
from jiesu.addon.journal.files import MOST
from zope import schema


class IAnswerToWatchers(IAnswer):
    """The answer where others follow the matter."""

    public_same = schema.Bool(
        title=_(
            "field_followers_same", default="Those who follow it read this answer too"
        ),
        description=_(
            "help_followers_same",
            default="Only where nothing in it points to a person.",
        ),
        required=False,
        default=False,
    )
    public_answer = schema.Text(
        title=_(
            "field_followers_answer", default="Public answer for those who follow it"
        ),
        description=_(
            "help_followers_answer",
            default="They do not see the complaint. Without one they are told that it "
            "was answered, and no more.",
        ),
        required=False,
        max_length=10_000,
    )


class IAnswerOfDraft(IAnswer):
    """The answer where a draft waits."""

    draft_files = schema.Bool(
        title=_("field_draft_files", default="Send the files of the draft with it"),
        required=False,
        default=True,
    )


class IAnswerOfDraftToWatchers(IAnswerOfDraft, IAnswerToWatchers):
    """Both."""


# By whether a draft with files waits, and whether others follow the matter.
SCHEMAS = {
    (False, False): IAnswer,
    (True, False): IAnswerOfDraft,
    (False, True): IAnswerToWatchers,
    (True, True): IAnswerOfDraftToWatchers,
}


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
    public_fields = (PUBLIC_ANSWER,)

    def __init__(self, complaint):
        """Ask for the draft's files where there are some, and what others may read."""
        super().__init__(complaint)
        self.draft = draft_of(complaint)
        drafted = self.draft is not None and bool(self.draft.files)
        followed = count_watchers(self.desk, complaint.getId()) > 0
        self.schema = SCHEMAS[drafted, followed]

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
        public = public_answer(data)
        if public:
            changes[PUBLIC_ANSWER] = public
        return changes

    def mark(self, data):
        """The round is over."""
        return mark(MarkKind.ANSWER)


def public_answer(data: dict) -> str:
    """What those who follow the matter may read of an answer, "" for nothing."""
    return data.get(PUBLIC_ANSWER) or (data["text"] if data.get("public_same") else "")
