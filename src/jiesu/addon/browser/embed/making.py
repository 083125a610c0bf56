"""`{folder}/@@make-form`: a form of the site, made of a template that is ready."""

from functools import cached_property
from jiesu.addon import _
from jiesu.addon.browser.base import BasePage
from jiesu.addon.content.lookup import DESK_TYPE
from jiesu.addon.intake.easyform.ready import make_form
from jiesu.addon.intake.easyform.ready import Template
from jiesu.addon.intake.easyform.ready import templates
from jiesu.addon.intake.easyform.ready import unknown
from plone import api
from zExceptions import BadRequest
from zExceptions import Unauthorized


MANAGE = "Manage portal"


class MakeFormPage(BasePage):
    """Says what there is and how it goes on; Managers make one here."""

    title = _("page_make_form_title", default="A form from a template")

    def __call__(self):
        """Show the templates, or make a form."""
        if self.is_post:
            return self.make()
        return super().__call__()

    @property
    def may_make(self) -> bool:
        """Whether the reader is a Manager: a form's actions are site settings."""
        return bool(api.user.has_permission(MANAGE, obj=self.context))

    @cached_property
    def templates(self) -> list[Template]:
        """What is ready."""
        return templates()

    @cached_property
    def desks(self) -> list:
        """The desks that a form can file at."""
        catalog = api.portal.get_tool("portal_catalog")
        return [brain.getObject() for brain in catalog(portal_type=DESK_TYPE)]

    def make(self) -> str:
        """Make the form that was chosen.

        :raises Unauthorized: not by a Manager
        :raises BadRequest: of no template, or for no desk
        """
        self.check_sent()
        if not self.may_make:
            raise Unauthorized(MANAGE)
        asked = self.request.form
        desks = {one.UID(): one for one in self.desks}
        desk = desks.get(asked.get("desk"))
        wanted = {one.id: one for one in self.templates}
        template = wanted.get(asked.get("template"))
        if desk is None or template is None:
            raise BadRequest("template, desk")
        form = make_form(self.context, template, desk)
        if list(unknown(template, desk)):
            self.say(TO_BE_SET, "warning")
        else:
            self.say(MADE)
        return self.go(form.absolute_url())


MADE = _(
    "form_made",
    default="The form is here, not published yet. Try it once, then publish it.",
)
TO_BE_SET = _(
    "form_to_be_set",
    default="The form is here, not published yet. Its category is none of this desk's: "
    "choose one in its actions before you try it.",
)
