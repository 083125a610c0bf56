"""One complaint, for all who may read it: what happened, and what can be done."""

from dataclasses import dataclass
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.access.capacities import FOR_DEPARTMENT
from jiesu.addon.access.capacities import FOR_OFFICE
from jiesu.addon.browser import forms
from jiesu.addon.browser import words
from jiesu.addon.browser.away import away_note
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.marking import public_version
from jiesu.addon.browser.marking import PublicVersion
from jiesu.addon.browser.submitter.ball import ball
from jiesu.addon.browser.submitter.ball import coming
from jiesu.addon.browser.submitter.steps import next_step
from jiesu.addon.browser.submitter.steps import Step
from jiesu.addon.browser.submitter.steps import steps
from jiesu.addon.browser.submitter.telling import Telling
from jiesu.addon.catalog.rows import heading
from jiesu.addon.content import publicanswer
from jiesu.addon.content.complaint import CHANNELS
from jiesu.addon.content.complaint import TRIAGE
from jiesu.addon.content.lookup import supervisions_of
from jiesu.addon.handling import faq
from jiesu.addon.handling import publishing
from jiesu.addon.handling.action import Action
from jiesu.addon.handling.action import MatterAction
from jiesu.addon.handling.perform import available_actions
from jiesu.addon.handling.reading import Shown
from jiesu.addon.handling.reading_supervision import reading_of
from jiesu.addon.handling.reading_supervision import SupervisionReading
from jiesu.addon.handling.review import draft_of
from jiesu.addon.handling.watching import PUBLIC_ANSWER
from jiesu.addon.suggesting.suggestions import watchers_words
from plone import api
from Products.CMFCore.permissions import View
from zope.schema import getFieldNames


STAFF_ONLY = _("staff_only", default="Only staff can see this")
DEPARTMENT_ONLY = _("department_only", default="Only your department can see this")
OFFICE_ONLY = _("office_only", default="Only the Office can see this")
LABELS = {FOR_OFFICE: OFFICE_ONLY, FOR_DEPARTMENT: DEPARTMENT_ONLY}
# So many of those that follow one are named on its page.
MOST_FOLLOWERS = 20
# Whether it is solved is asked before how good it was.
FIRST = ("solved",)
# An action of this weight or more is never the one to do next.
MINOR = 40
# What staff do about the public answer stands on a page of its own; what the submitter
# says to it, on this one.
PUBLISHING = (
    "draft_publication",
    "ask_publication",
    "submit_publication",
    "release_publication",
    "return_publication",
)
AGREE = "agree_publication"
TAKE_BACK = "take_back_publication"
# Of a staff member's actions so many stand in the row; the rest behind "more".
IN_ROW = 4


@dataclass(frozen=True)
class File:
    """A file as it is shown."""

    url: str
    name: str
    size: str
    image: bool

    @property
    def small_url(self) -> str:
        """Where its thumbnail is, for pictures."""
        return f"{self.url}?size=small"

    @property
    def show_url(self) -> str:
        """Where a picture can be looked at."""
        return f"{self.url}?show=1"


@dataclass(frozen=True)
class Standing:
    """A supporting department and how it stands."""

    title: str
    light: words.LightWords


@dataclass(frozen=True)
class Other:
    """Another complaint: one that follows, or is followed."""

    number: str
    title: str
    url: str


