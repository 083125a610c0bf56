"""The periods of which figures are published: whole months, whole calendar quarters.

Pure. What is told of groups is told by quarter, what is told all in all by month as
well (see published.py).
"""

from datetime import date
from datetime import timedelta
from typing import NamedTuple


QUARTER, YEAR = 3, 12


class Days(NamedTuple):
    """From one day to another, both counted."""

    start: date
    end: date


def month_of(day: date) -> Days:
    """The month in which a day lies."""
    return _months(_number(day), 1)


def quarter_of(day: date) -> Days:
    """The calendar quarter in which a day lies."""
    return _months(_number(day) // QUARTER * QUARTER, QUARTER)


def last_month(today: date) -> Days:
    """The last month that is over."""
    return _months(_number(today) - 1, 1)


def last_quarter(today: date) -> Days:
    """The last calendar quarter that is over."""
    return quarter_of(quarter_of(today).start - timedelta(days=1))


def last_year(today: date) -> Days:
    """The four quarters of the last calendar year."""
    return _months((today.year - 1) * YEAR, YEAR)


def is_month(start: date, end: date) -> bool:
    """Whether it is one whole month."""
    return month_of(start) == (start, end)


def quarters_of(start: date, end: date) -> tuple[Days, ...]:
    """The whole quarters that a period is made of; none where it is not."""
    if start > end or quarter_of(start).start != start or quarter_of(end).end != end:
        return ()
    numbers = range(_number(start), _number(end) + 1, QUARTER)
    return tuple(_months(number, QUARTER) for number in numbers)


def is_published(start: date, end: date, today: date) -> bool:
    """Whether everybody may see figures of a period, where any are published."""
    return end < today and (is_month(start, end) or bool(quarters_of(start, end)))


def _number(day: date) -> int:
    """The number of a month, from the year 0 on."""
    return day.year * YEAR + day.month - 1


def _months(first: int, count: int) -> Days:
    return Days(_first_of(first), _first_of(first + count) - timedelta(days=1))


def _first_of(month: int) -> date:
    return date(month // YEAR, month % YEAR + 1, 1)
