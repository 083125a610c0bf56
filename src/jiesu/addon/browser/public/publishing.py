"""The version for everybody, beside the original: written, asked about, released."""

from AccessControl import getSecurityManager
from dataclasses import dataclass
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.browser import forms
from jiesu.addon.browser.marking import marked
from jiesu.addon.browser.marking import Part
from jiesu.addon.browser.marking import public_version
from jiesu.addon.browser.marking import PublicVersion
from jiesu.addon.browser.submitter.complaint import OfMatter
from jiesu.addon.browser.submitter.submit import BUSY
from jiesu.addon.browser.submitter.submit import UNFINISHED
from jiesu.addon.catalog.rows import heading
from jiesu.addon.content.personal import KINDS
from jiesu.addon.content.publicanswer import DRAFT
from jiesu.addon.content.publicanswer import living_answer_of
from jiesu.addon.content.publicanswer import source_of
from jiesu.addon.content.publicanswer import state_of_public_answer
from jiesu.addon.content.publicanswer import STATES
from jiesu.addon.handling import publishing
from jiesu.addon.handling.action import MatterAction
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.handling.errors import Invalid
from jiesu.addon.handling.errors import NotNow
from jiesu.addon.handling.perform import action_of
from jiesu.addon.handling.perform import handle
from jiesu.addon.handling.withoutpersons import known_names
from jiesu.addon.handling.withoutpersons import last_answer
from jiesu.addon.writer.errors import Busy
from jiesu.addon.writer.errors import Unfinished
from Products.CMFCore.permissions import View
from Products.Five import BrowserView
from zExceptions import Unauthorized


WRITE = "draft_publication"
# What follows on the text, done on this page; the one that can be done now.
NEXT = ("release_publication", "ask_publication", "submit_publication")
# What asks for words, and has the form of all actions.
ELSEWHERE = ("return_publication", "take_back_publication")


@dataclass(frozen=True)
class Found:
    """What may point to a person, and what it is."""

    text: str
    kind: object


class PublishingPage(OfMatter):
    """`{complaint}/@@publication`."""

    title = _("page_publication_title", default="Version for everybody")
    width = "wide"

    def __call__(self):
        """Show it, or do what was sent.

        :raises Unauthorized: the reader has nothing to do with it
        """
        if not publishing.works_on_it(self.context):
            raise Unauthorized("publication")
        self.errors: tuple[FieldError, ...] = ()
        self.typed: dict | None = None
        self.refusal = self._refusal()
        if self.is_post:
            return self.take()
        return super().__call__()

    def _refusal(self):
        """Why there is nothing to do here, for anyone."""
        return publishing.never(self.context)

    def take(self) -> str:
        """Do it; with errors, show the page with all that was typed."""
        self.check_sent()
        step = self.request.form.get("step")
        if step not in (WRITE, *NEXT):
            return self.go(self.here)
        action = action_of(self.context, step)
        values = forms.read(self.request, action.schema)
        try:
            handle(self.context, step, values)
        except Invalid as invalid:
            self.errors = invalid.errors
            self.typed = values if step == WRITE else None
        except (Forbidden, NotNow) as refused:
            self._refuse(refused.message, 409)
        except Busy:
            self._refuse(BUSY, 503)
        except Unfinished:
            self._refuse(UNFINISHED, 503)
        else:
            done = _(
                "handled", default="Done: ${action}.", mapping={"action": action.title}
            )
            self.say(KEPT if step == WRITE else done)
            return self.go(f"{self.here}#ji-preview")
        return super().__call__()

    def _refuse(self, message, status: int) -> None:
        self.refusal = message
        self.request.response.setStatus(status)

    # What is there

    @cached_property
    def public(self):
        """The public answer that lives, or None."""
        return living_answer_of(self.context)

    @property
    def state(self) -> str:
        """Its state; "" while there is none."""
        return state_of_public_answer(self.public) if self.public is not None else ""

    @property
    def state_words(self) -> str:
        """The same in words."""
        return self.t(STATES[self.state]) if self.state else ""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names that it must not hold."""
        return known_names(self.context)

    @property
    def parts(self) -> list[Part]:
        """The original, in parts."""
        said = "\n".join([heading(self.context), self.context.text or ""])
        answer = last_answer(self.context)
        found = [
            (_("faq_original_question", default="What was said"), said),
            (_("field_location", default="Where?"), self.context.location or ""),
            (
                _("faq_original_answer", default="What was answered"),
                answer.text if answer is not None else "",
            ),
        ]
        return [Part(title, marked(text, self.names)) for title, text in found if text]

    @property
    def version(self) -> PublicVersion:
        """As everybody will read it, what may point to persons marked."""
        return public_version(self, self.public, self.names)

    @cached_property
    def findings(self) -> list[Found]:
        """What of it may point to persons, each once."""
        found = publishing.findings_of(self.public) if self.public is not None else []
        return list(dict.fromkeys(Found(one.text, KINDS[one.kind]) for one in found))

    @property
    def until(self):
        """Until when the submitter can say something; None while not asked."""
        asked = self.context.publication_asked
        return publishing.leave_until(self.context) if asked else None

    @property
    def public_url(self) -> str | None:
        """Where everybody reads it."""
        return self.public.absolute_url() if self.public is not None else None

    # What can be done

    @cached_property
    def write_form(self) -> forms.Form | None:
        """The form of the texts, while they can be written."""
        if not action_of(self.context, WRITE).available():
            return None
        return forms.Form(
            self.context, publishing.IDraftPublication, self._values(), self.errors
        )

    def _values(self) -> dict:
        if self.typed is not None:
            return self.typed
        return publishing.begun(self.context)

    @cached_property
    def next(self) -> MatterAction | None:
        """What follows on the text now, if the reader may do it."""
        actions = [action_of(self.context, name) for name in NEXT]
        return next((one for one in actions if one.available()), None)

    @property
    def why_not(self) -> str:
        """Why the reader does not release what waits for it; "" otherwise."""
        release = action_of(self.context, "release_publication")
        if self.state != "pending" or self.next is not None:
            return ""
        if not release.allowed():
            return self.t(WAITS)
        return self.t(release.obstacle())

    @property
    def elsewhere(self) -> list[MatterAction]:
        """What else can be done."""
        actions = [action_of(self.context, name) for name in ELSEWHERE]
        return [one for one in actions if one.available()]

    @property
    def is_draft(self) -> bool:
        """Whether it can be written still."""
        return self.state in ("", DRAFT)


KEPT = _(
    "publication_kept",
    default="The draft is saved. Look at it as everybody would read it.",
)
WAITS = _(
    "publication_waits",
    default="It waits for the head of the department or the Office.",
)


class ToComplaint(BrowserView):
    """`{public answer}/@@publication`: leads staff to where it is worked on."""

    def __call__(self) -> str:
        """Go there.

        :raises Unauthorized: the reader may not see the complaint
        """
        complaint = source_of(self.context)
        sees = getSecurityManager().checkPermission
        if complaint is None or not sees(View, complaint):
            raise Unauthorized("publication")
        self.request.response.redirect(f"{complaint.absolute_url()}/@@publication")
        return ""
