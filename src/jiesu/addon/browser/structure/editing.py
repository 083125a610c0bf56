"""Forms that change the desk, its departments and categories, in our look.

Each part of the settings is a page of its own, so that what is wrong stands beside its
field and nothing that was typed is lost. Ids are chosen when something is added and
stay: complaints, groups and routes know them.
"""

from collections.abc import Iterable
from copy import copy
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.browser import forms
from jiesu.addon.browser.base import BasePage
from jiesu.addon.handling.data import convert
from jiesu.addon.handling.errors import FieldError
from zope.event import notify
from zope.interface import Interface
from zope.interface.interface import InterfaceClass
from zope.lifecycleevent import Attributes
from zope.lifecycleevent import ObjectModifiedEvent
from zope.schema import getFieldNames
from zope.schema.interfaces import IText


def part_of(schema: type[Interface], names: Iterable[str]) -> InterfaceClass:
    """A schema of some of another's fields.

    They are copies: a schema makes the fields that it is given its own.
    """
    fields = {name: copy(schema[name]) for name in names}
    return InterfaceClass(f"{schema.__name__}Part", (Interface,), fields)


def change(place, schema: type[Interface], data: dict) -> set[str]:
    """Set what is different, and tell of it if anything is.

    :param data: valid values by field name
    :returns: the names of the fields that changed
    """
    data = {name: _stored(schema[name], value) for name, value in data.items()}
    changed = {name for name in data if getattr(place, name, None) != data[name]}
    for name in changed:
        setattr(place, name, data[name])
    if changed:
        notify(ObjectModifiedEvent(place, Attributes(schema, *sorted(changed))))
    return changed


def _stored(field, value):
    """A value as content keeps it: no text is an empty one."""
    return "" if value is None and IText.providedBy(field) else value


class EditPage(BasePage):
    """A form of a schema; a subclass says which, what of, and what follows."""

    width = "form"
    schema: type[Interface] = Interface
    saved = _("settings_saved", default="Saved.")

    def __call__(self):
        """Show the form, or keep what was sent."""
        self.errors: tuple[FieldError, ...] = ()
        self.values = self.initial()
        if not self.is_post:
            return self.show()
        self.check_sent()
        return self.take()

    def show(self) -> str:
        """The page with its form."""
        return super().__call__()

    def initial(self) -> dict:
        """What stands in the form at first."""
        return {
            name: getattr(self.context, name, None)
            for name in getFieldNames(self.schema)
        }

    def take(self) -> str:
        """Keep it; with errors, show the form with all that was typed."""
        self.values = forms.read(self.request, self.schema)
        data, errors = convert(self.context, self.schema, self.values)
        self.errors = tuple(errors) or tuple(self.wrong(data))
        if self.errors:
            return self.show()
        self.keep(data)
        self.say(self.saved)
        return self.go(self.after)

    def wrong(self, data: dict) -> Iterable[FieldError]:
        """What is wrong with data whose fields are valid one by one."""
        return ()

    def keep(self, data: dict) -> set[str]:
        """Keep valid data; returns the names of what changed."""
        return change(self.context, self.schema, data)

    @property
    def after(self) -> str:
        """Where to go on when it is kept."""
        return self.context.absolute_url()

    @property
    def back(self) -> str:
        """Where those go who change nothing."""
        return self.after

    def error_words(self, error: FieldError) -> str:
        """With the name of its field: several of them may be wrong in the same way."""
        told = super().error_words(error)
        field = self.schema.get(error.field) if error.field else None
        title = self.t(field.title) if field is not None else ""
        if not title or title in told:
            return told
        return self.t(
            _(
                "error_of_field",
                default="${field}: ${error}",
                mapping={"field": title, "error": told},
            )
        )

    @cached_property
    def form(self) -> forms.Form:
        """The fields."""
        return forms.Form(self.context, self.schema, self.values, self.errors)
