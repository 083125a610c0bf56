"""An EasyForm's page: our frame, a key against filing twice, guards, receipt."""

from collections.abc import Iterator
from collective.easyform.api import get_schema
from collective.easyform.browser.view import EasyFormForm
from collective.easyform.browser.view import EasyFormFormEmbedded
from functools import cached_property
from functools import partial
from jiesu.addon import _
from jiesu.addon.browser import words
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.submitter.passes import give_pass
from jiesu.addon.calendar.moment import now
from jiesu.addon.content.lookup import department_of
from jiesu.addon.deadlines.desk import timezone_of_site
from jiesu.addon.intake.easyform.action import FILED
from jiesu.addon.intake.easyform.action import Filed
from jiesu.addon.intake.easyform.action import files_complaints
from jiesu.addon.intake.easyform.action import KEY
from plone.formwidget.namedfile.interfaces import INamedFileWidget
from plone.namedfile.interfaces import INamedField
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from z3c.form.interfaces import INPUT_MODE
from z3c.form.interfaces import ISelectWidget
from zope.annotation.interfaces import IAnnotations
from zope.i18n import translate
from zope.schema.interfaces import RequiredMissing

import uuid


CHOOSE = _("choose", default="Please choose")
MISSING = _("error_fill_in", default="Please fill this in.")
ERROR = ViewPageTemplateFile("error.pt")
FILE_INPUT = ViewPageTemplateFile("file_input.pt")


class Filing:
    """What a form needs that files complaints."""

    extras = ViewPageTemplateFile("extras.pt")
    key_name = KEY

    def update(self) -> None:
        """Put right what z3c.form does in a way that misleads people.

        The label of a file leads to its input, not to a box around it; and of a list
        nothing is chosen before somebody does: the first building is not where it is.
        """
        super().update()
        for widget in self._inputs():
            if INamedFileWidget.providedBy(widget):
                widget.template = FILE_INPUT
            if ISelectWidget.providedBy(widget) and self.files_complaints:
                widget.prompt, widget.promptMessage = True, CHOOSE
            if widget.error:
                self._tie(widget)

    def _tie(self, widget) -> None:
        """Let a field tell what is wrong with it, to who cannot see what is red."""
        snippet = widget.error
        if not hasattr(snippet, "message"):
            # Of a field of several parts: each of them tells its own.
            return
        snippet.render = partial(ERROR, snippet)
        if isinstance(snippet.error, RequiredMissing):
            snippet.message = translate(MISSING, context=self.request)
        attributes = getattr(widget, "attributes", None)
        if isinstance(attributes, dict):
            attributes["aria-invalid"] = "true"
            attributes["aria-describedby"] = f"{widget.id}-error"

    def _inputs(self) -> Iterator:
        for part in (self, *self.groups):
            for widget in (part.widgets or {}).values():
                if widget.mode == INPUT_MODE:
                    yield widget

    @cached_property
    def files_complaints(self) -> bool:
        """Whether it does."""
        return files_complaints(self.context)

    @property
    def enctype(self) -> str:
        """Files want a form of parts."""
        fields = get_schema(self.context)
        if any(INamedField.providedBy(fields[name]) for name in fields):
            return "multipart/form-data"
        return super().enctype

    @property
    def key(self) -> str:
        """Makes one complaint of a form, however often it is sent."""
        return str(self.request.form.get(KEY) or uuid.uuid4().hex)

    @property
    def page(self) -> BasePage:
        """For the macros and the guards."""
        return BasePage(self.context, self.request)

    def hidden(self) -> str:
        """The hidden parts of the form, as HTML; nothing for other forms."""
        return self.extras() if self.files_complaints else ""


class FilingForm(Filing, EasyFormForm):
    """The form on its own page."""

    form_template = ViewPageTemplateFile("form.pt")


class EmbeddedForm(Filing, EasyFormFormEmbedded):
    """The form in another page."""

    form_template = ViewPageTemplateFile("form.pt")


class FormPage(BasePage):
    """The page of a form."""

    width = "form"

    def __call__(self):
        """Show the form, or what came of it."""
        self.form = FilingForm(self.context, self.request)
        self.form.update()
        self.request.response.setHeader("Cache-Control", "no-store")
        if self.request.response.getStatus() in (301, 302, 303):
            return ""
        return super().__call__()

    @property
    def page_title(self) -> str:
        """The form's title."""
        return self.context.Title()

    @property
    def header_injection(self) -> str:
        """What the form's Manager wants in the head of the page."""
        return self.form.header_injection() or ""

    @cached_property
    def filed(self) -> Filed | None:
        """What was filed just now."""
        return IAnnotations(self.request).get(FILED)

    @property
    def receipt(self) -> str:
        """Where it went and until when an answer is due."""
        complaint, desk = self.filed.complaint, self.filed.desk
        due = complaint.clock.answer_due if complaint.clock else None
        department = department_of(desk, complaint.department)
        if department is None or due is None:
            return self.t(
                _(
                    "submitted_to_office",
                    default="Thank you. ${number} is with the Office, which passes it "
                    "on.",
                    mapping={"number": complaint.number},
                )
            )
        mapping = {
            "number": complaint.number,
            "department": department.Title(),
            "when": words.when(due, now(), timezone_of_site()),
        }
        return self.t(
            _(
                "submitted_to",
                default="Thank you. ${number} is with ${department}, which answers by "
                "${when} at the latest.",
                mapping=mapping,
            )
        )

    @property
    def follow_url(self) -> str:
        """Where it is followed; a guest's browser gets a pass for it."""
        desk_url = self.filed.desk.absolute_url()
        if self.filed.code is None:
            return f"{desk_url}/complaints/{self.filed.complaint.getId()}"
        complaint_id = self.filed.complaint.getId()
        give_pass(self.filed.desk, complaint_id, self.request)
        return f"{desk_url}/@@track"
