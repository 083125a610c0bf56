"""Puts records of the outbox into words, when they are delivered.

Who may no longer see a complaint or supervision by then is no longer told of it.
"""

from dataclasses import dataclass
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.access.capacities import PUBLIC
from jiesu.addon.access.capacities import readable
from jiesu.addon.access.roles import GUEST
from jiesu.addon.content.complaint import REPORT
from jiesu.addon.deadlines.desk import timezone_of_site
from jiesu.addon.handling.watching import watches
from jiesu.addon.journal.storage import journal_of
from jiesu.addon.notifications import html
from jiesu.addon.notifications import links
from jiesu.addon.notifications import texts
from jiesu.addon.notifications.addresses import address_of as site_address
from jiesu.addon.notifications.choices import INBOX
from jiesu.addon.notifications.facts import Facts
from jiesu.addon.notifications.facts import FollowerFacts
from jiesu.addon.notifications.interfaces import IRenderer
from jiesu.addon.notifications.matters import is_supervision
from jiesu.addon.notifications.matters import matter_of
from jiesu.addon.notifications.matters import state_of
from jiesu.addon.notifications.people import address_of
from jiesu.addon.notifications.people import language_of
from jiesu.addon.notifications.people import said
from jiesu.addon.notifications.receivers import roles_of
from jiesu.addon.notifications.rendered import Rendered
from jiesu.addon.notifications.rules import FOLLOWER
from jiesu.addon.notifications.rules import Message
from jiesu.addon.notifications.rules import MESSAGES
from jiesu.addon.notifications.rules import RULES
from jiesu.addon.notifications.todos import TITLES
from zoneinfo import ZoneInfo
from zope.interface import implementer


CHOOSE = _("told_choose", default="Choose what you are told, and how")
TRACK_HINT = _(
    "told_track_hint",
    default="You need the number of the complaint and your query code to see it.",
)

# Messages that tell of a state which their reader sees anyway.
FACTS_ONLY = {rule.message for rule in RULES if rule.fact}


@implementer(IRenderer)
class Renderer:
    """The utility."""

    def render(self, desk, records) -> Rendered | None:
        """See `IRenderer`."""
        first = records[0]
        if not first.receiver:
            return webhook(desk, first)
        told = [one for one in (Told(desk, record) for record in records) if one.holds]
        if not told:
            return None
        return told[0].rendered() if len(told) == 1 else digest(desk, told)


class Told:
    """One message to one receiver."""

    def __init__(self, desk, record):
        """Of a record."""
        self.desk = desk
        self.record = record

    @cached_property
    def matter(self):
        """What it is about; None where that is gone."""
        return matter_of(self.desk, self.record.about)

    @cached_property
    def held(self) -> frozenset[str]:
        """The roles that the receiver holds on it now."""
        return roles_of(self.matter, self.record.receiver)

    @property
    def holds(self) -> bool:
        """Whether it can be told: it is known, and the receiver may read it."""
        if self.record.event not in MESSAGES or self.matter is None:
            return False
        if self.is_follower:
            return watches(self.matter, self.record.receiver)
        return self._visibility in readable(self.held)

    @property
    def _visibility(self) -> str:
        if not self.record.entry or self.record.event in FACTS_ONLY:
            return PUBLIC
        return journal_of(self.matter)[self.record.entry].visibility

    @property
    def message(self) -> Message:
        """What kind of message it is."""
        return MESSAGES[self.record.event]

    @cached_property
    def language(self) -> str:
        """The receiver's language."""
        return language_of(self.record.receiver)

    @cached_property
    def text(self) -> texts.Text:
        """The words, with their placeholders."""
        key = texts.language_key(self.language)
        return texts.text_of(self.desk, self.record.event, key)

    @cached_property
    def facts(self) -> dict[str, str]:
        """What the placeholders of the text stand for."""
        known = self._known
        wanted = texts.placeholders(self.text)
        return {
            name: self.url if name == "url" else known[name]
            for name in wanted
            if name == "url" or name in known
        }

    @cached_property
    def title(self) -> str:
        """What the thing is called; for those who follow it, what is public of it."""
        return self._known["matter" if self.is_follower else "title"]

    @cached_property
    def _known(self) -> Facts:
        kind = FollowerFacts if self.is_follower else Facts
        return kind(self.desk, self.record, self.matter, self.held, self.language)

    @property
    def is_follower(self) -> bool:
        """Whether the receiver follows it, and does not see it."""
        return self.message.side == FOLLOWER

    @property
    def is_guest(self) -> bool:
        """Whether the receiver has no account."""
        return self.record.receiver.startswith(GUEST)

    @cached_property
    def url(self) -> str:
        """Where its button leads: from the inbox always to the thing itself."""
        inside = self.record.channel == INBOX and not self.is_follower
        act = "" if inside else self.message.act
        return links.url_of(self.desk, self.record.about, self.record.receiver, act)

    @cached_property
    def thing_url(self) -> str:
        """The thing itself; of what one follows there is but one page."""
        if self.is_follower:
            return self.url
        return links.url_of(self.desk, self.record.about, self.record.receiver)

    @cached_property
    def subject(self) -> str:
        """The subject."""
        return texts.filled_subject(self.text.subject, self.facts)

    def words(self, message) -> str:
        """A message in the receiver's language."""
        return said(message, self.language)

    def rendered(self) -> Rendered:
        """The whole message."""
        body = texts.filled_text(self.text.text, self.facts)
        if self.is_guest:
            body = f"{body}\n\n{self.words(TRACK_HINT)}"
        button = self.words(links.button_of(self.record.about, self.message.act))
        plain = f"{body}\n\n{button}\n{self.url}\n\n"
        marked = html.paragraphs(body)
        if self.thing_url != self.url:
            thing = self.words(links.button_of(self.record.about))
            plain = f"{plain}{thing}\n{self.thing_url}\n\n"
            marked = f"{marked}\n{html.link(self.thing_url, thing)}"
        return Rendered(
            subject=self.subject,
            text=f"{plain}{plain_foot(self)}",
            html=html.page(
                self.language, self.subject, marked, self.url, button, foot(self)
            ),
            url=self.url,
            title=self.subject,
            address=address_of(self.matter, self.record.receiver, self.message.side),
            thread=self.record.about,
            event={}
            if self.is_follower
            else event_of(self.desk, self.record, self.matter),
        )


