"""What time it is: the only place that asks, so that tests, demo and import can say."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from datetime import UTC


_frozen: ContextVar[datetime | None] = ContextVar("jiesu_moment", default=None)


def now() -> datetime:
    """Return the present moment, aware and in UTC; the frozen one inside of `at`."""
    return _frozen.get() or datetime.now(UTC)


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
