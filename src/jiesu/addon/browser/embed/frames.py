"""The parts as they stand in the frame of another site: pages without Plone around.

Browsers keep no cookies of ours there. So nothing depends on one: what was chosen and
the pass of a guest (submitter/passes.py) go along in the forms, never in an address.
"""

from functools import cached_property
from html import escape
from jiesu.addon import _
from jiesu.addon.access.guests import as_guest
from jiesu.addon.access.guests import GUEST_ACTIONS
from jiesu.addon.access.permissions import SUBMIT
from jiesu.addon.browser.embed import colours
from jiesu.addon.browser.embed.choices import AUTO
from jiesu.addon.browser.embed.choices import CARRIED
from jiesu.addon.browser.embed.choices import Choices
from jiesu.addon.browser.embed.choices import DARK
from jiesu.addon.browser.embed.framing import allowed_origins
from jiesu.addon.browser.embed.framing import let_nobody_frame
from jiesu.addon.browser.embed.parts import FaqPart
from jiesu.addon.browser.embed.parts import FiguresPart
from jiesu.addon.browser.embed.parts import FormPart
from jiesu.addon.browser.embed.parts import Part
from jiesu.addon.browser.embed.parts import TrackPart
from jiesu.addon.browser.submitter.passes import make_pass
from jiesu.addon.browser.submitter.passes import read_pass
from jiesu.addon.browser.submitter.submit import Sent
from jiesu.addon.browser.submitter.submit import STALE
from jiesu.addon.browser.submitter.submit import SubmitPage
from jiesu.addon.browser.submitter.track import AsksForCode
from jiesu.addon.browser.submitter.track import GuestAttachment
from jiesu.addon.browser.submitter.track import GuestComplaintPage
from jiesu.addon.browser.submitter.track import GuestHandlePage
from jiesu.addon.content.department import OFFICE
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.intake.birth import Receipt
from jiesu.addon.suggesting.counting import count_sent
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import Forbidden as NotOurForm
from zExceptions import NotFound

import json


PAGE = "@@embed"
# The fields that carry a guest's pass, and that ask for a form instead of sending it.
PASS = "pass"  # noqa: S105 the name of a field
OPEN = "open"

EXPIRED = _(
    "embed_expired",
    default="That was long ago. Please enter number and query code once more.",
)


class Macros:
    """The macros of our pages, some of them in another way."""

    def __init__(self, *files):
        """The first file that has a macro counts."""
        self._files = files

    def __getitem__(self, name: str):
        """A macro by its name.

        :raises KeyError: no file has it
        """
        for file in self._files:
            try:
                return file.macros[name]
            except KeyError:
                continue
        raise KeyError(name)


class Framed:
    """A page in a frame; what comes along in its forms."""

    framed = True
    frame_file = ViewPageTemplateFile("frame.pt")
    choices = Choices()
    # The pass of the guest who is here, "" for none.
    guest_pass = ""
    # What is said on top of the page.
    note = ""
    width = "frame"

    @property
    def macros(self) -> Macros:
        """Ours, with another frame around and without links that need a cookie."""
        return Macros(self.frame_file, self.macro_file)

    def no_columns(self) -> None:
        """There are none; what is for one reader is kept by nobody."""
        self.request.response.setHeader("Cache-Control", self.kept)

    kept = "no-store"

    def token(self) -> str:
        """What every form carries besides Plone's own token, as HTML."""
        carried = {f"{CARRIED}{n}": v for n, v in self.choices.pairs().items()}
        if self.guest_pass:
            carried[PASS] = self.guest_pass
        return super().token() + _hidden(carried)

    @property
    def here(self) -> str:
        """Where the part's own forms go."""
        return f"{self.desk_url}/{PAGE}/{self.choices.what}"

    @property
    def is_again(self) -> bool:
        """Whether the page came of something that was sent."""
        return self.is_post

    # The look

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.request.get("LANGUAGE") or "zh-cn"

    @property
    def look(self) -> str:
        """The class that makes it follow the device, or dark, or neither."""
        return {AUTO: "is-auto", DARK: "is-dark"}.get(self.choices.look, "")

    @property
    def style(self) -> str:
        """The colours that were chosen, as a style sheet; of checked digits alone."""
        accent, look = self.choices.accent, self.choices.look
        if not accent:
            return ""
        light = _rule(colours.variables(accent, colours.LIGHT))
        dark = _rule(colours.variables(accent, colours.DARK))
        if look == AUTO:
            return f"{light} @media (prefers-color-scheme: dark) {{ {dark} }}"
        return dark if look == DARK else light

    @property
    def hosts(self) -> str:
        """Who may talk to the page, as JSON for embedded.js."""
        return json.dumps(allowed_origins(self.desk))


def _hidden(fields: dict[str, str]) -> str:
    return "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in fields.items()
    )


def _rule(variables: dict[str, str]) -> str:
    said = " ".join(f"{name}: {value};" for name, value in variables.items())
    return f".ji.is-frame.is-frame {{ {said} }}"


class FramedPart(Framed, Part):
    """A part that is only read."""

    index = ViewPageTemplateFile("framed.pt")
    # What is the same for everybody may be kept for some minutes.
    kept = "public, max-age=300"

    def __init__(self, desk, request, choices: Choices):
        """Make it of what was chosen."""
        super().__init__(desk, request, choices)
        if not self.is_anonymous:
            self.kept = "no-store"

    @property
    def page_title(self) -> str:
        """What it is, and of what."""
        return f"{self.heading} · {self.desk.Title()}"


class FramedFaq(FramedPart, FaqPart):
    """Common answers."""


class FramedFigures(FramedPart, FiguresPart):
    """The figures."""


