"""What the pages of a report have in common."""

from functools import cached_property
from jiesu.addon import _
from jiesu.addon.access.permissions import READ_ALL
from jiesu.addon.access.permissions import RUN_DESK
from jiesu.addon.browser.base import BasePage
from jiesu.addon.handling.errors import ActionError
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.errors import Invalid
from jiesu.addon.reports.cells import Reader
from jiesu.addon.reports.document import document
from jiesu.addon.reports.document import issue_words
from jiesu.addon.reports.files import Reading
from jiesu.addon.reports.kept import kept
from jiesu.addon.reports.parts import Document
from jiesu.addon.writer.errors import Busy
from jiesu.addon.writer.errors import Unfinished
from plone import api
from zExceptions import Unauthorized


BUSY = _("error_export_busy", default="Too much is going on. Try again in a moment.")


class OfReport(BasePage):
    """A page of one report, for whoever may read it."""

    width = "wide"

    @property
    def report(self):
        """The report."""
        return self.context

    @property
    def page_title(self) -> str:
        """The report's own title."""
        return self.context.title

    @cached_property
    def runs_desk(self) -> bool:
        """Whether the reader writes and releases reports."""
        return api.user.has_permission(RUN_DESK, obj=self.desk)

    @cached_property
    def full(self) -> bool:
        """Whether the reader is shown what single complaints are called."""
        return api.user.has_permission(READ_ALL, obj=self.desk)

    @property
    def reports_url(self) -> str:
        """The list of all reports."""
        return f"{self.desk_url}/@@reports"

    @property
    def report_url(self) -> str:
        """The report itself."""
        return self.context.absolute_url()

    @cached_property
    def language(self) -> str:
        """The reader's language."""
        return api.portal.get_current_language(self.context)

    @cached_property
    def reader(self) -> Reader:
        """Who reads."""
        return Reader(
            self.t, self.language, self.full, lambda path: f"{self.desk_url}/{path}"
        )

    @cached_property
    def document(self) -> Document:
        """The report as it is told to the reader."""
        return document(self.context, self.reader)

    def kept(self, format_: str):
        """Its file as it was sent, for the reader; None where none is kept."""
        reading = Reading(self.full, self.language, self.desk_url)
        return kept(self.context, reading, format_)

    @property
    def issue(self) -> str:
        """Its number in words; "" for a draft."""
        return issue_words(self.context, self.t)


class WritingPage(OfReport):
    """A page on which the Office changes a report: a form, or only a button."""

    width = "form"
    errors: tuple[FieldError, ...] = ()
    # Whether there is no form to be shown: only what was sent is taken.
    sent_only = False

    def __call__(self):
        """Show the form, or do what was sent."""
        self.require_login()
        if not self.runs_desk:
            raise Unauthorized("reports")
        if not self.is_post:
            return self.go(self.report_url) if self.sent_only else super().__call__()
        self.check_sent()
        try:
            return self.go(self.take())
        except Invalid as wrong:
            self.errors = wrong.errors
        except ActionError as refused:
            self.errors = (FieldError("", refused.message),)
        except (Busy, Unfinished):
            self.errors = (FieldError("", BUSY),)
        if self.sent_only:
            for error in self.errors:
                self.say(error.message, "error")
            return self.go(self.report_url)
        self.request.response.setStatus(400)
        return super().__call__()

    def take(self) -> str:
        """Do it; returns where to go on."""
        raise NotImplementedError

    def text(self, name: str) -> str:
        """A text that was sent, or "" for none."""
        value = self.request.form.get(name, "")
        return value if isinstance(value, str) else ""

    def several(self, name: str) -> list[str]:
        """Texts that were sent under one name."""
        value = self.request.form.get(name, [])
        value = [value] if isinstance(value, str) else value
        return [one for one in value if isinstance(one, str)]
