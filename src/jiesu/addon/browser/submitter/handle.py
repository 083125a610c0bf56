"""Do one thing to a complaint or supervision: the form of any action.

It is made from the action's definition.
"""

from dataclasses import dataclass
from dataclasses import replace
from functools import cached_property
from itertools import chain
from jiesu.addon import _
from jiesu.addon.access.capacities import capacities
from jiesu.addon.access.identity import Identity
from jiesu.addon.access.identity import identity_of
from jiesu.addon.browser import forms
from jiesu.addon.browser import words
from jiesu.addon.browser.marking import public_version
from jiesu.addon.browser.marking import PublicVersion
from jiesu.addon.browser.submitter.complaint import FIRST
from jiesu.addon.browser.submitter.complaint import OfMatter
from jiesu.addon.browser.submitter.desk import workplaces_of
from jiesu.addon.browser.submitter.submit import BUSY
from jiesu.addon.browser.submitter.submit import UNFINISHED
from jiesu.addon.content.answercheck import Remark
from jiesu.addon.content.interfaces import ISupervision
from jiesu.addon.content.lookup import department_of
from jiesu.addon.content.templates import filled
from jiesu.addon.content.templates import Template
from jiesu.addon.content.templates import templates_of
from jiesu.addon.handling import publishing
from jiesu.addon.handling.action import MatterAction
from jiesu.addon.handling.answerremarks import remarks_of
from jiesu.addon.handling.data import clean
from jiesu.addon.handling.data import convert
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.handling.errors import Invalid
from jiesu.addon.handling.errors import NotNow
from jiesu.addon.handling.interfaces import IAction
from jiesu.addon.handling.perform import handle
from jiesu.addon.handling.perform import RIGHT_MISSING
from jiesu.addon.handling.reading import Shown
from jiesu.addon.handling.review import draft_of
from jiesu.addon.journal.storage import journal_of
from jiesu.addon.writer.errors import Busy
from jiesu.addon.writer.errors import Unfinished
from zExceptions import NotFound
from zope.component import queryAdapter
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


REVEAL = "reveal"
# Beside these stand the templates for answers.
WITH_TEMPLATES = ("answer", "draft_answer", "ask")

# Beside these stands the public answer that they are about.
ABOUT_PUBLICATION = (
    "agree_publication",
    "release_publication",
    "return_publication",
    "take_back_publication",
)

# What is said afterwards, where it is not just "done".
AFTERWARDS = {
    "rate": _("handled_rate", default="Thank you for the rating."),
    "supplement": _("handled_supplement", default="Thank you, it was added."),
    "agree_publication": _("handled_agree", default="Thank you, that is noted."),
    "withdraw": _("handled_withdraw", default="It was withdrawn."),
    "draft_answer": _(
        "handled_draft", default="The draft is with the head of your department."
    ),
    "answer": _(
        "handled_answer", default="The answer is with the submitter, who can rate it."
    ),
}


# The parts of the text that were pointed out already, as the form carries them.
SEEN = "seen"


@dataclass(frozen=True)
class Piece:
    """A piece of a text, and what is pointed out there, if anything."""

    text: str
    remark: Remark | None


