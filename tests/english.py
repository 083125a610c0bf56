"""What a message says in English, by its defaults alone: for tests without a site."""

from jiesu.addon.wording import said
from zope.i18n import interpolate


def english(message) -> str:
    """The message in words, with all that its variables hold."""
    return said(message, _plain)


def _plain(message) -> str:
    return interpolate(message.default or str(message), message.mapping)
