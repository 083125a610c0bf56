"""Plone's forms of the desk, its departments and categories, with what they lack.

Complaints, groups and routes know a department and a category by their ids, so those
are chosen when one is added and stay. What is wrong is named above the form: it may
stand in another of its tabs.
"""

from Acquisition import aq_inner
from Acquisition import aq_parent
from jiesu.addon import _
from jiesu.addon.content.interfaces import ICategory
from jiesu.addon.interfaces import IBrowserLayer
from plone import api
from plone.dexterity.browser.add import DefaultAddView
from plone.dexterity.browser.edit import DefaultEditForm
from plone.dexterity.interfaces import IDexterityEditForm
from plone.dexterity.interfaces import IDexterityFTI
from plone.z3cform import layout
from zope.component import adapter
from zope.i18n import translate
from zope.interface import classImplements


SHORT_NAME = "IShortName.id"
CALENDAR = {"working_hours", "calendar_days"}


class StructureEditForm(DefaultEditForm):
    """Edits all but the id."""

    def updateFields(self):
        """Leave out the id, in whichever fieldset it stands."""
        super().updateFields()
        self.fields = self.fields.omit(SHORT_NAME)
        for group in self.groups:
            group.fields = group.fields.omit(SHORT_NAME)
        self.groups = [group for group in self.groups if len(group.fields)]

    def update(self):
        """Name what is wrong, whichever tab it stands in."""
        super().update()
        parts = (self, *self.groups)
        errors = [error for part in parts for error in part.widgets.errors or ()]
        if errors:
            # The template shows as an error what is this message.
            self.formErrorsMessage = " ".join(map(self._told, errors))
            self.status = self.formErrorsMessage

    def _told(self, error) -> str:
        label = error.widget.label if error.widget is not None else ""
        told = (
            translate(word, context=self.request) for word in (label, error.message)
        )
        return translate(
            _(
                "form_error",
                default="${field}: ${message}",
                mapping=dict(zip(("field", "message"), told, strict=True)),
            ),
            context=self.request,
        )


class DeskEditForm(StructureEditForm):
    """Also says what is left to do after the calendar was changed."""

    def applyChanges(self, data):
        """Store, and remind of the running clocks."""
        changes = super().applyChanges(data)
        changed = {name for names in (changes or {}).values() for name in names}
        if changed & CALENDAR:
            message = _(
                "calendar_changed",
                default="The calendar has changed. Running complaints keep their due "
                "times until you set them anew on the Office's page.",
            )
            api.portal.show_message(message, self.request, type="warning")
        return changes


StructureEdit = layout.wrap_form(StructureEditForm)
DeskEdit = layout.wrap_form(DeskEditForm)
classImplements(StructureEdit, IDexterityEditForm)
classImplements(DeskEdit, IDexterityEditForm)


@adapter(ICategory, IBrowserLayer, IDexterityFTI)
class AddBelowCategory(DefaultAddView):
    """Adds a category below one of the first level, and none below that."""

    def __call__(self):
        """Show the form; on the second level say why there is none."""
        if not ICategory.providedBy(aq_parent(aq_inner(self.context))):
            return super().__call__()
        message = _(
            "error_third_level", default="Categories have two levels, not three."
        )
        api.portal.show_message(message, self.request, type="error")
        self.request.response.redirect(self.context.absolute_url())
        return ""
