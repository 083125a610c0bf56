"""Statutory holidays and make-up days."""

from datetime import date
from jiesu.addon.calendar import holidays

import pytest


@pytest.mark.parametrize(
    "day, works",
    [
        (date(2026, 9, 18), True),  # an ordinary Friday
        (date(2026, 9, 19), False),  # an ordinary Saturday
        (date(2026, 9, 20), True),  # a make-up Sunday
        (date(2026, 10, 1), False),  # National Day, a Thursday
        (date(2026, 10, 3), False),  # a Saturday within the holidays
        (date(2026, 2, 14), True),  # a make-up Saturday
        (date(2200, 1, 4), None),
    ],
)
def test_statutory(day, works):
    assert holidays.statutory(day) is works


def test_is_published():
    assert holidays.is_published(2026)
    assert not holidays.is_published(2200)


def test_single_days_of_a_year_do_not_publish_it(monkeypatch):
    known = {date(2199, 1, 1): "New Year's Day"}
    monkeypatch.setattr(holidays, "_holidays", known)
    assert not holidays.is_published.__wrapped__(2199)
    assert holidays.special(date(2199, 1, 1)) is holidays.SpecialDay.HOLIDAY