@dataclass(frozen=True)
class _Count:
    """What the placeholders of a digest stand for."""

    count: int
    first: Told

    def facts(self) -> dict[str, str]:
        known = Facts(
            self.first.desk,
            self.first.record,
            self.first.matter,
            self.first.held,
            self.first.language,
        )
        return {
            "count": str(self.count),
            "name": known.name(),
            "desk": known.desk_title(),
            "url": inbox_url(self.first),
        }


def digest(desk, told: list[Told]) -> Rendered:
    """Several messages to one receiver in one."""
    first = told[0]
    text = texts.text_of(desk, texts.DIGEST, texts.language_key(first.language))
    facts = _Count(len(told), first).facts()
    subject = texts.filled_subject(text.subject, facts)
    body = texts.filled_text(text.text, facts)
    lines = [html.Line(one.subject, one.title, one.url) for one in told]
    listed = "\n".join(f"· {one.subject}\n  {one.title}\n  {one.url}" for one in lines)
    button = first.words(links.OPEN_INBOX)
    url = inbox_url(first)
    return Rendered(
        subject=subject,
        text=f"{body}\n\n{listed}\n\n{button}\n{url}\n\n{plain_foot(first)}",
        html=html.page(
            first.language,
            subject,
            f"{html.paragraphs(body)}\n{html.listed(lines)}",
            url,
            button,
            foot(first),
        ),
        url=url,
        title=subject,
        address=address_of(first.matter, first.record.receiver, first.message.side),
        thread="",
        event={},
    )


def inbox_url(told: Told) -> str:
    """Where all messages are; a guest has no inbox."""
    page = links.TRACK if told.is_guest else links.INBOX_PAGE
    return site_address(told.desk, page)


def foot(told: Told) -> html.Foot:
    """What stands below a message."""
    if told.is_guest:
        return html.Foot(told.desk.Title())
    choose = site_address(told.desk, links.CHOICES_PAGE)
    return html.Foot(told.desk.Title(), told.words(CHOOSE), choose)


def plain_foot(told: Told) -> str:
    """The same as plain text."""
    below = foot(told)
    if not below.choose_url:
        return f"-- \n{below.desk}"
    return f"-- \n{below.desk}\n{below.choose}: {below.choose_url}"


# The webhook


def webhook(desk, record) -> Rendered | None:
    """An event for the university's OA: numbers and states, nothing that people say."""
    matter = matter_of(desk, record.about)
    if matter is None:
        return None
    event = event_of(desk, record, matter)
    if event["todo"] is None and is_confidential(matter):
        return None
    return Rendered(
        subject="",
        text="",
        html="",
        url=event["url"],
        title=event["todo"]["title"] if event["todo"] else "",
        thread=record.about,
        event=event,
    )


def is_confidential(matter) -> bool:
    """Whether nobody but the Office knows of it yet."""
    return (
        not is_supervision(matter) and matter.kind == REPORT and not matter.dispatched
    )


def event_of(desk, record, matter) -> dict:
    """An event as data."""
    url = links.url_of(desk, record.about, "")
    zone = ZoneInfo(timezone_of_site())
    todo = (record.data or {}).get("todo")
    return {
        "event": record.event,
        "time": record.created.astimezone(zone).isoformat(timespec="seconds"),
        "number": matter.number,
        "state": state_of(matter),
        "department": getattr(matter, "department", "") or None,
        "url": url,
        "todo": todo_of(desk, todo, matter, url) if todo else None,
    }


def todo_of(desk, todo: dict, matter, url: str) -> dict:
    """A to-do as data: what to do, who, and where."""
    words = said(TITLES[todo["kind"]], language_of(todo["user"]))
    return {
        "id": todo["id"],
        "action": todo["action"],
        "title": f"{words} {matter.number}",
        "url": url,
        "user": todo["user"],
    }
