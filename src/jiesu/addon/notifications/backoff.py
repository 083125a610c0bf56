"""When to try again, and when not to any more."""

from datetime import datetime
from datetime import timedelta
from jiesu.addon.calendar.moment import now

import random


# A mail server that restarts is back after a minute. Twelve tries, each pause twice the
# one before and none longer than six hours, are more than a day: a night and a morning
# for somebody to put a server right.
FIRST = timedelta(minutes=1)
LONGEST = timedelta(hours=6)
TRIES = 12
# A part by which pauses differ, so that what failed together is not tried together.
JITTER = 0.25

# A channel that is out of order is left alone for so long, at first and at most; only
# one message is tried by it then.
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=15)


def pause_after(tries: int) -> timedelta:
    """How long to wait after so many tries, with chance in it.

    :param tries: from 1
    """
    # Doubled no more often than it takes to reach the longest.
    plain = min(FIRST * 2 ** min(tries - 1, 20), LONGEST)
    return plain * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311


class Pauses:
    """Which channels are out of order, as this process knows it."""

    def __init__(self):
        """All are in order."""
        self._until: dict[str, datetime] = {}
        self._times: dict[str, int] = {}

    def begin(self, channel: str, seconds: float | None = None) -> None:
        """Leave a channel alone, longer each time.

        :param seconds: for how long, if the other side said so
        """
        times = self._times[channel] = self._times.get(channel, 0) + 1
        length = min(FIRST_PAUSE * 2 ** min(times - 1, 20), LONGEST_PAUSE)
        if seconds is not None:
            length = timedelta(seconds=seconds)
        self._until[channel] = now() + length

    def end(self, channel: str) -> None:
        """It works again."""
        self._until.pop(channel, None)
        self._times.pop(channel, None)

    def __contains__(self, channel: str) -> bool:
        """Whether a channel is to be left alone now."""
        until = self._until.get(channel)
        return until is not None and now() < until
