"""`{desk}/@@bulk`: one thing done to several complaints, after a look at the outcome.

Each complaint is a step of its own with its own right, state and data, as if it were
done on its page; nothing is done to one that refuses it, all others are done.
"""

from dataclasses import dataclass
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.browser import forms
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.department.names import Choice
from jiesu.addon.browser.submitter.desk import workplaces_of
from jiesu.addon.browser.submitter.submit import BUSY
from jiesu.addon.browser.submitter.submit import UNFINISHED
from jiesu.addon.catalog.rows import heading
from jiesu.addon.content.interfaces import IComplaint
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.handling.action import Action
from jiesu.addon.handling.errors import ActionError
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.errors import Invalid
from jiesu.addon.handling.interfaces import IAction
from jiesu.addon.handling.perform import handle
from jiesu.addon.handling.perform import rehearse
from jiesu.addon.handling.perform import RIGHT_MISSING
from jiesu.addon.handling.supervising import SUPERVISE
from jiesu.addon.writer.errors import Busy
from jiesu.addon.writer.errors import Unfinished
from plone import api
from zExceptions import NotFound
from zope.component import getGlobalSiteManager
from zope.component import queryAdapter

import re


# What makes sense for several at once, in the order in which it is offered.
FOR_STAFF = ("accept", "assign", "note")
FOR_OFFICE = (
    "dispatch",
    "decide_extension",
    "supervise",
    "merge",
    "suspend",
    "resume",
    "note",
    "reject",
    "close",
)
IN_BULK = tuple(dict.fromkeys((*FOR_OFFICE, *FOR_STAFF)))
MOST = 200
ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Outcome:
    """What comes of it for one complaint: why it is refused, or "" where it is done."""

    url: str
    number: str
    title: str
    id: str
    refused: str = ""


