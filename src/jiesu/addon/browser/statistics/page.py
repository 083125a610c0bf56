"""The figures of a desk, of a department, or what is published of them."""

from dataclasses import dataclass
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.statistics import periods
from jiesu.addon.browser.statistics.figure import figure_url
from jiesu.addon.content.complaint import KINDS
from jiesu.addon.services.errors import WrongParameters
from jiesu.addon.services.statistics.definitions import score_formula
from jiesu.addon.services.statistics.parameters import PARAMETERS
from jiesu.addon.services.statistics.parameters import read_asked
from jiesu.addon.services.statistics.parameters import today
from jiesu.addon.statistics import measures
from jiesu.addon.statistics.measures import PART
from jiesu.addon.statistics.measures import RANKED_FROM
from jiesu.addon.statistics.published import published
from jiesu.addon.statistics.report import Group
from jiesu.addon.statistics.report import name_of
from jiesu.addon.statistics.report import report
from jiesu.addon.statistics.report import spans
from jiesu.addon.statistics.report import weights_of
from jiesu.addon.statistics.scope import scope_of
from jiesu.addon.statistics.scope import SMALL
from jiesu.addon.statistics.titles import Titles
from urllib.parse import urlencode
from zExceptions import Unauthorized


NOTHING = "—"
COUNTS = {one.name: one for one in measures.COUNTS}
RATES = {one.name: one for one in measures.RATES}
# The rates that stand on top, in this order.
ON_TOP = ("response", "on_time", "resolution", "satisfaction", "rating", "completion")
BELOW = ("answer", "return", "rework", "extension", "supervision")
# What a table can be sorted by, and whether the largest comes first.
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
class Figure:
    """One figure with what is behind it.

    behind: part and whole, or what else belongs to it, "" for nothing
    """

    title: str
    value: str
    formula: str
    behind: str = ""
    url: str = ""
    alert: bool = False


@dataclass(frozen=True)
class Head:
    """The head of a column; `url` sorts by it."""

    title: str
    url: str
    direction: str | None


@dataclass(frozen=True)
class Bar:
    """A bar of the chart."""

    label: str
    value: int
    x: float
    y: float
    width: float
    height: float


class Chart:
    """Bars for what was received, of the same width, in a box of fixed size."""

    width, height, gap, widest = 720, 160, 0.25, 48

    def __init__(self, values: list[tuple[str, int]]):
        """Of pairs of label and number, in their order."""
        largest = max((value for _label, value in values), default=0) or 1
        step = self.width / max(len(values), 1)
        self.bars = [
            Bar(
                label,
                value,
                round(place * step + step * self.gap / 2, 1),
                round(self.height * (1 - value / largest), 1),
                round(min(step * (1 - self.gap), self.widest), 1),
                round(self.height * value / largest, 1),
            )
            for place, (label, value) in enumerate(values)
        ]

    @property
    def ends(self) -> list[str]:
        """The labels below it: the first and the last."""
        labels = [bar.label for bar in self.bars]
        return labels[:1] + labels[1:][-1:]


