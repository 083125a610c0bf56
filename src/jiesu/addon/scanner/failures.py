"""What could not be looked at, and when to try it again: doubled pauses, up to an hour.

Kept in memory: another process, or this one after a start, tries at once.
"""

from datetime import datetime
from datetime import timedelta
from jiesu.addon.calendar.moment import now


FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)


class Failures:
    """Ids with how often each failed and when it is tried again."""

    def __init__(self):
        """None yet."""
        self._known: dict[str, tuple[int, datetime]] = {}

    def add(self, name: str) -> None:
        """It has failed once more."""
        times = self._known.get(name, (0, None))[0] + 1
        pause = min(FIRST_PAUSE * 2 ** min(times - 1, 10), LONGEST_PAUSE)
        self._known[name] = (times, now() + pause)

    def forget(self, name: str) -> None:
        """It has succeeded."""
        self._known.pop(name, None)

    def resting(self) -> set[str]:
        """What is not to be tried now."""
        moment = now()
        return {name for name, (_n, until) in self._known.items() if until > moment}
