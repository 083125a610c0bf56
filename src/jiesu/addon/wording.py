"""Words that are made of others: lists, and a label with what stands behind it. Pure.

Each language has signs of its own between words, so these are messages too. They may
hold others, also of their own kind: `said` puts them into words from the inside out.
"""

from collections.abc import Callable
from collections.abc import Sequence
from jiesu.addon import _
from zope.i18nmessageid import Message


def listed(names: Sequence):
    """Some names, texts or messages, as one message; "" for none."""
    if len(names) < 2:
        return names[0] if names else ""
    # From the middle, so that a long list is not a deep one.
    half = len(names) // 2
    return _(
        "said_list",
        default="${first}, ${rest}",
        mapping={"first": listed(names[:half]), "rest": listed(names[half:])},
    )


def labelled(label, value):
    """Something with what it is, such as "Channel: WeChat"."""
    return _(
        "label_value",
        default="${label}: ${value}",
        mapping={"label": label, "value": value},
    )


def with_note(text, note):
    """Something with what is added to it, such as "Li Si (Library)"."""
    return _(
        "text_note", default="${text} (${note})", mapping={"text": text, "note": note}
    )


def said(
    message, words: Callable[[object], str], plain: Callable[[object], str] = str
) -> str:
    """A message in words, and before it each that its variables hold.

    The framework does so too, but not where one holds another of its own kind, as a
    list holds the rest of it.

    :param words: puts a message whose variables are plain into a language
    :param plain: puts a variable that is no message into words
    """
    if not isinstance(message, Message):
        return plain(message)
    mapping = {
        name: said(one, words, plain) for name, one in (message.mapping or {}).items()
    }
    return words(
        Message(message, message.domain, message.default, mapping=mapping or None)
    )
