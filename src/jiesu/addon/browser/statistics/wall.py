"""The wall display (大屏): how the desk stands now, to be read from afar.

It renews itself: wall.js fetches the part that changes and puts it in place of the old
one; while the network fails the last figures stay, and it says since when. Nothing on
it is of a single complaint or person.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.statistics import charts
from jiesu.addon.browser.statistics import periods
from jiesu.addon.browser.statistics import told
from jiesu.addon.browser.statistics.charts import Chart
from jiesu.addon.browser.statistics.charts import Series
from jiesu.addon.browser.statistics.sections import AGE_IDS
from jiesu.addon.browser.statistics.sections import short
from jiesu.addon.browser.words import exact
from jiesu.addon.catalog.queries import count
from jiesu.addon.catalog.queries import Query
from jiesu.addon.content.complaint import PENDING
from jiesu.addon.content.complaint import PROCESSING
from jiesu.addon.content.complaint import SUSPENDED
from jiesu.addon.content.complaint import TRIAGE
from jiesu.addon.services.statistics.parameters import today
from jiesu.addon.statistics.asked import Asked
from jiesu.addon.statistics.groupings import AGE
from jiesu.addon.statistics.groupings import TOP_CATEGORY
from jiesu.addon.statistics.report import Group
from jiesu.addon.statistics.report import name_of
from jiesu.addon.statistics.report import Report
from jiesu.addon.statistics.report import report
from jiesu.addon.statistics.report import spans
from jiesu.addon.statistics.scope import scope_of
from jiesu.addon.statistics.titles import Titles
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import Unauthorized


DEPARTMENT = "department"
# Days of the trend, today among them.
DAYS = 30
# Departments and categories that are shown.
MOST = 8
WITH_STAFF = (TRIAGE, PENDING, PROCESSING, SUSPENDED)
RATES = ("response", "on_time", "resolution", "satisfaction")
# Seconds from one picture to the next.
RENEWED = 60


@dataclass(frozen=True)
class Drawn:
    """A chart, with what it shows for those who do not see it."""

    chart: Chart
    names: list[str]
    series: list[Series]


class WallPage(BasePage):
    """`@@wall`, for the Office and supervisors."""

    title = _("page_wall_title", default="Wall display")
    renewed = RENEWED
    whole = ViewPageTemplateFile("wall.pt")
    body = ViewPageTemplateFile("wallbody.pt")

    def __call__(self):
        """Show the page, or the part of it that changes.

        :raises Unauthorized: not for the reader
        """
        scope = scope_of(self.desk)
        if scope is None or scope.public or scope.departments is not None:
            self.require_login()
            raise Unauthorized
        response = self.request.response
        response.setHeader("Cache-Control", "no-store")
        # The whole screen is ours: without the frame of the site.
        response.setHeader("X-Theme-Disabled", "True")
        response.setHeader("Content-Type", "text/html; charset=utf-8")
        return self.body() if self.request.form.get("part") else self.whole()

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.request.get("LANGUAGE", "zh-cn")

    @cached_property
    def titles(self) -> Titles:
        """The words of groups."""
        return Titles(self.desk)

    @cached_property
    def today(self):
        """The day it is at the site."""
        return today()

    @cached_property
    def clock(self) -> str:
        """When the figures were made, to the minute."""
        return exact(self.now, self.zone)

    # What is found

    @cached_property
    def month(self) -> list[Report]:
        """All in all, by department and by category."""
        days = periods.periods(self.today)[periods.MONTH]
        asked = Asked(days.start, days.end)
        return report(self.desk, asked, DEPARTMENT, TOP_CATEGORY)

    @cached_property
    def always(self) -> list[Report]:
        """What is open, whenever received: by age and department."""
        return report(self.desk, Asked(only_open=True), AGE, DEPARTMENT)

    @cached_property
    def days(self) -> Report:
        """The days of the trend."""
        start = self.today - timedelta(days=DAYS - 1)
        return report(self.desk, Asked(start, self.today, by="day"))[0]

    # What is shown

    @property
    def lights(self) -> list[dict]:
        """What runs now, by its light."""
        counts = self.always[0].total.figures.counts
        day = next((one for one in self.days.groups if one.start == self.today), None)
        soon = count(self.desk, Query(states=WITH_STAFF, light="yellow"))
        received = day.figures.counts["received"] if day else 0
        late, overdue = counts["overdue"], told.TITLES["overdue"]
        return [
            _light(self.t(TODAY), received, ""),
            _light(self.t(told.TITLES["open"]), counts["open"], "is-turn"),
            _light(self.t(SOON), soon, "is-yellow" if soon else "is-green"),
            _light(self.t(overdue), late, "is-red" if late else "is-green"),
        ]

    @property
    def rates(self) -> list[dict]:
        """How it went this month."""
        total = self.month[0].total
        return [
            {"title": self.t(told.TITLES[name]), "value": told.rate(total, name)}
            for name in RATES
        ]

    @property
    def trend(self) -> Drawn:
        """What came in on each day, and what of it is answered."""
        found = {one.id: one.figures.counts for one in self.days.groups}
        parts = [start for start, _end in spans("day", *self._ends)]
        series = [
            Series(
                self.t(told.TITLES[name]),
                [found.get(name_of("day", one), {}).get(name, 0) for one in parts],
            )
            for name in ("received", "answered")
        ]
        names = [short("day", start) for start in parts]
        return Drawn(charts.line(names, series), names, series)

    @property
    def _ends(self) -> tuple:
        return self.days.asked.start, self.days.asked.end

    @property
    def ageing(self) -> Drawn:
        """For how long open ones have been waiting."""
        found = {one.id: one.figures.counts for one in self.always[1].groups}
        series = [
            Series(
                self.t(told.TITLES[name]),
                [found.get(one, {}).get(name, 0) for one in AGE_IDS],
            )
            for name in ("open", "overdue")
        ]
        names = [self.t(self.titles.of(AGE, one)) for one in AGE_IDS]
        return Drawn(charts.columns(names, series), names, series)

    @property
    def categories(self) -> Drawn:
        """What most was about this month."""
        groups = sorted(self.month[2].groups, key=_size)[:MOST]
        names = [self.t(self.titles.of(TOP_CATEGORY, one.id)) for one in groups]
        received = [one.figures.counts["received"] for one in groups]
        series = [Series(self.t(told.TITLES["received"]), received)]
        return Drawn(charts.bars(names, series), names, series)

    @property
    def departments(self) -> Iterator[dict]:
        """Who received most this month: with the rank, and what is open and late."""
        now = {one.id: one.figures.counts for one in self.always[2].groups}
        for one in sorted(self.month[1].groups, key=_size)[:MOST]:
            late = now.get(one.id, {}).get("overdue", 0)
            yield {
                "rank": one.rank or told.NOTHING,
                "title": self.t(self.titles.of(DEPARTMENT, one.id)),
                "received": told.number(one, "received"),
                "open": f"{now.get(one.id, {}).get('open', 0):,}",
                "on_time": told.rate(one, "on_time"),
                "score": told.score(one),
                "late": f"{late:,}",
                "css": "is-red" if late else "is-green",
            }

    @property
    def heads(self) -> list[str]:
        """The heads of the table of departments."""
        names = ("received", "open")
        return [
            *(self.t(told.TITLES[name]) for name in names),
            self.t(told.TITLES["on_time"]),
            self.t(_("figure_score", default="Score")),
            self.t(told.TITLES["overdue"]),
        ]


def _light(title: str, number: int, css: str) -> dict:
    return {"title": title, "value": f"{number:,}", "css": css}


def _size(group: Group) -> tuple:
    return -group.figures.counts["received"], group.id


TODAY = _("wall_today", default="Received today")
SOON = _("tab_soon", default="Due soon")