class FramedForm(Framed, SubmitPage):
    """The whole form. Guests send it here; an account goes on in a page of its own."""

    index = ViewPageTemplateFile("form.pt")
    sent_page = ViewPageTemplateFile("sent.pt")
    channel = "embed"

    def __init__(self, desk, request, choices: Choices):
        """Make it of what was chosen."""
        super().__init__(desk, request)
        self.choices = choices
        self.part = FormPart(desk, request, choices)

    def __call__(self):
        """Show the form, or take what was sent."""
        self.values: dict = {}
        self.errors: tuple[FieldError, ...] = ()
        if self.is_post and self.takes:
            return self.take()
        self.values = self._typed() if self.is_post else self._filled_in()
        return self.show()

    def show(self) -> str:
        """The form."""
        self.no_columns()
        return self.index()

    @cached_property
    def takes(self) -> bool:
        """Whether the reader may send from here; others go on with an account."""
        return bool(api.user.has_permission(SUBMIT, obj=self.desk))

    @property
    def page_title(self) -> str:
        """What it is, and of what."""
        return f"{self.t(self.title)} · {self.desk.Title()}"

    def _filled_in(self) -> dict:
        chosen = dict(self.part.hidden)
        return {"channel": self.channel} | chosen

    def _typed(self) -> dict:
        # What the page chose is not for its readers to change.
        return super()._typed() | dict(self.part.hidden)

    # Links of what is found while one types never lead on in the frame.
    typing_target = "_blank"

    @property
    def has_places(self) -> bool:
        """Whether places can be found from here."""
        return self.takes and super().has_places

    # Nothing of ours tells browsers apart in a frame: other words are another one.
    browser = ""

    def tell_arrived(self, complaint, made: Receipt) -> str:
        """Who has an account looks at it in a page of its own, and adds to it there."""
        return self._thank(complaint, made.code)

    def _thank(self, complaint, code: str | None) -> str:
        count_sent(self.desk, self.key)
        due = complaint.clock.answer_due if complaint.clock else None
        department = self.department_title(complaint.department or OFFICE)
        self.sent = Sent(complaint.number, code or "", department, due)
        self.sent_url = complaint.absolute_url()
        self.guest_pass = make_pass(self.desk, complaint.getId()) if code else ""
        self.no_columns()
        return self.sent_page()

    @property
    def track_url(self) -> str:
        """Where a guest follows it, in the frame."""
        return f"{self.desk_url}/{PAGE}/track"


class OfFramedGuest(Framed):
    """Leads to the frame's own address, where the pages of a guest lead on from."""

    @property
    def url(self) -> str:
        """The page of the complaint."""
        return f"{self.desk_url}/{PAGE}/track"


class FramedComplaint(OfFramedGuest, GuestComplaintPage):
    """The complaint, for its guest."""


class FramedHandle(OfFramedGuest, GuestHandlePage):
    """One step of a guest."""

    @property
    def is_post(self) -> bool:
        """Whether it is to be done; the form is asked for by POST as well."""
        return super().is_post and not self.request.form.get(OPEN)

    is_again = True

    def say(self, message, kind: str = "info") -> None:
        """Keep it for the page that follows: it is this very answer."""
        self.said = self.t(message)

    def go(self, url: str) -> str:
        """Show the complaint as it is now."""
        page = FramedComplaint(self.context, self.request)
        page.choices, page.guest_pass = self.choices, self.guest_pass
        page.note = self.said
        return page()

    said = ""


class FramedTrack(Framed, AsksForCode, TrackPart):
    """A guest follows a complaint: number and code, and then whose pass came along."""

    index = ViewPageTemplateFile("track.pt")

    def __init__(self, desk, request, choices: Choices, parts: list[str]):
        """Make it of what was chosen.

        :param parts: what is done, as the address says
        """
        super().__init__(desk, request, choices)
        self.steps = parts

    @property
    def page_title(self) -> str:
        """What it is, and of what."""
        return f"{self.heading} · {self.desk.Title()}"

    def __call__(self):
        """Show what the address names, for whom the pass is."""
        if not self.is_post:
            return super().__call__()
        try:
            self.check_sent()
        except NotOurForm:
            return self.ask_again(STALE, 403)
        if self.steps == ["leave"]:
            return super().__call__()
        if not self.request.form.get(PASS):
            return self.look_up(self._show)
        self.guest_pass = str(self.request.form[PASS])
        complaint = read_pass(self.desk, self.guest_pass)
        if complaint is None:
            return self.ask_again(EXPIRED, 403)
        with as_guest(complaint.getId()):
            return self._page(complaint)()

    def _show(self, complaint) -> str:
        self.guest_pass = make_pass(self.desk, complaint.getId())
        with as_guest(complaint.getId()):
            return self._with_pass(FramedComplaint(complaint, self.request))()

    def _page(self, complaint):
        """The page of the address.

        :raises NotFound: there is none
        """
        match self.steps:
            case []:
                return self._with_pass(FramedComplaint(complaint, self.request))
            case ["do", name] if name in GUEST_ACTIONS:
                page = self._with_pass(FramedHandle(complaint, self.request))
                page.action_name = name
                return page
            case ["file", *numbers]:
                let_nobody_frame(self.request)
                file = GuestAttachment(complaint, self.request)
                file.parts = numbers
                return file
        raise NotFound("/".join(self.steps))

    def _with_pass(self, page):
        page.choices, page.guest_pass = self.choices, self.guest_pass
        return page

    def ask_again(self, message, status: int) -> str:
        """Whoever came with a pass has it no more."""
        self.guest_pass = ""
        return super().ask_again(message, status)


READ = {FaqPart.what: FramedFaq, FiguresPart.what: FramedFigures}
