"""The sections of figures: overview, trend, departments, demand, what they mean.

Each is a dict of the parts of a `Section`; None for nothing to be said.
"""

from collections.abc import Iterator
from datetime import date
from jiesu.addon import _
from jiesu.addon.reports import told
from jiesu.addon.reports.cells import CATEGORY
from jiesu.addon.reports.cells import Cells
from jiesu.addon.reports.cells import LEAD
from jiesu.addon.reports.cells import RATES
from jiesu.addon.reports.definitions import language_key
from jiesu.addon.reports.definitions import SCORE
from jiesu.addon.reports.lists import STANDING
from jiesu.addon.reports.parts import Cell
from jiesu.addon.reports.parts import Chart
from jiesu.addon.reports.parts import DAY
from jiesu.addon.reports.parts import GROWTH
from jiesu.addon.reports.parts import NUMBER
from jiesu.addon.reports.parts import POINTS
from jiesu.addon.reports.parts import Series
from jiesu.addon.reports.parts import SHARE
from jiesu.addon.reports.parts import Table
from jiesu.addon.reports.parts import TEXT
from jiesu.addon.reports.prose import span_of
from jiesu.addon.reports.wording import summary_of
from jiesu.addon.statistics.asked import PREVIOUS
from jiesu.addon.statistics.asked import YEAR
from jiesu.addon.statistics.groupings import DEPARTMENT
from jiesu.addon.statistics.groupings import PLACE
from jiesu.addon.statistics.groupings import REST
from jiesu.addon.statistics.groupings import TOP_CATEGORY
from jiesu.addon.statistics.measures import MEDIAN
from jiesu.addon.statistics.measures import P90
from jiesu.addon.statistics.measures import PARTICIPATION
from jiesu.addon.statistics.measures import RANKED_FROM
from jiesu.addon.statistics.measures import TIME
from jiesu.addon.statistics.report import name_of
from jiesu.addon.statistics.report import spans
from jiesu.addon.statistics.titles import BY_TITLES


# The figures of the overview, and the columns of the table of departments.
OVERVIEW = (
    *("received", "answered", "closed", "open", "response", "on_time", "completion"),
    *("resolution", "satisfaction", "rating", PARTICIPATION, "return", "rework"),
    *("extension", "supervision", MEDIAN, P90),
)
OF_DEPARTMENTS = (
    *("received", "response", "on_time", "resolution", "satisfaction", MEDIAN),
    *("overdue", SCORE),
)
OF_DEMAND = (TOP_CATEGORY, CATEGORY, "kind", "channel", PLACE)
OF_GROUPS = ("received", "answered", "on_time", "resolution", MEDIAN)
# A table over time stands on paper where it has no more lines.
FEW_LINES = 8
# Bars that a chart shows.
BARS = 10
FIGURE = _("report_figure", default="Figure")
WHEN = _("report_when", default="When")
# Beside other figures it has to be said of what.
OVERVIEW_HEADS = {
    MEDIAN: _("report_median", default="Handling time, median, hours"),
    P90: _("report_p90", default="Handling time, 90th percentile, hours"),
}
THIS_PERIOD = _("report_this_period", default="This period")
PERIODS = {
    PREVIOUS: _("report_previous", default="Period before"),
    YEAR: _("report_year_earlier", default="A year earlier"),
}
CHANGE = _("report_change", default="Change")
RANK = _("report_rank", default="Rank")
RANKED = _(
    "report_rank_note",
    default="Departments with fewer than ${n} complaints, or without a rating, "
    "have no rank. Overdue is what stands open at the moment of the figures.",
    mapping={"n": RANKED_FROM},
)
NOT_RANKED = _(
    "report_no_rank_note",
    default="There is no ranking: fewer than two departments have ${n} complaints and "
    "a rating. Overdue is what stands open at the moment of the figures.",
    mapping={"n": RANKED_FROM},
)
COMPARED = _(
    "report_compared_note",
    default="Changes of rates are in percentage points. Where one of the two periods "
    "has fewer than ${n}, nothing is compared.",
    mapping={"n": RANKED_FROM},
)
# Figures of a part of the period in which nothing was received.
EMPTY: dict = {
    "id": "",
    "title": "",
    "rank": None,
    "score": None,
    "counts": {},
    "fractions": {},
    "times": {"count": 0, "mean": None, "median": None, "p90": None},
}


