"""The sections of the page: what happened when, where, of what and between whom.

Each is a chart with the table of the same figures, and every number leads to the list
of what it counts.
"""

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from jiesu.addon import _
from jiesu.addon.browser.statistics import charts
from jiesu.addon.browser.statistics import told
from jiesu.addon.browser.statistics.asking import AskingPage
from jiesu.addon.browser.statistics.charts import Chart
from jiesu.addon.browser.statistics.charts import Series
from jiesu.addon.statistics import measures
from jiesu.addon.statistics.groupings import AGE
from jiesu.addon.statistics.groupings import AGES
from jiesu.addon.statistics.groupings import DAYS
from jiesu.addon.statistics.groupings import HOUR
from jiesu.addon.statistics.groupings import HOURS
from jiesu.addon.statistics.groupings import REST
from jiesu.addon.statistics.groupings import TOP_CATEGORY
from jiesu.addon.statistics.measures import TIME
from jiesu.addon.statistics.report import Group
from jiesu.addon.statistics.report import name_of
from jiesu.addon.statistics.report import Report
from jiesu.addon.statistics.report import spans
from jiesu.addon.statistics.titles import WEEKDAYS


CATEGORY, DEPARTMENT = "category", "department"
# The columns of tables by group: for staff, and for everybody.
COLUMNS = (
    "received",
    "open",
    "overdue",
    "on_time",
    "resolution",
    "satisfaction",
    "median",
)
PUBLIC_COLUMNS = ("received", "on_time", "resolution", "satisfaction", "median")
# What a trend tells besides what was received.
TREND = ("answered", "on_time")
# An address without its period: of whenever it was received.
ALWAYS = {"from": None, "to": None, "term": None}
AGE_IDS = (
    *(f"{first}-{last}" for first, last in zip((0, *AGES), AGES, strict=False)),
    f"{AGES[-1]}-",
)


@dataclass(frozen=True)
class Cell:
    """A figure in a table; `alert` where it is a reason to look."""

    value: str
    url: str = ""
    alert: bool = False


@dataclass(frozen=True)
class Line:
    """A line of a table.

    url: the same page of this group alone, "" for none
    below: whether it belongs to the line above
    """

    title: str
    cells: tuple[Cell, ...]
    url: str = ""
    below: bool = False


@dataclass(frozen=True)
class Section:
    """Charts and their table; `name` is for the address of the section."""

    name: str
    title: str
    note: str
    charts: tuple[Chart, ...]
    heads: tuple[str, ...]
    lines: tuple[Line, ...]


