"""With which other periods one is compared."""

from datetime import date
from jiesu.addon.statistics.asked import Asked
from jiesu.addon.statistics.asked import other_periods

import pytest


TODAY = date(2027, 3, 10)


def ends(start, end, today=TODAY):
    asked = Asked(start, end, compare=("previous", "year"))
    return {
        name: (one.start, one.end) for name, one in other_periods(asked, today).items()
    }


@pytest.mark.parametrize(
    ("start", "end", "previous", "year"),
    [
        # Whole months with whole months, however long they are.
        (
            date(2027, 2, 1),
            date(2027, 2, 28),
            (date(2027, 1, 1), date(2027, 1, 31)),
            (date(2026, 2, 1), date(2026, 2, 28)),
        ),
        (
            date(2026, 10, 1),
            date(2026, 12, 31),
            (date(2026, 7, 1), date(2026, 9, 30)),
            (date(2025, 10, 1), date(2025, 12, 31)),
        ),
        # Days with as many days.
        (
            date(2026, 9, 1),
            date(2027, 1, 17),
            (date(2026, 4, 15), date(2026, 8, 31)),
            (date(2025, 9, 1), date(2026, 1, 17)),
        ),
        # What has come of a period that is not over with as much.
        (
            date(2027, 3, 1),
            date(2027, 3, 31),
            (date(2027, 2, 1), date(2027, 2, 10)),
            (date(2026, 3, 1), date(2026, 3, 10)),
        ),
        (
            date(2027, 3, 4),
            None,
            (date(2027, 2, 25), date(2027, 3, 3)),
            (date(2026, 3, 4), date(2026, 3, 10)),
        ),
    ],
)
def test_other_periods(start, end, previous, year):
    assert ends(start, end) == {"previous": previous, "year": year}


def test_leap_days():
    found = ends(date(2028, 2, 29), date(2028, 2, 29), date(2028, 3, 5))
    assert found["year"] == (date(2027, 2, 28), date(2027, 2, 28))


@pytest.mark.parametrize("start", [None, date(2027, 3, 11)])
def test_nothing_to_compare_with(start):
    assert ends(start, None) == {}


def test_only_what_is_asked_for():
    assert other_periods(Asked(date(2027, 1, 1)), TODAY) == {}
