"""A message in words, as the renderer hands it to a channel."""

from dataclasses import dataclass
from dataclasses import field


# What a channel may need of a receiver; "" where it is not known.
ADDRESS = ("email", "userid", "wecom", "openid")


@dataclass(frozen=True)
class Rendered:
    """What is said to one receiver by one channel.

    `title` is a short heading, for cards and the inbox; `subject` that of a mail.
    `url` leads to the thing itself, as people reach it (see `addresses.py`).
    `thread` is the same for all mails of one complaint, and says nothing by itself.
    `event` is what the webhook sends: event, time, number, state, url and `todo`, which
    is {"id": ..., "action": "open" or "done"} or None.
    """

    subject: str
    text: str
    html: str
    url: str
    title: str
    address: dict[str, str] = field(default_factory=dict)
    thread: str = ""
    event: dict = field(default_factory=dict)

    def address_for(self, name: str) -> str:
        """One of `ADDRESS`, "" where it is not known."""
        return self.address.get(name) or ""
