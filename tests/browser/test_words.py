"""What moments, spans and lights are called."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from jiesu.addon.browser import words
from jiesu.addon.calendar.worktime import WorkCalendar
from tests.english import english

import pytest


ZONE = "Asia/Shanghai"
NOW = datetime(2026, 11, 22, 2, 24, tzinfo=UTC)
DAY = timedelta(hours=7)


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (datetime(2026, 11, 22, 7, 40, tzinfo=UTC), "today 15:40"),
        (datetime(2026, 11, 21, 8, 20, tzinfo=UTC), "yesterday 16:20"),
        (datetime(2026, 11, 22, 16, 0, tzinfo=UTC), "tomorrow 00:00"),
        (datetime(2026, 12, 3, 9, 30, tzinfo=UTC), "3 Dec 17:30"),
        (datetime(2025, 12, 31, 16, 0, tzinfo=UTC), "1 Jan 00:00"),
        (datetime(2025, 12, 31, 15, 59, tzinfo=UTC), "31 Dec 2025 23:59"),
    ],
)
def test_when(moment, told):
    """Relative to the day in the desk's zone, not in UTC."""
    assert english(words.when(moment, NOW, ZONE)) == told


@pytest.mark.parametrize(
    ("amount", "working", "told"),
    [
        (timedelta(0), True, "1 minute"),
        (timedelta(minutes=40), True, "40 minutes"),
        (timedelta(minutes=60), True, "1 working hour"),
        (timedelta(hours=6, minutes=59), True, "6 working hours"),
        (timedelta(hours=7), True, "1 working day"),
        (timedelta(hours=34), True, "4 working days"),
        (timedelta(hours=24), False, "24 hours"),
        (timedelta(hours=49), False, "2 days"),
    ],
)
def test_span(amount, working, told):
    """Rounded down: never more than there is."""
    assert english(words.span(amount, working, DAY)) == told


def test_full_span():
    """To the hour."""
    told = words.full_span(timedelta(hours=10, minutes=30), True, DAY)
    assert english(told) == "1 working day 3 hours"
    assert english(words.full_span(DAY, True, DAY)) == "1 working day"


@pytest.mark.parametrize(
    ("light", "left", "css", "told"),
    [
        ("green", timedelta(hours=14), "is-green", "2 working days left"),
        ("yellow", timedelta(hours=6), "is-yellow", "6 working hours left"),
        ("red", timedelta(hours=-3), "is-red", "3 working hours overdue"),
        ("paused", timedelta(hours=6), "", "Waiting for the submitter"),
        ("none", None, "", "Answered"),
    ],
)
def test_light(light, left, css, told):
    """Never colour alone."""
    made = words.light_words(light, left, "answered", True, WorkCalendar())
    assert made.css == css
    assert english(made.words) == told
