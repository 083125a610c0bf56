"""What was sent before by the same form, and changed since.

The answer to it was lost on the way, so that its writer could not know that it had
arrived. What is new is no other complaint: it is offered as a supplement.
"""

from contextlib import nullcontext
from dataclasses import dataclass
from functools import cached_property
from jiesu.addon.access.guests import as_guest
from jiesu.addon.browser import forms
from jiesu.addon.browser.submitter.passes import give_pass
from jiesu.addon.browser.submitter.passes import path_of
from jiesu.addon.handling.fields import ITextAndFiles
from jiesu.addon.handling.interfaces import IAction
from jiesu.addon.intake.birth import FILES
from jiesu.addon.intake.birth import Receipt
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.component import getAdapter

import re
import secrets


SUPPLEMENT = "supplement"
# What joins an end to what stood before it.
SIGNS = re.compile(r"^\W+")

# Tells a guest's browser from others for as long as the device keeps a draft
# (static/sending.js): who sends something again is known by it.
COOKIE = "jiesu_browser"
KEPT = 7 * 24 * 3600


@dataclass(frozen=True)
class Arrived:
    """What has arrived before, and what is not in it.

    code: a guest's; None for who has an account
    url: of its page
    supplement_url: where the rest is added; None where that cannot be done any more
    rest: what was written since
    more_files: whether other files were chosen since
    """

    number: str
    code: str | None
    url: str
    supplement_url: str | None
    rest: str
    more_files: bool


class TellsArrived:
    """A form of a submission that knows what it has sent before."""

    arrived: Arrived | None = None
    arrived_page = ViewPageTemplateFile("arrived.pt")

    @property
    def browser(self) -> str:
        """What this guest's browser alone knows; "" for nothing yet."""
        return str(self.request.cookies.get(COOKIE) or "")

    def know_browser(self) -> None:
        """Let a guest's browser know something that no other one knows."""
        if not self.is_anonymous:
            return
        # One page for several people would make them one browser.
        self.request.response.setHeader("Cache-Control", "private, no-cache")
        self.request.response.setCookie(
            COOKIE,
            self.browser or secrets.token_urlsafe(24),
            path=path_of(self.desk),
            max_age=KEPT,
            http_only=True,
            same_site="Lax",
            secure=self.request.get("SERVER_URL", "").startswith("https:"),
        )

    def tell_arrived(self, complaint, made: Receipt) -> str:
        """Say that the first one has arrived, and offer to add what is new."""
        self.forget_draft()
        guest = made.code is not None
        if guest:
            give_pass(self.desk, complaint.getId(), self.request)
        url = f"{self.desk_url}/@@track" if guest else complaint.absolute_url()
        step = "do" if guest else "@@handle"
        self.arrived = Arrived(
            number=complaint.number,
            code=made.code,
            url=url,
            supplement_url=f"{url}/{step}/{SUPPLEMENT}"
            if may_supplement(complaint, guest)
            else None,
            rest=added(complaint.text, str(self.values.get("text") or "")),
            more_files=FILES in made.changes,
        )
        self.no_columns()
        self.request.response.setHeader("Cache-Control", "no-store")
        return self.arrived_page()

    @cached_property
    def supplement(self) -> forms.Form:
        """The fields of a supplement, with what was written since."""
        return forms.Form(self.desk, ITextAndFiles, {"text": self.arrived.rest}, ())


def forget_browser(desk, request) -> None:
    """Let it be any browser again: its guest is done with it."""
    request.response.expireCookie(COOKIE, path=path_of(desk))


def may_supplement(complaint, guest: bool) -> bool:
    """Whether its submitter can add something now."""
    with as_guest(complaint.getId()) if guest else nullcontext():
        action = getAdapter(complaint, IAction, name=SUPPLEMENT)
        return action.allowed() and action.obstacle() is None


def added(before: str, now: str) -> str:
    """What a text says that it did not say before: its end, or all of it."""
    before, now = before.strip(), now.strip()
    if before and now.startswith(before):
        return SIGNS.sub("", now.removeprefix(before), count=1)
    return now
