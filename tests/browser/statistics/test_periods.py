"""The periods that the pages offer."""

from datetime import date
from jiesu.addon.browser.statistics.periods import name_of_quarter
from jiesu.addon.browser.statistics.periods import offered
from jiesu.addon.browser.statistics.periods import Period
from jiesu.addon.browser.statistics.periods import public_periods
from jiesu.addon.content.fields import Term

import pytest


SPRING = Term(date(2026, 2, 20), date(2026, 7, 10), "2026春")
AUTUMN = Term(date(2026, 9, 1), date(2027, 1, 17), "2026秋")


def days(*ends):
    return Period(*(date.fromisoformat(end) for end in ends))


class TestOffered:
    def test_from_the_shortest_to_the_longest(self):
        found = offered(date(2026, 11, 25), [AUTUMN, SPRING])
        assert found == {
            "week": days("2026-11-23", "2026-11-29"),
            "last_week": days("2026-11-16", "2026-11-22"),
            "month": days("2026-11-01", "2026-11-30"),
            "last_month": days("2026-10-01", "2026-10-31"),
            "term": days("2026-09-01", "2027-01-17"),
            "last_term": days("2026-02-20", "2026-07-10"),
            "year": days("2026-01-01", "2026-12-31"),
            "last_year": days("2025-01-01", "2025-12-31"),
        }
        assert list(found)[:2] == ["week", "last_week"]

    def test_over_new_year(self):
        found = offered(date(2027, 1, 1), [])
        assert found["week"] == days("2026-12-28", "2027-01-03")
        assert found["last_month"] == days("2026-12-01", "2026-12-31")

    @pytest.mark.parametrize(
        ("today", "now", "last"),
        [
            (date(2026, 8, 1), None, SPRING),
            (date(2026, 3, 1), SPRING, None),
            (date(2026, 9, 1), AUTUMN, SPRING),
            (date(2027, 3, 1), None, AUTUMN),
            (date(2025, 3, 1), None, None),
        ],
    )
    def test_terms(self, today, now, last):
        """In the holidays there is no present one."""
        found = offered(today, [SPRING, AUTUMN])
        for name, term in (("term", now), ("last_term", last)):
            assert found.get(name) == (Period(term.start, term.end) if term else None)


def test_for_everybody_what_is_published():
    found = public_periods(date(2026, 11, 25))
    assert found == {
        "last_month": days("2026-10-01", "2026-10-31"),
        "last_quarter": days("2026-07-01", "2026-09-30"),
        "last_year": days("2025-01-01", "2025-12-31"),
    }


@pytest.mark.parametrize(("month", "id_"), [(1, 1), (4, 2), (7, 3), (10, 4)])
def test_names_of_quarters(month, id_):
    name = name_of_quarter(date(2026, month, 1))
    assert (name, name.mapping) == (f"quarter_{id_}", {"year": "2026"})
