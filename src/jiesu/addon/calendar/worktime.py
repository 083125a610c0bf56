"""Working time of a desk: which moments count, how to add it and how to measure it.

Rules: docs/concepts/rules.md, time limits. Every moment that comes out is in UTC; days
and hours are those of the calendar's time zone.
"""

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import UTC
from functools import cached_property
from functools import lru_cache
from itertools import pairwise
from jiesu.addon.calendar.holidays import special
from jiesu.addon.calendar.holidays import SpecialDay
from jiesu.addon.calendar.moment import to_utc
from typing import NamedTuple
from typing import Protocol
from zoneinfo import ZoneInfo


Hours = tuple[tuple[time, time], ...]

DEFAULT_TIMEZONE = "Asia/Shanghai"
FULL_DAY: Hours = ((time(8, 30), time(12)), (time(14), time(17, 30)))
DEFAULT_HOURS: Mapping[int, Hours] = dict.fromkeys(range(5), FULL_DAY)

NOTHING = timedelta(0)
# A calendar without working time for so long is a mistake in its entries.
LONGEST_GAP = timedelta(days=3 * 366)
# Days kept ready per calendar: more than fifty years, then it starts afresh.
DAYS_KEPT = 20_000


class Calendar(Protocol):
    """What a time limit needs to know of time."""

    @property
    def day_length(self) -> timedelta:
        """The time that one day of a limit means."""

    def add(self, start: datetime, span: timedelta) -> datetime:
        """Return the first moment at which `span` has passed since `start`."""

    def subtract(self, end: datetime, span: timedelta) -> datetime:
        """Return the last moment from which `span` passes until `end`."""

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Return the time that counts from `start` to `end`, never negative."""


class RoundTheClock:
    """The calendar of urgent matters and of plain days: every second counts."""

    day_length = timedelta(days=1)

    def add(self, start: datetime, span: timedelta) -> datetime:
        """Return the moment `span` after `start`."""
        return to_utc(start) + _not_negative(span)

    def subtract(self, end: datetime, span: timedelta) -> datetime:
        """Return the moment `span` before `end`."""
        return to_utc(end) - _not_negative(span)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Return the time from `start` to `end`, nothing if `end` comes first."""
        return max(to_utc(end) - to_utc(start), NOTHING)


@dataclass(frozen=True)
class CalendarEntry:
    """Days on which the campus departs from everybody's calendar, both ends included.

    `works` is False for a closure or vacation, True for extra working days.
    """

    start: date
    end: date
    works: bool
    note: str = ""

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"A calendar entry ends before it starts: {self}")

    def covers(self, day: date) -> bool:
        """Say whether the entry is about this day."""
        return self.start <= day <= self.end


class _Day(NamedTuple):
    """The working time of one date, ready to be added and measured."""

    shifts: tuple[tuple[datetime, datetime], ...]
    total: timedelta


_NO_WORK = _Day((), NOTHING)