class OfMatter(BasePage):
    """What the pages of one complaint or supervision share."""

    # Whether the reader has no account and came with a query code (track.py).
    for_guest = False

    @cached_property
    def reading(self):
        """What the reader may see."""
        return reading_of(self.context)

    @property
    def page_title(self) -> str:
        """Heading and number."""
        return f"{self.reading.heading} · {self.context.number}"

    @property
    def url(self) -> str:
        """The address of what the page is about."""
        return self.context.absolute_url()

    def action_url(self, name: str) -> str:
        """Where an action is done."""
        return f"{self.url}/@@handle/{name}"

    def file_url(self, entry: int, number: int) -> str:
        """Where a file of an entry is."""
        return f"{self.url}/@@attachment/{entry}/{number}"

    def needs_data(self, action: MatterAction) -> bool:
        """Whether an action asks for something."""
        return bool(getFieldNames(action.schema))

    def files_of(self, entry: Shown) -> list[File]:
        """The files of a journal entry."""
        return [
            File(
                self.file_url(entry.number, number),
                name,
                words.size_words(size),
                kind.startswith("image/"),
            )
            for number, name, kind, size in entry.files
        ]

    def label(self, entry: Shown) -> str:
        """Who alone may read an entry that not everybody may."""
        return self.t(LABELS.get(entry.visibility, STAFF_ONLY))

    # What can be done

    @cached_property
    def primary(self) -> MatterAction | None:
        """What a staff member is to do next."""
        first = self.others[0] if self.reading.is_staff and self.others else None
        return first if first is not None and first.weight < MINOR else None

    @cached_property
    def actions(self) -> list[MatterAction]:
        """What the reader can do now, the primary first."""
        return available_actions(self.context)

    @cached_property
    def others(self) -> list[MatterAction]:
        """The actions that are buttons."""
        return self.buttons()

    def buttons(self, *without: MatterAction | None) -> list[MatterAction]:
        """What can be done, but for what has a place of its own."""
        apart = {*PUBLISHING, AGREE}
        names = {action.name for action in self.actions}
        if self.reading.is_staff or AGREE in names:
            apart.add(TAKE_BACK)
        left = (action for action in self.actions if action not in without)
        return [action for action in left if action.name not in apart]

    @property
    def in_row(self) -> list[MatterAction]:
        """The buttons in sight."""
        return self.others[:IN_ROW]

    @property
    def behind(self) -> list[MatterAction]:
        """The buttons behind "more"."""
        return self.others[IN_ROW:]


