"""The inbox in the site, which every user has."""

from Acquisition import aq_base
from BTrees.OOBTree import OOTreeSet
from dataclasses import dataclass
from datetime import datetime
from datetime import UTC
from jiesu.addon import _
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.notifications.addresses import path_below
from jiesu.addon.notifications.errors import Permanent
from jiesu.addon.notifications.ids import seconds
from jiesu.addon.notifications.interfaces import IChannel
from jiesu.addon.notifications.outbox import outbox_of
from jiesu.addon.notifications.outbox import Record
from jiesu.addon.notifications.reasons import reason
from jiesu.addon.notifications.rendered import Rendered
from jiesu.addon.notifications.trees import Boxes
from jiesu.addon.notifications.trees import Items
from persistent import Persistent
from zope.interface import implementer


ATTRIBUTE = "_inboxes"

# The newest so many are kept for each user.
KEPT = 500

# What an item is called that tells of several things.
DIGEST = "digest"


@dataclass(frozen=True)
class Item:
    """One message of an inbox. It holds no text: that is read where it leads.

    path: below the desk, or a whole address where it leads elsewhere
    """

    id: str
    event: str
    about: str
    entry: int
    when: datetime
    title: str
    path: str
    unread: bool


class Inbox(Persistent):
    """What one user was told."""

    def __init__(self):
        """Empty."""
        self._items = Items()
        self._unread = OOTreeSet()

    def __len__(self) -> int:
        return len(self._items)

    @property
    def unread(self) -> int:
        """How many were not read yet."""
        return len(self._unread)

    def items(self, start: int = 0, size: int = 20) -> list[Item]:
        """Some messages, the newest first.

        :param start: how many to leave out
        """
        ids = list(self._items.keys())[::-1][start : start + size]
        return [self._item(one) for one in ids]

    def get(self, item_id: str) -> Item | None:
        """The message with this id, or None."""
        return self._item(item_id) if item_id in self._items else None

    def read(self, item_id: str) -> bool:
        """Note that a message was read; returns whether it was unread."""
        if item_id not in self._unread:
            return False
        self._unread.remove(item_id)
        return True

    def read_all(self) -> None:
        """Note that all were read."""
        if self._unread:
            self._unread.clear()

    def add(self, record: Record, title: str, path: str) -> None:
        """Add a message; one that is there already stays as it is."""
        if record.id in self._items:
            return
        self._items[record.id] = (
            record.event,
            record.about,
            record.entry,
            # When it happened, which is also what the ids sort by.
            seconds(record.created),
            title,
            path,
        )
        self._unread.insert(record.id)
        while len(self._items) > KEPT:
            self._forget(self._items.minKey())

    def _forget(self, item_id: str) -> None:
        del self._items[item_id]
        self.read(item_id)

    def _item(self, item_id: str) -> Item:
        event, about, entry, when, title, path = self._items[item_id]
        moment = datetime.fromtimestamp(when, UTC)
        unread = item_id in self._unread
        return Item(item_id, event, about, entry, moment, title, path, unread)


def inbox_of(desk, user: str) -> Inbox:
    """The inbox of a user on a desk.

    :returns: an empty one that is not stored, where the user was never told anything
    """
    boxes = getattr(aq_base(complaints_of(desk)), ATTRIBUTE, None)
    found = boxes.get(user) if boxes is not None else None
    return Inbox() if found is None else found


def _stored_inbox(desk, user: str) -> Inbox:
    complaints = complaints_of(desk)
    boxes = getattr(aq_base(complaints), ATTRIBUTE, None)
    if boxes is None:
        boxes = Boxes()
        setattr(complaints, ATTRIBUTE, boxes)
    if user not in boxes:
        boxes[user] = Inbox()
    return boxes[user]


def container_added(complaints, event) -> None:
    """Give a new container its inboxes; a copy gets empty ones."""
    setattr(complaints, ATTRIBUTE, Boxes())


@implementer(IChannel)
class InboxChannel:
    """Writes into the receiver's inbox, in the transaction that marks the record."""

    title = _("channel_inbox", default="Inbox in the site")
    transactional = True

    def available(self, desk) -> bool:
        """Always."""
        return True

    def send(self, desk, record_ids: tuple[str, ...], rendered: Rendered) -> None:
        """Add one message.

        :raises Permanent: the receiver has no account
        """
        user = rendered.address_for("userid")
        if not user:
            raise Permanent(reason("no_address"))
        outbox = outbox_of(desk)
        records = [outbox.get(record_id) for record_id in record_ids]
        inbox = _stored_inbox(desk, user)
        inbox.add(_as_one(records), rendered.title, path_below(desk, rendered.url))


def _as_one(records: list[Record]) -> Record:
    """The only record, or one that stands for several."""
    first = records[0]
    if len(records) == 1:
        return first
    about = first.about if len({record.about for record in records}) == 1 else ""
    facts = {**vars(first), "event": DIGEST, "about": about, "entry": 0}
    return Record(**facts)
