"""Ids of records: in the order in which they are written, and hard to guess."""

from datetime import datetime
from jiesu.addon.calendar.moment import now

import secrets


# An id is a time in milliseconds and as many bits of chance, in hexadecimal digits.
BITS = 24
DIGITS = 17
# What is written within one millisecond is so far apart at most.
STEP = 1 << 8


def seconds(moment: datetime | None) -> int:
    """A moment as it is kept: whole seconds since 1970; 0 for none."""
    return int(moment.timestamp()) if moment else 0


def new_id(tree) -> str:
    """An id for one more record of a tree, after those of the same moment.

    :param tree: a BTree whose keys are such ids
    """
    milliseconds = int(now().timestamp() * 1000)
    last = int(tree.maxKey(), 16) if tree else 0
    if last >> BITS == milliseconds:
        return _hexadecimal(last + 1 + secrets.randbelow(STEP))
    # A clock that was set back may come to a moment that there was already.
    while (found := _chosen(milliseconds)) in tree:
        pass
    return found


def _chosen(milliseconds: int) -> str:
    # The upper half is left to what follows in the same millisecond.
    return _hexadecimal((milliseconds << BITS) + secrets.randbits(BITS - 1))


def _hexadecimal(number: int) -> str:
    return f"{number:0{DIGITS}x}"
