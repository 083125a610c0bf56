"""When somebody may be disturbed: quiet hours and digests."""

from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import strategies as st
from jiesu.addon.notifications.quiet import after_quiet
from jiesu.addon.notifications.quiet import DEFAULT
from jiesu.addon.notifications.quiet import DIGEST_AT
from jiesu.addon.notifications.quiet import next_digest
from jiesu.addon.notifications.quiet import not_before
from jiesu.addon.notifications.quiet import parse
from jiesu.addon.notifications.quiet import Quiet
from jiesu.addon.notifications.quiet import written
from zoneinfo import ZoneInfo

import pytest


ZONE = "Asia/Shanghai"
SHANGHAI = ZoneInfo(ZONE)
DAY = timedelta(days=1)

hours = st.builds(time, st.integers(0, 23), st.integers(0, 59))
quiets = st.builds(Quiet, hours, hours)
# Two years by the minute.
moments = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
zones = st.sampled_from([ZONE, "UTC", "Europe/Berlin", "America/New_York"])


def local(day: int, clock: str) -> datetime:
    """A moment of November 2026 in Shanghai; the 16th is a Monday."""
    return datetime.combine(
        date(2026, 11, day), time.fromisoformat(clock), tzinfo=SHANGHAI
    )


def is_weekday(day: date) -> bool:
    return day.weekday() < 5


@pytest.mark.parametrize(
    "at,expected",
    [
        ("06:59", "07:00"),
        ("07:00", None),
        ("12:00", None),
        ("21:59", None),
        ("00:00", "07:00"),
    ],
)
def test_default_hours(at, expected):
    found = not_before(local(16, at), DEFAULT, False, ZONE)
    assert found == (expected and local(16, expected))


def test_late_in_the_evening_it_is_the_next_morning():
    found = not_before(local(16, "22:00"), DEFAULT, False, ZONE)
    assert found == local(17, "07:00")


def test_urgent_matters_disturb():
    assert not_before(local(16, "23:30"), DEFAULT, True, ZONE) is None


def test_who_has_no_quiet_hours_is_told_at_once():
    assert not_before(local(16, "23:30"), None, False, ZONE) is None


def test_hours_of_one_day():
    siesta = Quiet(time(12), time(14))
    assert not_before(local(16, "13:00"), siesta, False, ZONE) == local(16, "14:00")
    assert not_before(local(16, "14:00"), siesta, False, ZONE) is None


@given(moments, quiets, zones)
def test_never_in_quiet_hours_and_never_early(moment, quiet, zone):
    free = after_quiet(moment, quiet, zone)
    assert free >= moment
    assert free - moment <= DAY + timedelta(hours=1)
    # An hour that a change of the clocks leaves out cannot be waited for.
    if zone in (ZONE, "UTC"):
        assert not quiet.holds(free.astimezone(ZoneInfo(zone)).time())


@given(moments, quiets, zones)
def test_nothing_is_held_back_outside_of_quiet_hours(moment, quiet, zone):
    outside = not quiet.holds(moment.astimezone(ZoneInfo(zone)).time())
    assert (not_before(moment, quiet, False, zone) is None) == outside


@given(moments, quiets)
def test_waiting_twice_is_waiting_once(moment, quiet):
    free = after_quiet(moment, quiet, ZONE)
    assert after_quiet(free, quiet, ZONE) == free


@pytest.mark.parametrize(
    "at,expected",
    [
        (local(16, "07:59"), local(16, "08:00")),
        (local(16, "08:00"), local(17, "08:00")),
        (local(16, "23:00"), local(17, "08:00")),
        # Friday evening
        (local(20, "18:00"), local(23, "08:00")),
        (local(22, "03:00"), local(23, "08:00")),
    ],
)
def test_digests_come_on_working_days(at, expected):
    assert next_digest(at, is_weekday, ZONE) == expected


@given(moments, zones)
def test_a_digest_comes_later_at_its_hour_of_a_working_day(moment, zone):
    found = next_digest(moment, is_weekday, zone)
    at = found.astimezone(ZoneInfo(zone))
    assert found > moment
    assert found - moment <= 4 * DAY
    assert is_weekday(at.date()) and at.time() == DIGEST_AT


def test_without_working_days_a_digest_comes_at_once():
    moment = local(16, "09:00")
    assert next_digest(moment, lambda day: False, ZONE) == moment


@given(quiets)
def test_kept_and_read(quiet):
    assert parse(written(quiet)) == (quiet if quiet.start != quiet.end else None)


def test_none_is_kept_as_nothing():
    assert written(None) == ""
    assert parse("") is None


@pytest.mark.parametrize("text", ["22:00", "x-y", "25:00-07:00"])
def test_what_is_no_hours(text):
    with pytest.raises(ValueError):
        parse(text)
