"""The base of all pages: the desk, its words and times, addresses, guards."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from functools import partial
from html import escape
from jiesu.addon import _
from jiesu.addon.browser import choosing
from jiesu.addon.browser import light
from jiesu.addon.browser import words
from jiesu.addon.calendar.moment import moved
from jiesu.addon.calendar.moment import now
from jiesu.addon.content.complaint import KINDS
from jiesu.addon.content.complaint import STATES
from jiesu.addon.content.lookup import categories_of
from jiesu.addon.content.lookup import departments_of
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.deadlines.desk import calendar_of
from jiesu.addon.deadlines.desk import timezone_of_site
from jiesu.addon.intake import guards
from jiesu.addon.journal.files import ACCEPTED
from jiesu.addon.notifications.channels.inbox import inbox_of
from jiesu.addon.wording import listed
from jiesu.addon.wording import said
from plone import api
from plone.app.layout.viewlets.common import TitleViewlet
from plone.protect import CheckAuthenticator
from plone.protect import PostOnly
from plone.protect.authenticator import createToken
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode
from zExceptions import Unauthorized
from zope.i18n import translate
from zope.interface import implementer
from zope.interface import Interface

import hashlib
import json
import pathlib


STATIC = pathlib.Path(__file__).parent / "static"

# A new style sheet or script gets a new address, so that browsers may keep the old.
VERSION = hashlib.sha256(
    b"".join(file.read_bytes() for file in sorted(STATIC.iterdir()) if file.is_file())
).hexdigest()[:12]


# More unread messages than these are not counted out.
MOST_UNREAD = 99

# What a form says to guests whose browser runs no scripts, see guards.RULES.
PLAIN = _(
    "submit_plain",
    default="Your browser has JavaScript switched off. The form works all the same, "
    "but guests who send without it get through only three times an hour from one "
    "network.",
)


@dataclass(frozen=True)
class Bell:
    """How many messages wait for the reader, and where."""

    unread: int
    url: str

    @property
    def count(self) -> str:
        """The number as it is shown."""
        return str(self.unread) if self.unread <= MOST_UNREAD else f"{MOST_UNREAD}+"


class IPage(Interface):
    """One of our pages."""


@implementer(IPage)
class BasePage(BrowserView):
    """A page in Plone's own, without columns.

    A subclass sets `title` and is registered with a template, which begins with
    ``metal:use-macro="view/macros/page"`` and fills the slot "ji" (see macros.pt).
    """

    title: object = ""
    # wide: for staff who work all day; narrow: for those who come once.
    width = "narrow"
    # Whether it is for everybody, and does without Plone's editor for those who have no
    # use for it; see light.py.
    for_everybody = False

    # Feeds of what the page shows: kind ("atom", "rss"), title and address of each.
    feeds: tuple[tuple[str, str, str], ...] = ()

    macro_file = ViewPageTemplateFile("macros.pt")

    def __call__(self):
        """Show the page."""
        self.no_columns()
        return self.index()

    def no_columns(self) -> None:
        """Leave out the portlets at the sides and the caches of what is personal.

        A public page loses the weight of Plone's editor, too.
        """
        if self.for_everybody and not light.works_here(self.context):
            light.lighten(self.request)
        self.request.set("disable_plone.leftcolumn", True)
        self.request.set("disable_plone.rightcolumn", True)
        if not self.is_anonymous:
            self.request.response.setHeader("Cache-Control", "no-store")

    @property
    def macros(self):
        """The macros of macros.pt, by name."""
        return self.macro_file.macros

    # Words

    def t(self, message) -> str:
        """A message in the reader's language."""
        words = partial(translate, context=self.request)
        return said(message, words) if message else ""

    def listed(self, names: Iterable) -> str:
        """Some names, texts or messages, as a list in the reader's language."""
        return self.t(listed(list(names)))

    def error_words(self, error) -> str:
        """What a `FieldError` says in the summary above a form."""
        return self.t(error.message)

    @property
    def page_title(self) -> str:
        """For the browser's title."""
        return self.t(self.title)

    @cached_property
    def now(self):
        """The moment at which the page is made: one for the whole page."""
        return now()

    @property
    def clock_moved(self) -> str:
        """What time it is on a demo whose clock was moved; "" everywhere else."""
        return self.exact(self.now) if moved() else ""

    @cached_property
    def zone(self) -> str:
        """The time zone in which times are told."""
        return timezone_of_site()

    @cached_property
    def calendar(self):
        """The desk's working time."""
        return calendar_of(self.desk)

    def when(self, moment) -> str:
        """A moment in words."""
        return self.t(words.when(moment, self.now, self.zone))

    def day(self, moment) -> str:
        """The day of a moment in words."""
        return self.t(words.day(moment, self.now, self.zone))

    def exact(self, moment) -> str:
        """A moment to the minute."""
        return words.exact(moment, self.zone)

    def time(self, moment) -> str:
        """A moment in words with the exact one behind them, as HTML."""
        return self._time(moment, self.when(moment))

    def time_day(self, moment) -> str:
        """The day of a moment in words with the exact moment behind them, as HTML."""
        return self._time(moment, self.day(moment))

    def _time(self, moment, told: str) -> str:
        iso = moment.isoformat(timespec="seconds")
        return (
            f'<time class="ji-num" datetime="{iso}" title="{self.exact(moment)}">'
            f"{escape(told)}</time>"
        )

    def paragraphs(self, text: str) -> list[str]:
        """A text by its lines, without the empty ones."""
        return [line for line in (text or "").splitlines() if line.strip()]

    def row_light(self, row) -> words.LightWords:
        """The light of a row of a list."""
        return words.row_light(row, self.calendar, self.now)

    def light(self, reading) -> words.LightWords:
        """The light of one complaint."""
        return words.reading_light(reading, self.calendar)

    def state_title(self, state: str) -> str:
        """A state in the words of staff."""
        return self.t(STATES[state])

    def kind_title(self, kind: str) -> str:
        """A kind of complaint."""
        return self.t(KINDS[kind])

    # The desk

    @cached_property
    def desk(self):
        """The desk of the page."""
        return desk_of(self.context)

    @cached_property
    def department_titles(self) -> dict[str, str]:
        """The names of all departments by id."""
        return {d.getId(): d.Title() for d in departments_of(self.desk)}

    @cached_property
    def category_titles(self) -> dict[str, str]:
        """The names of all categories by id."""
        return {c.getId(): c.Title() for c in categories_of(self.desk)}

    def department_title(self, department_id: str) -> str:
        """The name of a department; its id where it is gone."""
        return self.department_titles.get(department_id, department_id)

    def category_title(self, category_id: str) -> str:
        """The name of a category; its id where it is gone."""
        return self.category_titles.get(category_id, category_id)

    # Addresses

    @cached_property
    def desk_url(self) -> str:
        """The desk's address."""
        return self.desk.absolute_url()

    def complaint_url(self, complaint_id: str) -> str:
        """A complaint's address, by its id alone."""
        return f"{self.desk_url}/complaints/{complaint_id}"

    def department_url(self, department_id: str) -> str:
        """A department's address: its workbench."""
        return f"{self.desk_url}/departments/{department_id}"

    @property
    def here(self) -> str:
        """The address of this page."""
        return f"{self.context.absolute_url()}/@@{self.__name__}"

    def here_with(self, **changes) -> str:
        """This page's address with some of its query changed; None leaves one out."""
        query = {k: v for k, v in self.request.form.items() if isinstance(v, str)}
        for passing in ("b_start", "set_language"):
            query.pop(passing, None)
        query = {k: v for k, v in (query | changes).items() if v not in (None, "")}
        return f"{self.here}?{urlencode(query)}" if query else self.here

    def static(self, name: str) -> str:
        """The address of a file in static/."""
        return static_url(name)

    @property
    def app_url(self) -> str:
        """The desk that is an app (browser/app); "" for none."""
        try:
            return self.desk_url if self.desk.installable else ""
        except LookupError:
            return ""

    @property
    def login_url(self) -> str:
        """Where to log in and come back to this page."""
        query = urlencode({"came_from": self.request.get("ACTUAL_URL", self.here)})
        return f"{api.portal.get().absolute_url()}/login?{query}"

    # The reader

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody is logged in."""
        return api.user.is_anonymous()

    @property
    def user_id(self) -> str:
        """The id of the reader; "" for nobody."""
        return "" if self.is_anonymous else api.user.get_current().getId()

    def require_login(self) -> None:
        """Send those who are not logged in to do so; they come back here.

        :raises Unauthorized: nobody is logged in
        """
        if self.is_anonymous:
            raise Unauthorized(self.t(_("login_first", default="Please log in first.")))

    @cached_property
    def bell(self) -> Bell | None:
        """The reader's inbox; None for nobody, and outside of desks."""
        if self.is_anonymous:
            return None
        try:
            desk = self.desk
        except LookupError:
            return None
        unread = inbox_of(desk, self.user_id).unread
        return Bell(unread, f"{desk.absolute_url()}/@@inbox")

    # Forms

    @property
    def is_post(self) -> bool:
        """Whether something was sent."""
        return self.request.get("REQUEST_METHOD", "GET").upper() == "POST"

    def check_sent(self) -> None:
        """Refuse what was not sent from a form of ours.

        :raises Forbidden: not by POST, or without our token
        """
        PostOnly(self.request)
        CheckAuthenticator(self.request)

    def token(self) -> str:
        """The hidden field that every form of ours carries, as HTML."""
        return f'<input type="hidden" name="_authenticator" value="{createToken()}">'

    # What can be chosen where files are attached.
    accepted = ",".join(ACCEPTED)

    @cached_property
    def file_rules(self) -> str:
        """What static/sending.js looks at before a file is sent, as JSON."""
        return choosing.rules(self.t)

    @property
    def guard(self) -> dict:
        """What the guards against scripts put into a form; empty where they are off."""
        return self.guards if guards.on() else {}

    @property
    def guards(self) -> dict:
        """The same wherever they are on or off."""
        return {
            "trap": guards.TRAP,
            "proof": guards.PROOF,
            "challenge": json.dumps(guards.challenge()),
        }

    @property
    def plain_note(self) -> str:
        """What a guarded form says where JavaScript is off (intake/tries.py)."""
        return self.t(PLAIN) if self.is_anonymous else ""

    def say(self, message, kind: str = "info") -> None:
        """Show a message on the next page.

        :param kind: info, warning or error
        """
        api.portal.show_message(self.t(message), self.request, type=kind)

    def go(self, url: str) -> str:
        """Lead the browser on after something was done."""
        self.request.response.redirect(url, status=303)
        return ""


