"""This month in a short strip: the figures that the Office looks at every morning.

The same as on the page of the figures for the same days (statistics/report.py).
"""

from dataclasses import dataclass
from jiesu.addon import _
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.department.filters import Filters
from jiesu.addon.browser.statistics import told
from jiesu.addon.browser.statistics.periods import MONTH
from jiesu.addon.browser.statistics.periods import Period
from jiesu.addon.browser.statistics.periods import periods
from jiesu.addon.catalog.queries import count
from jiesu.addon.catalog.queries import Query
from jiesu.addon.services.statistics.parameters import today
from jiesu.addon.statistics.measures import COUNTS
from jiesu.addon.statistics.measures import RATES
from jiesu.addon.statistics.report import Asked
from jiesu.addon.statistics.report import Group
from jiesu.addon.statistics.report import report
from urllib.parse import urlencode


SHOWN_RATES = ("on_time", "resolution", "satisfaction")


@dataclass(frozen=True)
class MonthFigure:
    """One figure; words are in the reader's language.

    url: the list of what it counts; for a rate the page that tells how it is made
    behind: part and whole of a rate, the period of a count
    """

    title: str
    value: str
    behind: str
    url: str
    alert: bool = False


def month_figures(page: BasePage, sees_all: bool) -> list[MonthFigure]:
    """Received and overdue, with their lists, and three rates.

    :param sees_all: whether the reader can open each complaint that is counted
    """
    month = periods(today())[MONTH]
    total = report(page.desk, Asked(month.start, month.end))[0].total
    days = {"from": month.start.isoformat(), "to": month.end.isoformat()}
    lists = {
        "received": {"tab": "all", **days},
        "overdue": {"tab": "all", "light": "red", **days},
    }
    unseen = 0 if sees_all else _unseen(page, total, month)
    counts = [
        _count(page, total, name, query, unseen if name == "received" else 0)
        for name, query in lists.items()
    ]
    return counts + [_rate(page, total, name, days) for name in SHOWN_RATES]


def _unseen(page: BasePage, total: Group, month: Period) -> int:
    """How many were received that the reader doesn't find in the list."""
    days = Filters(received_from=month.start, received_to=month.end)
    found = count(page.desk, days.narrow(Query(), {}, page.zone))
    return total.figures.counts.get("received", 0) - found


def _count(
    page: BasePage, total: Group, name: str, query: dict, unseen: int
) -> MonthFigure:
    number = total.figures.counts.get(name, 0)
    behind = _("period_month", default="This month")
    if unseen > 0:
        behind = _(
            "month_unseen",
            default="This month; ${n} reports that wait with the Office are not in "
            "the list",
            mapping={"n": unseen},
        )
    return MonthFigure(
        page.t(next(one.title for one in COUNTS if one.name == name)),
        str(number),
        page.t(behind),
        f"{page.desk_url}/@@office?{urlencode(query)}",
        alert=name == "overdue" and number > 0,
    )


def _rate(page: BasePage, total: Group, name: str, days: dict) -> MonthFigure:
    part, whole = total.figures.fractions[name]
    return MonthFigure(
        page.t(next(one.title for one in RATES if one.name == name)),
        told.rate(total, name),
        f"{part} / {whole}",
        f"{page.desk_url}/@@statistics?{urlencode(days)}",
    )
