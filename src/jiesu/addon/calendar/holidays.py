"""China's statutory holidays with their make-up working days.

The days come from the package chinesecalendar, which follows the State Council's
yearly notice. A year whose notice is not out yet has no days.
"""

from chinese_calendar.constants import holidays as _holidays
from chinese_calendar.constants import workdays as _make_up_days
from datetime import date
from enum import Enum
from functools import cache


SATURDAY = 5


class SpecialDay(Enum):
    """A day on which a notice departs from the ordinary week."""

    HOLIDAY = "holiday"
    MAKE_UP = "make_up"


@cache
def is_published(year: int) -> bool:
    """Say whether the holidays of this year are known.

    A notice may name single days of the neighbouring year, so one known day does not
    do: National Day is in every year's own notice.
    """
    return date(year, 10, 1) in _holidays


def special(day: date) -> SpecialDay | None:
    """Return what the notice says about a day; None for an ordinary or unknown day."""
    if day in _make_up_days:
        return SpecialDay.MAKE_UP
    if day in _holidays:
        return SpecialDay.HOLIDAY
    return None


def statutory(day: date) -> bool | None:
    """Say whether China works on a day: True, False, or None for an unknown year."""
    if not is_published(day.year):
        return None
    exception = special(day)
    if exception is None:
        return day.weekday() < SATURDAY
    return exception is SpecialDay.MAKE_UP
