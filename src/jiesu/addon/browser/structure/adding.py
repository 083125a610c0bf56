"""Plone's own way to add a department or a category leads to the forms of ours."""

from plone.dexterity.browser.add import DefaultAddView


FORMS = {"JiesuDepartment": "add-department", "JiesuCategory": "add-category"}


class LedOn(DefaultAddView):
    """`++add++{type}`: what has no form of ours is added as everywhere."""

    def __call__(self):
        """Go on to the form."""
        form = FORMS.get(self.ti.getId())
        if form is None:
            return super().__call__()
        self.request.response.redirect(f"{self.context.absolute_url()}/@@{form}")
        return ""
