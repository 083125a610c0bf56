"""What time it is: the only place that asks, so that tests, demo and import can say.

On a demo a developer can move the clock of the whole process (demo/clock.py). That is
possible only where the environment says JIESU_DEMO_CLOCK=1; anywhere else `shift`
refuses and `now` is the time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from datetime import timedelta
from datetime import UTC

import os


DEMO_CLOCK = "JIESU_DEMO_CLOCK"
NOT_MOVED = timedelta(0)

_frozen: ContextVar[datetime | None] = ContextVar("jiesu_moment", default=None)
# By how much the clock of this process was moved.
_moved = NOT_MOVED


def now() -> datetime:
    """Return the present moment, aware and in UTC; the frozen one inside of `at`."""
    return _frozen.get() or datetime.now(UTC) + moved()


def can_move() -> bool:
    """Say whether the clock of this process can be moved: on a demo only."""
    return os.environ.get(DEMO_CLOCK) == "1"


def moved() -> timedelta:
    """Return by how much the clock was moved; nothing where it cannot be."""
    return _moved if _moved and can_move() else NOT_MOVED


def shift(offset: timedelta) -> None:
    """Move the clock of this process: `now` is so much later than the time.

    raises: RuntimeError where it cannot be moved
    """
    global _moved
    if not can_move():
        raise RuntimeError(f"The clock can be moved with {DEMO_CLOCK}=1 only")
    _moved = offset


@contextmanager
def at(when: datetime) -> Iterator[datetime]:
    """Freeze `now` at this moment for the block, in this thread or task only.

    Blocks may be nested; the inner one holds until it ends.

    in: an aware datetime of any zone; out (as): the same moment in UTC
    raises: ValueError for a naive datetime
    """
    token = _frozen.set(to_utc(when))
    try:
        yield now()
    finally:
        _frozen.reset(token)


def to_utc(when: datetime) -> datetime:
    """Return the same moment in UTC; ValueError for a naive datetime."""
    if when.utcoffset() is None:
        raise ValueError(f"A time without a time zone is ambiguous: {when!r}")
    return when.astimezone(UTC)
