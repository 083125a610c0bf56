"""Templates for answers: a department edits its own, the Office those of the desk."""

from functools import cached_property
from jiesu.addon import _
from jiesu.addon.browser import forms
from jiesu.addon.browser.base import BasePage
from jiesu.addon.content.interfaces import IDepartment
from jiesu.addon.content.templates import keep
from jiesu.addon.content.templates import MOST
from jiesu.addon.content.templates import moved_up
from jiesu.addon.content.templates import PLACEHOLDERS
from jiesu.addon.content.templates import Template
from jiesu.addon.content.templates import templates_of
from jiesu.addon.content.templates import unknown_placeholders
from jiesu.addon.content.templates import with_changed
from jiesu.addon.content.templates import without
from jiesu.addon.handling.data import convert
from jiesu.addon.handling.errors import FieldError
from zope import schema
from zope.interface import Interface


REMOVE = "remove"
UP = "up"

MEANINGS = {
    "number": _("placeholder_number", default="the complaint's number"),
    "title": _("placeholder_title", default="its heading"),
    "department": _("placeholder_department", default="the department's name"),
    "date": _("placeholder_date", default="today's date"),
}


class ITemplate(Interface):
    """One template."""

    title = schema.TextLine(
        title=_("field_template_title", default="Name"),
        description=_(
            "help_template_title",
            default="By which it is found, such as: lamp changed.",
        ),
        max_length=60,
    )
    text = schema.Text(title=_("field_template_text", default="Text"), max_length=5000)


class Templates(BasePage):
    """The templates of one place, each in a form of its own, and one more for a new."""

    title = _("page_templates_title", default="Answer templates")
    width = "narrow"

    def __call__(self):
        """Show them, or do what was sent."""
        self.errors: tuple[FieldError, ...] = ()
        self.values: dict = {}
        if not self.is_post:
            return super().__call__()
        self.check_sent()
        wanted = {REMOVE: self._remove, UP: self._up}
        return wanted.get(self.request.form.get("do"), self._save)()

    @cached_property
    def kept(self) -> tuple[Template, ...]:
        """What there is."""
        return templates_of(self.context)

    @property
    def of_department(self) -> bool:
        """Whether they are a department's own."""
        return IDepartment.providedBy(self.context)

    @property
    def placeholders(self) -> list[tuple[str, str]]:
        """What can stand in a text, and what it becomes."""
        return [(f"{{{name}}}", self.t(MEANINGS[name])) for name in PLACEHOLDERS]

    @cached_property
    def edited(self) -> str:
        """The id of the template whose form is open; "" for the new one."""
        value = self.request.form.get("id", "")
        return value if any(value == one.id for one in self.kept) else ""

    @cached_property
    def form(self) -> forms.Form:
        """The open form, with what was typed or is kept."""
        open_ = next((one for one in self.kept if one.id == self.edited), None)
        values = {"title": open_.title, "text": open_.text} if open_ else {}
        return forms.Form(self.context, ITemplate, self.values or values, self.errors)

    def _save(self) -> str:
        self.values = forms.read(self.request, ITemplate)
        data, errors = convert(self.context, ITemplate, self.values)
        self.errors = tuple(errors) or tuple(self._wrong(data))
        if self.errors:
            return super().__call__()
        changed = with_changed(self.kept, self.edited, data["title"], data["text"])
        return self._keep(changed, _("template_kept", default="The template is saved."))

    def _wrong(self, data: dict):
        if not self.edited and len(self.kept) >= MOST:
            yield FieldError(
                "title",
                _(
                    "error_templates_many",
                    default="There are ${n} templates already; remove one first.",
                    mapping={"n": MOST},
                ),
            )
        unknown = unknown_placeholders(data["text"])
        if unknown:
            yield FieldError(
                "text",
                _(
                    "error_placeholder",
                    default="“{${name}}” stands for nothing. Below the text is what "
                    "can stand in braces.",
                    mapping={"name": unknown[0]},
                ),
            )

    def _remove(self) -> str:
        changed = without(self.kept, self.edited)
        return self._keep(changed, _("template_removed", default="It is removed."))

    def _up(self) -> str:
        changed = moved_up(self.kept, self.edited)
        return self._keep(changed, _("template_moved", default="It is further up now."))

    def _keep(self, templates: tuple[Template, ...], done) -> str:
        keep(self.context, templates)
        self.say(done)
        return self.go(self.here)
