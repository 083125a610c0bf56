"""A report as it is told: its frozen figures put into sections, in a reader's language.

Readers of departments are shown no titles of single complaints and supervisions: these
are for those who read all. Nobody is shown a submitter.
"""

from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.content.complaint import KINDS as COMPLAINT_KINDS
from jiesu.addon.content.complaint import STATES as COMPLAINT_STATES
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.content.lookup import reports_of
from jiesu.addon.content.report import DRAFT
from jiesu.addon.content.report import KINDS
from jiesu.addon.content.report import RELEASED
from jiesu.addon.content.report import STATES
from jiesu.addon.content.supervision import STATES as SUPERVISION_STATES
from jiesu.addon.deadlines.desk import timezone_of_site
from jiesu.addon.reports import sections as names
from jiesu.addon.reports import told
from jiesu.addon.reports.definitions import language_key
from jiesu.addon.reports.definitions import SCORE
from jiesu.addon.reports.lists import key
from jiesu.addon.reports.parts import Case
from jiesu.addon.reports.parts import Cell
from jiesu.addon.reports.parts import Chart
from jiesu.addon.reports.parts import DECIMAL
from jiesu.addon.reports.parts import Document
from jiesu.addon.reports.parts import GROWTH
from jiesu.addon.reports.parts import NUMBER
from jiesu.addon.reports.parts import POINTS
from jiesu.addon.reports.parts import Section
from jiesu.addon.reports.parts import Series
from jiesu.addon.reports.parts import SHARE
from jiesu.addon.reports.parts import Table
from jiesu.addon.reports.periods import day_words
from jiesu.addon.reports.periods import words as period_words
from jiesu.addon.reports.prose import paragraphs
from jiesu.addon.reports.prose import span_of
from jiesu.addon.reports.saying import said
from jiesu.addon.reports.taking import NOW
from jiesu.addon.reports.taking import STANDING
from jiesu.addon.reports.telling import lines_for
from jiesu.addon.statistics import measures
from jiesu.addon.statistics.asked import PREVIOUS
from jiesu.addon.statistics.asked import YEAR
from jiesu.addon.statistics.groupings import DEPARTMENT
from jiesu.addon.statistics.groupings import PLACE
from jiesu.addon.statistics.groupings import REST
from jiesu.addon.statistics.groupings import TOP_CATEGORY
from jiesu.addon.statistics.measures import PART
from jiesu.addon.statistics.measures import PARTICIPATION
from jiesu.addon.statistics.measures import RANKED_FROM
from jiesu.addon.statistics.measures import TIME
from jiesu.addon.statistics.report import name_of
from jiesu.addon.statistics.report import spans
from jiesu.addon.statistics.titles import BY_TITLES
from jiesu.addon.statistics.titles import REASON_TITLES
from jiesu.addon.statistics.titles import Titles
from zoneinfo import ZoneInfo


CATEGORY = "category"
RATES = {*(one.name for one in measures.RATES), PARTICIPATION}
MEDIAN, P90 = "median", "p90"
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
OF_GROUPS = ("received", "answered", "on_time", "resolution", MEDIAN)
# A table over time stands on paper where it has no more lines.
FEW_LINES = 8
# Chinese documents count their sections so.
NUMERALS = "一二三四五六七八九十"
# Bars that a chart shows.
BARS = 10

HEADS = {
    MEDIAN: _("report_median", default="Median, hours"),
    P90: _("report_p90", default="90th percentile, hours"),
}
FIGURE = _("report_figure", default="Figure")
THIS_PERIOD = _("report_this_period", default="This period")
PERIODS = {
    PREVIOUS: _("report_previous", default="Period before"),
    YEAR: _("report_year_earlier", default="A year earlier"),
}
CHANGE = _("report_change", default="Change")
RANK = _("report_rank", default="Rank")
NUMBER_HEAD = _("export_number", default="Number")
MATTER = _("export_title", default="Title")
LEAD = _("report_lead", default="Department")
CONFIDENTIAL = _("report_confidential", default="Confidential report")


