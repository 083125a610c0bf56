"""Did an FAQ page help? Counted once for each browser; nobody is remembered."""

from jiesu.addon import _
from jiesu.addon.browser.base import BasePage
from jiesu.addon.faqs.votes import NO
from jiesu.addon.faqs.votes import vote
from jiesu.addon.faqs.votes import votes_of  # noqa: F401
from jiesu.addon.faqs.votes import YES
from jiesu.addon.intake.guards import count
from jiesu.addon.intake.guards import TooMany
from jiesu.addon.intake.tries import client_address
from jiesu.addon.services import asked


COOKIE = "jiesu_helped"
# Ids of pages in the cookie; the oldest go first.
REMEMBERED = 40
# What follows an id there for a page that did not help.
DID_NOT = "-"


def said(page, request) -> str:
    """What this browser has answered for a page: YES, NO, or "" for nothing."""
    known = _remembered(request)
    if f"{page.UID()}{DID_NOT}" in known:
        return NO
    return YES if page.UID() in known else ""


def _remembered(request) -> list[str]:
    return [one for one in str(request.cookies.get(COOKIE, "")).split(".") if one]


class HelpfulPage(BasePage):
    """`{faq}/@@helpful`: takes yes or no."""

    def __call__(self) -> str:
        """Count it once, and go back to the page."""
        self.check_sent()
        answer = asked.one_of(self.request.form, "helpful", (YES, NO))
        if answer and not said(self.context, self.request):
            try:
                count(("vote-address", client_address(self.request)))
            except TooMany as many:
                self.say(many.message, "warning")
                return self.go(self.context.absolute_url())
            vote(self.context, answer)
            self._remember(answer)
            if answer == YES:
                # The page itself asks on where it did not help.
                self.say(_("helpful_thanks", default="Thank you, that helps us."))
        return self.go(self.context.absolute_url())

    def _remember(self, answer: str) -> None:
        told = f"{self.context.UID()}{DID_NOT if answer == NO else ''}"
        known = [*_remembered(self.request), told][-REMEMBERED:]
        self.request.response.setCookie(
            COOKIE,
            ".".join(known),
            path=f"/{self.desk.absolute_url(relative=1).lstrip('/')}",
            http_only=True,
            same_site="Lax",
            max_age=365 * 24 * 3600,
        )
