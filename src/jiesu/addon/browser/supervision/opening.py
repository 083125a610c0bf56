"""The form that opens a supervision, from nothing or from a list of complaints."""

from functools import cached_property
from jiesu.addon import _
from jiesu.addon.access.permissions import OPEN_SUPERVISION
from jiesu.addon.browser import forms
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.submitter.submit import BUSY
from jiesu.addon.browser.submitter.submit import UNFINISHED
from jiesu.addon.catalog.rows import heading
from jiesu.addon.content.lookup import supervisions_of
from jiesu.addon.deadlines.supervision import default_day
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.errors import Invalid
from jiesu.addon.handling.supervising import complaints_by_numbers
from jiesu.addon.handling.supervising import IOpening
from jiesu.addon.handling.supervising import LONGEST_TITLE
from jiesu.addon.handling.supervising import open_supervision
from jiesu.addon.writer.errors import Busy
from jiesu.addon.writer.errors import Unfinished
from plone import api
from zExceptions import Unauthorized


# So many numbers are taken from an address.
MOST = 200


class OpeningPage(BasePage):
    """`{desk}/@@supervise?numbers=…`: GET shows the form, POST opens one."""

    title = _("action_open_supervision", default="Open a supervision")
    width = "form"

    def __call__(self):
        """Show the form, or take what was sent."""
        self.require_login()
        if not api.user.has_permission(OPEN_SUPERVISION, obj=self.desk):
            raise Unauthorized("supervise")
        self.values: dict = {}
        self.errors: tuple[FieldError, ...] = ()
        if self.is_post:
            return self.take()
        self.values = self._filled_in()
        return super().__call__()

    def take(self) -> str:
        """Open it; with errors, show the form with all that was typed."""
        self.check_sent()
        self.values = forms.read(self.request, IOpening)
        try:
            made = open_supervision(self.desk, self.values)
        except Invalid as invalid:
            self.errors = invalid.errors
        except Busy:
            self._wait(BUSY)
        except Unfinished:
            self._wait(UNFINISHED)
        else:
            self.say(_("opened_supervision", default="The supervision was opened."))
            return self.go(supervisions_of(self.desk)[made].absolute_url())
        return super().__call__()

    def _wait(self, message) -> None:
        self.errors = (FieldError("", message),)
        self.request.response.setStatus(503)

    @cached_property
    def form(self) -> forms.Form:
        """The fields."""
        return forms.Form(self.desk, IOpening, self.values, self.errors)

    @property
    def back(self) -> str:
        """Where the list is."""
        return f"{self.desk_url}/@@supervisions"

    def _filled_in(self) -> dict:
        """What the complaints of the address say, as far as the reader sees them."""
        values: dict = {"due": default_day(self.desk, self.now)}
        numbers = self._numbers()
        found, self.errors = complaints_by_numbers(self.desk, numbers)
        if not found:
            return values | {"complaints": numbers}
        leads = {one.department for one in found}
        return values | {
            "title": heading(found[0])[:LONGEST_TITLE] if len(found) == 1 else "",
            "department": leads.pop() if len(leads) == 1 else "",
            "complaints": [one.number for one in found],
        }

    def _numbers(self) -> list[str]:
        """Separated by commas, or the parameter several times."""
        raw = self.request.form.get("numbers", ())
        parts = [raw] if isinstance(raw, str) else list(raw)
        numbers = [one.strip() for part in parts for one in str(part).split(",")]
        return [number for number in dict.fromkeys(numbers) if number][:MOST]
