"""The periods that the pages offer: their days, and how a trend divides them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from jiesu.addon import _
from jiesu.addon.content.fields import Term
from jiesu.addon.statistics.quarters import last_month
from jiesu.addon.statistics.quarters import last_quarter
from jiesu.addon.statistics.quarters import last_year
from jiesu.addon.statistics.quarters import QUARTER
from zope.i18nmessageid import Message


WEEK, LAST_WEEK = "week", "last_week"
MONTH, LAST_MONTH = "month", "last_month"
TERM, LAST_TERM = "term", "last_term"
YEAR, LAST_YEAR = "year", "last_year"
LAST_QUARTER = "last_quarter"

TITLES = {
    WEEK: _("period_week", default="This week"),
    LAST_WEEK: _("period_last_week", default="Last week"),
    MONTH: _("period_month", default="This month"),
    LAST_MONTH: _("period_last_month", default="Last month"),
    LAST_QUARTER: _("period_last_quarter", default="Last quarter"),
    TERM: _("period_term", default="This term"),
    LAST_TERM: _("period_last_term", default="Last term"),
    YEAR: _("period_year", default="This year"),
    LAST_YEAR: _("period_last_year", default="Last year"),
}

QUARTERS = (
    _("quarter_1", default="First quarter of ${year}"),
    _("quarter_2", default="Second quarter of ${year}"),
    _("quarter_3", default="Third quarter of ${year}"),
    _("quarter_4", default="Fourth quarter of ${year}"),
)

# Up to so many days are shown day by day, and week by week.
DAILY = 45
WEEKLY = 200


@dataclass(frozen=True)
class Period:
    """From one day to another, both counted."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """How many days."""
        return (self.end - self.start).days + 1

    @property
    def step(self) -> str:
        """What a trend of it is divided into: day, week or month."""
        if self.days <= DAILY:
            return "day"
        return "week" if self.days <= WEEKLY else "month"


def periods(today: date) -> dict[str, Period]:
    """Weeks (from Monday), months and years by name, as of a day."""
    monday = today - timedelta(days=today.weekday())
    week_before = monday - timedelta(days=7)
    month = today.replace(day=1)
    last_day = month - timedelta(days=1)
    return {
        WEEK: Period(monday, monday + timedelta(days=6)),
        LAST_WEEK: Period(week_before, monday - timedelta(days=1)),
        MONTH: Period(month, _last_of(month)),
        LAST_MONTH: Period(last_day.replace(day=1), last_day),
        YEAR: Period(date(today.year, 1, 1), date(today.year, 12, 31)),
        LAST_YEAR: Period(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    }


def offered(today: date, terms: Sequence[Term]) -> dict[str, Period]:
    """The offered ones by name, from the shortest; terms where the desk has them.

    In the holidays the last term is the one that has just ended.
    """
    found = periods(today) | _terms(today, terms)
    return {name: found[name] for name in TITLES if name in found}


def public_periods(today: date) -> dict[str, Period]:
    """Those that are over and published, for everybody."""
    return {
        LAST_MONTH: Period(*last_month(today)),
        LAST_QUARTER: Period(*last_quarter(today)),
        LAST_YEAR: Period(*last_year(today)),
    }


def name_of_month(start: date):
    """What the month that begins then is called."""
    mapping = {"year": str(start.year), "month": str(start.month)}
    return _("month_of", default="${year}-${month}", mapping=mapping)


def name_of_quarter(start: date):
    """What the calendar quarter that begins then is called."""
    name = QUARTERS[(start.month - 1) // QUARTER]
    mapping = {"year": str(start.year)}
    return Message(name, default=name.default, mapping=mapping)


def _terms(today: date, terms: Sequence[Term]) -> dict[str, Period]:
    begun = sorted(
        (one for one in terms if one.start <= today), key=lambda one: one.start
    )
    found = [Period(one.start, one.end) for one in begun]
    named = {}
    if found and found[-1].end >= today:
        named[TERM] = found.pop()
    if found:
        named[LAST_TERM] = found[-1]
    return named


def _last_of(first: date) -> date:
    """The last day of the month that begins then."""
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