class Sections:
    """Makes the sections of one page."""

    def __init__(self, page: AskingPage):
        """Of this page."""
        self._page = page
        self._public = page.scope.public
        self._t = page.t

    def trend(self, now: Report, before: Report | None) -> Section:
        """What came in and became of it, over the period and the one before."""
        page, step = self._page, self._page.step
        parts = self.parts(now, step)
        earlier = self._before(before, step, len(parts)) if before else []
        heads = [self._head(name) for name in ("received", *TREND)]
        heads += [self._title_before("received")] if earlier else []
        return Section(
            "trend",
            page.t(_("section_trend", default="Over time")),
            page.t(
                _(
                    "section_trend_note",
                    default="By when it was received: how many came in, how many of "
                    "these have been answered, and how many of them in time.",
                )
            ),
            tuple(self._trend_charts(step, parts, earlier)),
            tuple(heads),
            tuple(self._trend_lines(step, parts, earlier)),
        )

    def _trend_charts(self, step: str, parts, earlier) -> Iterator[Chart]:
        """How many came in and were answered, and how many of them in time."""
        groups = [group for _start, _end, group in parts]
        counts = list(self._counts(step, groups, ("received", "answered")))
        rates = list(self._counts(step, groups, ("on_time",)))
        if earlier:
            counts.append(self._dashed("received", earlier))
            rates.append(self._dashed("on_time", earlier))
        names = [short(step, start) for start, _end, _group in parts]
        for series, unit in ((counts, ""), (rates, "%")):
            if charts.is_course(series):
                yield charts.line(names, series, unit)

    def _trend_lines(self, step: str, parts, earlier) -> Iterator[Line]:
        for place, (start, end, group) in enumerate(parts):
            cells = [self._cell(name, step, group) for name in ("received", *TREND)]
            if earlier:
                past = earlier[place]
                cells.append(Cell(told.number(past, "received") if past else "0"))
            yield Line(long(step, start, end), tuple(cells))

    def categories(self, below: Report, tops: Report | None) -> Section:
        """By category: the first level, and what lies below each.

        :param tops: by the first level; None where only the second is told
        """
        lines, bars = [], _largest((tops or below).groups)
        if tops is None:
            lines = [self._group_line(CATEGORY, one) for one in bars]
        for top in bars if tops else ():
            children = self._page.names.families.get(top.id, ())[1:]
            lines.append(self._group_line(TOP_CATEGORY, top))
            lines += [
                self._group_line(CATEGORY, one, below=True)
                for one in _largest(below.groups)
                if one.id in children
            ]
        by = CATEGORY if tops is None else TOP_CATEGORY
        return Section(
            "categories",
            self._t(_("statistics_categories", default="Categories")),
            "",
            self._bars(by, bars),
            self._heads(),
            tuple(lines),
        )

    def simple(self, by: str, found: Report, title, note="") -> Section:
        """By anything: the largest first, what is known of no group last."""
        groups = _largest(found.groups)
        return Section(
            by,
            self._t(title),
            self._t(note),
            self._bars(by, [one for one in groups if one.id not in ("", REST)]),
            self._heads(),
            tuple(self._group_line(by, one) for one in groups),
        )

    def hours(self, found: Report) -> Section:
        """At which hours of the week it was received."""
        groups = {one.id: one for one in found.groups}
        names = [f"{hour}" for hour in range(HOURS)]
        rows = [self._t(day) for day in WEEKDAYS]
        cells, urls, lines = [], [], []
        for day in range(DAYS):
            line = []
            for hour in range(HOURS):
                group = groups.get(f"{day + 1}-{hour:02}")
                many = group.figures.counts["received"] if group else 0
                url = self._url("received", HOUR, group)
                cells.append((hour, day, many))
                urls.append(url)
                line.append(Cell(f"{many:,}", url))
            lines.append(Line(rows[day], tuple(line)))
        return Section(
            "hours",
            self._t(_("section_hours", default="Hours of the week")),
            self._t(
                _("section_hours_note", default="When it was received; darker is more.")
            ),
            (charts.heat(names, rows, cells, urls),),
            tuple(names),
            tuple(lines),
        )

    def flow(self, found: Report) -> Section | None:
        """Returns: who gave back, and who had it next."""
        moves = _most(found.total.figures.moves)
        if not moves:
            return None
        links, lines = [], []
        for move, many in moves:
            giver, taker = (self._department(one) for one in move.split(">", 1))
            url = self._page.figure_url(move)
            links.append((giver, taker, many, url))
            lines.append(
                Line(giver, (Cell(taker), Cell(f"{many:,}", url))),
            )
        return Section(
            "flow",
            self._t(_("section_flow", default="Returned, and sent on")),
            self._t(
                _(
                    "section_flow_note",
                    default="Who gave complaints back, and who had them next.",
                )
            ),
            (charts.flow(links),),
            (
                self._t(_("column_sent_to", default="Sent to")),
                self._t(_("column_complaints", default="Complaints")),
            ),
            tuple(lines),
        )

    def ageing(self, found: Report) -> Section | None:
        """What is open, whenever it was received, by for how long it has been."""
        groups = {one.id: one for one in found.groups}
        if not found.total.figures.counts["open"]:
            return None
        titles = [self._t(self._page.titles.of(AGE, one)) for one in AGE_IDS]
        series, columns = [], []
        for name in ("open", "overdue"):
            values = [
                groups[one].figures.counts[name] if one in groups else 0
                for one in AGE_IDS
            ]
            lists = [
                self._page.figure_url(name, by=AGE, group=one, **ALWAYS)
                for one in AGE_IDS
            ]
            urls = [
                url if value else "" for url, value in zip(lists, values, strict=True)
            ]
            series.append(Series(self._head(name), values, urls))
            columns.append(
                [
                    Cell(f"{value:,}", url, name == "overdue" and value > 0)
                    for value, url in zip(values, urls, strict=True)
                ]
            )
        lines = zip(titles, zip(*columns, strict=True), strict=True)
        return Section(
            "ageing",
            self._t(_("section_ageing", default="How long open ones have waited")),
            self._t(
                _(
                    "section_ageing_note",
                    default="All that is open now, whenever it was received.",
                )
            ),
            (charts.columns(titles, series),),
            tuple(self._head(name) for name in ("open", "overdue")),
            tuple(Line(title, cells) for title, cells in lines),
        )

    # Parts of them

    def parts(self, now: Report, step: str) -> list[tuple]:
        """First day, last day and group of each part, the empty ones among them."""
        if not now.groups and not self._page.asked.start:
            return []
        found = {one.id: one for one in now.groups}
        first = self._page.asked.start or now.groups[0].start
        last = self._page.until
        if now.groups:
            last = max(last, now.groups[-1].start)
        return [
            (start, end, found.get(name_of(step, start)))
            for start, end in spans(step, first, last)
        ]

    def _before(self, before: Report, step: str, many: int) -> list[Group | None]:
        """The groups of the period before, one for each of now."""
        asked, found = before.asked, {one.id: one for one in before.groups}
        if not found:
            return []
        groups = [
            found.get(name_of(step, start))
            for start, _end in spans(step, asked.start, asked.end)
        ]
        return (groups + [None] * many)[:many]

    def _dashed(self, name: str, earlier: Sequence[Group | None]) -> Series:
        values = [self._worth(one, name) for one in earlier]
        return Series(self._title_before(name), values, before=True)

    def _title_before(self, name: str) -> str:
        return self._t(
            _(
                "series_before",
                default="${figure}, period before",
                mapping={"figure": self._head(name)},
            )
        )

    def _bars(self, by: str, groups: Sequence[Group]) -> tuple[Chart, ...]:
        shown = [one for one in groups if not one.kept_back]
        if len(shown) < 2:
            return ()
        names = [self._title(by, one) for one in shown]
        counted = ("received",) if self._public else ("received", "open")
        return (charts.bars(names, list(self._counts(by, shown, counted))),)

    def _counts(self, by: str, groups, names: Sequence[str]) -> Iterator[Series]:
        for name in names:
            yield Series(
                self._head(name),
                [self._worth(one, name) for one in groups],
                [self._url(name, by, one) for one in groups],
            )

    def _group_line(self, by: str, group: Group, below: bool = False) -> Line:
        cells = tuple(self._cell(name, by, group) for name in self._columns)
        narrow = self._narrowing(by, group)
        return Line(self._title(by, group), cells, narrow, below)

    def _narrowing(self, by: str, group: Group) -> str:
        """The page of one group alone, where it can be asked for."""
        if self._public or group.id in ("", REST):
            return ""
        name = CATEGORY if by == TOP_CATEGORY else by
        return self._page.url({name: group.id})

    def _title(self, by: str, group: Group) -> str:
        return self._t(self._page.titles.of_group(by, group))

    def _department(self, name: str) -> str:
        return self._t(self._page.titles.of(DEPARTMENT, name))

    @property
    def _columns(self) -> tuple[str, ...]:
        return PUBLIC_COLUMNS if self._public else COLUMNS

    def _heads(self) -> tuple[str, ...]:
        return tuple(self._head(name) for name in self._columns)

    def _head(self, name: str) -> str:
        return self._t(measures.TIME_HEADS.get(name) or told.TITLES[name])

    def _worth(self, group: Group | None, name: str) -> float | None:
        if group is None:
            return None if name in told.RATES else 0
        return told.value(group, name)

    def _cell(self, name: str, by: str, group: Group | None) -> Cell:
        if group is None:
            return Cell(told.NOTHING if name in told.RATES else "0")
        if name == "median":
            hours = group.figures.times.median
            url = self._page.figure_url(TIME, by=by, group=group.id)
            url = "" if hours is None else url
            return Cell(told.hours(hours), url)
        alert = name == "overdue" and bool(told.value(group, name))
        return Cell(told.figure(group, name), self._url(name, by, group), alert)

    def _url(self, name: str, by: str, group: Group | None) -> str:
        """The list of what a group's figure counts, "" for nothing."""
        if group is None or not told.opens(group, name):
            return ""
        return self._page.figure_url(name, by=by, group=group.id)


def short(step: str, start) -> str:
    """A part of a trend below its mark: the month, or the day it begins with."""
    return start.isoformat()[:7] if step == "month" else start.isoformat()[5:]


def long(step: str, start, end) -> str:
    """A part of a trend in a table."""
    if step == "month":
        return start.isoformat()[:7]
    return f"{start} – {end.isoformat()[5:]}" if step == "week" else str(start)


def _largest(groups: Sequence[Group]) -> list[Group]:
    """The one with most first; what is small, and the rest, last."""
    return sorted(groups, key=_place)


def _place(group: Group) -> tuple:
    size = group.figures.counts.get("received", 0)
    return group.id in ("", REST), -size, group.id


def _most(counts: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))
