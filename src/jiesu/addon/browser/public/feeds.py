"""Feeds of FAQ pages and of published answers, in Atom and in RSS 2.0.

`{desk}/@@faq.atom`, `@@faq.rss`, `@@answers.atom`, `@@answers.rss`; `?category=`
narrows each to a category and those below it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from datetime import UTC
from email.utils import format_datetime
from functools import cached_property
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.public.caching import is_known
from jiesu.addon.browser.public.head import ANSWERS_FEED
from jiesu.addon.browser.public.head import FAQ_FEED
from jiesu.addon.faqs.answers import find_answers
from jiesu.addon.faqs.find import find_faqs
from jiesu.addon.faqs.published import moment_of
from jiesu.addon.faqs.published import short_url
from jiesu.addon.faqs.published import with_those_below
from jiesu.addon.services import asked
from lxml import etree
from uuid import UUID
from zExceptions import NotFound


# So many stand in a feed, the latest.
MOST = 50
ATOM = "http://www.w3.org/2005/Atom"
# What no XML can hold, however it is written.
CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


@dataclass(frozen=True)
class Entry:
    """One of a feed.

    url: where it is read; of an FAQ page the address that stays
    """

    uid: str
    title: str
    url: str
    text: str
    category: str
    by: str
    released: datetime
    changed: datetime

    @property
    def urn(self) -> str:
        """What names it for ever."""
        return UUID(self.uid).urn


@dataclass(frozen=True)
class Told:
    """What a feed says of itself."""

    title: str
    subtitle: str
    language: str
    url: str
    page_url: str
    urn: str
    changed: datetime


class Feed(BasePage):
    """A feed of the desk; a subclass says of what, another how it is written."""

    mime_type = ""
    what: object = ""
    page_path = ""

    def __call__(self) -> bytes | str:
        """The feed; nothing for whoever has it already."""
        body = self.written(self.told, self.entries)
        self.request.response.setHeader(
            "Content-Type", f"{self.mime_type}; charset=utf-8"
        )
        if is_known(self.request, body, self.told.changed):
            return ""
        return body

    @cached_property
    def category(self) -> str:
        """The category that it is narrowed to, or "".

        :raises NotFound: there is none such
        """
        chosen = asked.text(self.request.form, "category")
        if chosen and chosen not in self.category_titles:
            raise NotFound("category")
        return chosen

    @cached_property
    def entries(self) -> list[Entry]:
        """The latest first."""
        return sorted(self.found(), key=lambda one: one.released, reverse=True)[:MOST]

    def found(self) -> Iterable[Entry]:
        """What it is of; a subclass says."""
        raise NotImplementedError

    def written(self, told: Told, entries: list[Entry]) -> bytes:
        """How it is written; a subclass says."""
        raise NotImplementedError

    @cached_property
    def told(self) -> Told:
        """What it says of itself."""
        title = f"{self.desk.Title()} · {self.t(self.what)}"
        query = ""
        if self.category:
            title = f"{title} · {self.category_title(self.category)}"
            query = f"?category={self.category}"
        changed = [one.changed for one in self.entries]
        return Told(
            title,
            self.desk.description or "",
            self.desk.Language() or "zh-cn",
            f"{self.here}{query}",
            f"{self.desk_url}{self.page_path}{query}",
            f"{UUID(self.desk.UID()).urn}:{self.__name__}:{self.category}".rstrip(":"),
            max(changed) if changed else moment_of(self.desk.created()),
        )

    def by(self, department: str) -> str:
        """Whose answer something is; the desk's where no department has it."""
        return self.department_title(department) if department else self.desk.Title()


class OfFaqs:
    """A feed of FAQ pages."""

    what = FAQ_FEED
    page_path = "/faq"

    def found(self) -> Iterable[Entry]:
        """The published ones."""
        for one in find_faqs(self.desk, category=self.category):
            faq = one.faq
            yield Entry(
                faq.uid,
                faq.title,
                short_url(self.desk, faq.uid),
                faq.answer,
                self.category_title(faq.category) if faq.category else "",
                self.by(faq.department),
                faq.released,
                faq.changed,
            )


class OfAnswers:
    """A feed of published answers."""

    what = ANSWERS_FEED
    page_path = "/answers"

    def found(self) -> Iterable[Entry]:
        """The latest of them."""
        wanted = with_those_below(self.desk, self.category) if self.category else ()
        for one in find_answers(self.desk, MOST, wanted):
            yield Entry(
                one.uid,
                one.title,
                one.url,
                one.text,
                self.category_title(one.category) if one.category else "",
                self.by(one.department),
                one.released,
                one.changed,
            )


class Atom(Feed):
    """RFC 4287."""

    mime_type = "application/atom+xml"

    def written(self, told: Told, entries: list[Entry]) -> bytes:
        """The feed as XML."""
        feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
        feed.set("{http://www.w3.org/XML/1998/namespace}lang", told.language)
        _add(feed, "id", told.urn)
        _add(feed, "title", told.title)
        if told.subtitle:
            _add(feed, "subtitle", told.subtitle)
        _add(feed, "updated", _iso(told.changed))
        _add(feed, "link", rel="self", type=self.mime_type, href=told.url)
        _add(feed, "link", rel="alternate", type="text/html", href=told.page_url)
        for one in entries:
            entry = _add(feed, "entry")
            _add(entry, "id", one.urn)
            _add(entry, "title", one.title)
            _add(entry, "link", rel="alternate", type="text/html", href=one.url)
            _add(entry, "published", _iso(one.released))
            _add(entry, "updated", _iso(one.changed))
            _add(_add(entry, "author"), "name", one.by)
            if one.category:
                _add(entry, "category", term=one.category)
            _add(entry, "content", one.text, type="text")
        return _xml(feed)


class Rss(Feed):
    """RSS 2.0."""

    mime_type = "application/rss+xml"

    def written(self, told: Told, entries: list[Entry]) -> bytes:
        """The feed as XML."""
        rss = etree.Element("rss", version="2.0", nsmap={"atom": ATOM})
        channel = _plain(rss, "channel")
        _plain(channel, "title", told.title)
        _plain(channel, "link", told.page_url)
        _plain(channel, "description", told.subtitle or told.title)
        _plain(channel, "language", told.language)
        _plain(channel, "lastBuildDate", _rfc822(told.changed))
        _add(channel, "link", rel="self", type=self.mime_type, href=told.url)
        for one in entries:
            item = _plain(channel, "item")
            _plain(item, "title", one.title)
            _plain(item, "link", one.url)
            _plain(item, "guid", one.urn, isPermaLink="false")
            _plain(item, "pubDate", _rfc822(one.released))
            if one.category:
                _plain(item, "category", one.category)
            _plain(item, "description", one.text)
        return _xml(rss)


class FaqAtom(OfFaqs, Atom):
    """`@@faq.atom`."""


class FaqRss(OfFaqs, Rss):
    """`@@faq.rss`."""


class AnswersAtom(OfAnswers, Atom):
    """`@@answers.atom`."""


class AnswersRss(OfAnswers, Rss):
    """`@@answers.rss`."""


def _add(parent, name: str, text: str = "", **attributes: str):
    return _plain(parent, f"{{{ATOM}}}{name}", text, **attributes)


def _plain(parent, name: str, text: str = "", **attributes: str):
    element = etree.SubElement(parent, name, **attributes)
    if text:
        element.text = text.translate(CONTROL)
    return element


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _rfc822(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC))


def _xml(root) -> bytes:
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)
