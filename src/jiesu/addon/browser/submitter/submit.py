"""Say what is wrong: one page, made for a phone, that works without JavaScript."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.access.permissions import SUBMIT
from jiesu.addon.browser import forms
from jiesu.addon.browser import words
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.submitter.arrived import TellsArrived
from jiesu.addon.browser.submitter.passes import give_pass
from jiesu.addon.content.complaint import COMPLAINT
from jiesu.addon.content.complaint import CONSULTATION
from jiesu.addon.content.department import OFFICE
from jiesu.addon.content.interfaces import ICategory
from jiesu.addon.content.lookup import CATEGORIES
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.content.lookup import departments_of
from jiesu.addon.content.lookup import responsible_department
from jiesu.addon.content.places import place_of
from jiesu.addon.content.places import places_of
from jiesu.addon.deadlines.desk import limits_of
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.handling.errors import Invalid
from jiesu.addon.intake.birth import Receipt
from jiesu.addon.intake.birth import submit
from jiesu.addon.intake.guards import Suspicious
from jiesu.addon.intake.guards import TooMany
from jiesu.addon.intake.submission import ISubmission
from jiesu.addon.intake.tries import check_page_submission
from jiesu.addon.suggesting.counting import count_sent
from jiesu.addon.writer.errors import Busy
from jiesu.addon.writer.errors import Unfinished
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import Forbidden as NotOurForm
from zExceptions import Unauthorized

import re
import uuid


# The way that somebody came: what an address may say (docs/how-to/entries.md).
CHANNEL = "web"
ENTRIES = (CHANNEL, "wechat", "wecom", "oa", "qr")

# Says that what is posted was written elsewhere and is only to be shown, see `carry`.
CARRIED = "carried"
ELSEWHERE, HERE = "elsewhere", "here"

# What static/sending.js calls itself.
SCRIPT = "jiesu"

# Names the form that was taken, by its key, a random number.
SENT_COOKIE = "jiesu_sent"
SAFE_KEY = re.compile(r"[0-9A-Za-z-]{1,64}")

# What a link to the page may fill in; besides these, `place` names one by its id.
FILLED_IN = ("title", "text", "category", "department", "kind", "location")


# What is asked for privacy; off for most.
SWITCHES = ("hide_identity", "about_department")


@dataclass(frozen=True)
class Sent:
    """What a guest has to know: the code is told this once.

    department: who has it; the Office where nothing routed it
    due: until when an answer is due, None while nobody has it
    """

    number: str
    code: str
    department: str
    due: datetime | None


@dataclass(frozen=True)
class CategoryOption:
    """A category to choose.

    hint: where it goes and until when an answer is due, for most kinds
    consultation: the same for a consultation
    words: everyday words for it, to find it by
    """

    id: str
    title: str
    explained: str
    words: str
    hint: str
    consultation: str
    on: bool


@dataclass(frozen=True)
class Group:
    """A category of the first level with those below it."""

    title: str
    options: list[CategoryOption]

    @property
    def on(self) -> bool:
        """Whether one of it is chosen."""
        return any(option.on for option in self.options)


class SubmitPage(TellsArrived, BasePage):
    """The form of a submission."""

    for_everybody = True
    title = _("page_submit_title", default="Tell us what is wrong")
    width = "form"
    sent: Sent | None = None
    sent_page = ViewPageTemplateFile("sent.pt")
    typing_file = ViewPageTemplateFile("typing.pt")
    carry_page = ViewPageTemplateFile("carry.pt")
    needs_login = False

    def __call__(self):
        """Show the form, or take what was sent."""
        self.values: dict = {}
        self.errors: tuple[FieldError, ...] = ()
        if self.carries:
            # Written elsewhere: not sent yet, and not lost if somebody has to log in.
            return self.carry()
        if not api.user.has_permission(SUBMIT, obj=self.desk):
            self.require_login()
            raise Unauthorized("submit")
        if self.is_post:
            return self.take()
        self.values = self._filled_in()
        self.know_browser()
        return super().__call__()

    @property
    def typing_macros(self):
        """What stands below the text (typing.pt)."""
        return self.typing_file.macros

    @property
    def typing_log_in(self) -> str | None:
        """Whether nobody is logged in, for what only people with an account can do."""
        return "yes" if self.is_anonymous else None

    @property
    def typing_target(self) -> str | None:
        """Where what fits opens, that is no page to read alone."""
        return None

    @property
    def typing_found(self) -> str:
        """What is said when something fits; {n} is how much."""
        return self.t(TYPING_FOUND)

    def take(self) -> str:
        """Take the submission; with errors, show the form with all that was typed."""
        if self.is_anonymous and self.request.form.get("account"):
            # The session has ended since the form was opened. A guest's complaint is
            # not what was meant; the device keeps what was typed (static/sending.js).
            self.require_login()
        self.values = self._typed()
        try:
            self.check_sent()
            check_page_submission(self.request, self.user_id, self.key)
            made = submit(self.desk, self.values, self.browser)
        except Invalid as invalid:
            self.errors = invalid.errors
        except Forbidden:
            raise Unauthorized("submit") from None
        except NotOurForm:
            # Opened too long ago, or by another account: shown anew, with its words.
            self.errors = (FieldError("", STALE),)
            self.request.response.setStatus(403)
        except Suspicious as suspicious:
            self.errors = (FieldError("", suspicious.message),)
            self.request.response.setStatus(400)
        except TooMany as many:
            self.errors = (FieldError("", many.message),)
            self.request.response.setStatus(429)
            self.request.response.setHeader("Retry-After", str(many.retry_after))
        except Busy:
            self.errors = (FieldError("", BUSY),)
            self.request.response.setStatus(503)
        except Unfinished:
            self.errors = (FieldError("", UNFINISHED),)
            self.request.response.setStatus(503)
        else:
            return self._receipt(made)
        return super().__call__()

    def _receipt(self, made: Receipt) -> str:
        complaint = complaints_of(self.desk)[made.id]
        if made.changes:
            return self.tell_arrived(complaint, made)
        return self._thank(complaint, made.code)

    # What was written in another page (browser/embed)

    @property
    def carries(self) -> str:
        """Whether it was: "" no, ELSEWHERE from another site, HERE from this one."""
        carried = self.request.form.get(CARRIED)
        return carried if self.is_post and carried in (ELSEWHERE, HERE) else ""

    def carry(self) -> str:
        """Go on with what was written in another page; nothing is taken yet.

        What the page of another site posts comes without cookies, so that nobody is
        logged in: the browser posts it once more, from here. Who has to log in first
        takes it along, kept on the device (static/sending.js).
        """
        self.values = {n: v for n, v in self._typed().items() if v and n != "files"}
        self.request.response.setHeader("Cache-Control", "no-store")
        may = api.user.has_permission(SUBMIT, obj=self.desk)
        if self.carries == HERE and may:
            return super().__call__()
        self.needs_login = self.carries == HERE
        return self.carry_page()

    def _typed(self) -> dict:
        return forms.read(self.request, ISubmission) | {"channel": self.channel}

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What was written, as the fields of a form."""
        contact = {f"contact-{k}": v for k, v in self.contact.items()}
        plain = {n: v for n, v in self.values.items() if isinstance(v, str)}
        return [(name, value) for name, value in (plain | contact).items()]

    @property
    def channel(self) -> str:
        """Which way they came."""
        asked = self.request.form.get("channel")
        return asked if asked in ENTRIES else CHANNEL

    @cached_property
    def form(self) -> forms.Form:
        """The fields."""
        return forms.Form(self.desk, ISubmission, self.values, self.errors)

    @cached_property
    def key(self) -> str:
        """Makes one complaint of a form, however often it is sent."""
        return str(self.values.get("key") or uuid.uuid4().hex)

    @property
    def lost_files(self) -> bool:
        """Whether files have to be chosen again: browsers do not keep them."""
        return bool(self.values.get("files"))

    @property
    def contact(self) -> dict:
        """How to reach the submitter, as typed."""
        return self.values.get("contact") or {}

    @property
    def has_more(self) -> bool:
        """Whether anything is said that stands folded away."""
        values = self.values
        wrong = {error.field for error in self.errors}
        return bool(
            values.get("title")
            or self.contact
            or values.get("kind") not in (None, "", COMPLAINT)
            or any(str(values.get(name)).lower() == "true" for name in SWITCHES)
            or wrong & {"title", "contact", "kind", *SWITCHES}
        )

    @cached_property
    def place_title(self) -> str:
        """The place that the address names, as the code on a door does; "" for none."""
        if self.is_post:
            return ""
        place = place_of(self.desk, str(self.request.form.get("place") or ""))
        return place.title if place else ""

    @property
    def has_places(self) -> bool:
        """Whether the desk has a list of buildings and rooms."""
        return bool(places_of(self.desk))

    @property
    def places_url(self) -> str | None:
        """Where the field for the place asks; None where there is nothing to find."""
        return f"{self.desk_url}/@@places" if self.has_places else None

    @property
    def places_found(self) -> str:
        """What a screen reader says of the places found; # stands for how many."""
        return self.t(PLACES_FOUND)

    @cached_property
    def groups(self) -> list[Group]:
        """The categories by their first level; those alone come last."""
        groups = [
            self._group(top)
            for top in self.desk[CATEGORIES].objectValues()
            if ICategory.providedBy(top)
        ]
        return sorted(groups, key=lambda group: len(group.options) == 1)

    @cached_property
    def departments(self) -> list[CategoryOption]:
        """The departments, for who knows whom it concerns."""
        chosen = self.values.get("department")
        return [
            self._option(
                department.getId(),
                department.Title(),
                department.getId(),
                chosen=chosen,
            )
            for department in departments_of(self.desk)
        ]

    @property
    def route_hint(self) -> str:
        """Where what is chosen goes, for the page that is shown after an error."""
        options = [option for group in self.groups for option in group.options]
        for option in (*options, *self.departments):
            if option.on:
                asked = self.values.get("kind") == CONSULTATION
                return option.consultation if asked else option.hint
        return ""

    def _group(self, top) -> Group:
        below = [c for c in top.objectValues() if ICategory.providedBy(c)]
        options = [self._category(category) for category in below]
        if below:
            title = self.t(
                _(
                    "category_rest",
                    default="Other: ${title}",
                    mapping={"title": top.Title()},
                )
            )
            options.append(self._category(top, title))
        else:
            options.append(self._category(top))
        return Group(top.Title(), options)

    def _category(self, category, title: str = "") -> CategoryOption:
        return self._option(
            category.getId(),
            title or category.Title(),
            responsible_department(category),
            chosen=self.values.get("category"),
            explained=category.description or "",
            words=" ".join([category.Title(), *(category.keywords or ())]),
            urgent=bool(category.urgent),
        )

    def _option(
        self, id_, title, department, chosen, explained="", words="", urgent=False
    ) -> CategoryOption:
        return CategoryOption(
            id=id_,
            title=title,
            explained=explained,
            words=words,
            hint=self._route(department, urgent, ""),
            consultation=self._route(department, urgent, CONSULTATION),
            on=chosen == id_,
        )

    def _route(self, department: str, urgent: bool, kind: str) -> str:
        if not department:
            return self.t(TO_OFFICE)
        limit, due = self._due(urgent, kind)
        return self.t(
            _(
                "route_hint",
                default="Goes straight to ${department}, which answers within "
                "${limit}, by ${when} at the latest.",
                mapping={
                    "department": self.department_title(department),
                    "limit": words.limit_words(limit),
                    "when": words.when(due, self.now, self.zone),
                },
            )
        )

    def _due(self, urgent: bool, kind: str):
        cache = self.__dict__.setdefault("_dues", {})
        if (urgent, kind) not in cache:
            limit = limits_of(self.desk).answer_for(kind, urgent)
            cache[urgent, kind] = limit, limit.due(self.now, self.calendar)
        return cache[urgent, kind]

    def _filled_in(self) -> dict:
        given = self.request.form
        values = {n: given[n] for n in FILLED_IN if isinstance(given.get(n), str)}
        return values | ({"location": self.place_title} if self.place_title else {})

    def _thank(self, complaint, code: str | None) -> str:
        self.forget_draft()
        count_sent(self.desk, self.key)
        due = complaint.clock.answer_due if complaint.clock else None
        if complaint.department and due is not None:
            message = _(
                "submitted_to",
                default="Thank you. ${number} is with ${department}, which answers by "
                "${when} at the latest.",
                mapping={
                    "number": complaint.number,
                    "department": self.department_title(complaint.department),
                    "when": words.when(due, self.now, self.zone),
                },
            )
        else:
            message = _(
                "submitted_to_office",
                default="Thank you. ${number} is with the Office, which passes it on.",
                mapping={"number": complaint.number},
            )
        if code is None:
            self.say(f"{self.t(message)} {self.t(WHERE)}")
            return self._lead_to(complaint.absolute_url())
        give_pass(self.desk, complaint.getId(), self.request)
        department = self.department_title(complaint.department or OFFICE)
        self.sent = Sent(complaint.number, code, department, due)
        self.title = _("sent_title", default="It is on its way")
        self.no_columns()
        self.request.response.setHeader("Cache-Control", "no-store")
        return self.sent_page()

    def _lead_to(self, url: str) -> str:
        """Lead on: a script of ours goes there itself, and loses no message on the way.

        A redirection it would follow unseen, and fetch the page once too often.
        """
        if self.request.getHeader("X-Requested-With") != SCRIPT:
            return self.go(url)
        self.request.response.setStatus(201)
        self.request.response.setHeader("Location", url)
        return ""

    def forget_draft(self) -> None:
        """Tell the device that it need not keep this any longer (static/sending.js)."""
        if SAFE_KEY.fullmatch(self.key):
            self.request.response.setCookie(
                SENT_COOKIE, self.key, path="/", max_age=600, same_site="Lax"
            )


TYPING_FOUND = _("typing_found", default="{n} that may help, below what you write")
PLACES_FOUND = _("places_found", default="# places; choose with the arrow keys.")
TO_OFFICE = _("route_hint_office", default="The Office decides who handles it.")
WHERE = _("sent_where", default="You follow it here, and under My complaints.")
STALE = _(
    "submit_stale",
    default="This form was open for very long, or you have logged in anew. Please look "
    "at it once more and send it again.",
)
BUSY = _(
    "submit_busy",
    default="Very many people are writing just now. Please send it again in a moment; "
    "nothing you typed is lost.",
)
UNFINISHED = _(
    "submit_unfinished",
    default="It is not certain that this was stored. Please send it again: it will not "
    "be there twice.",
)
