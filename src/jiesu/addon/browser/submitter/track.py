"""`@@track`: a guest follows a complaint with its number and query code.

Neither stands in an address: they are sent once, then the browser has a pass
(passes.py). Below the page are its actions and files: `@@track/do/{action}`,
`@@track/file/{entry}/{number}`, `@@track/leave`.
"""

from collections.abc import Callable
from jiesu.addon import _
from jiesu.addon.access.guests import as_guest
from jiesu.addon.access.guests import GUEST_ACTIONS
from jiesu.addon.browser.attachment import Attachment
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.submitter.arrived import forget_browser
from jiesu.addon.browser.submitter.complaint import ComplaintPage
from jiesu.addon.browser.submitter.handle import HandlePage
from jiesu.addon.browser.submitter.passes import complaint_of_pass
from jiesu.addon.browser.submitter.passes import give_pass
from jiesu.addon.browser.submitter.passes import take_pass
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.intake.codes import find_complaint
from jiesu.addon.intake.codes import UnknownCode
from jiesu.addon.intake.guards import Suspicious
from jiesu.addon.intake.guards import TooMany
from jiesu.addon.intake.tries import check_page_track
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


PAGE = "@@track"
UNKNOWN = _(
    "error_track_unknown",
    default="There is no complaint with this number and this query code. Please look "
    "at both once more.",
)


PLAIN = _(
    "track_plain",
    default="Your browser has JavaScript switched off. The form works all the same, "
    "but without it one gets through only six times an hour from one network.",
)


class AsksForCode:
    """A page with the form for number and code: who sends the right ones goes on."""

    number = ""
    errors: tuple[FieldError, ...] = ()

    @property
    def plain_note(self) -> str:
        """What the form says where JavaScript is off."""
        return self.t(PLAIN)

    def look_up(self, go_on: Callable) -> str:
        """Look at number and code; with the wrong ones, show the form again.

        :param go_on: what is done with the complaint
        """
        sent = self.request.form
        self.number = str(sent.get("number", ""))[:40]
        code = str(sent.get("code", ""))[:40]
        try:
            check_page_track(self.request, self.number)
            complaint = find_complaint(self.desk, self.number, code)
        except Suspicious as suspicious:
            return self.ask_again(suspicious.message, 400)
        except TooMany as many:
            self.request.response.setHeader("Retry-After", str(many.retry_after))
            return self.ask_again(many.message, 429)
        except UnknownCode:
            return self.ask_again(UNKNOWN, 404)
        return go_on(complaint)

    def ask_again(self, message, status: int) -> str:
        """Show the form with what is wrong."""
        self.errors = (FieldError("number", message),)
        self.request.response.setStatus(status)
        return super().__call__()


class OfGuest:
    """Leads to the guest's own addresses, where the pages of a complaint lead on."""

    for_guest = True

    @property
    def url(self) -> str:
        """The page of the complaint."""
        return f"{self.desk_url}/{PAGE}"

    def action_url(self, name: str) -> str:
        """Where an action is done."""
        return f"{self.url}/do/{name}"

    def file_url(self, entry: int, number: int) -> str:
        """Where a file is."""
        return f"{self.url}/file/{entry}/{number}"


class GuestComplaintPage(OfGuest, ComplaintPage):
    """The complaint, for its guest."""

    __name__ = "track"
    index = ViewPageTemplateFile("complaint.pt")

    @property
    def actions(self) -> list:
        """What a guest can do of it now."""
        return [action for action in super().actions if action.name in GUEST_ACTIONS]


class GuestHandlePage(OfGuest, HandlePage):
    """One step of a guest."""

    __name__ = "track"
    index = ViewPageTemplateFile("handle.pt")


class GuestAttachment(Attachment):
    """A file, for the guest."""


@implementer(IPublishTraverse)
class TrackPage(AsksForCode, BasePage):
    """Asks for number and code, or shows the complaint of the browser's pass."""

    for_everybody = True
    title = _("page_track_title", default="Follow a complaint")
    width = "form"

    def __init__(self, context, request):
        """Begin without any part of the address."""
        super().__init__(context, request)
        self.parts: list[str] = []

    def publishTraverse(self, request, name: str):
        """What follows says what is done, see above."""
        self.parts.append(name)
        return self

    def __call__(self):
        """Show what the address names."""
        self.request.response.setHeader("Cache-Control", "no-store")
        if not self.parts:
            return self._track() if self.is_post else self._show()
        if self.parts == ["leave"]:
            return self._leave()
        return self._below(*self.parts)

    def _show(self) -> str:
        complaint = complaint_of_pass(self.desk, self.request)
        if complaint is None:
            return super().__call__()
        with as_guest(complaint.getId()):
            return GuestComplaintPage(complaint, self.request)()

    def _track(self) -> str:
        self.check_sent()
        return self.look_up(self._remember)

    def _remember(self, complaint) -> str:
        give_pass(self.desk, complaint.getId(), self.request)
        return self.go(self.here)

    def _leave(self) -> str:
        self.check_sent()
        take_pass(self.desk, self.request)
        forget_browser(self.desk, self.request)
        return self.go(self.desk_url)

    def _below(self, kind: str, *rest: str) -> str:
        complaint = complaint_of_pass(self.desk, self.request)
        if complaint is None:
            # The pass has expired: number and code are asked for again.
            return self.go(self.here)
        with as_guest(complaint.getId()):
            if kind == "do" and len(rest) == 1 and rest[0] in GUEST_ACTIONS:
                page = GuestHandlePage(complaint, self.request)
                page.action_name = rest[0]
                return page()
            if kind == "file":
                file = GuestAttachment(complaint, self.request)
                file.parts = list(rest)
                return file()
        raise NotFound("/".join(self.parts))
