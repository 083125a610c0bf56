"""What staff see of an FAQ page: its state, what points to persons, the next step."""

from dataclasses import dataclass
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.browser.base import BasePage
from jiesu.addon.content.personal import KINDS
from jiesu.addon.handling import faq
from plone import api
from Products.CMFCore.permissions import ModifyPortalContent
from Products.CMFCore.permissions import View
from Products.CMFCore.WorkflowCore import WorkflowException


STATES = {
    "draft": _("faq_draft", default="Draft"),
    "pending": _("faq_pending", default="In review"),
    "published": _("faq_published", default="Published"),
}
STEPS = {
    "publish": _("faq_publish", default="Publish"),
    "submit": _("faq_submit", default="Hand in for review"),
    "send_back": _("faq_send_back", default="Send back"),
    "retract": _("faq_retract", default="Take back"),
}
# Whoever may publish needs nobody to review.
INSTEAD = {"submit": "publish"}


@dataclass(frozen=True)
class Step:
    """A transition that the reader can take."""

    name: str
    title: object


@dataclass(frozen=True)
class Told:
    """What may point to a person, and what it is."""

    text: str
    kind: object


class Review:
    """The part of an FAQ page that is for staff."""

    def __init__(self, page):
        """Look at an FAQ page as the present user."""
        self.page = page

    @cached_property
    def state(self) -> str:
        """draft, pending or published."""
        return api.content.get_state(self.page)

    @property
    def state_title(self):
        """The state in words."""
        return STATES[self.state]

    @cached_property
    def may_edit(self) -> bool:
        """Whether the reader may change the text now."""
        return api.user.has_permission(ModifyPortalContent, obj=self.page)

    @cached_property
    def steps(self) -> list[Step]:
        """What the reader can do now."""
        workflow = api.portal.get_tool("portal_workflow")
        names = {one["id"] for one in workflow.getTransitionsFor(self.page)}
        names -= {name for name, better in INSTEAD.items() if better in names}
        return [Step(name, title) for name, title in STEPS.items() if name in names]

    @property
    def is_for_reader(self) -> bool:
        """Whether the reader has anything to do with it."""
        return self.may_edit or bool(self.steps) or self.source_url is not None

    @cached_property
    def findings(self) -> list[Told]:
        """What may point to persons and nobody confirmed yet."""
        if faq.is_checked(self.page):
            return []
        found = faq.findings_of(self.page)
        return [Told(o.text, KINDS[o.kind]) for part in found.values() for o in part]

    @cached_property
    def source_url(self) -> str | None:
        """The complaint that it came of, for those who may read that."""
        complaint = faq.source_of(self.page)
        if complaint is None or not api.user.has_permission(View, obj=complaint):
            return None
        return complaint.absolute_url()


class StepPage(BasePage):
    """`{faq}/@@faq-step`: takes a step of the review."""

    def __call__(self) -> str:
        """Take it, and go back to the page."""
        self.check_sent()
        step = self.request.form.get("step")
        if step not in STEPS:
            return self.go(self.context.absolute_url())
        if self.request.form.get("checked") and api.user.has_permission(
            ModifyPortalContent, obj=self.context
        ):
            faq.confirm(self.context)
        try:
            api.portal.get_tool("portal_workflow").doActionFor(self.context, step)
        except WorkflowException as refused:
            self.say(str(refused), "warning")
        else:
            done = _(
                "handled", default="Done: ${action}.", mapping={"action": STEPS[step]}
            )
            self.say(done)
        return self.go(self.context.absolute_url())