@dataclass(frozen=True)
class WorkCalendar:
    """The working time of one desk; equal calendars share what they have computed.

    timezone: name of a time zone
    hours: weekday (0 is Monday) -> pairs of start and end; kept as a tuple of seven
    make_up_hours: hours of a make-up day or of an extra working day whose weekday has
        none; Monday's unless given, or the longest day's where Monday is free
    entries: the campus's own days; they win over the holidays, a later one over an
        earlier one
    raises: ValueError for an unknown zone, and for hours that are absent, reversed,
        unsorted or overlapping
    """

    timezone: str = DEFAULT_TIMEZONE
    hours: Mapping[int, Hours] | Sequence[Hours] = field(
        default_factory=lambda: DEFAULT_HOURS
    )
    make_up_hours: Hours | None = None
    entries: tuple[CalendarEntry, ...] = ()

    def __post_init__(self) -> None:
        hours = _by_weekday(self.hours)
        make_up = self.make_up_hours or hours[0] or max(hours, key=_length)
        object.__setattr__(self, "hours", hours)
        object.__setattr__(self, "make_up_hours", _checked(make_up))
        object.__setattr__(self, "entries", tuple(self.entries))
        key = (self.timezone, hours, self.make_up_hours, self.entries)
        object.__setattr__(self, "_zone", _zone(self.timezone))
        object.__setattr__(self, "_days", _shared_days(key))

    def __reduce__(self):
        """Pickle what was given, not what was computed from it."""
        given = (self.timezone, self.hours, self.make_up_hours, self.entries)
        return type(self), given

    @cached_property
    def day_length(self) -> timedelta:
        """The working time that one working day of a limit means: a full day's."""
        return max(map(_length, self.hours))

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which its days begin."""
        return self._zone

    def is_workday(self, day: date) -> bool:
        """Say whether there is working time on this date."""
        return bool(self._day(day.toordinal()).total)

    def shifts(self, day: date) -> list[tuple[datetime, datetime]]:
        """Return the working time of a local date as pairs of moments, in order."""
        return list(self._day(day.toordinal()).shifts)

    def add(self, start: datetime, span: timedelta) -> datetime:
        """Return the first moment at which `span` of working time has passed.

        Outside of working time it counts from the next opening; an empty span gives
        `start` itself.

        raises: ValueError for a negative span, a naive time, or a calendar without
            working time for three years
        """
        start, left = to_utc(start), _not_negative(span)
        if not left:
            return start
        for day in self._days_from(start, step=1):
            if day.total < left and day.shifts[0][0] >= start:
                left -= day.total
                continue
            for opening, closing in day.shifts:
                opening = max(opening, start)
                if closing - opening >= left:
                    return opening + left
                left -= max(closing - opening, NOTHING)
        raise AssertionError("unreachable")

    def subtract(self, end: datetime, span: timedelta) -> datetime:
        """Return the last moment from which `span` of working time passes until `end`.

        The mirror of `add`, with the same errors.
        """
        end, left = to_utc(end), _not_negative(span)
        if not left:
            return end
        for day in self._days_from(end, step=-1):
            if day.total < left and day.shifts[-1][1] <= end:
                left -= day.total
                continue
            for opening, closing in reversed(day.shifts):
                closing = min(closing, end)
                if closing - opening >= left:
                    return closing - left
                left -= max(closing - opening, NOTHING)
        raise AssertionError("unreachable")

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Return the working time from `start` to `end`; nothing if `end` is first."""
        start, end = to_utc(start), to_utc(end)
        if end <= start:
            return NOTHING
        first, last = self._ordinal(start), self._ordinal(end)
        if first == last:
            return _within(self._day(first), start, end)
        whole = sum((self._day(n).total for n in range(first + 1, last)), NOTHING)
        return (
            _within(self._day(first), start, end)
            + whole
            + _within(self._day(last), start, end)
        )

    def _hours_of(self, day: date) -> Hours:
        """Return the local hours of a date: campus first, then holidays, then week."""
        exception = special(day)
        ordinary = self.hours[day.weekday()]
        if exception is SpecialDay.MAKE_UP:
            ordinary = self.make_up_hours
        for entry in reversed(self.entries):
            if entry.covers(day):
                return (ordinary or self.make_up_hours) if entry.works else ()
        return () if exception is SpecialDay.HOLIDAY else ordinary

    def _ordinal(self, moment: datetime) -> int:
        return moment.astimezone(self._zone).toordinal()

    def _day(self, ordinal: int) -> _Day:
        """Return a date's working time, computed once."""
        day = self._days.get(ordinal)
        if day is None:
            if len(self._days) >= DAYS_KEPT:
                self._days.clear()
            day = self._days[ordinal] = self._compute(date.fromordinal(ordinal))
        return day

    def _compute(self, day: date) -> _Day:
        hours = self._hours_of(day)
        if not hours:
            return _NO_WORK
        shifts = tuple(_moments(day, hours, self._zone))
        total = sum((closing - opening for opening, closing in shifts), NOTHING)
        return _Day(shifts, total) if total else _NO_WORK

    def _days_from(self, moment: datetime, step: int) -> Iterator[_Day]:
        """Walk over the days with working time, forwards or backwards, without end.

        raises: ValueError where there is none for three years
        """
        ordinal = self._ordinal(moment)
        gap = 0
        while gap <= LONGEST_GAP.days:
            day = self._day(ordinal)
            gap = 0 if day.total else gap + 1
            if day.total:
                yield day
            ordinal += step
        raise ValueError(
            f"The calendar has no working time for three years from {moment:%Y-%m-%d}:"
            " check its hours and closures"
        )


@lru_cache(maxsize=64)
def _shared_days(key: tuple) -> dict[int, _Day]:
    """Return the days computed so far for all calendars made of the same parts."""
    return {}


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError) as error:
        raise ValueError(f"Unknown time zone: {name!r}") from error


def _by_weekday(hours: Mapping[int, Hours] | Sequence[Hours]) -> tuple[Hours, ...]:
    """Return the hours of the seven weekdays, checked."""
    given = hours if isinstance(hours, Mapping) else dict(enumerate(hours))
    if not set(given) <= set(range(7)):
        raise ValueError(f"Weekdays are 0 (Monday) to 6, not {sorted(given)}")
    result = tuple(_checked(given.get(weekday, ())) for weekday in range(7))
    if not any(result):
        raise ValueError("A calendar needs working hours on at least one weekday")
    return result


def _checked(hours: Hours) -> Hours:
    """Return the hours of a day as tuples; ValueError unless they rise."""
    hours = tuple((opening, closing) for opening, closing in hours)
    bounds = [bound for pair in hours for bound in pair]
    rising = all(a <= b for a, b in pairwise(bounds))
    if not rising or any(opening == closing for opening, closing in hours):
        raise ValueError(f"Working hours must follow one another: {bounds}")
    return hours


def _length(hours: Hours) -> timedelta:
    """Return the working time of a day with these hours."""
    midnight = date.min
    return sum(
        (
            datetime.combine(midnight, closing) - datetime.combine(midnight, opening)
            for opening, closing in hours
        ),
        NOTHING,
    )


def _moments(
    day: date, hours: Hours, zone: ZoneInfo
) -> Iterator[tuple[datetime, datetime]]:
    """Yield a date's shifts in UTC, without what a change of the clocks swallows."""
    last = datetime.min.replace(tzinfo=UTC)
    for pair in hours:
        opening, closing = (
            datetime.combine(day, bound, zone).astimezone(UTC) for bound in pair
        )
        opening = max(opening, last)
        if opening < closing:
            yield opening, closing
            last = closing


def _within(day: _Day, start: datetime, end: datetime) -> timedelta:
    """Return the working time of a day that lies between two moments."""
    return sum(
        (
            max(min(closing, end) - max(opening, start), NOTHING)
            for opening, closing in day.shifts
        ),
        NOTHING,
    )


def _not_negative(span: timedelta) -> timedelta:
    if span < NOTHING:
        raise ValueError(f"A span of time cannot be negative: {span}")
    return span
