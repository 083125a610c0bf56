"""What came of a visit: each end counts once, and sending takes all else back."""

from collections import Counter
from itertools import permutations
from jiesu.addon.suggesting import visits
from jiesu.addon.suggesting.visits import FOLLOWED
from jiesu.addon.suggesting.visits import HELPED
from jiesu.addon.suggesting.visits import LEFT
from jiesu.addon.suggesting.visits import READ
from jiesu.addon.suggesting.visits import SENT
from jiesu.addon.suggesting.visits import SHOWN

import pytest


@pytest.mark.parametrize(
    ("events", "counted"),
    [
        ((SHOWN,), {SHOWN}),
        ((SHOWN, READ), {SHOWN, READ}),
        ((SHOWN, READ, HELPED), {SHOWN, READ, HELPED}),
        ((SHOWN, READ, LEFT), {SHOWN, READ, LEFT}),
        ((SHOWN, READ, HELPED, LEFT), {SHOWN, READ, HELPED}),
        ((SHOWN, FOLLOWED), {SHOWN, FOLLOWED}),
        ((SHOWN, LEFT), {SHOWN}),
        ((SHOWN, SENT), {SHOWN}),
        ((SHOWN, READ, LEFT, SENT), {SHOWN, READ, SENT}),
        ((SHOWN, READ, HELPED, SENT), {SHOWN, READ, SENT}),
        ((SHOWN, READ, READ, SHOWN, READ), {SHOWN, READ}),
        ((READ,), {SHOWN, READ}),
    ],
)
def test_end(events, counted):
    """In whatever order the network brings it."""
    for order in permutations(events):
        bits, sums = 0, Counter()
        for event in order:
            now = visits.after(bits, event)
            sums.update(visits.changed(bits, now))
            bits = now
        assert {name for name, many in sums.items() if many} == counted
        assert set(sums.values()) <= {0, 1}