class Bulk(BasePage):
    """GET and the first POST show what would come of it, the second POST does it."""

    title = _("page_bulk_title", default="Several at once")
    width = "form"

    def __call__(self):
        """Show the form, a preview, or what was done."""
        self.require_login()
        self.errors: tuple[FieldError, ...] = ()
        self.done: list[Outcome] | None = None
        self.previewed = False
        if not workplaces_of(self.desk):
            raise NotFound("@@bulk")
        if self.action_name == SUPERVISE:
            # One supervision for all, not one for each.
            numbers = ",".join(one.number for one in self.complaints)
            return self.go(f"{self.desk_url}/@@supervise?numbers={numbers}")
        if self.is_post and self.can:
            self.check_sent()
            self.take()
        return super().__call__()

    # What was chosen

    @cached_property
    def complaints(self) -> list:
        """The complaints that were chosen, those that the reader may see."""
        container = complaints_of(self.desk)
        chosen = [one for one in self._chosen() if one in container][:MOST]
        found = [container[one] for one in chosen]
        return [one for one in found if api.user.has_permission("View", obj=one)]

    def _chosen(self) -> list[str]:
        raw = self.request.form.get("ids", ())
        given = raw if isinstance(raw, list | tuple) else (raw,)
        known = [one for one in given if isinstance(one, str) and ID.fullmatch(one)]
        return list(dict.fromkeys(known))

    @cached_property
    def action_name(self) -> str:
        """The action that was chosen; "" for none, or one that is not for several."""
        name = self.request.form.get("action", "")
        return name if name in IN_BULK else ""

    @cached_property
    def action(self) -> Action | None:
        """The action, of the first complaint that it can be done to."""
        if not self.able:
            return None
        return queryAdapter(self.able[0], IAction, name=self.action_name)

    @cached_property
    def able(self) -> list:
        """The complaints to which it can be done now, whatever the data."""
        refused = {one.id for one in self.outcomes if one.refused}
        return [one for one in self.complaints if one.getId() not in refused]

    @property
    def can(self) -> bool:
        """Whether there is something to fill in and to do."""
        return self.action is not None

    @property
    def page_title(self) -> str:
        """What is done, to how many."""
        title = self.action.title if self.action is not None else self.title
        return self.t(title)

    # What comes of it

    @cached_property
    def outcomes(self) -> list[Outcome]:
        """For each complaint whether it can be done at all."""
        return [self._outcome(one, self._refusal(one)) for one in self.complaints]

    def _refusal(self, complaint):
        action = queryAdapter(complaint, IAction, name=self.action_name)
        if action is None or not action.allowed():
            return RIGHT_MISSING
        return action.obstacle()

    def _outcome(self, complaint, refused) -> Outcome:
        return Outcome(
            url=complaint.absolute_url(),
            number=complaint.number,
            title=heading(complaint),
            id=complaint.getId(),
            refused=self.t(refused) if refused else "",
        )

    @property
    def results(self) -> list[Outcome]:
        """What stands on the page: what was done, would be, or could be."""
        return self.done if self.done is not None else self.outcomes

    @property
    def passing(self) -> int:
        """How many are, or would be, done."""
        return sum(not one.refused for one in self.results)

    @property
    def refused(self) -> int:
        """How many are, or would be, refused."""
        return len(self.results) - self.passing

    # The form

    @cached_property
    def values(self) -> dict:
        """What was typed."""
        if not self.is_post or self.action is None:
            return {}
        return forms.read(self.request, self.action.schema)

    @property
    def fields(self) -> list[forms.Widget]:
        """The action's fields, without files: what is attached is one complaint's."""
        if self.action is None:
            return []
        form = forms.Form(
            self.action.complaint, self.action.schema, self.values, self.errors
        )
        return [field for field in form.fields if field.look != "files"]

    def take(self) -> None:
        """Rehearse with the data; where they are right, do it if that is confirmed."""
        wrong: list[FieldError] = []
        rehearsed = []
        for complaint in self.able:
            refusal = self._rehearsed(complaint, wrong)
            rehearsed.append(self._outcome(complaint, refusal))
        if wrong and not any(not one.refused for one in rehearsed):
            # It is the data that are wrong, for all of them.
            self.errors = tuple(dict.fromkeys(wrong))
            return
        if "confirmed" not in self.request.form:
            self._preview(rehearsed)
            return
        self._do([one for one in rehearsed if not one.refused], rehearsed)

    def _rehearsed(self, complaint, wrong: list[FieldError]):
        try:
            rehearse(complaint, self.action_name, self.values)
        except Invalid as invalid:
            wrong += invalid.errors
            return invalid.errors[0].message
        except ActionError as refused:
            return refused.message
        return None

    def _preview(self, rehearsed: list[Outcome]) -> None:
        known = {one.id: one for one in rehearsed}
        self.previewed = True
        self.outcomes = [known.get(one.id, one) for one in self.outcomes]

    def _do(self, passing: list[Outcome], rehearsed: list[Outcome]) -> None:
        self._preview(rehearsed)
        by_id = {one.getId(): one for one in self.complaints}
        done = {one.id: self._handled(by_id[one.id]) for one in passing}
        self.done = [done.get(one.id, one) for one in self.outcomes]

    def _handled(self, complaint) -> Outcome:
        refused = None
        try:
            handle(complaint, self.action_name, dict(self.values))
        except ActionError as error:
            refused = error.message
        except Busy:
            refused = BUSY
        except Unfinished:
            refused = UNFINISHED
        return self._outcome(complaint, refused)

    @property
    def back_url(self) -> str:
        """The list from which one came; the first workplace otherwise."""
        came = self.request.form.get("back", "")
        if isinstance(came, str) and came.startswith(f"{self.desk_url}/"):
            return came
        return workplaces_of(self.desk)[0].url


def offered(page: BasePage, names: tuple[str, ...]) -> list[Choice]:
    """The actions that a list offers for several at once, in the reader's language."""
    adapters = getGlobalSiteManager().adapters
    found = ((name, adapters.lookup((IComplaint,), IAction, name)) for name in names)
    return [Choice(name, page.t(action.title)) for name, action in found if action]
