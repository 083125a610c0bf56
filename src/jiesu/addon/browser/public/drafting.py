"""Making and editing an FAQ page: the original beside the public version."""

from dataclasses import dataclass
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.browser import forms
from jiesu.addon.browser.base import BasePage
from jiesu.addon.catalog.rows import heading
from jiesu.addon.content import personal
from jiesu.addon.content.personal import find_personal
from jiesu.addon.handling import faq
from jiesu.addon.handling.data import convert
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.withoutpersons import known_names
from jiesu.addon.handling.withoutpersons import last_answer
from plone import api
from Products.CMFCore.permissions import View
from zExceptions import Unauthorized
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent


KINDS = {
    personal.PHONE: _("personal_phone", default="telephone"),
    personal.ID_CARD: _("personal_id_card", default="ID number"),
    personal.STUDENT: _("personal_student", default="student or staff number"),
    personal.EMAIL: _("personal_email", default="e-mail address"),
    personal.ACCOUNT: _("personal_account", default="WeChat or QQ"),
    personal.NAME: _("personal_name", default="name"),
    personal.ROOM: _("personal_room", default="room in a dormitory"),
}


@dataclass(frozen=True)
class Piece:
    """A piece of a text; `kind` says what it may give away, or is None."""

    text: str
    kind: object | None


@dataclass(frozen=True)
class Part:
    """A part of the original: its title, and its lines in pieces."""

    title: object
    lines: list[list[Piece]]


def pieces(text: str, names=()) -> list[Piece]:
    """A text cut at what may point to persons."""
    found, at = [], 0
    for one in find_personal(text, names):
        found += [Piece(text[at : one.start], None), Piece(one.text, KINDS[one.kind])]
        at = one.end
    return [piece for piece in [*found, Piece(text[at:], None)] if piece.text]


class Drafting(BasePage):
    """The form; a subclass says of what."""

    width = "wide"

    def __call__(self):
        """Show the form, or keep what was sent."""
        self.check_right()
        self.errors: tuple[FieldError, ...] = ()
        if self.is_post:
            return self.take()
        self.values = self.initial()
        return super().__call__()

    def take(self) -> str:
        """Keep it; with errors, show the form with all that was typed."""
        self.check_sent()
        self.values = forms.read(self.request, faq.IFaqDraft)
        data, errors = convert(self.desk, faq.IFaqDraft, self.values)
        if errors:
            self.errors = tuple(errors)
            return super().__call__()
        page = self.keep(data)
        self.say(_("faq_kept", default="The draft is kept."))
        return self.go(page.absolute_url())

    @cached_property
    def form(self) -> forms.Form:
        """The fields."""
        return forms.Form(self.desk, faq.IFaqDraft, self.values, self.errors)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names that are known."""
        return known_names(self.complaint) if self.complaint is not None else ()

    @property
    def parts(self) -> list[Part]:
        """The original, in parts."""
        return [
            Part(_("faq_original_question", default="What was said"), self.question),
            Part(_("faq_original_answer", default="What was answered"), self.answer),
        ]

    @property
    def question(self) -> list[list[Piece]]:
        """What the submitter said, by its lines."""
        said = self.complaint.text or heading(self.complaint)
        return [pieces(line, self.names) for line in self.paragraphs(said)]

    @property
    def answer(self) -> list[list[Piece]]:
        """What was answered, by its lines."""
        entry = last_answer(self.complaint)
        text = entry.text if entry is not None else ""
        return [pieces(line, self.names) for line in self.paragraphs(text)]


class MakePage(Drafting):
    """`{complaint}/@@faq`: makes a page of the answer."""

    title = _("page_faq_make_title", default="Make it an FAQ page")

    @property
    def complaint(self):
        """The complaint."""
        return self.context

    @property
    def back_url(self) -> str:
        """Where one came from."""
        return self.context.absolute_url()

    def check_right(self) -> None:
        """Whether the reader may make one of it.

        :raises Unauthorized: not
        """
        if not faq.can_make(self.context):
            raise Unauthorized("faq")

    def __call__(self):
        """Lead to the page where there is one already."""
        self.check_right()
        known = faq.page_of(self.context)
        if known is not None:
            return self.go(known.absolute_url())
        return super().__call__()

    def initial(self) -> dict:
        """What was said, without what points to persons."""
        return faq.proposal(self.context)

    def keep(self, data: dict):
        """Make the draft."""
        return faq.make_page(self.context, data)


class EditPage(Drafting):
    """`{faq}/@@edit-faq`: changes a page."""

    title = _("page_faq_edit_title", default="Change the FAQ page")

    @cached_property
    def complaint(self):
        """The complaint that it came of, for those who may read that."""
        complaint = faq.source_of(self.context)
        if complaint is None or not api.user.has_permission(View, obj=complaint):
            return None
        return complaint

    @property
    def back_url(self) -> str:
        """The page."""
        return self.context.absolute_url()

    def check_right(self) -> None:
        """The zcml asks for the right."""

    def initial(self) -> dict:
        """What stands there."""
        return {name: getattr(self.context, name, "") for name in faq.IFaqDraft}

    def keep(self, data: dict):
        """Change it."""
        for name, value in data.items():
            setattr(self.context, name, value)
        notify(ObjectModifiedEvent(self.context))
        return self.context