class StatisticsPage(BasePage):
    """The figures that the reader may see."""

    title = _("page_statistics_title", default="Figures")
    width = "wide"
    ranked_from = RANKED_FROM
    small = SMALL
    nothing = NOTHING

    def __call__(self):
        """Show the page, or send those to log in for whom there is nothing."""
        if self.scope is None:
            self.require_login()
            raise Unauthorized(
                self.t(
                    _("error_no_figures", default="These figures are not published.")
                )
            )
        self.errors = []
        try:
            self.asked = read_asked(self.desk, self.form, self.scope)
        except WrongParameters as wrong:
            self.errors = wrong.errors
            self.asked = read_asked(self.desk, self.default_form, self.scope)
            self.request.response.setStatus(400)
        return super().__call__()

    @cached_property
    def scope(self):
        """What the reader may see, None for nothing."""
        return scope_of(self.desk)

    # What is asked for

    @cached_property
    def offered(self) -> dict[str, periods.Period]:
        """The periods that are offered."""
        if self.scope.public:
            return periods.public_periods(today())
        return periods.periods(today())

    @property
    def default_form(self) -> dict:
        """This month; for everybody the last one."""
        first = next(iter(self.offered.values()))
        return {"from": first.start.isoformat(), "to": first.end.isoformat()}

    @cached_property
    def form(self) -> dict:
        """The parameters of the address; without a period the first that is offered."""
        chosen = {n: v for n, v in self.request.form.items() if n in PARAMETERS}
        chosen.pop("by", None)
        if not (chosen.get("from") or chosen.get("to")):
            chosen |= self.default_form
        return chosen

    @property
    def choices(self) -> list[dict]:
        """The offered periods as links."""
        now_shown = (self.asked.start, self.asked.end)
        return [
            {
                "title": self.t(periods.TITLES[name]),
                "url": self._url(
                    {"from": one.start.isoformat(), "to": one.end.isoformat()}
                ),
                "on": (one.start, one.end) == now_shown,
            }
            for name, one in self.offered.items()
        ]

    def _url(self, changes: dict, page: str = "statistics") -> str:
        query = {**self.form, "sort": self.sort, **changes}
        query = {name: value for name, value in query.items() if value}
        return f"{self.desk_url}/@@{page}?{urlencode(query)}"

    @property
    def csv_url(self) -> str:
        """The table as a file."""
        return self._url({"sort": None}, "statistics.csv")

    @property
    def workbook_url(self) -> str:
        """All tables as a file for a spreadsheet."""
        return self._url({"sort": None}, "statistics.xlsx")

    @property
    def department_choices(self) -> list[tuple[str, str]]:
        """The departments that can be chosen, where there is a choice."""
        own = self.scope.departments
        if self.scope.public or (own and len(own) < 2):
            return []
        return [
            (d, t) for d, t in self.department_titles.items() if not own or d in own
        ]

    @property
    def kind_choices(self) -> list[tuple[str, str]]:
        """The kinds that can be chosen."""
        return [(kind, self.t(title)) for kind, title in KINDS.items()]

    @property
    def category_choices(self) -> list[tuple[str, str]]:
        """The categories that can be chosen."""
        return list(self.category_titles.items())

    @property
    def of(self) -> str:
        """Whose figures they are, where not the whole desk's."""
        titles = [self.department_title(one) for one in self.asked.departments]
        return "、".join(titles)

    @cached_property
    def sort(self) -> str:
        """What the table is sorted by."""
        chosen = self.request.form.get("sort", "")
        return chosen if isinstance(chosen, str) and chosen in SORTS else ""

    # What is found

    @cached_property
    def reports(self) -> list:
        """By time, department and category."""
        found = report(self.desk, self.asked, self.step, "department", "category")[1:]
        return [published(one) for one in found] if self.scope.public else found

    @property
    def total(self) -> Group:
        """All in all."""
        return self.reports[0].total

    @property
    def made(self):
        """As of when."""
        return self.reports[0].made

    @cached_property
    def received(self) -> int:
        """How many there are; 0 also for too few to be told."""
        return self.total.figures.counts.get("received", 0)

    @cached_property
    def step(self) -> str:
        """What the chart is divided into."""
        if self.scope.public or not self.asked.start:
            return "month"
        return periods.Period(self.asked.start, self._until).step

    @property
    def _until(self):
        """The last day that can have come."""
        latest = max(today(), self.asked.start or today())
        return min(self.asked.end or latest, latest)

    @property
    def chart(self) -> Chart:
        """What was received, over time, the empty times among them."""
        groups = self.reports[0].groups
        found = {one.id: one.figures.counts.get("received", 0) for one in groups}
        if not groups:
            return Chart([])
        first = self.asked.start or groups[0].start
        last = max(self._until, groups[-1].start)
        return Chart(
            [
                (self._label(start), found.get(name_of(self.step, start), 0))
                for start, _end in spans(self.step, first, last)
            ]
        )

    def _label(self, start) -> str:
        """A bar's label: the month, or the day with which it begins."""
        return start.isoformat()[:7] if self.step == "month" else start.isoformat()

    def rate(self, group: Group, name: str) -> str:
        """A rate as a percentage."""
        value = group.figures.rates.get(name)
        return NOTHING if value is None else f"{value * 100:.1f}%"

    def hours(self, value: float | None) -> str:
        """A number of working hours."""
        return NOTHING if value is None else f"{value:.1f}"

    def score(self, group: Group) -> str:
        """A score."""
        return NOTHING if group.score is None else f"{group.score:.1f}"

    def number(self, group: Group, name: str) -> str:
        """A count."""
        value = group.figures.counts.get(name)
        return NOTHING if value is None else str(value)

    @property
    def figures(self) -> list[Figure]:
        """The figures on top."""
        total = self.total
        names = ("received",) if self.scope.public else ("received", "open", "overdue")
        counts = [
            Figure(
                self.t(COUNTS[name].title),
                self.number(total, name),
                self.t(COUNTS[name].formula),
                url=self.figure_url(name) if total.figures.counts.get(name) else "",
                alert=name == "overdue" and total.figures.counts.get(name, 0) > 0,
            )
            for name in names
        ]
        told = ON_TOP[:4] if self.scope.public else ON_TOP
        return counts + [self._rate_figure(name) for name in told] + self._others()

    def _others(self) -> list[Figure]:
        if self.scope.public:
            return []
        participation = Figure(
            self.t(measures.PARTICIPATION_TITLE),
            self.rate(self.total, measures.PARTICIPATION),
            self.t(measures.PARTICIPATION_FORMULA),
            self._behind(measures.PARTICIPATION),
            self.figure_url(measures.PARTICIPATION),
        )
        score = Figure(
            self.t(measures.SCORE_TITLE), self.score(self.total), self.score_formula
        )
        return [participation, score]

    def _rate_figure(self, name: str) -> Figure:
        one = RATES[name]
        return Figure(
            self.t(one.title),
            self.rate(self.total, name),
            self.t(one.formula),
            self._behind(name),
            self.figure_url(name),
        )

    def figure_url(self, measure: str, side: str = PART, by=None, group=None) -> str:
        """The list of what a figure counts, "" for those who see no list."""
        if self.scope.public:
            return ""
        return figure_url(self.desk_url, self.form, measure, side, by, group)

    def _behind(self, name: str) -> str:
        if self.scope.public:
            return ""
        part, whole = self.total.figures.fractions[name]
        return f"{part} / {whole}"

    @property
    def lesser(self) -> list[Figure]:
        """The rates that do not stand on top."""
        return [] if self.scope.public else [self._rate_figure(name) for name in BELOW]

    @property
    def score_formula(self) -> str:
        """The formula with the desk's weights."""
        return self.t(score_formula(weights_of(self.desk)))

    @property
    def time_formula(self) -> str:
        """How the handling time is measured."""
        return self.t(measures.TIME_FORMULA)

    # The tables

    @property
    def departments(self) -> list[dict]:
        """The lines by department, sorted."""
        return self._lines("department", self.reports[1].groups)

    @property
    def categories(self) -> list[dict]:
        """The lines by category, sorted in the same way."""
        return self._lines("category", self.reports[2].groups)

    def _lines(self, by: str, groups: tuple[Group, ...]) -> list[dict]:
        titles = Titles(self.desk)
        largest = max((g.figures.counts.get("received", 0) for g in groups), default=0)
        lines = [
            {
                "group": one,
                "title": self.t(titles.of(by, one.id)),
                "share": one.figures.counts.get("received", 0) / (largest or 1),
                "received_url": self._line_url("received", by, one),
                "overdue_url": self._line_url("overdue", by, one),
                "late": one.figures.counts.get("overdue", 0),
            }
            for one in groups
        ]
        return sorted(lines, key=self._key)

    def _line_url(self, name: str, by: str, group: Group) -> str:
        if not group.figures.counts.get(name):
            return ""
        return self.figure_url(name, by=by, group=group.id)

    def _key(self, line: dict) -> tuple:
        """Sorts as chosen; what has no value comes last."""
        group = line["group"]
        if not self.sort:
            # By rank, then by size.
            no_rank = group.rank is None
            return no_rank, group.rank or 0, -group.figures.counts.get("received", 0)
        if self.sort == "title":
            return False, line["title"], 0
        value = self._value(group, self.sort)
        sign = -1 if SORTS[self.sort] else 1
        return value is None, sign * (value or 0), line["title"]

    def _value(self, group: Group, name: str) -> float | None:
        if name in ("median", "p90"):
            return getattr(group.figures.times, name)
        if name == "score":
            return group.score
        if name in group.figures.counts:
            return group.figures.counts[name]
        return group.figures.rates.get(name)

    def head(self, name: str) -> Head:
        """The head of a column."""
        direction = None
        if self.sort == name:
            direction = "descending" if SORTS[name] else "ascending"
        return Head(self.t(HEADS[name]), self._url({"sort": name}), direction)

    @property
    def columns(self) -> list[str]:
        """The rates that the tables show."""
        return ["response", "on_time", "resolution", "satisfaction"] + (
            [] if self.scope.public else ["return", "rework"]
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