@implementer(IPublishTraverse)
class HandlePage(OfMatter):
    """`@@handle/{action}`: GET shows the form, POST does it."""

    for_everybody = True
    width = "form"
    action_name = ""

    def publishTraverse(self, request, name: str):
        """Take the action's name from the address."""
        if self.action_name:
            raise NotFound(name)
        self.action_name = name
        return self

    def __call__(self):
        """Show the form, or do what was sent."""
        self.values: dict = initial(self.context, self.action_name)
        self.errors: tuple[FieldError, ...] = ()
        self.remarks: dict[str, list[Remark]] = {}
        self.identity: Identity | None = None
        self.refusal = self._refusal()
        if self.is_post:
            return self.take()
        return super().__call__()

    @cached_property
    def action(self) -> MatterAction:
        """The action of the address.

        :raises NotFound: there is none of this name
        """
        action = queryAdapter(self.context, IAction, name=self.action_name)
        if action is None:
            raise NotFound(self.action_name)
        return action

    @property
    def page_title(self) -> str:
        """What is done, to what."""
        return f"{self.t(self.action.title)} · {self.reading.heading}"

    @cached_property
    def form(self) -> forms.Form:
        """The action's fields."""
        return forms.Form(
            self.context, self.action.schema, self.values, self.errors, FIRST
        )

    @property
    def answer_templates(self) -> list[Template]:
        """What staff often say here, filled in; the department's own come first."""
        if self.action_name not in WITH_TEMPLATES or not self.reading.is_staff:
            return []
        facts = self._facts()
        department = department_of(self.desk, self.context.department)
        places = [place for place in (department, self.desk) if place is not None]
        return [
            replace(one, text=filled(one.text, facts))
            for place in places
            for one in templates_of(place)
        ]

    @cached_property
    def draft(self) -> Shown | None:
        """The draft that the form begins with."""
        drafted = draft_of(self.context) if self.action_name == "answer" else None
        if drafted is None:
            return None
        return next(e for e in self.reading.entries() if e.number == drafted.number)

    @cached_property
    def version(self) -> PublicVersion | None:
        """The public answer that the action is about, where it is about one."""
        if self.action_name not in ABOUT_PUBLICATION:
            return None
        answer = publishing.visible_answer_of(self.context)
        return public_version(self, answer) if answer is not None else None

    def _facts(self) -> dict[str, str]:
        """What the placeholders of templates stand for."""
        return {
            "number": self.context.number,
            "title": self.reading.heading,
            "department": self.department_title(self.context.department),
            "date": self.t(words.full_day(self.now, self.zone)),
        }

    @property
    def text_title(self) -> str:
        """What the text is that the form shows to look up."""
        if ISupervision.providedBy(self.context):
            return self.t(_("field_supervision_text", default="What is to be done"))
        return self.t(_("show_complaint", default="What was said"))

    @property
    def shows_form(self) -> bool:
        """Whether there is something to fill in, or to save from what was typed."""
        return self.identity is None and (self.refusal is None or self.is_post)

    def take(self) -> str:
        """Do the action; with errors, show the form with all that was typed."""
        self.check_sent()
        self.values = forms.read(self.request, self.action.schema)
        self.remarks = self._new_remarks()
        if self.remarks:
            return super().__call__()
        try:
            handle(self.context, self.action.name, self.values)
        except Invalid as invalid:
            self.errors = invalid.errors
        except Forbidden as forbidden:
            self._refuse(forbidden.message, 403)
        except NotNow as late:
            self._refuse(late.message, 409)
        except Busy:
            self._refuse(BUSY, 503)
        except Unfinished:
            self._refuse(UNFINISHED, 503)
        else:
            return self._after()
        return super().__call__()

    # What is pointed out before an answer is sent

    def _new_remarks(self) -> dict[str, list[Remark]]:
        """What is to be pointed out by field, unless all of it was shown before."""
        if self.refusal is not None:
            return {}
        typed = {k: v for k, v in self.values.items() if k != "files"}
        data, errors = convert(self.context, self.action.schema, typed)
        found = {} if errors else remarks_of(self.action, data)
        shown = self.request.form.get(SEEN, [])
        shown = {shown} if isinstance(shown, str) else set(shown)
        keys = {one.key for one in chain.from_iterable(found.values())}
        return found if keys - shown else {}

    @property
    def remarked_texts(self) -> list[list[list[Piece]]]:
        """The texts with something to point out, by their lines, cut at it."""
        return [self._remarked(name) for name in self.remarks]

    def _remarked(self, name: str) -> list[list[Piece]]:
        # As data.py reads it: the places of the remarks are those of that text.
        text, at = clean(self.values[name]).strip(), 0
        found: list[Piece] = []
        for one in self.remarks[name]:
            found += [Piece(text[at : one.start], None), Piece(one.text, one)]
            at = one.end
        return in_lines([*found, Piece(text[at:], None)])

    @property
    def _all_remarks(self) -> list[Remark]:
        return list(chain.from_iterable(self.remarks.values()))

    @property
    def reasons(self) -> list:
        """What is the matter, each once."""
        return list({one.kind: one.message for one in self._all_remarks}.values())

    @property
    def seen(self) -> list[str]:
        """What is shown now and need not be shown again."""
        return [one.key for one in self._all_remarks]

    @property
    def lost_files(self) -> bool:
        """Whether files were sent: no page can put them into its form again."""
        return bool(self.remarks and self.values.get("files"))

    @property
    def button(self) -> str:
        """What the button says."""
        if self.remarks:
            return self.t(_("send_anyway", default="Send it nevertheless"))
        return self.t(self.action.title)

    def _refusal(self):
        if not self.action.allowed():
            self.request.response.setStatus(403)
            return RIGHT_MISSING
        return self.action.obstacle()

    def _refuse(self, message, status: int) -> None:
        self.refusal = message
        self.request.response.setStatus(status)

    def _after(self) -> str:
        """Go on: to the complaint, or where there is something to do still."""
        if self.action.name == REVEAL:
            # Shown once, by the step that was recorded; no page shows it again.
            self.identity = identity_of(self.context)
            self.refusal = None
            return super().__call__()
        done = _(
            "handled", default="Done: ${action}.", mapping={"action": self.action.title}
        )
        self.say(AFTERWARDS.get(self.action.name, done))
        if capacities(self.context):
            return self.go(self.url)
        places = workplaces_of(self.desk)
        return self.go(places[0].url if places else self.desk_url)


