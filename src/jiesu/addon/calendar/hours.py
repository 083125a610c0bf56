"""Hours of the day that may go over midnight, such as a night. Pure."""

from dataclasses import dataclass
from datetime import datetime
from datetime import time
from datetime import timedelta
from jiesu.addon.calendar.moment import to_utc
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Hours:
    """From `start` to before `end` of each day; the same twice for none."""

    start: time
    end: time

    def holds(self, local: time) -> bool:
        """Whether a time of the day is one of them."""
        if self.start <= self.end:
            return self.start <= local < self.end
        return local >= self.start or local < self.end

    def after(self, moment: datetime, zone: str) -> datetime:
        """This moment, or the end of the hours if they hold it; in UTC.

        :param zone: the time zone of the clock
        """
        local = moment.astimezone(ZoneInfo(zone))
        if not self.holds(local.time()):
            return to_utc(moment)
        ends_today = local.time() < self.end
        day = local.date() if ends_today else local.date() + timedelta(days=1)
        # Where the clocks are changed, such an end may be past already.
        return max(
            to_utc(datetime.combine(day, self.end, local.tzinfo)), to_utc(moment)
        )
