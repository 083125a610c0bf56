"""Making and editing an FAQ page: the original beside the public version."""

from functools import cached_property
from jiesu.addon import _
from jiesu.addon.browser import forms
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.marking import Lines
from jiesu.addon.browser.marking import marked
from jiesu.addon.browser.marking import Part
from jiesu.addon.catalog.rows import heading
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
        self.say(_("faq_kept", default="The draft is saved."))
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
    def question(self) -> Lines:
        """What the submitter said, by its lines."""
        said = self.complaint.text or heading(self.complaint)
        return marked(said, self.names)

    @property
    def answer(self) -> Lines:
        """What was answered, by its lines."""
        entry = last_answer(self.complaint)
        return marked(entry.text if entry is not None else "", self.names)


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
