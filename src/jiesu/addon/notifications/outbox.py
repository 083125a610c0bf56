"""The outbox of a desk: who is to be told of what, written by the step itself.

It lives beside the complaints, like their catalog. A record is a plain tuple in a tree
with small nodes, and holds no text: what is said is made when it is delivered.
"""

from Acquisition import aq_base
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from jiesu.addon.calendar.moment import now
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.notifications.ids import new_id
from jiesu.addon.notifications.ids import seconds
from jiesu.addon.notifications.trees import Due
from jiesu.addon.notifications.trees import Items
from jiesu.addon.notifications.trees import Records
from jiesu.addon.notifications.wake import wake_after_commit
from persistent import Persistent


ATTRIBUTE = "_outbox"

WAITING = "waiting"
FAILED = "failed"

# So many deliveries are remembered for the administrators' page.
LOGGED = 300
# What is told of a failure: one line.
LONGEST_ERROR = 200


@dataclass(frozen=True)
class Record:
    """One thing to tell one receiver by one channel.

    event: what happened, such as "answer" or "yellow"
    about: the complaint's id, or `supervision/<id>`
    receiver: a user id, `guest:<complaint id>`, or "" for the webhook
    channel: the name of an `IChannel`
    entry: the number of the journal's entry, 0 for none
    not_before: when it is due
    urgent: whether it goes first
    gather: what is due by one channel to one receiver with the same key is told in one
    data: what else the renderer needs, JSON-able
    tries: how often its delivery was begun
    state: `WAITING`, or `FAILED` until an administrator decides
    error: why it was not delivered the last time, "" for nothing known
    """

    id: str
    event: str
    about: str
    receiver: str
    channel: str
    entry: int
    created: datetime
    not_before: datetime
    urgent: bool
    gather: str
    data: dict | None
    tries: int
    state: str
    error: str
    last_try: datetime | None


@dataclass(frozen=True)
class Delivery:
    """A delivery that is over: nothing in it of the people concerned."""

    when: datetime
    event: str
    channel: str
    outcome: str


class Outbox(Persistent):
    """The records of one desk: those that wait, and those that failed for good."""

    def __init__(self):
        """Empty."""
        self.waiting = Records()
        self.due = Due()
        self.failed = Records()
        self.log = Items()

    # Writing: by steps

    def add(self, values: "_Values") -> str:
        """Store a new record; returns its id."""
        record_id = new_id(self.waiting)
        self.waiting[record_id] = values.packed()
        self.due.insert((values.not_before, record_id))
        return record_id

    # Reading

    def get(self, record_id: str) -> Record | None:
        """The record with this id, or None."""
        for state, tree in ((WAITING, self.waiting), (FAILED, self.failed)):
            if record_id in tree:
                return _record(record_id, state, tree[record_id])
        return None

    def is_due(self, moment: datetime) -> bool:
        """Whether anything is due. Looks at the first record only."""
        return bool(self.due) and self.due.minKey()[0] <= seconds(moment)

    def due_ids(self, moment: datetime) -> list[str]:
        """The ids of what is due, the longest due first."""
        return [record_id for _, record_id in self.due.keys(None, _after(moment))]

    def next_due(self) -> datetime | None:
        """When the first record is due."""
        return _moment(self.due.minKey()[0]) if self.due else None

    def records(self, state: str) -> Iterator[Record]:
        """All records that wait or all that failed, the oldest first."""
        for record_id, packed in self._tree(state).items():
            yield _record(record_id, state, packed)

    def count(self, state: str) -> int:
        """How many records wait or failed."""
        return len(self._tree(state))

    def oldest(self, state: str) -> Record | None:
        """The record of this state that was written first."""
        return next(self.records(state), None)

    def deliveries(self) -> Iterator[Delivery]:
        """What was delivered or failed lately, the newest first."""
        for when, event, channel, outcome in reversed(list(self.log.values())):
            yield Delivery(_moment(when), event, channel, outcome)

    # Writing: by the worker

    def begin_try(self, record_id: str, again: timedelta) -> Record | None:
        """Note that a delivery begins, before it does.

        :param again: when it is due again if nothing more is heard of it
        :returns: the record; None where it does not wait any more
        """
        if record_id not in self.waiting:
            return None
        values = _Values(*self.waiting[record_id])
        values.tries += 1
        values.last_try = seconds(now())
        self._store(record_id, values, seconds(now() + again))
        return self.get(record_id)

    def delivered(self, record_id: str, outcome: str) -> None:
        """Take a record off that is done with; it may be gone already."""
        packed = self.waiting.pop(record_id, None)
        if packed is None:
            return
        values = _Values(*packed)
        self.due.remove((values.not_before, record_id))
        self._remember(values, outcome)

    def try_again(
        self, record_id: str, error: str, after: timedelta | None = None
    ) -> None:
        """Note why a record was not delivered.

        :param after: when it is due again; by default as `begin_try` said
        """
        if record_id not in self.waiting:
            return
        values = _Values(*self.waiting[record_id])
        values.error = error[:LONGEST_ERROR]
        due = values.not_before if after is None else seconds(now() + after)
        self._store(record_id, values, due)

    def not_tried(self, record_id: str) -> None:
        """Take back `begin_try`: it was not this record's turn after all."""
        if record_id not in self.waiting:
            return
        values = _Values(*self.waiting[record_id])
        values.tries -= 1
        self._store(record_id, values, seconds(now()))

    def give_up(self, record_id: str, error: str) -> None:
        """Let a record wait for an administrator."""
        packed = self.waiting.pop(record_id, None)
        if packed is None:
            return
        values = _Values(*packed)
        self.due.remove((values.not_before, record_id))
        values.error = (error or values.error)[:LONGEST_ERROR]
        self.failed[record_id] = values.packed()
        self._remember(values, FAILED)

    # Writing: by administrators

    def send_again(self, record_id: str) -> bool:
        """Let a record that failed, or waits for its next try, be tried at once.

        :returns: whether there was such a record
        """
        packed = self.failed.pop(record_id, None)
        if packed is None and record_id in self.waiting:
            packed = self.waiting[record_id]
            self.due.remove((_Values(*packed).not_before, record_id))
        if packed is None:
            return False
        values = _Values(*packed)
        values.tries = 0
        values.not_before = seconds(now())
        self.waiting[record_id] = values.packed()
        self.due.insert((values.not_before, record_id))
        return True

    def remove(self, record_id: str) -> bool:
        """Tell nobody after all; returns whether there was such a record."""
        packed = self.waiting.pop(record_id, None)
        if packed is not None:
            self.due.remove((_Values(*packed).not_before, record_id))
            return True
        return self.failed.pop(record_id, None) is not None

    # Inner parts

    def _tree(self, state: str) -> Records:
        return self.failed if state == FAILED else self.waiting

    def _store(self, record_id: str, values: "_Values", due: int) -> None:
        if due != values.not_before:
            self.due.remove((values.not_before, record_id))
            self.due.insert((due, record_id))
            values.not_before = due
        self.waiting[record_id] = values.packed()

    def _remember(self, values: "_Values", outcome: str) -> None:
        self.log[new_id(self.log)] = (
            seconds(now()),
            values.event,
            values.channel,
            outcome,
        )
        while len(self.log) > LOGGED:
            del self.log[self.log.minKey()]


