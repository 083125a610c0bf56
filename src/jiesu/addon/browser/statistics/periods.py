"""The periods that the page offers: their days, and how a chart divides them."""

from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from jiesu.addon import _


MONTH = "month"
LAST_MONTH = "last_month"
QUARTER = "quarter"
YEAR = "year"
LAST_YEAR = "last_year"

TITLES = {
    MONTH: _("period_month", default="This month"),
    LAST_MONTH: _("period_last_month", default="Last month"),
    QUARTER: _("period_quarter", default="This quarter"),
    YEAR: _("period_year", default="This year"),
    LAST_YEAR: _("period_last_year", default="Last year"),
}

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
        """What a chart of it is divided into: day, week or month."""
        if self.days <= DAILY:
            return "day"
        return "week" if self.days <= WEEKLY else "month"


def periods(today: date) -> dict[str, Period]:
    """The offered ones by name, as of a day."""
    month = today.replace(day=1)
    last_day = month - timedelta(days=1)
    quarter = month.replace(month=(month.month - 1) // 3 * 3 + 1)
    return {
        MONTH: Period(month, _last_of(month, 1)),
        LAST_MONTH: Period(last_day.replace(day=1), last_day),
        QUARTER: Period(quarter, _last_of(quarter, 3)),
        YEAR: Period(date(today.year, 1, 1), date(today.year, 12, 31)),
        LAST_YEAR: Period(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    }


def public_periods(today: date) -> dict[str, Period]:
    """Those of whole months that are over, for everybody."""
    offered = periods(today)
    over = offered[LAST_MONTH]
    last_three = _months_before(over.end, 3)
    return {
        LAST_MONTH: over,
        "three_months": Period(last_three, over.end),
        LAST_YEAR: offered[LAST_YEAR],
    }


TITLES["three_months"] = _("period_three_months", default="The last three months")


def _months_before(end: date, count: int) -> date:
    """The first day of so many months that end on this day."""
    start = end.replace(day=1)
    for _month in range(count - 1):
        start = (start - timedelta(days=1)).replace(day=1)
    return start


def _last_of(first: date, months: int) -> date:
    for _month in range(months):
        first = (first + timedelta(days=31)).replace(day=1)
    return first - timedelta(days=1)
