"""The figures that a desk publishes, in short: for its home, and departments' pages."""

from dataclasses import dataclass
from jiesu.addon import _
from jiesu.addon.browser.statistics import periods
from jiesu.addon.browser.statistics import told
from jiesu.addon.calendar.moment import now
from jiesu.addon.content.zone import day_of
from jiesu.addon.statistics.asked import Asked
from jiesu.addon.statistics.groupings import DEPARTMENT
from jiesu.addon.statistics.published import published
from jiesu.addon.statistics.report import Group
from jiesu.addon.statistics.report import report
from weakref import WeakKeyDictionary


# What a visitor wants to know, in this order.
SHOWN = ("received", "on_time", "resolution", "satisfaction")
# No department's id: that of what no department has is "".
ALL = None
# They are of months that are over, but old matters are still rated.
FRESH = 600

# database → path of a desk → what they were reckoned at, and the groups
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


def figures_of_desk(page) -> ShortFigures | None:
    """Those of the desk; None where none are published, or there are none yet."""
    return _short(page, _groups(page.desk).get(ALL))


def figures_of_department(page, department: str) -> ShortFigures | None:
    """Those of a department, as the table of all departments has them."""
    return _short(page, _groups(page.desk).get(department))


def _short(page, group: Group | None) -> ShortFigures | None:
    if group is None or group.kept_back or "received" not in group.figures.counts:
        return None
    found = [
        Short(page.t(told.TITLES[name]), told.figure(group, name)) for name in SHOWN
    ]
    shown = [one for one in found if one.value != told.NOTHING]
    return ShortFigures(
        _("figures_three_months", default="The last three months"), shown
    )


def _groups(desk) -> dict[str | None, Group]:
    """The groups of the published report by department, and the total."""
    if not desk.publish_figures:
        return {}
    moment = now()
    period = periods.public_periods(day_of(moment))[periods.THREE_MONTHS]
    state = period, int(moment.timestamp() // FRESH)
    known = _known.setdefault(desk._p_jar.db(), {}) if desk._p_jar else {}
    path = desk.getPhysicalPath()
    at, groups = known.get(path, (None, None))
    if at != state:
        asked = Asked(start=period.start, end=period.end)
        found = published(report(desk, asked, DEPARTMENT)[-1])
        groups = {ALL: found.total} | {one.id: one for one in found.groups}
        known[path] = state, groups
    return groups
