"""One round of delivering what is due of a desk: claim, send, mark.

Each of the three is by itself, so that a process may be killed between any two. A claim
says, before anything is sent, when the record is due again if nothing more is heard of
it; so what was sent and not marked is sent once more, and nothing is lost. A channel
that only writes to the database does it in the transaction that takes the record off.
"""

from collections.abc import Callable
from collections.abc import Container
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from jiesu.addon import logger
from jiesu.addon.calendar.moment import now
from jiesu.addon.notifications.backoff import pause_after
from jiesu.addon.notifications.backoff import Pauses
from jiesu.addon.notifications.backoff import TRIES
from jiesu.addon.notifications.errors import Permanent
from jiesu.addon.notifications.errors import Temporary
from jiesu.addon.notifications.interfaces import IChannel
from jiesu.addon.notifications.interfaces import IRenderer
from jiesu.addon.notifications.outbox import outbox_if_any
from jiesu.addon.notifications.outbox import outbox_of
from jiesu.addon.notifications.parcels import Parcel
from jiesu.addon.notifications.parcels import parcels_due
from jiesu.addon.notifications.reasons import reason
from jiesu.addon.notifications.rendered import Rendered
from jiesu.addon.writer.errors import Busy
from jiesu.addon.writer.errors import Unfinished
from transaction.interfaces import TransientError
from zope.component import queryUtility

import time
import transaction


# Parcels claimed and marked in one transaction each: few commits, and few messages that
# come twice when a process is killed.
AT_ONCE = 20
# Seconds that one channel may take of a round, so that a slow one does not hold up the
# others; what is left of it has its turn in the next round.
TURN = 20.0

SENT = "sent"
# Nothing was to be said any more.
GONE = "gone"
LATER = "later"
GIVEN_UP = "given_up"
NOT_TRIED = "not_tried"

# The transaction did not come about; the message is not to blame.
NOT_NOW = (Busy, Unfinished, TransientError)


@dataclass(frozen=True)
class Outcome:
    """What came of a parcel.

    :param after: when it is due again, in seconds; None: as the claim said
    """

    ids: tuple[str, ...]
    kind: str
    reason: str = ""
    after: float | None = None


def in_present(desk, function: Callable, *arguments):
    """Work in the present transaction, which somebody else ends."""
    savepoint = transaction.savepoint(optimistic=True)
    try:
        return function(desk, *arguments)
    except BaseException:
        savepoint.rollback()
        raise


def deliver_due(desk, **options) -> bool:
    """Deliver what is due of a desk, in the present transaction: for scripts and tests.

    What channels send to the outside is not taken back if that is aborted.

    :param options: see `Round`
    :returns: whether something is left that could be delivered at once
    """
    return Round(desk, **options).run()


def has_work(desk, pauses: Container[str] = ()) -> bool:
    """Whether a round would do anything. Only looks."""
    outbox = outbox_if_any(desk)
    if outbox is None or not outbox.is_due(now()) or _renderer() is None:
        return False
    return not pauses or bool(parcels_due(outbox, now(), pauses))


class Round:
    """One round over what is due of one desk."""

    def __init__(
        self,
        desk,
        transact: Callable = in_present,
        pauses: Pauses | None = None,
        go_on: Callable[[], bool] = lambda: True,
    ):
        """Not begun; see `run`.

        :param transact: does a piece of work in a transaction: called with the desk, a
            function of the desk and its arguments, which are plain data
        :param pauses: the channels that are out of order, kept from round to round
        :param go_on: asked between messages whether to send another one
        """
        self._desk = desk
        self._transact = transact
        self._pauses = Pauses() if pauses is None else pauses
        self._go_on = go_on
        self._left = False

    def run(self) -> bool:
        """Deliver; returns whether something is left for a next round at once."""
        if not has_work(self._desk):
            return False
        due = parcels_due(outbox_of(self._desk), now(), self._pauses)
        for name in sorted(due, key=_own_first):
            self._tell_by(name, due[name])
        return self._left

    def _tell_by(self, name: str, parcels: list[Parcel]) -> None:
        deliver = self._write if _is_transactional(name) else self._send
        turn = _Turn(lambda: name not in self._pauses and self._go_on())
        for start in range(0, len(parcels), AT_ONCE):
            if not turn.lasts():
                self._leave(name)
                return
            deliver(name, parcels[start : start + AT_ONCE], turn)

    def _leave(self, name: str) -> None:
        """Note that a channel has more to do, unless it is out of order."""
        self._left = self._left or name not in self._pauses

    # To the outside

    def _send(self, name: str, parcels: list[Parcel], turn: "_Turn") -> None:
        """Claim, send, mark."""
        claimed = self._transact(self._desk, claim, [p.ids for p in parcels])
        outcomes = []
        for ids in claimed:
            if turn.lasts():
                outcomes.append(self._send_one(name, ids))
            else:
                outcomes.append(Outcome(ids, NOT_TRIED))
                self._leave(name)
        self._transact(self._desk, mark, outcomes)

    def _send_one(self, name: str, ids: tuple[str, ...]) -> Outcome:
        try:
            rendered = self._render(ids)
            if rendered is None:
                return Outcome(ids, GONE)
            _channel(name).send(self._desk, ids, rendered)
        except Exception as error:
            return self._failed(name, ids, error)
        self._pauses.end(name)
        return Outcome(ids, SENT)

    # Within the database

    def _write(self, name: str, parcels: list[Parcel], turn: "_Turn") -> None:
        """Send and mark in one transaction; where one fails, each by itself."""
        ready = list(self._rendered(name, parcels))
        try:
            self._transact(self._desk, send_within, name, ready)
        except NOT_NOW:
            raise
        except Exception:
            for one in ready:
                self._write_one(name, one)

    def _write_one(self, name: str, one: tuple) -> None:
        ids, _rendered = one
        try:
            self._transact(self._desk, send_within, name, [one])
        except NOT_NOW:
            raise
        except Exception as error:
            self._fail_within(name, ids, error)

    def _rendered(self, name: str, parcels: list[Parcel]) -> Iterator[tuple]:
        for parcel in parcels:
            try:
                yield parcel.ids, self._render(parcel.ids)
            except Exception as error:
                self._fail_within(name, parcel.ids, error)

    def _fail_within(self, name: str, ids: tuple[str, ...], error: Exception) -> None:
        outcome = self._failed(name, ids, error)
        self._transact(self._desk, claim, [ids])
        self._transact(self._desk, mark, [outcome])

    # Both

    def _render(self, ids: tuple[str, ...]) -> Rendered | None:
        outbox = outbox_of(self._desk)
        found = [record for record in map(outbox.get, ids) if record is not None]
        return _renderer().render(self._desk, found) if found else None

    def _failed(self, name: str, ids: tuple[str, ...], error: Exception) -> Outcome:
        """What an error means for a parcel and its channel."""
        if isinstance(error, Permanent):
            return Outcome(ids, GIVEN_UP, error.reason)
        if not isinstance(error, Temporary):
            # What it says may be about people: only its kind is kept.
            logger.warning("outbox: %s", ids[0], exc_info=error)
            error = _unexpected(error)
        if error.pause:
            self._pauses.begin(name, error.retry_after)
        return Outcome(ids, LATER, error.reason, error.retry_after)


