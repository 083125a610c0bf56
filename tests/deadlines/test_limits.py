"""Limits: text form, spans, due moments, the defaults."""

from datetime import datetime
from datetime import timedelta
from hypothesis import given
from hypothesis import strategies as st
from jiesu.addon.calendar.worktime import RoundTheClock
from jiesu.addon.calendar.worktime import WorkCalendar
from jiesu.addon.deadlines.limits import Limit
from jiesu.addon.deadlines.limits import Limits
from jiesu.addon.deadlines.limits import Unit
from zoneinfo import ZoneInfo

import pytest


CALENDAR = WorkCalendar()
SHANGHAI = ZoneInfo("Asia/Shanghai")
EVE = datetime(2026, 9, 30, 16, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    "text, span, due",
    [
        ("8 working_hours", timedelta(hours=8), (2026, 10, 8, 17)),
        ("2 working_days", timedelta(hours=14), (2026, 10, 9, 16)),
        ("2 hours", timedelta(hours=2), (2026, 9, 30, 18)),
        ("7 days", timedelta(days=7), (2026, 10, 7, 16)),
    ],
)
def test_limit(text, span, due):
    limit = Limit.parse(text)
    assert limit.span(CALENDAR) == span
    assert limit.due(EVE, CALENDAR) == datetime(*due, tzinfo=SHANGHAI)


def test_calendar_by_unit():
    assert Limit(1, Unit.WORKING_DAYS).calendar(CALENDAR) is CALENDAR
    assert Limit(1, Unit.WORKING_HOURS).calendar(CALENDAR) is CALENDAR
    assert isinstance(Limit(1, Unit.DAYS).calendar(CALENDAR), RoundTheClock)
    assert isinstance(Limit(1, Unit.HOURS).calendar(CALENDAR), RoundTheClock)


@given(st.integers(1, 10_000), st.sampled_from(Unit))
def test_text_round_trip(amount, unit):
    limit = Limit(amount, unit)
    assert Limit.parse(str(limit)) == limit


@pytest.mark.parametrize(
    "text",
    ["", "5", "five days", "5 weeks", "0 days", "-1 days", "5 5 days", "99999 days", 5],
)
def test_wrong_text_is_refused(text):
    with pytest.raises(ValueError, match="working_days"):
        Limit.parse(text)


def test_wrong_amount_is_refused():
    with pytest.raises(ValueError, match="whole number"):
        Limit(1.5, Unit.DAYS)
    with pytest.raises(ValueError):
        Limit(1, "weeks")


def test_defaults():
    texts = {name: str(limit) for name, limit in vars(Limits()).items()}
    assert texts == {
        "accept": "4 working_hours",
        "give_back": "1 working_days",
        "answer_consultation": "3 working_days",
        "answer": "5 working_days",
        "urgent_accept": "2 hours",
        "urgent_answer": "24 hours",
        "extension": "10 working_days",
        "rating": "7 days",
        "reopening": "14 days",
        "rework": "3 working_days",
        "support": "2 working_days",
        "decision": "1 working_days",
        "escalation": "2 working_days",
        "proposal": "5 working_days",
        "leave": "7 days",
    }


def test_limits_for_a_complaint():
    limits = Limits()
    assert limits.accept_for() is limits.accept
    assert limits.accept_for(urgent=True) is limits.urgent_accept
    assert limits.answer_for("complaint") is limits.answer
    assert limits.answer_for("consultation") is limits.answer_consultation
    assert limits.answer_for("consultation", urgent=True) is limits.urgent_answer
