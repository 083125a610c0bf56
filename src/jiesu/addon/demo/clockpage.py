"""`@@clock` of a desk: lets time pass on a demo; nowhere else is it there."""

from datetime import datetime
from datetime import timedelta
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.browser.base import BasePage
from jiesu.addon.calendar import moment
from jiesu.addon.demo.clock import move
from jiesu.addon.demo.clock import Refused
from zExceptions import NotFound
from zoneinfo import ZoneInfo


# What the buttons offer, in hours.
SPANS = {
    1: _("clock_hour", default="An hour"),
    24: _("clock_day", default="A day"),
    72: _("clock_three_days", default="Three days"),
    168: _("clock_week", default="A week"),
    720: _("clock_month", default="Thirty days"),
}

REFUSALS = {
    "off": _("clock_off", default="The clock of this site cannot be moved."),
    "busy": _("clock_busy", default="The clock is being moved already."),
    "moment": _(
        "clock_moment",
        default="Please choose a moment to come, at most two months from now.",
    ),
}


class ClockPage(BasePage):
    """Says what time it is, and moves the clock on."""

    title = _("page_clock_title", default="The clock of this demo")

    def __call__(self):
        """Show it, or move the clock and show it again.

        :raises NotFound: the switch is off
        """
        if not moment.can_move():
            raise NotFound("clock")
        return self.take() if self.is_post else super().__call__()

    def take(self) -> str:
        """Move the clock; says what time it is then, or what was wrong."""
        self.check_sent()
        try:
            present = move(self.context._p_jar.db(), self.wanted())
        except Refused as refused:
            self.say(REFUSALS[str(refused)], "error")
        else:
            self.say(
                _(
                    "clock_done",
                    default="It is now ${moment}.",
                    mapping={"moment": self.exact(present)},
                )
            )
        return self.go(self.here)

    def wanted(self) -> datetime:
        """The moment that was chosen.

        :raises Refused: none, or it cannot be read
        """
        form = self.request.form
        try:
            if form.get("hours"):
                return moment.now() + timedelta(hours=int(form["hours"]))
            typed = datetime.fromisoformat(str(form.get("until", "")))
            return typed.replace(tzinfo=ZoneInfo(self.zone))
        except (ValueError, OverflowError):
            raise Refused("moment") from None

    def spans(self) -> list[tuple[int, str]]:
        """The buttons: hours and words."""
        return [(hours, self.t(words)) for hours, words in SPANS.items()]

    @cached_property
    def present(self) -> str:
        """What time it is on this demo."""
        return self.exact(self.now)

    @cached_property
    def local(self) -> str:
        """The same as the field for a moment has it."""
        return f"{self.now.astimezone(ZoneInfo(self.zone)):%Y-%m-%dT%H:%M}"