@dataclass(frozen=True)
class Reader:
    """Who reads, and how.

    t: puts a message into the reader's language; language: which one, such as zh-cn
    full: whether titles of complaints and supervisions are shown
    url: the address of something below the desk, by its path
    sees: whether single complaints can be opened at all
    """

    t: Callable[[object], str]
    language: str
    full: bool
    url: Callable[[str], str]


def document(report, reader: Reader) -> Document:
    """A report in the words of a reader's language."""
    return _Teller(report, reader).document()


class _Teller:
    """Tells one report to one reader."""

    def __init__(self, report, reader: Reader):
        self.report = report
        self.reader = reader
        self.desk = desk_of(report)
        self.data = report.frozen.data
        self.lists = report.frozen

    def t(self, message) -> str:
        """A message in the reader's language."""
        return said(message, self.reader.t)

    @cached_property
    def titles(self) -> Titles:
        """The words of groups that are the package's own."""
        return Titles(self.desk)

    @property
    def now(self) -> dict:
        """The figures of the period."""
        return self.data["totals"][NOW]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was received."""
        return not told.count(self.now, "received")

    @cached_property
    def made(self) -> datetime:
        """As of when, by the clock of the site."""
        moment = datetime.fromisoformat(self.data["made"])
        return moment.astimezone(ZoneInfo(timezone_of_site()))

    # The whole

    def document(self) -> Document:
        """All of it."""
        report = self.report
        day = (report.released_at or report.drafted_at).astimezone(self.made.tzinfo)
        return Document(
            issuer=self.desk.report_issuer or self.desk.Title(),
            title=report.title,
            kind=self.t(KINDS[report.kind]),
            issue=self.issue(),
            period=self.t(period_words(span_of(self.data))),
            day=self.t(day_words(day.date())),
            as_of=f"{self.made:%Y-%m-%d %H:%M}",
            state="" if report.state == RELEASED else self.t(STATES[report.state]),
            corrects=self._corrects(),
            sections=tuple(self.sections()),
            closing=tuple(_lines(report.closing)),
            language="zh-CN" if self._is_chinese else "en",
        )

    def issue(self) -> str:
        """Its number: 第N期."""
        return issue_words(self.report, self.reader.t)

    def _corrects(self) -> str:
        former = reports_of(self.desk).get(self.report.corrects or "")
        if former is None:
            return ""
        mapping = {"issue": issue_words(former, self.reader.t)}
        return self.t(
            _(
                "report_corrects",
                default="A corrected version; it replaces ${issue}.",
                mapping=mapping,
            )
        )

    @property
    def _is_chinese(self) -> bool:
        return language_key(self.reader.language) == "zh-cn"

    def sections(self) -> Iterator[Section]:
        """Those that are not left out and of which there is something to be said."""
        number = 0
        for name, tell in TELLERS.items():
            if name in self.report.removed:
                continue
            remark = tuple(_lines((self.report.remarks or {}).get(name, "")))
            found = tell(self)
            if found is None and not remark:
                continue
            found = found or {}
            number += 1
            yield Section(name, self._heading(number, name), remark=remark, **found)

    def _heading(self, number: int, name: str) -> str:
        counted = NUMERALS[number - 1] if self._is_chinese else str(number)
        mapping = {"n": counted, "title": names.SECTIONS[name]}
        return self.t(_("report_heading", default="${n}. ${title}", mapping=mapping))

    # The sections: what there is in each; None for nothing

    def summary(self) -> dict:
        """In words, then the figures beside those of other periods."""
        return {"paragraphs": tuple(self.words()), "tables": (self._overview(),)}

    def words(self) -> list[str]:
        """What the Office wrote; else what the figures say."""
        if self.report.summary:
            return _lines(self.report.summary)
        language = language_key(self.reader.language)
        if self.report.said:
            return list(self.report.said[language])
        between = "" if self._is_chinese else " "
        return [
            between.join(self.t(one) for one in sentences)
            for sentences in paragraphs(self.data)
        ]

    def _overview(self) -> Table:
        others = [name for name in PERIODS if self._was(name)]
        heads = [FIGURE, THIS_PERIOD]
        for name in others:
            heads += [PERIODS[name], CHANGE]
        lines = []
        for name in OVERVIEW:
            line = [Cell(self._head(name)), self._cell(name, self.now)]
            for other in others:
                figures = self.data["totals"][other]
                line += [self._cell(name, figures, other), self._change(name, figures)]
            lines.append(tuple(line))
        note = [
            self.t(
                _(
                    "report_compared",
                    default="${period}: ${start} to ${end}.",
                    mapping={"period": PERIODS[name], **self.data["periods"][name]},
                )
            )
            for name in others
        ]
        space = "" if self._is_chinese else " "
        return Table(
            "overview",
            self.t(_("report_table_overview", default="Figures of the period")),
            tuple(map(self.t, heads)),
            tuple(lines),
            space.join(note),
        )

    def _was(self, period: str) -> bool:
        """Whether there is a period to compare with, in which the desk was used."""
        figures = self.data["totals"].get(period)
        return figures is not None and told.count(figures, "received") > 0

    def _change(self, name: str, before: dict) -> Cell:
        now = self.now
        if name in RATES:
            points = told.points(told.rate(now, name), told.rate(before, name))
            return Cell(points, POINTS)
        if name in (MEDIAN, P90):
            one, other = now["times"][name], before["times"][name]
            none = one is None or not other
            return Cell(None if none else (one - other) / other, GROWTH)
        # What stands open now says nothing of what stood open then.
        if name == "open":
            return Cell(None, GROWTH)
        count, former = told.count(now, name), told.count(before, name)
        return Cell(told.growth(count, former), GROWTH)

    def trend(self) -> dict | None:
        """What came in, and how much of it was answered in time."""
        parts = self._parts()
        if self.is_empty or len(parts) < 2:
            return None
        step = self.data["step"]
        short = tuple(_short(step, start) for start, _end, _one in parts)
        groups = [one for _start, _end, one in parts]
        counts = [
            Series(self._head(name), [told.count(one, name) for one in groups])
            for name in ("received", "answered")
        ]
        lines = []
        for start, end, one in parts:
            cells = [
                self._cell(name, one, "", step)
                for name in ("received", "answered", "on_time")
            ]
            lines.append((Cell(_long(step, start, end)), *cells))
        heads = (BY_TITLES[step], *("received", "answered", "on_time"))
        title = self.t(_("report_table_trend", default="Received over time"))
        drawn = self.t(_("report_chart_trend", default="Received and answered"))
        return {
            "charts": (Chart("lines", drawn, short, tuple(counts)),),
            "tables": (
                Table(
                    "trend",
                    title,
                    (self.t(heads[0]), *map(self._head, heads[1:])),
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
        """All with their numbers, the ranked ones first."""
        found = [one for one in self.data["by"][DEPARTMENT] if one["id"]]
        if not found:
            return None
        found.sort(key=_ranked)
        overdue = {one["id"]: one for one in self.data["standing"]["department"]}
        lines = []
        for one in found:
            standing = overdue.get(one["id"], EMPTY)
            cells = [
                self._cell(name, standing, STANDING, DEPARTMENT, one["id"])
                if name == "overdue"
                else self._cell(name, one, "", DEPARTMENT)
                for name in OF_DEPARTMENTS
            ]
            rank = Cell(one["rank"], NUMBER)
            lines.append((rank, Cell(self._title(DEPARTMENT, one)), *cells))
        heads = (RANK, LEAD)
        title = self.t(_("report_table_departments", default="Departments"))
        largest = sorted(found, key=lambda one: -told.count(one, "received"))[:BARS]
        note = _(
            "report_rank_note",
            default="Departments with fewer than ${n} complaints, or without a rating, "
            "have no rank. Overdue is what stands open at the moment of the figures.",
            mapping={"n": RANKED_FROM},
        )
        charts = (self._bars(DEPARTMENT, largest),) if len(largest) > 1 else ()
        return {
            "charts": charts,
            "tables": (
                Table(
                    "departments",
                    title,
                    (*map(self.t, heads), *map(self._head, OF_DEPARTMENTS)),
                    tuple(lines),
                    self.t(note),
                    wide=(1,),
                ),
            ),
        }

    def demand(self) -> dict | None:
        """By category, kind, channel and place."""
        if self.is_empty:
            return None
        tables = [
            self._groups(by)
            for by in (TOP_CATEGORY, CATEGORY, "kind", "channel", PLACE)
            if self.data["by"][by]
        ]
        tops = [one for one in _largest(self.data["by"][TOP_CATEGORY]) if one["id"]]
        charts = ()
        if len(tops) > 1:
            charts = (self._bars(TOP_CATEGORY, tops[:BARS]),)
        return {"charts": charts, "tables": tuple(tables)}

    def _groups(self, by: str) -> Table:
        whole = told.count(self.now, "received")
        lines = []
        for one in _largest(self.data["by"][by]):
            share = Cell(told.count(one, "received") / whole, SHARE)
            first, *rest = (self._cell(name, one, "", by) for name in OF_GROUPS)
            lines.append((Cell(self._title(by, one)), first, share, *rest))
        first, *rest = OF_GROUPS
        share = self.t(_("report_share", default="Share"))
        heads = (BY_TITLES[by], first, share, *rest)
        return Table(
            by,
            self.t(BY_TITLES[by]),
            (self.t(heads[0]), self._head(first), share, *map(self._head, rest)),
            tuple(lines),
            on_paper=BARS,
        )

    def _bars(self, by: str, groups: list[dict]) -> Chart:
        mapping = {"by": BY_TITLES[by]}
        title = _("report_chart_by", default="Received by ${by}", mapping=mapping)
        return Chart(
            "bars",
            self.t(title),
            tuple(self._title(by, one) for one in groups),
            (
                Series(
                    self._head("received"),
                    [told.count(one, "received") for one in groups],
                ),
            ),
        )

    def overdue(self) -> dict | None:
        """What is overdue at the moment of the figures."""
        found = self.data["overdue"]
        many = told.count(self.data["standing"]["total"], "overdue")
        if not many:
            nothing = _("report_none_overdue", default="Nothing is overdue.")
            return {"paragraphs": (self.t(nothing),)}
        heads = (
            _("report_received_day", default="Received"),
            _("export_due", default="Due"),
            _("report_days_late", default="Late, working days"),
        )
        lines = [
            (
                *self._of_complaint(one),
                Cell(one["received"]),
                Cell(one["due"]),
                Cell(one["late"], DECIMAL, alert=True),
            )
            for one in lines_for(found, self.reader.full)
        ]
        title = _(
            "report_table_overdue",
            default="Overdue on ${day}",
            mapping={"day": day_words(self.made.date())},
        )
        return {"tables": (self._listed("overdue", self.t(title), heads, lines, many),)}

    def rework(self) -> dict | None:
        """What came back, and why departments gave back."""
        tables = []
        many = self.now["fractions"]["rework"][0]
        if self.data["rework"]:
            heads = (
                _("export_state", default="State"),
                _("report_reworks", default="Times"),
            )
            lines = [
                (
                    *self._of_complaint(one),
                    Cell(self.t(COMPLAINT_STATES[one["state"]])),
                    Cell(max(one["reworks"], 1), NUMBER),
                )
                for one in lines_for(self.data["rework"], self.reader.full)
            ]
            title = self.t(_("report_table_rework", default="Handled again"))
            tables.append(self._listed("rework", title, heads, lines, many))
        reasons = self._reasons()
        tables += [reasons] if reasons else []
        return {"tables": tuple(tables)} if tables else None

    def _reasons(self) -> Table | None:
        def place(one: tuple[str, int]) -> tuple:
            name, many = one
            return name.partition(":")[0], -many, name

        found = sorted(self.now["reasons"].items(), key=place)
        lines = [
            (
                Cell(self.t(REASON_TITLES[name.partition(":")[0]])),
                Cell(self.data["titles"]["reason"].get(name, name.partition(":")[2])),
                self._figure(many, NUMBER, key(name, PART)),
            )
            for name, many in found
        ]
        if not lines:
            return None
        heads = (
            _("sheet_list", default="List"),
            _("field_reason", default="Reason"),
            _("sheet_number", default="Number"),
        )
        return Table(
            "reasons",
            self.t(_("report_table_reasons", default="Reasons")),
            tuple(map(self.t, heads)),
            tuple(lines),
            wide=(0, 1),
        )

    def supervision(self) -> dict | None:
        """What was under supervision, with its state."""
        found = self.data["supervisions"]
        if not found:
            return None
        heads = [_("export_number", default="Number")]
        heads += [_("field_supervision_title", default="Matter")] * self.reader.full
        heads += [
            LEAD,
            _("report_report_by", default="Report by"),
            _("export_state", default="State"),
            _("field_complaint_numbers", default="Complaints"),
        ]
        lines = []
        for one in found:
            url = self.reader.url(f"supervision/{one['id']}")
            matter = [Cell(one["title"], url=url)] if self.reader.full else []
            many = self._figure(one["complaints"], NUMBER, one["figure"])
            lines.append(
                (
                    Cell(one["number"]),
                    *matter,
                    Cell(self._department(one["department"])),
                    Cell(one["due"]),
                    Cell(self._supervision_state(one), alert=one["late"]),
                    many,
                )
            )
        title = self.t(_("report_table_supervision", default="Under supervision"))
        wide = (1, 2) if self.reader.full else (1,)
        table = Table(
            "supervision", title, tuple(map(self.t, heads)), tuple(lines), wide=wide
        )
        return {"tables": (table,)}

    def _supervision_state(self, one: dict) -> str:
        if one["late"]:
            return self.t(_("report_late", default="Overdue"))
        return self.t(SUPERVISION_STATES[one["state"]])

    def cases(self) -> dict | None:
        """The typical cases, in the Office's words."""
        found = []
        for one in self.report.cases:
            category = self.data["titles"]["category"].get(one["category"], "")
            meta = [self._department(one["department"]), category]
            meta = [one["number"], *meta] if self.reader.full else meta
            url = self.reader.url(f"complaints/{one['id']}") if self.reader.full else ""
            found.append(
                Case(
                    one["title"],
                    tuple(_lines(one["text"])),
                    " · ".join(part for part in meta if part),
                    url,
                )
            )
        return {"cases": tuple(found)} if found else None

    def faq(self) -> dict | None:
        """The FAQ pages that were added."""
        heads = (
            _("field_faq_question", default="Question"),
            LEAD,
            _("report_published_day", default="Published"),
        )
        lines = [
            (
                Cell(one["title"], url=self.reader.url(one["path"])),
                Cell(self._department(one["department"])),
                Cell(one["day"]),
            )
            for one in self.data["faq"]
        ]
        if not lines:
            return None
        table = Table("faq", "", tuple(map(self.t, heads)), tuple(lines), wide=(0, 1))
        return {"tables": (table,)}

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
                    "Praise and withdrawn ones stay out of the rates; merged ones "
                    "count as demand, not twice as work. A rate over nothing is “—”.",
                )
            ),
            wide=(0, 1),
        )
        return {"tables": (table,)}

    # Parts of them

    def _of_complaint(self, one: dict) -> tuple[Cell, ...]:
        category = self.data["titles"]["category"].get(one["category"], "")
        department = Cell(self._department(one["department"]))
        if not self.reader.full:
            return (
                Cell(self.t(COMPLAINT_KINDS[one["kind"]])),
                Cell(category),
                department,
            )
        url = self.reader.url(f"complaints/{one['id']}")
        title = one["title"] or self.t(CONFIDENTIAL)
        return Cell(one["number"], url=url), Cell(title, url=url), department

    def _listed(self, name: str, title: str, heads: tuple, lines, many: int) -> Table:
        """A list of complaints; behind its figure stand all of them."""
        if self.reader.full:
            first = (NUMBER_HEAD, MATTER, LEAD)
        else:
            first = (BY_TITLES["kind"], BY_TITLES[CATEGORY], LEAD)
        more = many - len(lines)
        note = ""
        if more > 0:
            mapping = {"n": more}
            note = self.t(_("report_more", default="and ${n} more", mapping=mapping))
        return Table(
            name,
            title,
            tuple(map(self.t, (*first, *heads))),
            tuple(lines),
            note,
            wide=(1, 2),
        )

    def _cell(
        self, name: str, figures: dict, period: str = "", by: str = "", group=None
    ) -> Cell:
        """One figure of a group, or of all in all."""
        group = figures.get("id", "") if group is None else group
        if name == SCORE:
            return Cell(figures["score"], DECIMAL)
        if name in (MEDIAN, P90):
            which = key(TIME, PART, period, by, group)
            return self._figure(figures["times"][name], DECIMAL, which)
        which = key(name, PART, period, by, group)
        if name in RATES:
            return self._figure(told.rate(figures, name), SHARE, which)
        count = told.count(figures, name)
        alert = name == "overdue" and count > 0
        return self._figure(count, NUMBER, which, alert)

    def _figure(self, value, kind: str, figure: str, alert: bool = False) -> Cell:
        """A number with the list behind it, where one is kept and not empty."""
        nothing = value is None or (kind == NUMBER and not value)
        known = not nothing and figure in self.lists
        return Cell(value, kind, figure if known else "", alert=alert)

    def _head(self, name: str) -> str:
        if name in HEADS:
            return self.t(HEADS[name])
        language = language_key(self.reader.language)
        return self.data["definitions"][language][name]["title"]

    def _department(self, name: str) -> str:
        return self.data["titles"]["department"].get(name, name)

    def _title(self, by: str, group: dict) -> str:
        if group["title"]:
            return group["title"]
        kept = CATEGORY if by == TOP_CATEGORY else by
        known = self.data["titles"].get(kept, {})
        return known.get(group["id"]) or self.t(self.titles.of(by, group["id"]))