def in_lines(pieces: list[Piece]) -> list[list[Piece]]:
    """The pieces of a text by its lines, without the empty ones."""
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *more = piece.text.split("\n")
        lines[-1].append(Piece(first, piece.remark))
        lines += [[Piece(text, piece.remark)] for text in more]
    filled = [[piece for piece in line if piece.text] for line in lines]
    return [line for line in filled if line]


def initial(matter, action: str) -> dict:
    """What a form begins with, so that what is to stay need not be chosen again."""
    if ISupervision.providedBy(matter):
        return _of_supervision(matter, action)
    return _of_complaint(matter, action)


def _of_supervision(supervision, action: str) -> dict:
    if action == "assign_departments":
        return {
            "department": supervision.department,
            "supporting": list(supervision.supporting),
        }
    if action == "postpone":
        return {"until": supervision.due}
    return {}


def _of_complaint(complaint, action: str) -> dict:
    if action == "dispatch":
        return {
            "department": complaint.department or proposed(complaint),
            "supporting": list(complaint.supporting or last_supporting(complaint)),
        }
    if action in ("answer", "draft_answer"):
        draft = draft_of(complaint)
        if draft is None:
            return {}
        return {"text": draft.text, "outcome": draft.changes.get("outcome")}
    if action == "assign":
        return {"handler": complaint.handler}
    if action == "headline":
        return {"headline": complaint.headline}
    if action == "draft_publication" and publishing.works_on_it(complaint):
        return publishing.begun(complaint)
    return {}


def last_supporting(complaint) -> tuple[str, ...]:
    """The departments that supported one that was taken from its department last."""
    for entry in reversed(list(journal_of(complaint))):
        if "department" in entry.changes:
            return tuple(entry.changes.get("supporting", ((), ()))[0])
    return ()


def proposed(complaint) -> str:
    """The department that whoever returned a complaint last proposed, or ""."""
    returns = [entry for entry in journal_of(complaint) if entry.action == "return"]
    return returns[-1].changes.get("proposed", "") if returns else ""
