"""Working time: examples, then what must hold for any moment and any span."""

from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import UTC
from hypothesis import assume
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from jiesu.addon.calendar import worktime
from jiesu.addon.calendar.worktime import CalendarEntry
from jiesu.addon.calendar.worktime import RoundTheClock
from jiesu.addon.calendar.worktime import WorkCalendar
from zoneinfo import ZoneInfo

import pickle
import pytest


SHANGHAI = ZoneInfo("Asia/Shanghai")
HOUR = timedelta(hours=1)
MORNING = ((time(9), time(12)),)
EVENING = ((time(18), time(23, 59)),)


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=SHANGHAI)


ORDINARY = WorkCalendar()
CAMPUS = WorkCalendar(
    hours={**worktime.DEFAULT_HOURS, 5: MORNING},
    entries=(
        CalendarEntry(date(2026, 7, 13), date(2026, 8, 28), False, "summer vacation"),
        CalendarEntry(date(2026, 8, 1), date(2026, 8, 2), True, "open weekend"),
    ),
)
NEW_YORK = WorkCalendar(
    timezone="America/New_York",
    hours={6: ((time(1), time(2, 30)), (time(3), time(5))), 0: EVENING},
)


@pytest.mark.parametrize(
    "start, hours, due",
    [
        # over National Day
        (local(2026, 9, 30, 16), 8, local(2026, 10, 8, 17)),
        # over a make-up Saturday and Spring Festival
        (local(2026, 2, 13, 17), 8, local(2026, 2, 24, 9)),
        # into the make-up Sunday before Mid-Autumn Festival
        (local(2026, 9, 19, 10), 1, local(2026, 9, 20, 9, 30)),
        # over lunch, to the end of a shift, from before the opening
        (local(2026, 9, 1, 11), 2, local(2026, 9, 1, 15)),
        (local(2026, 9, 1, 11), 1, local(2026, 9, 1, 12)),
        (local(2026, 9, 1, 5), 7, local(2026, 9, 1, 17, 30)),
        # a whole semester and more
        (local(2026, 3, 2, 8, 30), 7 * 20, local(2026, 3, 27, 17, 30)),
    ],
)
def test_add(start, hours, due):
    assert ORDINARY.add(start, hours * HOUR) == due
    assert ORDINARY.between(start, due) == hours * HOUR


def test_results_are_utc():
    assert ORDINARY.add(local(2026, 9, 1, 5), HOUR).tzinfo is UTC
    assert ORDINARY.add(local(2026, 9, 1, 5), timedelta(0)).tzinfo is UTC
    assert ORDINARY.subtract(local(2026, 9, 1, 10), HOUR).tzinfo is UTC
    assert ORDINARY.shifts(date(2026, 9, 1))[0][0].tzinfo is UTC


def test_nothing_is_added_outside_of_working_time():
    sunday = local(2026, 9, 6, 3)
    assert ORDINARY.add(sunday, timedelta(0)) == sunday
    assert ORDINARY.subtract(sunday, timedelta(0)) == sunday


def test_subtract():
    assert ORDINARY.subtract(local(2026, 10, 8, 17), 8 * HOUR) == local(2026, 9, 30, 16)
    assert ORDINARY.subtract(local(2026, 9, 6, 3), 7 * HOUR) == local(2026, 9, 4, 8, 30)


def test_shifts_and_workdays():
    assert ORDINARY.shifts(date(2026, 9, 20)) == [
        (local(2026, 9, 20, 8, 30), local(2026, 9, 20, 12)),
        (local(2026, 9, 20, 14), local(2026, 9, 20, 17, 30)),
    ]
    assert ORDINARY.shifts(date(2026, 10, 1)) == []
    assert ORDINARY.is_workday(date(2026, 9, 20))
    assert not ORDINARY.is_workday(date(2026, 9, 19))
    assert ORDINARY.day_length == 7 * HOUR