@dataclass
class _Values:
    """What is kept of a record; moments in whole seconds."""

    event: str
    about: str
    receiver: str
    channel: str
    entry: int
    created: int
    not_before: int
    urgent: bool
    gather: str
    data: dict | None
    tries: int = 0
    error: str = ""
    last_try: int = 0

    def packed(self) -> tuple:
        """As a plain tuple; what was never set is left out at its end."""
        later = (self.tries, self.error, self.last_try)
        first = (
            self.event,
            self.about,
            self.receiver,
            self.channel,
            self.entry,
            self.created,
            self.not_before,
            self.urgent,
            self.gather,
            self.data,
        )
        return (*first, *later) if any(later) else first


def _record(record_id: str, state: str, packed: tuple) -> Record:
    values = _Values(*packed)
    return Record(
        record_id,
        values.event,
        values.about,
        values.receiver,
        values.channel,
        values.entry,
        _moment(values.created),
        _moment(values.not_before),
        values.urgent,
        values.gather,
        values.data,
        values.tries,
        state,
        values.error,
        _moment(values.last_try) if values.last_try else None,
    )


def _moment(kept: int) -> datetime:
    return datetime.fromtimestamp(kept, UTC)


def _after(moment: datetime) -> tuple[int]:
    # Sorts before every pair of the next second.
    return (seconds(moment) + 1,)


def outbox_of(desk) -> Outbox:
    """The outbox of a desk; one is made where there is none yet."""
    complaints = complaints_of(desk)
    outbox = getattr(aq_base(complaints), ATTRIBUTE, None)
    if outbox is None:
        outbox = Outbox()
        setattr(complaints, ATTRIBUTE, outbox)
    return outbox


def outbox_if_any(desk) -> Outbox | None:
    """The outbox of a desk without making one: for those who only look."""
    return getattr(aq_base(complaints_of(desk)), ATTRIBUTE, None)


def put(
    desk,
    *,
    event: str,
    about: str,
    receiver: str,
    channel: str,
    entry: int = 0,
    not_before: datetime | None = None,
    urgent: bool = False,
    gather: str = "",
    data: dict | None = None,
) -> str:
    """Have somebody told of something, if the present transaction commits.

    :param not_before: when, at the earliest; by default at once
    :returns: the record's id. For the other parameters see `Record`
    """
    present = now()
    due = max(not_before or present, present)
    values = _Values(
        event,
        about,
        receiver,
        channel,
        entry,
        seconds(present),
        seconds(due),
        urgent,
        gather,
        data,
    )
    record_id = outbox_of(desk).add(values)
    if due <= present:
        wake_after_commit()
    return record_id


def container_added(complaints, event) -> None:
    """Give a new container its outbox, so that no step has to write the container.

    A copy gets an empty one: what waits is told once, by the original.
    """
    setattr(complaints, ATTRIBUTE, Outbox())