TELLERS: dict[str, Callable] = {
    names.SUMMARY: _Teller.summary,
    names.TREND: _Teller.trend,
    names.DEPARTMENTS: _Teller.departments,
    names.DEMAND: _Teller.demand,
    names.OVERDUE: _Teller.overdue,
    names.REWORK: _Teller.rework,
    names.SUPERVISION: _Teller.supervision,
    names.CASES: _Teller.cases,
    names.FAQ: _Teller.faq,
    names.DEFINITIONS: _Teller.definitions,
}

# Figures of a part of the period in which nothing was received.
EMPTY: dict = {
    "id": "",
    "title": "",
    "score": None,
    "counts": {},
    "fractions": {},
    "times": {"count": 0, "mean": None, "median": None, "p90": None},
}


def issue_words(report, t: Callable[[object], str]) -> str:
    """The number of a report as it is read: 2026年第3期; "" of a draft."""
    if report.state == DRAFT or not report.issue:
        return ""
    mapping = {"year": report.end.year, "n": report.issue, "version": report.revision}
    if report.revision > 1:
        return t(
            _(
                "report_issue_version",
                default="${year}, no. ${n} (version ${version})",
                mapping=mapping,
            )
        )
    return t(_("report_issue", default="${year}, no. ${n}", mapping=mapping))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def _ranked(one: dict) -> tuple:
    return one["rank"] or 10_000, -told.count(one, "received"), one["id"]


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