def test_a_year_without_holidays_follows_the_week():
    national_day, sunday = date(2200, 10, 1), date(2200, 10, 5)
    assert national_day.weekday() == 2
    assert ORDINARY.is_workday(national_day)
    assert not ORDINARY.is_workday(sunday)
    start = datetime(2199, 12, 31, 16, tzinfo=SHANGHAI)  # a Tuesday
    assert ORDINARY.add(start, 8 * HOUR) == local(2200, 1, 1, 17)


def test_entries_work_in_a_year_without_holidays():
    entry = CalendarEntry(date(2200, 10, 1), date(2200, 10, 7), False, "National Day")
    calendar = WorkCalendar(entries=(entry,))
    assert calendar.add(local(2200, 9, 30, 17), HOUR) == local(2200, 10, 8, 9)


def test_campus_entries():
    # closed in the vacation, but open on a weekend in it: the later entry wins
    assert not CAMPUS.is_workday(date(2026, 7, 31))
    assert CAMPUS.is_workday(date(2026, 8, 2))
    # that Saturday has hours of its own, the Sunday takes Monday's
    assert CAMPUS.between(local(2026, 8, 1), local(2026, 8, 2)) == 3 * HOUR
    assert CAMPUS.between(local(2026, 8, 2), local(2026, 8, 3)) == 7 * HOUR
    # an ordinary Saturday counts where the campus works on it, a holiday's does not
    assert CAMPUS.is_workday(date(2026, 9, 5))
    assert not CAMPUS.is_workday(date(2026, 10, 3))


def test_campus_entries_win_over_the_state():
    calendar = WorkCalendar(
        entries=(
            CalendarEntry(date(2026, 9, 20), date(2026, 9, 20), False, "moved"),
            CalendarEntry(date(2026, 10, 3), date(2026, 10, 3), True, "open day"),
        )
    )
    assert not calendar.is_workday(date(2026, 9, 20))
    assert calendar.is_workday(date(2026, 10, 3))


def test_make_up_hours():
    tuesdays = WorkCalendar(hours={1: MORNING})
    assert tuesdays.make_up_hours == MORNING
    given_ = WorkCalendar(make_up_hours=MORNING)
    assert given_.between(local(2026, 9, 20), local(2026, 9, 21)) == 3 * HOUR


def test_make_up_day_has_full_hours_where_saturdays_are_short():
    assert CAMPUS.between(local(2026, 2, 14), local(2026, 2, 15)) == 7 * HOUR


def test_clocks_that_change_swallow_time():
    # 2026-03-08 02:00 became 03:00 in New York: 01:00-02:30 and 03:00-05:00 overlap
    shifts = NEW_YORK.shifts(date(2026, 3, 8))
    assert sum((b - a for a, b in shifts), timedelta(0)) == 3 * HOUR
    assert shifts[0][1] <= shifts[1][0]


@pytest.mark.parametrize(
    "parts",
    [
        {"timezone": "Asia/Nowhere"},
        {"timezone": ""},
        {"hours": {}},
        {"hours": {7: MORNING}},
        {"hours": {0: ((time(12), time(9)),)}},
        {"hours": {0: ((time(9), time(12)), (time(11), time(13)))}},
        {"make_up_hours": ((time(9), time(9)),)},
    ],
)
def test_wrong_calendars_are_refused(parts):
    with pytest.raises(ValueError):
        WorkCalendar(**parts)


def test_reversed_entry_is_refused():
    with pytest.raises(ValueError, match="ends before"):
        CalendarEntry(date(2026, 2, 1), date(2026, 1, 1), False)


def test_wrong_arguments_are_refused():
    for calendar in (ORDINARY, RoundTheClock()):
        with pytest.raises(ValueError, match="negative"):
            calendar.add(local(2026, 9, 1), -HOUR)
        with pytest.raises(ValueError, match="negative"):
            calendar.subtract(local(2026, 9, 1), -HOUR)
        with pytest.raises(ValueError, match="time zone"):
            calendar.add(datetime(2026, 9, 1), HOUR)
        with pytest.raises(ValueError, match="time zone"):
            calendar.between(datetime(2026, 9, 1), local(2026, 9, 2))


