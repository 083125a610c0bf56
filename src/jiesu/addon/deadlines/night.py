"""The night of a desk: hours in which nobody is told anything that is not urgent. Pure.

docs/concepts/rules.md, time limits.
"""

from dataclasses import dataclass
from datetime import datetime
from datetime import time
from datetime import timedelta
from jiesu.addon.calendar.moment import to_utc
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Night:
    """From `start` to `end` by the clock of a time zone; the end is day already.

    in: two times of the day; the same twice means that there is no night
    """

    start: time
    end: time
    timezone: str

    def covers(self, moment: datetime) -> bool:
        """Say whether it is night."""
        at = moment.astimezone(ZoneInfo(self.timezone)).time()
        if self.start <= self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end

    def over(self, moment: datetime) -> datetime:
        """Return this moment, or the end of its night; in UTC."""
        if not self.covers(moment):
            return to_utc(moment)
        local = moment.astimezone(ZoneInfo(self.timezone))
        day = local.date()
        if self.start > self.end and local.time() >= self.start:
            day += timedelta(days=1)
        return to_utc(datetime.combine(day, self.end, local.tzinfo))


NO_NIGHT = Night(time(), time(), "UTC")
