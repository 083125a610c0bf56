"""Which figures are asked for, and with which other periods they are compared. Pure."""

from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import timedelta


PREVIOUS, YEAR = "previous", "year"
# Shown of the places, the rest as one group.
TOP = 20


@dataclass(frozen=True)
class Asked:
    """Which figures; what is left out does not matter.

    start, end: days, the first and the last that count
    by: what is grouped by, see groupings.py
    departments, categories, kinds, channels, places, scores, handlers: one of these
        each; a place by its key (see places.py), a score from 1 to 5
    only_open: whether only what is open now counts; figures of open ones are the same,
        and of years quickly made
    top: how many places are told apart
    compare: with which other periods, `PREVIOUS` and `YEAR`
    """

    start: date | None = None
    end: date | None = None
    by: str | None = None
    departments: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    scores: tuple[int, ...] = ()
    handlers: tuple[str, ...] = ()
    only_open: bool = False
    top: int = TOP
    compare: tuple[str, ...] = ()


def other_periods(asked: Asked, today: date) -> dict[str, Asked]:
    """The same of the other periods: the one before, and a year earlier.

    The one before has the same length.

    Of a period that is not over the days that have come are compared with as many.
    Whole months are compared with whole months.

    :returns: nothing where the period has no beginning or is still to come
    """
    if not asked.start or asked.start > today:
        return {}
    last = asked.end or today
    end = min(last, today)
    if _whole_months(asked.start, last):
        months = _month(last) - _month(asked.start) + 1
        before, until = _months_back(asked.start, last, months)
        earlier, year_end = _months_back(asked.start, last, 12)
    else:
        length = (last - asked.start) + timedelta(days=1)
        before, until = asked.start - length, last - length
        earlier, year_end = _year_back(asked.start), _year_back(last)
    if end < last:
        passed = end - asked.start
        until = min(until, before + passed)
        year_end = min(year_end, earlier + passed)
    others = {PREVIOUS: (before, until), YEAR: (earlier, year_end)}
    return {
        name: replace(asked, start=others[name][0], end=others[name][1], compare=())
        for name in asked.compare
    }


def _whole_months(start: date, end: date) -> bool:
    return start.day == 1 and (end + timedelta(days=1)).day == 1


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _months_back(start: date, end: date, months: int) -> tuple[date, date]:
    first = _first_of(_month(start) - months)
    return first, _first_of(_month(end) - months + 1) - timedelta(days=1)


def _first_of(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _year_back(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        # The 29th of February.
        return day.replace(year=day.year - 1, day=28)
