"""The figures of a desk, of a department, or what is published of them."""

from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.access.permissions import READ_ALL
from jiesu.addon.browser.statistics import charts
from jiesu.addon.browser.statistics import periods
from jiesu.addon.browser.statistics import told
from jiesu.addon.browser.statistics.asking import AskingPage
from jiesu.addon.browser.statistics.charts import Chart
from jiesu.addon.browser.statistics.charts import Series
from jiesu.addon.browser.statistics.sections import Section
from jiesu.addon.browser.statistics.sections import Sections
from jiesu.addon.browser.statistics.tiles import Tile
from jiesu.addon.browser.statistics.tiles import Tiles
from jiesu.addon.services.statistics.definitions import score_formula
from jiesu.addon.statistics import measures
from jiesu.addon.statistics.asked import PREVIOUS
from jiesu.addon.statistics.groupings import AGE
from jiesu.addon.statistics.groupings import HOUR
from jiesu.addon.statistics.groupings import PLACE
from jiesu.addon.statistics.groupings import TOP_CATEGORY
from jiesu.addon.statistics.measures import RANKED_FROM
from jiesu.addon.statistics.measures import TIME
from jiesu.addon.statistics.published import BY_QUARTER
from jiesu.addon.statistics.published import published
from jiesu.addon.statistics.quarters import is_month
from jiesu.addon.statistics.quarters import is_published
from jiesu.addon.statistics.quarters import last_quarter
from jiesu.addon.statistics.quarters import quarter_of
from jiesu.addon.statistics.report import Group
from jiesu.addon.statistics.report import Report
from jiesu.addon.statistics.report import report
from jiesu.addon.statistics.report import weights_of
from jiesu.addon.statistics.scope import SMALL
from jiesu.addon.statistics.titles import BY_TITLES
from jiesu.addon.statistics.titles import REASON_TITLES
from jiesu.addon.suggesting.counting import counted
from jiesu.addon.suggesting.words import DEFINITION
from jiesu.addon.suggesting.words import TITLES as VISIT_TITLES
from plone import api


DEPARTMENT, CATEGORY = "department", "category"
# The figures on top, and those that stand below them.
ON_TOP = (
    "received",
    "open",
    "overdue",
    "response",
    "on_time",
    "resolution",
    "satisfaction",
    measures.PARTICIPATION,
)
BELOW = (
    "answer",
    "completion",
    "rating",
    "return",
    "rework",
    "extension",
    "supervision",
)
PUBLIC_ON_TOP = ("received", "response", "on_time", "resolution", "satisfaction")
GROUPINGS = (DEPARTMENT, CATEGORY, TOP_CATEGORY, PLACE, HOUR, "kind", "channel")
# What the departments can be sorted by, and whether the largest comes first.
SORTS = {
    "title": False,
    "received": True,
    "overdue": True,
    "response": True,
    "on_time": True,
    "resolution": True,
    "satisfaction": True,
    "return": True,
    "rework": True,
    "median": False,
    "p90": False,
    "score": True,
}


@dataclass(frozen=True)
class Head:
    """The head of a column; `url` sorts by it."""

    title: str
    url: str
    direction: str | None


