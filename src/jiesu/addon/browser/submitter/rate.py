"""`@@rate`: rate an answer by the link in a message, without logging in.

Opening the link changes nothing: mail programs open links to look at them. The token
gets into no other address: it is sent on in the form, and never as a referrer.
"""

from functools import cached_property
from jiesu.addon import _
from jiesu.addon.access.guests import as_link_holder
from jiesu.addon.browser import forms
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.submitter.complaint import FIRST
from jiesu.addon.browser.submitter.submit import BUSY
from jiesu.addon.browser.submitter.submit import UNFINISHED
from jiesu.addon.catalog.rows import heading
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.handling.errors import Invalid
from jiesu.addon.handling.errors import NotNow
from jiesu.addon.handling.perform import handle
from jiesu.addon.handling.ratinglinks import answer_to_rate
from jiesu.addon.handling.ratinglinks import complaint_of_link
from jiesu.addon.handling.ratinglinks import WrongLink
from jiesu.addon.handling.submitter import Rate
from jiesu.addon.intake.guards import TooMany
from jiesu.addon.intake.tries import count_link
from jiesu.addon.services import asked
from jiesu.addon.writer.errors import Busy
from jiesu.addon.writer.errors import Unfinished


RATED = "rated"
# Of a wrong, a used and an expired link.
GONE = _(
    "rate_gone",
    default="This link does not lead to an answer that can be rated now. It may have "
    "been used already, be too old or not complete.",
)


class RatePage(BasePage):
    """The answer and the form to rate it; nothing else of the complaint."""

    for_everybody = True
    title = _("action_rate", default="Rate the answer")
    width = "form"

    def __call__(self):
        """Show the form, or take what was sent."""
        self._keep_quiet()
        self.errors: tuple[FieldError, ...] = ()
        self.values: dict = {}
        self.refusal = None
        self.complaint = None
        self.done = not self.is_post and RATED in self.request.form
        if self.done:
            return super().__call__()
        try:
            count_link(self.request)
            self.complaint = complaint_of_link(self.context, self.token_sent)
        except TooMany as many:
            self.request.response.setHeader("Retry-After", str(many.retry_after))
            return self._refuse(many.message, 429)
        except WrongLink:
            return self._refuse(GONE, 404)
        return self._take() if self.is_post else super().__call__()

    def _keep_quiet(self) -> None:
        """Let nobody keep the address or tell it to others."""
        response = self.request.response
        response.setHeader("Cache-Control", "no-store")
        response.setHeader("Referrer-Policy", "no-referrer")
        response.setHeader("X-Robots-Tag", "noindex")

    @property
    def token_sent(self) -> str:
        """The token of the link."""
        return asked.text(self.request.form, "t")

    # What is shown

    @cached_property
    def heading(self) -> str:
        """The title, or the beginning of the text."""
        return heading(self.complaint)

    @cached_property
    def answer(self) -> list[str]:
        """The answer, by its lines."""
        return self.paragraphs(answer_to_rate(self.complaint).text)

    @cached_property
    def form(self) -> forms.Form:
        """The fields of the action `rate`."""
        return forms.Form(self.complaint, Rate.schema, self.values, self.errors, FIRST)

    # What is done

    def _take(self) -> str:
        self.check_sent()
        self.values = forms.read(self.request, Rate.schema)
        try:
            with as_link_holder(self.complaint):
                handle(self.complaint, Rate.name, self.values)
        except Invalid as invalid:
            self.errors = invalid.errors
        except (Forbidden, NotNow):
            self.complaint = None
            return self._refuse(GONE, 404)
        except Busy:
            return self._refuse(BUSY, 503)
        except Unfinished:
            return self._refuse(UNFINISHED, 503)
        else:
            return self.go(f"{self.here}?{RATED}=1")
        return super().__call__()

    def _refuse(self, message, status: int) -> str:
        self.refusal = message
        self.request.response.setStatus(status)
        return super().__call__()
