"""By which channels and when somebody wants to be told.

A person's own choice comes first, then the defaults of the department for which they
are told (those of the desk for submitters), then what is written here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from jiesu.addon.notifications import quiet as hours
from jiesu.addon.notifications.interfaces import IChannel
from jiesu.addon.notifications.kept import keeping
from jiesu.addon.notifications.kept import kept
from jiesu.addon.notifications.quiet import Quiet
from jiesu.addon.notifications.rules import GROUPS
from zope.component import getUtilitiesFor
from zope.component import queryUtility


INBOX = "inbox"
WEBHOOK = "webhook"
MAIL = "mail"
# Nobody chooses these: the one is always on, the other tells no person.
NOT_CHOSEN = (INBOX, WEBHOOK)
# In this order people are asked; others come after them.
ORDER = (MAIL, "wecom", "wechat")

# Whose defaults are those of submitters.
SUBMITTERS = ""


@dataclass(frozen=True)
class Choices:
    """What holds for somebody.

    channels: names by group of messages, besides the inbox
    quiet: hours in which only urgent matters disturb, or None
    digest: whether what one is told as head or Office comes once a day
    """

    channels: Mapping[str, tuple[str, ...]]
    quiet: Quiet | None
    digest: bool


def offered(desk) -> tuple[str, ...]:
    """The channels that are set up and that people can choose."""
    found = [
        name
        for name, channel in getUtilitiesFor(IChannel)
        if name not in NOT_CHOSEN and channel.available(desk)
    ]
    rank = {name: place for place, name in enumerate(ORDER)}
    return tuple(sorted(found, key=lambda name: (rank.get(name, len(ORDER)), name)))


def is_set_up(desk, name: str) -> bool:
    """Whether messages may go by a channel."""
    channel = queryUtility(IChannel, name=name)
    return channel is not None and bool(channel.available(desk))


def choices_of(desk, user: str, department: str = SUBMITTERS) -> Choices:
    """What holds for a person who is told for a department.

    :param user: a user id; "" for the defaults alone
    """
    chosen = [kept(desk).people.get(user) if user else None]
    chosen.append(kept(desk).defaults.get(department))
    return Choices(
        channels={group: _channels(desk, group, chosen) for group in GROUPS},
        quiet=hours.parse(_first(chosen, "quiet", hours.written(hours.DEFAULT))),
        digest=_first(chosen, "digest", True),
    )


def _channels(desk, group: str, chosen: list) -> tuple[str, ...]:
    for one in chosen:
        if one is not None and group in one.get("channels", {}):
            return tuple(one["channels"][group])
    # Whatever is set up, a new channel too.
    return offered(desk)


def _first(chosen: list, name: str, default):
    for one in chosen:
        if one is not None and name in one:
            return one[name]
    return default


def is_own(desk, user: str) -> bool:
    """Whether somebody chose for themselves."""
    return user in kept(desk).people


def choose(desk, user: str, **chosen) -> None:
    """Keep what a person chose; what is left out follows the defaults.

    :param chosen: `channels`, a dict of names by group; `quiet`, as quiet.py writes it;
        `digest`
    """
    keeping(desk).people[user] = _plain(chosen)


def follow_defaults(desk, user: str) -> None:
    """Forget what a person chose."""
    if is_own(desk, user):
        del keeping(desk).people[user]


def set_defaults(desk, department: str, **chosen) -> None:
    """Keep the defaults of a department, or of submitters; see `choose`."""
    keeping(desk).defaults[department] = _plain(chosen)


def drop_defaults(desk, department: str) -> None:
    """Back to what is written here."""
    if department in kept(desk).defaults:
        del keeping(desk).defaults[department]


def _plain(chosen: Mapping) -> dict:
    """As it is kept: plain values, which the database writes as a few bytes."""
    plain = dict(chosen)
    if "channels" in plain:
        plain["channels"] = {
            group: tuple(names) for group, names in plain["channels"].items()
        }
    return plain


def has_defaults(desk, department: str) -> bool:
    """Whether somebody set defaults of their own."""
    return department in kept(desk).defaults