class FigureSections(Cells):
    """What was received, and how it was worked off."""

    def summary(self) -> dict:
        """In words, then the figures beside those of other periods."""
        told_as = summary_of(self.report, language_key(self.reader.language))
        words = tuple(self.linked(one) for one in told_as)
        return {"paragraphs": words, "tables": (self._overview(),)}

    def _overview(self) -> Table:
        columns = list(self._columns())
        heads, cells = zip(*columns, strict=True)
        return Table(
            "overview",
            self.t(_("report_table_overview", default="Figures of the period")),
            tuple(map(self.t, heads)),
            tuple(zip(*cells, strict=True)),
            self._of_other_periods(CHANGE in heads),
        )

    def _columns(self) -> Iterator[tuple]:
        """Head and cells of each column of the overview."""
        yield FIGURE, [self._named(name) for name in OVERVIEW]
        yield THIS_PERIOD, [self.cell(name, self.now) for name in OVERVIEW]
        for period in self._others:
            figures = self.data["totals"][period]
            yield (
                PERIODS[period],
                [self.cell(name, figures, period) for name in OVERVIEW],
            )
            changes = [self._change(name, figures) for name in OVERVIEW]
            # Where nothing is compared there is nothing to be shown.
            if any(one.value is not None for one in changes):
                yield CHANGE, changes

    def _named(self, name: str) -> Cell:
        head = OVERVIEW_HEADS.get(name)
        return Cell(self.t(head) if head else self.head(name))

    def _of_other_periods(self, compared: bool) -> str:
        """When they were, and how they are compared."""
        note = [
            self.t(
                _(
                    "report_compared",
                    default="${period}: ${start} to ${end}.",
                    mapping={"period": PERIODS[name], **self.data["periods"][name]},
                )
            )
            for name in self._others
        ]
        note += [self.t(COMPARED)] if compared else []
        return ("" if self.is_chinese else " ").join(note)

    @property
    def _others(self) -> list[str]:
        return [name for name in PERIODS if self._was(name)]

    def _was(self, period: str) -> bool:
        """Whether there is a period to compare with, in which the desk was used."""
        figures = self.data["totals"].get(period)
        return figures is not None and told.count(figures, "received") > 0

    def _change(self, name: str, before: dict) -> Cell:
        """Of fewer than `RANKED_FROM` nothing is compared, as in the words."""
        now = self.now
        # What stands open now says nothing of what stood open then.
        if name == "open" or min(_over(now, name), _over(before, name)) < RANKED_FROM:
            return Cell(None, POINTS if name in RATES else GROWTH)
        if name in RATES:
            points = told.points(told.rate(now, name), told.rate(before, name))
            return Cell(points, POINTS, words=self._points(points))
        if name in (MEDIAN, P90):
            one, other = now["times"][name], before["times"][name]
            return Cell((one - other) / other if other else None, GROWTH)
        count, former = told.count(now, name), told.count(before, name)
        return Cell(told.growth(count, former), GROWTH)

    def _points(self, points: float) -> str:
        mapping = {"n": told.signed_points(points)}
        return self.t(_("report_points", default="${n} points", mapping=mapping))

    def trend(self) -> dict | None:
        """What came in, and how much of it was answered in time."""
        parts = self._parts()
        if self.is_quiet or len(parts) < 2:
            return None
        step = self.data["step"]
        short = tuple(_short(step, start) for start, _end, _one in parts)
        groups = [one for _start, _end, one in parts]
        counts = [self._series(name, groups, step) for name in ("received", "answered")]
        lines = []
        for start, end, one in parts:
            cells = [
                self.cell(name, one, "", step)
                for name in ("received", "answered", "on_time")
            ]
            kind = DAY if step == "day" else TEXT
            lines.append((Cell(_long(step, start, end), kind), *cells))
        heads = (WHEN, *("received", "answered", "on_time"))
        title = self.t(_("report_table_trend", default="Received over time"))
        drawn = self.t(_("report_chart_trend", default="Received and answered"))
        return {
            "charts": (Chart("lines", drawn, short, tuple(counts)),),
            "tables": (
                Table(
                    "trend",
                    title,
                    (self.t(heads[0]), *map(self.head, heads[1:])),
                    tuple(lines),
                    # The chart tells as much; the numbers stand in the site.
                    on_paper=None if len(lines) <= FEW_LINES else 0,
                ),
            ),
        }

    def _parts(self) -> list[tuple]:
        """First day, last day and figures of each part of the period."""
        step, span = self.data["step"], span_of(self.data)
        found = {one["id"]: one for one in self.data["series"]}
        last = max(min(span.end, self.made.date()), span.start)
        return [
            (start, end, found.get(name_of(step, start), EMPTY))
            for start, end in spans(step, span.start, last)
        ]

    def departments(self) -> dict | None:
        """All with their numbers, the ranked ones first.

        Also those that received nothing and have something overdue, and what no
        department has: the columns add up to the numbers of all.
        """
        standing = self.data["standing"]["department"]
        overdue = {one["id"]: one for one in standing if told.count(one, "overdue")}
        found = list(self.data["by"][DEPARTMENT])
        known = {one["id"] for one in found}
        found += [{**EMPTY, "id": name} for name in overdue if name not in known]
        if not any(one["id"] for one in found):
            return None
        found.sort(key=_ranked)
        received = [one for one in found if told.count(one, "received")]
        largest = sorted(received, key=lambda one: -told.count(one, "received"))[:BARS]
        charts = ()
        if len(largest) > 1 and not self.is_quiet:
            charts = (self._bars(DEPARTMENT, largest),)
        return {"charts": charts, "tables": (self._departments(found, overdue),)}

    def _departments(self, found: list[dict], overdue: dict) -> Table:
        ranked = any(one["rank"] is not None for one in found)
        lines = []
        for one in found:
            late = overdue.get(one["id"], EMPTY)
            cells = [
                self.cell(name, late, STANDING, DEPARTMENT, one["id"])
                if name == "overdue"
                else self.cell(name, one, "", DEPARTMENT)
                for name in OF_DEPARTMENTS
            ]
            rank = [Cell(one["rank"], NUMBER)] if ranked else []
            lines.append((*rank, Cell(self.title(DEPARTMENT, one)), *cells))
        heads = (RANK, LEAD) if ranked else (LEAD,)
        return Table(
            "departments",
            self.t(_("report_table_departments", default="Departments")),
            (*map(self.t, heads), *map(self.head, OF_DEPARTMENTS)),
            tuple(lines),
            self.t(RANKED if ranked else NOT_RANKED),
            wide=(len(heads) - 1,),
        )

    def demand(self) -> dict | None:
        """By category, kind, channel and place; of a few by category alone."""
        if self.is_empty:
            return None
        wanted = (CATEGORY,) if self.is_quiet else OF_DEMAND
        tables = [self._groups(by) for by in wanted if self.data["by"][by]]
        tops = [one for one in _largest(self.data["by"][TOP_CATEGORY]) if one["id"]]
        charts = ()
        if len(tops) > 1 and not self.is_quiet:
            charts = (self._bars(TOP_CATEGORY, tops[:BARS]),)
        return {"charts": charts, "tables": tuple(tables)}

    def _groups(self, by: str) -> Table:
        whole = told.count(self.now, "received")
        lines = []
        for one in _largest(self.data["by"][by]):
            first, *rest = (self.cell(name, one, "", by) for name in OF_GROUPS)
            share = Cell(first.value / whole, SHARE, first.figure)
            lines.append((Cell(self.title(by, one)), first, share, *rest))
        first, *rest = OF_GROUPS
        share = self.t(_("report_share", default="Share"))
        heads = (BY_TITLES[by], first, share, *rest)
        return Table(
            by,
            self.t(BY_TITLES[by]),
            (self.t(heads[0]), self.head(first), share, *map(self.head, rest)),
            tuple(lines),
            on_paper=BARS,
        )

    def _bars(self, by: str, groups: list[dict]) -> Chart:
        mapping = {"by": BY_TITLES[by]}
        title = _("report_chart_by", default="Received by ${by}", mapping=mapping)
        return Chart(
            "bars",
            self.t(title),
            tuple(self.title(by, one) for one in groups),
            (self._series("received", groups, by),),
        )

    def _series(self, name: str, groups: list[dict], by: str) -> Series:
        """A count of several groups, for a chart."""
        cells = [self.cell(name, one, "", by) for one in groups]
        return Series(
            self.head(name), [one.value for one in cells], [one.figure for one in cells]
        )

    def definitions(self) -> dict:
        """What each figure means."""
        language = language_key(self.reader.language)
        told_as = self.data["definitions"][language]
        wanted = [name for name in OVERVIEW if name not in (MEDIAN, P90)]
        lines = [
            (Cell(told_as[name]["title"]), Cell(told_as[name]["formula"]))
            for name in (*wanted, "overdue", TIME, SCORE)
        ]
        heads = (FIGURE, _("report_formula", default="How it is counted"))
        table = Table(
            "definitions",
            "",
            tuple(map(self.t, heads)),
            tuple(lines),
            self.t(
                _(
                    "report_definitions_note",
                    default="Counted over the complaints received in the period. "
                    "Praise, withdrawn and merged ones stay out of the rates, "
                    "but for what submitters of merged ones say of the answer. A "
                    "rate over nothing is “—”.",
                )
            ),
            wide=(0, 1),
        )
        return {"tables": (table,)}


def _over(figures: dict, name: str) -> int:
    """How many complaints (or departments) a figure is reckoned over."""
    if name in RATES:
        return figures["fractions"].get(name, (0, 0))[1]
    if name in (MEDIAN, P90):
        return figures["times"]["count"]
    return told.count(figures, name)


def _ranked(one: dict) -> tuple:
    many = -told.count(one, "received")
    return not one["id"], one["rank"] or 10_000, many, one["id"]


def _largest(groups: list[dict]) -> list[dict]:
    """The one with most first; what is known of none, and the rest, last."""
    return sorted(
        groups,
        key=lambda one: (
            one["id"] in ("", REST),
            -told.count(one, "received"),
            one["id"],
        ),
    )


def _short(step: str, start: date) -> str:
    return start.isoformat()[:7] if step == "month" else start.isoformat()[5:]


def _long(step: str, start: date, end: date) -> str:
    if step == "month":
        return start.isoformat()[:7]
    return f"{start} – {end.isoformat()[5:]}" if step == "week" else str(start)
