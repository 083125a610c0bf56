"""The figures that a desk publishes, in short: for its home, and departments' pages."""

from dataclasses import dataclass
from jiesu.addon.browser.statistics import periods
from jiesu.addon.browser.statistics import told
from jiesu.addon.calendar.moment import now
from jiesu.addon.content.zone import day_of
from jiesu.addon.statistics.asked import Asked
from jiesu.addon.statistics.groupings import DEPARTMENT
from jiesu.addon.statistics.published import published
from jiesu.addon.statistics.quarters import last_month
from jiesu.addon.statistics.quarters import last_quarter
from jiesu.addon.statistics.report import Group
from jiesu.addon.statistics.report import Report
from weakref import WeakKeyDictionary


# What a visitor wants to know, in this order.
SHOWN = ("received", "on_time", "resolution", "satisfaction")
# They are of months that are over, but old matters are still rated.
FRESH = 600

# database → path of a desk → as of when, and what was reckoned
_known: WeakKeyDictionary = WeakKeyDictionary()


@dataclass(frozen=True)
class Short:
    """A figure in words."""

    title: str
    value: str


@dataclass(frozen=True)
class ShortFigures:
    """Some figures of a period."""

    period: object
    figures: list[Short]


@dataclass(frozen=True)
class _Published:
    """Two published reports: the last month all in all, the last quarter's groups."""

    month: Report
    quarter: Report


def figures_of_desk(page) -> ShortFigures | None:
    """Those of the desk's last month.

    None where none are published, or there are too few.
    """
    found = _published(page.desk)
    if found is None:
        return None
    period = periods.name_of_month(found.month.asked.start)
    return _short(page, found.month.total, period)


def figures_of_department(page, department: str) -> ShortFigures | None:
    """Those of a department, as the table of all departments has them by quarter."""
    found = _published(page.desk)
    if found is None:
        return None
    period = periods.name_of_quarter(found.quarter.asked.start)
    groups = (one for one in found.quarter.groups if one.id == department)
    return _short(page, next(groups, None), period)


def _short(page, group: Group | None, period) -> ShortFigures | None:
    if group is None or group.kept_back:
        return None
    found = [
        Short(page.t(told.TITLES[name]), told.figure(group, name)) for name in SHOWN
    ]
    shown = [one for one in found if one.value != told.NOTHING]
    return ShortFigures(period, shown)


def _published(desk) -> _Published | None:
    """What is published of a desk; kept for a while."""
    if not desk.publish_figures:
        return None
    moment = now()
    today = day_of(moment)
    state = today, int(moment.timestamp() // FRESH)
    known = _known.setdefault(desk._p_jar.db(), {}) if desk._p_jar else {}
    path = desk.getPhysicalPath()
    at, found = known.get(path, (None, None))
    if at != state:
        (month,) = published(desk, Asked(*last_month(today)))
        (quarter,) = published(desk, Asked(*last_quarter(today), by=DEPARTMENT))
        found = _Published(month, quarter)
        known[path] = state, found
    return found
