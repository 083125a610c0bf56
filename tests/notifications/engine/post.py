"""A desk without Plone that is told things, and a renderer and channels that say so."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from jiesu.addon.notifications.interfaces import IChannel
from jiesu.addon.notifications.interfaces import IRenderer
from jiesu.addon.notifications.outbox import Outbox
from jiesu.addon.notifications.outbox import put
from jiesu.addon.notifications.rendered import Rendered
from OFS.Folder import Folder
from zope.component import getGlobalSiteManager
from zope.interface import implementer


NOON = datetime(2026, 11, 16, 4, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def make_desk(parent, name: str = "jiesu"):
    """A folder with complaints, as far as an outbox needs a desk."""
    parent._setObject(name, Folder(name))
    desk = parent[name]
    desk._setObject("complaints", Folder("complaints"))
    desk["complaints"]._outbox = Outbox()
    return desk


def tell(desk, receiver: str = "anna", channel: str = "mail", **more) -> str:
    """Put a record; what is not said has a default."""
    facts = {"event": "answer", "about": "7f3k", **more}
    return put(desk, receiver=receiver, channel=channel, **facts)


@implementer(IRenderer)
class Renderer:
    """Says what happened, to whom; nothing where the event is "forgotten"."""

    def __init__(self):
        """Nothing said yet."""
        self.said: list[list[str]] = []
        self.fails: set[str] = set()

    def render(self, desk, records):
        """See `IRenderer`."""
        first = records[0]
        self.said.append([record.id for record in records])
        if first.event in self.fails:
            raise KeyError("anna@example.org")
        if first.event == "forgotten":
            return None
        words = "、".join(record.event for record in records)
        return Rendered(
            subject=f"{words}：{len(records)}",
            text=words,
            html=f"<p>{words}</p>",
            url=f"http://nohost/{desk.getId()}/complaints/{first.about}",
            title=words,
            address={"userid": first.receiver, "email": f"{first.receiver}@x.edu"},
            thread=first.about,
            event={"event": first.event},
        )


@implementer(IChannel)
class Channel:
    """Remembers what it was given; fails as it was told to."""

    title = "Channel"
    transactional = False

    def __init__(self):
        """Nothing sent yet."""
        self.sent: list[tuple[tuple[str, ...], Rendered]] = []
        self.tried = 0
        self.errors: list[Exception | None] = []
        self.always: Exception | None = None

    def available(self, desk):
        """Always."""
        return True

    def send(self, desk, record_ids, rendered):
        """See `IChannel`."""
        self.tried += 1
        error = self.errors.pop(0) if self.errors else self.always
        if error is not None:
            raise error
        self.sent.append((tuple(record_ids), rendered))

    @property
    def ids(self) -> list[str]:
        """The ids of the records that were told, in order."""
        return [one for ids, _rendered in self.sent for one in ids]

    @property
    def receivers(self) -> list[str]:
        """Who was told, in order."""
        return [rendered.address["userid"] for _ids, rendered in self.sent]


class Post:
    """The renderer and the channels, by name."""

    def __init__(self, channels: dict):
        """With these channels."""
        self.renderer = Renderer()
        self.channels = channels

    def __getitem__(self, name: str):
        return self.channels[name]


@contextmanager
def registered(**channels) -> Iterator[Post]:
    """Have a renderer and these channels for the block, and no others of the names."""
    post = Post(channels)
    registry = getGlobalSiteManager()
    replaced = {
        (IChannel, name): registry.queryUtility(IChannel, name) for name in channels
    }
    replaced[IRenderer, ""] = registry.queryUtility(IRenderer)
    for name, channel in channels.items():
        registry.registerUtility(channel, IChannel, name)
    registry.registerUtility(post.renderer, IRenderer)
    try:
        yield post
    finally:
        for (interface, name), before in replaced.items():
            registry.unregisterUtility(provided=interface, name=name)
            if before is not None:
                registry.registerUtility(before, interface, name)
