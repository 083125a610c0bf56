"""Lights and the time left."""

from datetime import datetime
from datetime import timedelta
from jiesu.addon.calendar.worktime import WorkCalendar
from jiesu.addon.deadlines.clock import Clock
from jiesu.addon.deadlines.clock import run
from jiesu.addon.deadlines.lights import Light
from jiesu.addon.deadlines.lights import light
from jiesu.addon.deadlines.lights import remaining
from jiesu.addon.deadlines.limits import Limit
from jiesu.addon.deadlines.marks import Mark
from jiesu.addon.deadlines.marks import MarkKind
from zoneinfo import ZoneInfo

import pytest


CALENDAR = WorkCalendar()
HOUR = timedelta(hours=1)


def on(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))


def dispatched(answer: str, *others: Mark) -> Clock:
    first = Mark(on(2, 9), MarkKind.DISPATCH, answer=Limit.parse(answer))
    return run([first, *others], CALENDAR)


@pytest.mark.parametrize(
    "now, shows, hours",
    [
        (on(2, 9), Light.GREEN, 35),
        (on(6, 8, 59), Light.GREEN, 7 + 1 / 60),
        (on(6, 9), Light.YELLOW, 7),
        (on(7, 12), Light.YELLOW, 0.5),
        (on(9, 9), Light.YELLOW, 0),
        (on(9, 9, 30), Light.RED, -0.5),
        (on(10, 9), Light.RED, -7),
    ],
)
def test_working_days(now, shows, hours):
    clock = dispatched("5 working_days")
    assert light(clock, now) is shows
    assert remaining(clock, CALENDAR, now) == timedelta(hours=hours)


@pytest.mark.parametrize(
    "now, shows, hours",
    [
        (on(3, 3), Light.GREEN, 6),
        (on(3, 4, 12), Light.YELLOW, 4.8),
        (on(3, 21), Light.RED, -12),
    ],
)
def test_round_the_clock(now, shows, hours):
    clock = dispatched("24 hours")
    assert light(clock, now) is shows
    assert remaining(clock, CALENDAR, now) == timedelta(hours=hours)


def test_paused():
    clock = dispatched("5 working_days", Mark(on(3, 9), MarkKind.PAUSE))
    assert light(clock, on(30, 9)) is Light.PAUSED
    assert remaining(clock, CALENDAR, on(30, 9)) == 28 * HOUR


def test_nothing_due():
    assert light(Clock(), on(2, 9)) is Light.NONE
    assert remaining(Clock(), CALENDAR, on(2, 9)) is None
    answered = dispatched("5 working_days", Mark(on(3, 9), MarkKind.ANSWER))
    assert light(answered, on(30, 9)) is Light.NONE


def test_naive_time_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        light(Clock(), datetime(2026, 11, 2))