class ComplaintPage(OfMatter):
    """The default view of a complaint."""

    for_everybody = True

    @cached_property
    def width(self) -> str:
        """Roomy for the submitter, wide for staff."""
        return "wide" if self.reading.is_staff else "narrow"

    # What it is

    @property
    def state(self) -> str:
        """The state, in the words of the one who reads."""
        complaint, reading = self.context, self.reading
        if reading.is_submitter and not reading.is_staff:
            asked, together = bool(complaint.asked), reading.together
            return self.t(words.submitter_state(reading.state, asked, together))
        return self.state_title(reading.state)

    @property
    def channel(self) -> str:
        """Which way it came in."""
        return self.t(CHANNELS.get(self.context.channel, self.context.channel))

    @property
    def submitter(self) -> str:
        """The submitter's name, for those who may know it."""
        identity = self.reading.identity
        if identity is not None:
            return identity.name or self.t(_("no_name", default="no name given"))
        if self.context.hide_identity:
            return self.t(_("anonymous", default="Name hidden"))
        return self.t(_("identity_not_shown", default="not shown"))

    @property
    def phone(self) -> str:
        """How to call the submitter."""
        identity = self.reading.identity
        return identity.phone if identity is not None else ""

    @property
    def handler(self) -> str:
        """Who handles it."""
        handler = self.context.handler
        user = api.user.get(userid=handler) if handler else None
        if user is None:
            return self.t(_("no_handler", default="nobody yet"))
        return user.getProperty("fullname", "") or user.getUserName()

    @property
    def handler_away(self) -> str:
        """Until when the handler is away and who acts for them; "" when here."""
        complaint = self.context
        return away_note(self, complaint.handler, complaint.department)

    @property
    def lead(self) -> str:
        """The lead department."""
        if self.context.department:
            return self.department_title(self.context.department)
        return self.t(_("no_department", default="not dispatched"))

    @property
    def supporting(self) -> list[Standing]:
        """The supporting departments, each with how it stands."""
        parts = {part.department: part for part in self.reading.clock.support}
        return [
            Standing(
                self.department_title(department),
                words.support_words(parts.get(department), self.calendar, self.now),
            )
            for department in self.context.supporting
        ]

    @property
    def consulted(self) -> str:
        """The departments that are asked for their view."""
        return self.listed(map(self.department_title, self.context.consulted))

    @property
    def helpers(self) -> str:
        """The colleagues who were brought in."""
        return self.listed(map(self.reading.person, self.context.helpers))

    @property
    def drafted(self) -> bool:
        """Whether a draft waits that the reader may see."""
        return draft_of(self.context) is not None

    @property
    def followers(self) -> list[Other]:
        """Some of those that follow it, for who may see them."""
        found = self.reading.followers(MOST_FOLLOWERS)
        return [Other(one.number, heading(one), one.absolute_url()) for one in found]

    @property
    def master(self) -> Other | None:
        """The one that it follows, for who may see that."""
        one = self.reading.master
        return one and Other(one.number, heading(one), one.absolute_url())

    @property
    def demand(self) -> str:
        """How many others follow it, for staff."""
        many = self.reading.watcher_count
        return self.t(watchers_words(many)) if many else ""

    @property
    def headline(self) -> str:
        """What others may read of it, for staff."""
        return self.context.headline if self.reading.is_staff else ""

    def public_part(self, entry: Shown) -> str:
        """What those who follow it may read of an answer, for staff."""
        return entry.changes.get(PUBLIC_ANSWER, "")

    @property
    def marks(self) -> list:
        """What staff must not overlook."""
        complaint = self.context
        found = []
        if complaint.urgent:
            found.append(_("mark_urgent", default="Urgent"))
        if complaint.reworks:
            found.append(_("mark_rework", default="Rework"))
        if complaint.unsolved_again and self.reading.state == TRIAGE:
            found.append(_("mark_unsolved_again", default="Unsolved after rework"))
        if complaint.supervisions:
            found.append(_("mark_supervised", default="Supervised"))
        if complaint.merged_into:
            found.append(_("mark_follows", default="Handled with another"))
        if complaint.about_department:
            found.append(_("mark_about", default="About the department"))
        return found

    @property
    def supervisions(self) -> list[SupervisionReading]:
        """The running supervisions that join it, as far as the reader may see them."""
        container = supervisions_of(self.desk)
        found = [container[one] for one in self.context.supervisions]
        return [reading for one in found if (reading := SupervisionReading(one)).held]

    @property
    def text(self) -> list[str]:
        """What the submitter wrote."""
        return self.paragraphs(self.context.text)

    # Where it stands

    @property
    def steps(self) -> list[Step]:
        """The way it takes, for its submitter."""
        return steps(self.context, self.reading.state, self.reading.together)

    @property
    def next_step(self) -> str:
        """What happens next, in a sentence."""
        return self.t(next_step(self.reading, self.now, self.zone))

    @property
    def ball(self) -> str:
        """Who has to do what now, for staff."""
        return self.t(ball(self.reading))

    @property
    def coming(self) -> str:
        """What comes next by itself, and when, for staff."""
        return self.t(coming(self.reading, self.now, self.zone))

    @property
    def used(self) -> str:
        """How long the first answer took."""
        used = self.reading.clock.used
        if used is None or self.reading.state != "answered":
            return ""
        told = words.full_span(used, True, self.calendar.day_length)
        return self.t(_("used", default="It took ${span}.", mapping={"span": told}))

    @cached_property
    def clock(self) -> words.LightWords:
        """The light, for staff."""
        return self.light(self.reading)

    @cached_property
    def entries(self) -> list[Shown]:
        """The journal, oldest first."""
        return self.reading.entries()

    @cached_property
    def telling(self) -> Telling:
        """Puts the changes of entries into words."""
        return Telling(self)

    @cached_property
    def answer(self) -> Shown | None:
        """The latest answer."""
        answers = [entry for entry in self.entries if entry.action == "answer"]
        return answers[-1] if answers else None

    @cached_property
    def question(self) -> Shown | None:
        """What the submitter is asked, while an answer to it is waited for."""
        if not self.context.asked:
            return None
        asked = [entry for entry in self.entries if entry.action == "ask"]
        return asked[-1] if asked else None

    def said(self, entry: Shown) -> list[str]:
        """What was said in an entry, unless it stands elsewhere on the page."""
        if entry.action == "submit":
            return [] if self.reading.is_staff else self.text
        if entry is self.answer:
            return []
        return self.paragraphs(entry.text)

    def entry_files(self, entry: Shown) -> list[File]:
        """The files of an entry, unless they stand elsewhere on the page."""
        if entry is self.answer or (entry.action == "submit" and self.reading.is_staff):
            return []
        return self.files_of(entry)

    @property
    def first_files(self) -> list[File]:
        """What was sent with the submission."""
        first = [entry for entry in self.entries if entry.action == "submit"]
        return self.files_of(first[0]) if first else []

    def told(self, entry: Shown) -> str:
        """What an entry changed."""
        return " · ".join(self.telling.of(entry))

    @cached_property
    def _faq(self):
        return faq.page_of(self.context) if self.reading.is_staff else None

    @property
    def faq_url(self) -> str | None:
        """The FAQ page that came of it, or where staff make one; None for others."""
        if self._faq is not None and api.user.has_permission(View, obj=self._faq):
            return self._faq.absolute_url()
        if self._faq is None and self.reading.is_staff and faq.can_make(self.context):
            return f"{self.context.absolute_url()}/@@faq"
        return None

    @property
    def faq_words(self) -> str:
        """What is there, or can be done."""
        if self._faq is not None:
            return self.t(_("faq_there", default="Its FAQ page"))
        return self.t(_("page_faq_make_title", default="Make it an FAQ page"))

    # What can be done

    @cached_property
    def inline(self) -> Action | None:
        """The action whose form stands on the page: what the submitter is asked for."""
        wanted = "supplement" if self.context.asked else "rate"
        found = [action for action in self.actions if action.name == wanted]
        return found[0] if found and self.reading.is_submitter else None

    @cached_property
    def inline_form(self) -> forms.Form:
        """The form of `inline`."""
        return forms.Form(self.context, self.inline.schema, first=FIRST)

    @cached_property
    def others(self) -> list[MatterAction]:
        """The actions that are buttons."""
        return self.buttons(self.inline)

    # What everybody may read of it

    @cached_property
    def public(self):
        """The public answer, as far as the reader may know of it."""
        return publishing.visible_answer_of(self.context)

    @property
    def version(self) -> PublicVersion:
        """The same, as everybody reads it or would."""
        return public_version(self, self.public)

    @property
    def public_state(self) -> str:
        """Its state in words."""
        if self.agree is not None:
            return self.t(_("public_answer_asks_you", default="Your word is asked for"))
        return self.t(publicanswer.STATES[self._public_state])

    @property
    def _public_state(self) -> str:
        return publicanswer.state_of_public_answer(self.public)

    @property
    def public_url(self) -> str | None:
        """Where everybody reads it."""
        if self.public is None or self._public_state != publicanswer.PUBLISHED:
            return None
        return self.public.absolute_url()

    @cached_property
    def agree(self) -> Action | None:
        """What the submitter is asked about publishing, while they are."""
        found = [action for action in self.actions if action.name == AGREE]
        return found[0] if found else None

    @property
    def agree_until(self):
        """Until when."""
        return publishing.leave_until(self.context)

    @property
    def publication_url(self) -> str | None:
        """Where staff work on the version for everybody, where there is something."""
        if not self.reading.is_staff or not publishing.works_on_it(self.context):
            return None
        names = {action.name for action in self.actions}
        if self.public is None and "draft_publication" not in names:
            return None
        return f"{self.context.absolute_url()}/@@publication"

    @property
    def publication_words(self) -> str:
        """What is there, or can be done."""
        if self.public is None:
            return self.t(_("publication_begin", default="Publish the answer"))
        words = _(
            "publication_there",
            default="Version for everybody: ${state}",
            mapping={"state": self.public_state},
        )
        return self.t(words)
