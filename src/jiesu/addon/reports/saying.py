"""Puts messages that hold messages into words, from the inside out. Pure."""

from collections.abc import Callable
from zope.i18nmessageid import Message


def said(message, words: Callable[[object], str]) -> str:
    """A message in words, and before it each that its variables hold.

    The framework does so too, but not where one holds another of its own kind, as a
    list holds the rest of it.

    :param words: puts a message whose variables are plain into a language
    """
    if not isinstance(message, Message):
        return str(message)
    mapping = {name: said(one, words) for name, one in (message.mapping or {}).items()}
    return words(
        Message(message, message.domain, message.default, mapping=mapping or None)
    )
