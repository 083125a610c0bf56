"""Hours of the day that may go over midnight."""

from datetime import datetime
from datetime import time
from datetime import UTC
from jiesu.addon.calendar.hours import Hours
from zoneinfo import ZoneInfo

import pytest


ZONE = "Asia/Shanghai"
NIGHT = Hours(time(22), time(7))
NOON = Hours(time(12), time(14))
NONE = Hours(time(7), time(7))


def at(day: int, *clock: int) -> datetime:
    """A moment of November 2026, by the clock of Shanghai."""
    return datetime(2026, 11, day, *clock, tzinfo=ZoneInfo(ZONE))


@pytest.mark.parametrize(
    ("hours", "moment", "end"),
    [
        (NIGHT, at(23, 21, 59), at(23, 21, 59)),
        (NIGHT, at(23, 22), at(24, 7)),
        (NIGHT, at(24, 0), at(24, 7)),
        (NIGHT, at(24, 6, 59), at(24, 7)),
        (NIGHT, at(24, 7), at(24, 7)),
        (NOON, at(23, 11, 59), at(23, 11, 59)),
        (NOON, at(23, 12), at(23, 14)),
        (NOON, at(23, 14), at(23, 14)),
        (NONE, at(23, 7), at(23, 7)),
    ],
)
def test_after(hours, moment, end):
    assert hours.after(moment, ZONE) == end
    assert hours.after(moment.astimezone(UTC), ZONE).tzinfo is UTC
    assert hours.holds(moment.time()) is (end > moment)
