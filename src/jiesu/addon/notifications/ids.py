"""Ids of records: they sort by time, and cannot be guessed from one another."""

from collections.abc import Container
from datetime import datetime
from jiesu.addon.calendar.moment import now

import secrets


_RANDOM_BITS = 24


def seconds(moment: datetime | None) -> int:
    """A moment as it is kept: whole seconds since 1970; 0 for none."""
    return int(moment.timestamp()) if moment else 0


def new_id(taken: Container) -> str:
    """An id that is not taken: 11 digits of time, 6 of chance, both hexadecimal."""
    milliseconds = int(now().timestamp() * 1000)
    while True:
        found = f"{milliseconds:011x}{secrets.randbits(_RANDOM_BITS):06x}"
        if found not in taken:
            return found
