"""Why something was not delivered: a name and a detail, and the words for them.

A channel of another package may give its reason in words of its own.
"""

from jiesu.addon import _
from zope.i18nmessageid import Message


REASONS = {
    "no_address": _(
        "reason_no_address", default="The receiver has no address for this channel"
    ),
    "bad_address": _(
        "reason_bad_address", default="The receiver's address cannot be used"
    ),
    "no_channel": _("reason_no_channel", default="There is no such channel any more"),
    "not_set_up": _("reason_not_set_up", default="The channel is not set up"),
    "no_connection": _("reason_no_connection", default="No connection (${detail})"),
    "no_answer": _("reason_no_answer", default="No answer in time"),
    "odd_answer": _(
        "reason_odd_answer", default="The answer makes no sense (${detail})"
    ),
    "unknown": _("reason_unknown", default="The receiver is unknown there (${detail})"),
    "refused": _("reason_refused", default="Refused for good (${detail})"),
    "later": _("reason_later", default="Not now, says the server (${detail})"),
    "site_refused": _(
        "reason_site_refused", default="The server does not accept the site (${detail})"
    ),
    "too_many": _("reason_too_many", default="Too many messages (${detail})"),
    "elsewhere": _(
        "reason_elsewhere", default="The server leads to another address (${detail})"
    ),
    "unwanted": _("reason_unwanted", default="The receiver wants no more events"),
    "too_large": _("reason_too_large", default="The event is too large"),
    "unexpected": _("reason_unexpected", default="Unexpected error (${detail})"),
    "never_noted": _(
        "reason_never_noted", default="The process ended each time before it was done"
    ),
}


def reason(name: str, detail: object = "") -> str:
    """A reason as it is kept.

    :param name: one of `REASONS`
    :param detail: such as a number of an error; nothing about people
    """
    return f"{name}: {detail}" if detail != "" else name


def in_words(kept: str) -> Message | str:
    """A reason for people."""
    name, _colon, detail = kept.partition(": ")
    message = REASONS.get(name)
    return kept if message is None else Message(message, mapping={"detail": detail})