class StatisticsPage(AskingPage):
    """The figures that the reader may see."""

    title = _("page_statistics_title", default="Figures")
    ranked_from = RANKED_FROM
    small = SMALL

    @property
    def few_note(self) -> str:
        """What is not told of what is published."""
        return self.t(
            _(
                "statistics_few_public",
                default="Numbers below ${n} are shown as “${few}”. So that no "
                "department, category, kind or period with fewer than ${n} complaints "
                "can be got by adding and subtracting, of some others nothing is shown "
                "(“—”); of several quarters that is shown which is shown of each.",
                mapping={"n": self.small, "few": self.few},
            )
        )

    @property
    def csv_url(self) -> str:
        """The table as a file."""
        return self.url({}, "statistics.csv")

    @property
    def workbook_url(self) -> str:
        """All tables as a file for a spreadsheet."""
        return self.url({}, "statistics.xlsx")

    @property
    def of(self) -> str:
        """Whose figures they are, where not the whole desk's."""
        titles = [self.department_title(one) for one in self.asked.departments]
        return "、".join(titles)

    @cached_property
    def sort(self) -> str:
        """What the departments are sorted by."""
        chosen = self.request.form.get("sort", "")
        return chosen if isinstance(chosen, str) and chosen in SORTS else ""

    # What is found

    @cached_property
    def found(self) -> dict[str, Report]:
        """By time and by each grouping."""
        names = (self.step, *self._groupings)
        found = self._report(self.desk, self.asked, *names)[1:]
        return dict(zip(names, found, strict=True))

    @property
    def _report(self) -> Callable[..., list[Report]]:
        """What counts for the reader."""
        return published if self.scope.public else report

    @property
    def _groupings(self) -> tuple[str, ...]:
        if not self.scope.public:
            return GROUPINGS
        return () if self.quarter else BY_QUARTER

    @cached_property
    def quarter(self) -> dict | None:
        """Where groups are told, for everybody who looks at a single month."""
        start, end = self.asked.start, self.asked.end
        if not self.scope.public or not is_month(start, end):
            return None
        days = last_quarter(self.today)
        of_month = quarter_of(start)
        if is_published(*of_month, self.today):
            days = of_month
        changes = {"from": days.start.isoformat(), "to": days.end.isoformat()}
        title = self.t(periods.name_of_quarter(days.start))
        return {"title": title, "url": self.url(changes)}

    @cached_property
    def over_time(self) -> Report:
        """By days, weeks or months."""
        return self.found[self.step]

    @cached_property
    def before(self) -> dict[str, Report]:
        """The same of the other periods, by time."""
        return {
            name: self._report(self.desk, asked, self.step)[1]
            for name, asked in self.other_asked.items()
        }

    @property
    def total(self) -> Group:
        """All in all."""
        return self.over_time.total

    @property
    def made(self):
        """As of when."""
        return self.over_time.made

    @cached_property
    def received(self) -> int:
        """How many there are; 0 also for too few to be told."""
        return self.total.figures.counts.get("received", 0)

    # On top

    @cached_property
    def _tiles(self) -> Tiles:
        others = {name: one.total for name, one in self.before.items()}
        return Tiles(self, self.total, others)

    @property
    def figures(self) -> list[Tile]:
        """The figures on top."""
        return self._tiles.of(PUBLIC_ON_TOP if self.scope.public else ON_TOP)

    @property
    def lesser(self) -> list[Tile]:
        """The figures that do not stand on top."""
        if self.scope.public:
            return []
        return [*self._tiles.of(BELOW), self._score]

    @property
    def _score(self) -> Tile:
        title = self.t(measures.SCORE_TITLE)
        return Tile(title, told.score(self.total), self.score_formula)

    @property
    def score_formula(self) -> str:
        """The formula of the score with the desk's weights."""
        return self.t(score_formula(weights_of(self.desk)))

    @property
    def times(self) -> list[dict]:
        """The handling times in words."""
        found = self.total.figures.times
        url = "" if found.median is None else self.figure_url(TIME)
        return [
            {"title": self.t(title), "value": told.hours(value), "url": url}
            for title, value in (
                (_("statistics_median", default="Median"), found.median),
                (_("statistics_p90", default="Nine of ten within"), found.p90),
                (_("statistics_mean", default="Mean"), found.mean),
            )
        ]

    @property
    def time_formula(self) -> str:
        """How the handling time is measured."""
        return self.t(measures.TIME_FORMULA)

    # Sections

    @cached_property
    def _sections(self) -> Sections:
        return Sections(self)

    @property
    def trend(self) -> Section:
        """Over time."""
        return self._sections.trend(self.over_time, self.before.get(PREVIOUS))

    @property
    def sections(self) -> list[Section]:
        """All but the trend and the departments."""
        make, found = self._sections, self.found
        sections = []
        if CATEGORY in found:
            sections.append(make.categories(found[CATEGORY], found.get(TOP_CATEGORY)))
        if not self.scope.public:
            sections += [
                make.simple(PLACE, found[PLACE], PLACES, PLACES_NOTE),
                make.hours(found[HOUR]),
                make.flow(self.over_time),
                self.ageing,
            ]
        sections += [
            make.simple(by, found[by], BY_TITLES[by])
            for by in ("kind", "channel")
            if by in found
        ]
        return [one for one in sections if one and one.lines]

    @property
    def ageing(self) -> Section | None:
        """What is open, whenever it was received."""
        always = replace(self.asked, start=None, end=None, only_open=True)
        return self._sections.ageing(report(self.desk, always, AGE)[1])

    @property
    def reasons(self) -> list[dict]:
        """Each list of reasons with how often they were chosen."""
        counts = self.total.figures.reasons
        found: dict[str, list] = {}
        for name, many in sorted(counts.items(), key=lambda one: (-one[1], one[0])):
            kind = name.partition(":")[0]
            title = self.t(self.titles.reason(name))
            url = self.figure_url(name)
            line = {"title": title, "value": f"{many:,}", "url": url}
            found.setdefault(kind, []).append(line)
        return [
            {"title": self.t(REASON_TITLES[kind]), "lines": found[kind]}
            for kind in REASON_TITLES
            if kind in found
        ]

    # While people write

    @cached_property
    def visits(self) -> list[dict]:
        """How many read an answer and did not submit: for those who read all."""
        if not api.user.has_permission(READ_ALL, obj=self.desk):
            return []
        if not self.asked.start or self.narrowed:
            return []
        found = counted(self.desk, self.asked.start, self.until)
        return [
            {"title": self.t(VISIT_TITLES[name]), "value": f"{many:,}"}
            for name, many in found.items()
        ]

    @property
    def visits_definition(self) -> str:
        """What is counted, and what is not known."""
        return self.t(DEFINITION)

    # The departments

    @cached_property
    def departments(self) -> list[dict]:
        """The lines by department, sorted; none where there is but one."""
        if DEPARTMENT not in self.found or len(self.asked.departments) == 1:
            return []
        groups = self.found[DEPARTMENT].groups
        largest = max((g.figures.counts.get("received", 0) for g in groups), default=0)
        lines = [
            {
                "group": one,
                "title": self.t(self.titles.of(DEPARTMENT, one.id)),
                "url": self._own_url(one.id),
                "share": one.figures.counts.get("received", 0) / (largest or 1),
                "cells": list(self._cells(one)),
            }
            for one in groups
        ]
        return sorted(lines, key=self._key)

    @property
    def department_chart(self) -> Chart | None:
        """What the departments received, and what of it is overdue."""
        groups = sorted(
            (line["group"] for line in self.departments if not line["group"].kept_back),
            key=lambda one: -one.figures.counts.get("received", 0),
        )
        if len(groups) < 2:
            return None
        names = [self.t(self.titles.of(DEPARTMENT, one.id)) for one in groups]
        counted = ("received",) if self.scope.public else ("received", "overdue")
        series = [
            Series(
                self.t(told.TITLES[name]),
                [one.figures.counts[name] for one in groups],
                [self._cell_url(name, one) for one in groups],
            )
            for name in counted
        ]
        return charts.bars(names, series)

    def _own_url(self, department: str) -> str:
        """The page of one department."""
        if self.scope.public or not department:
            return ""
        return self.url({"department": department})

    @property
    def columns(self) -> list[str]:
        """What the table of departments shows."""
        if self.scope.public:
            return ["received", "score", *PUBLIC_ON_TOP[1:], "median", "p90"]
        rates = ("response", "on_time", "resolution", "satisfaction")
        counts = ("received", "overdue", "score")
        return [*counts, *rates, "return", "rework", "median", "p90"]

    def _cells(self, group: Group) -> Iterator[dict]:
        for name in self.columns:
            yield {
                "name": name,
                "value": _words(group, name),
                "url": self._cell_url(name, group),
                "alert": name == "overdue" and bool(_value(group, name)),
            }

    def _cell_url(self, name: str, group: Group) -> str:
        value = _value(group, name)
        if name == "score" or value is None or (not value and name not in told.RATES):
            return ""
        measure = TIME if name in ("median", "p90") else name
        return self.figure_url(measure, by=DEPARTMENT, group=group.id)

    def _key(self, line: dict) -> tuple:
        """Sorts as chosen; what has no value comes last."""
        group = line["group"]
        if not self.sort:
            # By rank, then by size.
            no_rank = group.rank is None
            return no_rank, group.rank or 0, -group.figures.counts.get("received", 0)
        if self.sort == "title":
            return False, line["title"], 0
        value = _value(group, self.sort)
        sign = -1 if SORTS[self.sort] else 1
        return value is None, sign * (value or 0), line["title"]

    def head(self, name: str) -> Head:
        """The head of a column."""
        direction = None
        if self.sort == name:
            direction = "descending" if SORTS[name] else "ascending"
        url = f"{self.url({'sort': name})}#ji-departments"
        return Head(self.t(HEADS[name]), url, direction)


def _value(group: Group, name: str) -> float | None:
    if name in ("median", "p90"):
        return getattr(group.figures.times, name)
    return group.score if name == "score" else told.value(group, name)


def _words(group: Group, name: str) -> str:
    if name in ("median", "p90"):
        return told.hours(_value(group, name))
    return told.score(group) if name == "score" else told.figure(group, name)


PLACES = _("section_places", default="Places")
PLACES_NOTE = _(
    "section_places_note",
    default="As they were written; spaces and signs do not matter. The most frequent "
    "ones, the rest together.",
)
HEADS = {
    "title": _("column_title", default="Name"),
    "received": _("figure_received", default="Received"),
    "overdue": _("figure_overdue", default="Overdue"),
    "response": _("column_response", default="Accepted in time"),
    "on_time": _("column_on_time", default="Answered in time"),
    "resolution": _("column_resolution", default="Solved"),
    "satisfaction": _("column_satisfaction", default="Satisfied"),
    "return": _("column_return", default="Returned"),
    "rework": _("column_rework", default="Reworked"),
    "median": _("column_median", default="Median"),
    "p90": _("column_p90", default="90 %"),
    "score": _("figure_score", default="Score"),
}
