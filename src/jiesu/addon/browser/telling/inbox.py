"""The inbox: what somebody was told, the newest first."""

from dataclasses import dataclass
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.base import Paging
from jiesu.addon.browser.base import start_of
from jiesu.addon.catalog.rows import heading
from jiesu.addon.notifications.channels.inbox import Inbox
from jiesu.addon.notifications.channels.inbox import inbox_of
from jiesu.addon.notifications.channels.inbox import Item
from jiesu.addon.notifications.matters import matter_of
from jiesu.addon.notifications.texts import retold
from jiesu.addon.writer.api import write
from plone import api
from plone.protect.interfaces import IDisableCSRFProtection
from zope.interface import alsoProvides

import itertools


PAGE = 25
READ_ALL = "read_all"


@dataclass(frozen=True)
class Line:
    """A message as the page shows it.

    about: the heading of what it is about; "" for somebody who no longer sees that
    """

    url: str
    title: str
    about: str
    when: str
    unread: bool


class InboxPage(BasePage):
    """The inbox of the reader."""

    for_everybody = True
    title = _("page_inbox_title", default="Messages")

    def __call__(self):
        """Show it; lead on to what a message is about; note that all were read."""
        self.require_login()
        if self.is_post:
            return self._read_all()
        opened = self.request.form.get("open")
        if isinstance(opened, str) and opened:
            return self._open(opened)
        return super().__call__()

    @cached_property
    def inbox(self) -> Inbox:
        """What the reader was told."""
        return inbox_of(self.desk, self.user_id)

    @property
    def language(self) -> str:
        """The reader's."""
        return api.portal.get_current_language()

    @property
    def days(self) -> list[tuple[str, list[Line]]]:
        """The messages by their day."""
        found = self.inbox.items(start_of(self.request), PAGE)
        return [
            (day, [self._line(item) for item in items])
            for day, items in itertools.groupby(
                found, key=lambda item: self.day(item.when)
            )
        ]

    @property
    def paging(self) -> Paging:
        """The way to the other pages."""
        return Paging(self, start_of(self.request), PAGE, len(self.inbox))

    @property
    def choices_url(self) -> str:
        """Where to choose what one is told."""
        return f"{self.desk_url}/@@notifications"

    def _line(self, item: Item) -> Line:
        return Line(
            url=f"{self.here}?open={item.id}",
            title=retold(self.desk, item.event, item.title, self.language),
            about=self._heading(item.about),
            when=self.time(item.when),
            unread=item.unread,
        )

    def _heading(self, about: str) -> str:
        matter = matter_of(self.desk, about)
        if matter is None or not api.user.has_permission("View", obj=matter):
            return ""
        return heading(matter)

    def _open(self, item_id: str) -> str:
        item = self.inbox.get(item_id)
        if item is None:
            return self.go(self.here)
        if item.unread:
            # To have followed a link is all that it takes: nobody gains anything by
            # making somebody else do so.
            alsoProvides(self.request, IDisableCSRFProtection)
            write(self.desk, read_one, self.user_id, item_id)
        return self.go(address(self.desk, item))

    def _read_all(self) -> str:
        self.check_sent()
        if self.request.form.get("do") == READ_ALL:
            write(self.desk, read_all, self.user_id)
        return self.go(self.here)


def address(desk, item: Item) -> str:
    """Where a message leads, as its reader reaches the site."""
    if item.path.startswith(("http://", "https://")):
        return item.path
    return f"{desk.absolute_url()}/{item.path}"


def read_one(desk, user: str, item_id: str) -> None:
    """Note that a message was read."""
    inbox_of(desk, user).read(item_id)


def read_all(desk, user: str) -> None:
    """Note that all were read."""
    inbox_of(desk, user).read_all()
