"""Complaints that are alike in all that the measures look at are one case.

Of a million complaints there are some hundred cases. A measure is asked for one
complaint of each, and what it says is multiplied by how many there are of it; so an
answer takes one pass over the rows instead of one for each measure.

What makes a case has to hold all that a measure looks at: of moments, whether there is
one and whether it has passed. tests/statistics/test_cases.py compares with counting one
row after the other.
"""

from functools import cached_property
from jiesu.addon.statistics.measures import Rows

import numpy as np


# Of these, whether there is one; it is part of what a row keeps.
EVER = ("answered", "dispatched", "closed", "accept_due", "answer_due")
# Of these, whether it has passed; it changes with time.
PASSED = ("accept_due", "answer_due", "due")
_MOMENTS = 1 << len(PASSED)
# Columns whose values are part of it, with the bits that each takes.
VALUES = {
    "bits": 16,
    "score": 4,
    "state": 10,
    "kind": 10,
    "merged": 1,
    "asked": 1,
}


def keys_of(values) -> np.ndarray:
    """What makes the case of some rows, but for what changes with time.

    :param values: their columns by name
    """
    found = np.zeros(len(values["bits"]), np.int64)
    for name, bits in VALUES.items():
        found <<= bits
        found |= values[name].astype(np.int64)
    for name in EVER:
        found <<= 1
        found |= values[name] > 0
    return found


class Cases:
    """The cases of some rows at a moment."""

    def __init__(self, chosen, now: int):
        """Find them.

        :param chosen: the rows, a `columns.Selected`
        :param now: seconds since 1970
        """
        joined = np.zeros(len(chosen), np.int32)
        for name in PASSED:
            joined <<= 1
            joined |= chosen[name] < now
        joined += chosen["case"] * np.int32(_MOMENTS)
        limit = len(chosen.columns.cases.all) * _MOMENTS
        there = np.flatnonzero(np.bincount(joined, minlength=limit))
        table = np.zeros(limit, np.int32)
        table[there] = np.arange(len(there))
        # Of each row the number of its case.
        self.numbers = table[joined]
        self.size = len(there)
        one_of_each = np.zeros(self.size, np.int64)
        one_of_each[self.numbers] = np.arange(len(chosen))
        self._one_of_each = one_of_each
        self._chosen = chosen
        self._now = now

    @cached_property
    def rows(self) -> Rows:
        """One row of each case."""
        return Rows(self._chosen.picked(self._one_of_each), self._now)

    def tally(self, masks: list[np.ndarray], groups: np.ndarray, size: int):
        """How many of each group each mask has.

        :param masks: for each case
        :param groups: the group of each row, from 0
        :returns: an array of groups by masks
        """
        joined = groups * self.size + self.numbers
        table = np.bincount(joined, minlength=size * self.size)
        # Floats, because these are multiplied many times faster; they hold it exactly.
        table = table.reshape(size, self.size).astype(np.float64)
        return (table @ np.array(masks, np.float64).T).astype(np.int64)