def test_a_calendar_without_working_time_says_so():
    closed = CalendarEntry(date(2020, 1, 1), date(2050, 1, 1), False)
    calendar = WorkCalendar(entries=(closed,))
    with pytest.raises(ValueError, match="no working time"):
        calendar.add(local(2026, 9, 1), HOUR)
    with pytest.raises(ValueError, match="no working time"):
        calendar.subtract(local(2026, 9, 1), HOUR)
    assert calendar.between(local(2026, 9, 1), local(2027, 9, 1)) == timedelta(0)


def test_calendars_are_values():
    copy = pickle.loads(pickle.dumps(CAMPUS))  # noqa: S301
    assert copy == CAMPUS
    assert hash(copy) == hash(CAMPUS)
    assert copy != ORDINARY
    assert WorkCalendar(hours=ORDINARY.hours) == ORDINARY
    assert copy.add(local(2026, 7, 11, 11, 30), HOUR) == local(2026, 8, 1, 9, 30)


def test_the_days_kept_are_bounded(monkeypatch):
    monkeypatch.setattr(worktime, "DAYS_KEPT", 10)
    calendar = WorkCalendar(make_up_hours=EVENING)
    calendar.between(local(2026, 1, 1), local(2026, 12, 31))
    assert len(calendar._days) <= 10


def test_round_the_clock():
    clock = RoundTheClock()
    friday = local(2026, 9, 30, 23)
    assert clock.add(friday, 24 * HOUR) == local(2026, 10, 1, 23)
    assert clock.subtract(friday, HOUR) == local(2026, 9, 30, 22)
    assert clock.between(friday, friday + HOUR) == HOUR
    assert clock.between(friday, friday - HOUR) == timedelta(0)
    assert clock.day_length == 24 * HOUR


# For any moment and any span

fast = settings(max_examples=100, deadline=None)
calendars = st.sampled_from([ORDINARY, CAMPUS, NEW_YORK, RoundTheClock()])
moments = st.datetimes(
    datetime(2024, 12, 1), datetime(2028, 3, 1), timezones=st.just(UTC)
)
spans = st.timedeltas(timedelta(0), timedelta(days=20))


@fast
@given(calendars, moments, spans)
def test_added_then_measured_is_the_same(calendar, start, span):
    assert calendar.between(start, calendar.add(start, span)) == span


@fast
@given(calendars, moments, spans)
def test_subtracted_then_measured_is_the_same(calendar, end, span):
    assert calendar.between(calendar.subtract(end, span), end) == span


@fast
@given(calendars, moments, spans)
def test_add_gives_the_first_such_moment(calendar, start, span):
    assume(span)
    early = calendar.add(start, span) - timedelta.resolution
    assert calendar.between(start, early) < span


@fast
@given(calendars, moments, spans)
def test_subtract_gives_the_last_such_moment(calendar, end, span):
    assume(span)
    late = calendar.subtract(end, span) + timedelta.resolution
    assert calendar.between(late, end) < span


@fast
@given(calendars, st.lists(moments, min_size=3, max_size=3))
def test_between_is_additive_and_never_negative(calendar, three):
    a, b, c = sorted(three)
    parts = calendar.between(a, b), calendar.between(b, c)
    assert calendar.between(a, c) == sum(parts, timedelta(0))
    assert min(parts) >= timedelta(0)
    assert calendar.between(c, a) == timedelta(0)
    assert calendar.between(a, c) <= c - a


@fast
@given(calendars, moments, moments, spans, spans)
def test_add_is_monotone(calendar, one, other, short, long):
    short, long = sorted((short, long))
    assert calendar.add(one, short) <= calendar.add(one, long)
    one, other = sorted((one, other))
    assert calendar.add(one, long) <= calendar.add(other, long)


@fast
@given(calendars, moments, spans, spans)
def test_add_in_two_steps(calendar, start, one, other):
    # An empty second step stays where the first one ended, as an empty one does.
    whole = calendar.add(start, one + other)
    assert calendar.add(calendar.add(start, one), other) == whole
