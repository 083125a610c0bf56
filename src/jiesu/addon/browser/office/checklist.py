"""The check list: what is set up, and what is not yet, each with where to do it."""

from dataclasses import dataclass
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.office.warnings import CHECKS
from jiesu.addon.browser.office.warnings import Lack


TITLES = {
    "staff": _("check_staff", default="Each department has a handler and a head"),
    "routes": _("check_routes", default="Each category leads to a department there is"),
    "by_hand": _("check_by_hand", default="No category is dispatched by hand"),
    "calendar": _("check_calendar", default="The holidays of the year are known"),
    "notice": _("check_notice", default="Submitters read and agree to a notice"),
    "contacts": _("check_contacts", default="Each department can be rung up"),
    "guests": _("check_guests", default="Guests that are admitted can be written to"),
    "outbox": _("check_outbox", default="Every message was delivered"),
}


@dataclass(frozen=True)
class Check:
    """One thing that was looked at, and what is lacking; nothing: it is done."""

    title: object
    lacks: tuple[Lack, ...]

    @property
    def light(self) -> str:
        """The colour of its light."""
        if not self.lacks:
            return "is-green"
        return "is-red" if any(lack.serious for lack in self.lacks) else "is-yellow"

    @property
    def words(self):
        """What the light says."""
        if not self.lacks:
            return _("check_done", default="Done")
        if any(lack.serious for lack in self.lacks):
            return _("check_open", default="To do")
        return _("check_look", default="Have a look")


class Checklist(BasePage):
    """What complaints could get stuck by comes first."""

    title = _("page_checklist_title", default="Check list")

    @cached_property
    def checks(self) -> list[Check]:
        """All that is looked at; what is to do comes first."""
        found = [
            Check(TITLES[name], tuple(check(self.desk)))
            for name, check in CHECKS.items()
        ]
        order = ("is-red", "is-yellow", "is-green")
        return sorted(found, key=lambda check: order.index(check.light))

    @property
    def undone(self) -> int:
        """How many are not done."""
        return sum(bool(check.lacks) for check in self.checks)
