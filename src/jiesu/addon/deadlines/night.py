"""The night of a desk: hours in which nobody is told anything that is not urgent. Pure.

docs/concepts/rules.md, time limits.
"""

from dataclasses import dataclass
from datetime import datetime
from jiesu.addon.calendar.hours import Hours
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Night(Hours):
    """Hours by the clock of a time zone; their end is day already."""

    timezone: str

    def covers(self, moment: datetime) -> bool:
        """Say whether it is night."""
        return self.holds(moment.astimezone(ZoneInfo(self.timezone)).time())

    def over(self, moment: datetime) -> datetime:
        """Return this moment, or the end of its night; in UTC."""
        return self.after(moment, self.timezone)