def static_url(name: str) -> str:
    """The address of a file in static/."""
    portal = api.portal.get().absolute_url()
    return f"{portal}/++plone++jiesu.addon/{name}?v={VERSION}"


class Paging:
    """The pages of a list: what a template needs to lead from one to the next."""

    def __init__(self, page: BasePage, start: int, size: int, total: int):
        """Look at a `catalog.queries.Page` from its first row on."""
        self.page = page
        self.start = start
        self.size = size
        self.total = total

    @property
    def first(self) -> int:
        """The number of the first row shown, from 1; 0 for none."""
        return min(self.start + 1, self.total)

    @property
    def last(self) -> int:
        """The number of the last row shown."""
        return min(self.start + self.size, self.total)

    @property
    def previous_url(self) -> str | None:
        """The page before this one."""
        if self.start <= 0:
            return None
        back = max(0, self.start - self.size)
        return self.page.here_with(b_start=str(back) if back else None)

    @property
    def next_url(self) -> str | None:
        """The page after this one."""
        if self.last >= self.total:
            return None
        return self.page.here_with(b_start=str(self.start + self.size))


def start_of(request) -> int:
    """How many rows to leave out, as the query says."""
    value = str(request.form.get("b_start", "0"))
    return int(value) if value.isascii() and value.isdigit() and len(value) < 8 else 0


class PageTitle(TitleViewlet):
    """The browser's title of our pages: what the page is, not what it is a page of."""

    @property
    def page_title(self):
        """The page's own title."""
        return escape(self.view.page_title or super().page_title)
