"""The outbox: what waits to be told and what could not be, without what it says.

Nor does it say which complaint a message is about: beside its receiver that would tell
who the submitter of a complaint is.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from jiesu.addon import _
from jiesu.addon.access.permissions import MANAGE_OUTBOX
from jiesu.addon.browser.base import BasePage
from jiesu.addon.notifications.interfaces import IChannel
from jiesu.addon.notifications.outbox import FAILED
from jiesu.addon.notifications.outbox import outbox_if_any
from jiesu.addon.notifications.outbox import outbox_of
from jiesu.addon.notifications.outbox import Record
from jiesu.addon.notifications.outbox import WAITING
from jiesu.addon.notifications.reasons import in_words
from jiesu.addon.notifications.wake import wake_after_commit
from jiesu.addon.writer.api import write
from plone import api
from zExceptions import BadRequest
from zExceptions import Unauthorized
from zope.component import queryUtility


# More would not be read; the counts say how many there are.
MOST = 50
MOST_DELIVERIES = 20

AGAIN = "again"
REMOVE = "remove"
ALL_AGAIN = "all_again"

GUEST = "guest:"

OUTCOMES = {
    "sent": _("outbox_sent", default="Sent"),
    "gone": _("outbox_gone", default="Nothing to say any more"),
    FAILED: _("outbox_failed", default="Failed"),
}


@dataclass(frozen=True)
class Row:
    """A record as the page shows it."""

    id: str
    event: str
    channel: str
    receiver: str
    created: str
    tries: int
    next: str
    error: str


class OutboxPage(BasePage):
    """What waits, what failed, and what was delivered lately."""

    width = "wide"
    title = _("page_outbox_title", default="Outbox")

    def __call__(self):
        """Show the page, or do what was sent and show it again."""
        if not self.is_post:
            return super().__call__()
        self.check_sent()
        self._change()
        return self.go(self.here)

    # What is shown

    @cached_property
    def manages(self) -> bool:
        """Whether the reader may send again and remove, and sees who receives it."""
        return api.user.has_permission(MANAGE_OUTBOX, obj=self.context)

    @cached_property
    def _outbox(self):
        return outbox_if_any(self.desk)

    @cached_property
    def waiting_count(self) -> int:
        """How many records wait."""
        return self._outbox.count(WAITING) if self._outbox is not None else 0

    @cached_property
    def failed_count(self) -> int:
        """How many records failed."""
        return self._outbox.count(FAILED) if self._outbox is not None else 0

    @property
    def oldest(self) -> str:
        """Since when the first of them waits, as HTML; "" where none does."""
        if not self.waiting_count:
            return ""
        return self.time(self._outbox.oldest(WAITING).created)

    @property
    def waiting(self) -> list[Row]:
        """The first of those that wait."""
        return self._rows(WAITING)

    @property
    def failed(self) -> list[Row]:
        """The first of those that failed."""
        return self._rows(FAILED)

    @property
    def deliveries(self) -> list[dict]:
        """What was delivered lately, the newest first."""
        if self._outbox is None:
            return []
        return [
            {
                "when": self.time(one.when),
                "event": one.event,
                "channel": self._channel(one.channel),
                "outcome": self.t(OUTCOMES.get(one.outcome, one.outcome)),
            }
            for one in islice(self._outbox.deliveries(), MOST_DELIVERIES)
        ]

    def _rows(self, state: str) -> list[Row]:
        if self._outbox is None:
            return []
        return [self._row(one) for one in islice(self._outbox.records(state), MOST)]

    def _row(self, record: Record) -> Row:
        return Row(
            id=record.id,
            event=record.event,
            channel=self._channel(record.channel),
            receiver=self._receiver(record.receiver),
            created=self.time(record.created),
            tries=record.tries,
            next=self.time(record.not_before),
            error=self.t(in_words(record.error)),
        )

    def _channel(self, name: str) -> str:
        channel = queryUtility(IChannel, name)
        return self.t(channel.title) if channel is not None else name

    def _receiver(self, receiver: str) -> str:
        if not receiver:
            return self.t(_("outbox_system", default="Another system"))
        if receiver.startswith(GUEST):
            return self.t(_("outbox_guest", default="A guest"))
        if not self.manages:
            return self.t(_("outbox_account", default="Somebody with an account"))
        return receiver

    # What is done

    def _change(self) -> None:
        """Send again or remove.

        :raises Unauthorized: the reader may only look
        :raises BadRequest: no such step
        """
        if not self.manages:
            told = _("outbox_look_only", default="You can only look.")
            raise Unauthorized(self.t(told))
        step = {AGAIN: self._again, REMOVE: self._remove, ALL_AGAIN: self._all_again}
        chosen = step.get(self.request.form.get("do"))
        if chosen is None:
            raise BadRequest("do")
        chosen(str(self.request.form.get("id", "")))

    def _again(self, record_id: str) -> None:
        if write(self.desk, send_again, record_id):
            self.say(_("outbox_again_done", default="It will be sent in a moment."))
        else:
            self._gone()

    def _remove(self, record_id: str) -> None:
        if write(self.desk, remove, record_id):
            self.say(_("outbox_removed", default="It will not be sent."))
        else:
            self._gone()

    def _all_again(self, _record_id: str) -> None:
        write(self.desk, send_all_again)
        self.say(_("outbox_all_done", default="All of them will be sent in a moment."))

    def _gone(self) -> None:
        message = _("outbox_not_there", default="It is no longer there.")
        self.say(message, "warning")


# What follows is done by the writer, where there is one.


def send_again(desk, record_id: str) -> bool:
    """Have a record tried at once; whether it was there."""
    wake_after_commit()
    return outbox_of(desk).send_again(record_id)


def send_all_again(desk) -> None:
    """Have all that failed tried at once."""
    wake_after_commit()
    outbox = outbox_of(desk)
    for record in list(outbox.records(FAILED)):
        outbox.send_again(record.id)


def remove(desk, record_id: str) -> bool:
    """Tell nobody after all; whether it was there."""
    return outbox_of(desk).remove(record_id)