class _Turn:
    """The time that a channel has in a round."""

    def __init__(self, go_on: Callable[[], bool]):
        """It begins."""
        self._end = time.monotonic() + TURN
        self._go_on = go_on

    def lasts(self) -> bool:
        """Whether one more message may be sent."""
        return time.monotonic() < self._end and self._go_on()


def _own_first(name: str) -> tuple[bool, str]:
    """The order of channels: what only writes to the database is never in the way."""
    return not _is_transactional(name), name


def _is_transactional(name: str) -> bool:
    return getattr(queryUtility(IChannel, name), "transactional", False)


def _unexpected(error: Exception) -> Temporary:
    told = reason("unexpected", type(error).__name__)
    return Temporary(told, pause=isinstance(error, OSError))


def _renderer():
    return queryUtility(IRenderer)


def _channel(name: str):
    channel = queryUtility(IChannel, name)
    if channel is None:
        raise Permanent(reason("no_channel"))
    return channel


# What follows is done in transactions: plain data in and out.


def claim(desk, parcels: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Note that these are about to be sent, and when they are due again.

    :returns: those that still wait, without what nobody will try any more
    """
    outbox = outbox_of(desk)
    claimed = (tuple(one for one in ids if _begin(outbox, one)) for ids in parcels)
    return [ids for ids in claimed if ids]


def _begin(outbox, record_id: str) -> bool:
    record = outbox.get(record_id)
    if record is not None and record.tries >= TRIES:
        # Its process ended each time before it could say why.
        outbox.give_up(record_id, record.error or reason("never_noted"))
        return False
    tries = record.tries + 1 if record is not None else 1
    return outbox.begin_try(record_id, pause_after(tries)) is not None


def mark(desk, outcomes: list[Outcome]) -> None:
    """Note what came of parcels that were claimed."""
    outbox = outbox_of(desk)
    for outcome in outcomes:
        for record_id in outcome.ids:
            _mark_one(outbox, record_id, outcome)


def _mark_one(outbox, record_id: str, outcome: Outcome) -> None:
    record = outbox.get(record_id)
    if record is None:
        return
    if outcome.kind in (SENT, GONE):
        outbox.delivered(record_id, outcome.kind)
    elif outcome.kind == NOT_TRIED:
        outbox.not_tried(record_id)
    elif outcome.kind == GIVEN_UP or record.tries >= TRIES:
        outbox.give_up(record_id, outcome.reason)
    else:
        after = None if outcome.after is None else timedelta(seconds=outcome.after)
        outbox.try_again(record_id, outcome.reason, after)


def send_within(desk, name: str, ready: list[tuple]) -> None:
    """Send parcels by a channel that writes to the database, and take them off.

    :param ready: pairs of ids and what is said, None for nothing
    """
    channel = _channel(name)
    outbox = outbox_of(desk)
    for ids, rendered in ready:
        waiting = tuple(one for one in ids if one in outbox.waiting)
        if waiting and rendered is not None:
            channel.send(desk, waiting, rendered)
        for record_id in waiting:
            outbox.delivered(record_id, GONE if rendered is None else SENT)
