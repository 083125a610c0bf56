"""What all sections of a report are made with: its figures as cells, in words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.deadlines.desk import timezone_of_site
from jiesu.addon.reports import told
from jiesu.addon.reports.definitions import language_key
from jiesu.addon.reports.definitions import SCORE
from jiesu.addon.reports.lists import key
from jiesu.addon.reports.lists import NOW
from jiesu.addon.reports.parts import anchor
from jiesu.addon.reports.parts import Cell
from jiesu.addon.reports.parts import DECIMAL
from jiesu.addon.reports.parts import NUMBER
from jiesu.addon.reports.parts import Paragraph
from jiesu.addon.reports.parts import SHARE
from jiesu.addon.reports.sections import SECTIONS
from jiesu.addon.statistics import measures
from jiesu.addon.statistics.groupings import TOP_CATEGORY
from jiesu.addon.statistics.measures import MEDIAN
from jiesu.addon.statistics.measures import P90
from jiesu.addon.statistics.measures import PART
from jiesu.addon.statistics.measures import PARTICIPATION
from jiesu.addon.statistics.measures import TIME
from jiesu.addon.statistics.measures import TIME_HEADS
from jiesu.addon.statistics.titles import Titles
from jiesu.addon.wording import said
from zoneinfo import ZoneInfo


CATEGORY = "category"
RATES = {*(one.name for one in measures.RATES), PARTICIPATION}
LEAD = _("report_lead", default="Department")


@dataclass(frozen=True)
class Reader:
    """Who reads, and how.

    t: puts a message into the reader's language; language: which one, such as zh-cn
    full: whether titles of complaints and supervisions are shown
    url: the address of something below the desk, by its path
    """

    t: Callable[[object], str]
    language: str
    full: bool
    url: Callable[[str], str]


class Cells:
    """A report and who reads it; the cells of its tables."""

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

    @property
    def is_quiet(self) -> bool:
        """Whether so little was received that no chart tells anything."""
        return told.count(self.now, "received") < measures.RANKED_FROM

    @cached_property
    def made(self) -> datetime:
        """As of when, by the clock of the site."""
        moment = datetime.fromisoformat(self.data["made"])
        return moment.astimezone(ZoneInfo(timezone_of_site()))

    @property
    def is_chinese(self) -> bool:
        """Whether it is read in Chinese."""
        return language_key(self.reader.language) == "zh-cn"

    def cell(
        self, name: str, figures: dict, period: str = "", by: str = "", group=None
    ) -> Cell:
        """One figure of a group, or of all in all."""
        group = figures.get("id", "") if group is None else group
        if name == SCORE:
            # It is reckoned over all that a department was sent.
            which = key("received", PART, period, by, group)
            return self.figure(figures["score"], DECIMAL, which)
        if name in (MEDIAN, P90):
            which = key(TIME, PART, period, by, group)
            return self.figure(figures["times"][name], DECIMAL, which)
        which = key(name, PART, period, by, group)
        if name in RATES:
            return self.figure(told.rate(figures, name), SHARE, which)
        count = told.count(figures, name)
        alert = name == "overdue" and count > 0
        return self.figure(count, NUMBER, which, alert)

    def figure(self, value, kind: str, figure: str, alert: bool = False) -> Cell:
        """A number with the list behind it, where one is kept and not empty."""
        nothing = value is None or (kind == NUMBER and not value)
        known = not nothing and figure in self.lists
        return Cell(value, kind, figure if known else "", alert=alert)

    def linked(self, paragraph: Paragraph) -> Paragraph:
        """A paragraph whose numbers lead where there is something to be seen."""
        return Paragraph(tuple(map(self._link, paragraph.parts)))

    def _link(self, part: Cell) -> Cell:
        if part.text == told.number(0):
            return Cell(part.value)
        known = part.figure in self.lists
        removed = self.report.removed
        shown = {f"#{anchor(one)}" for one in SECTIONS if one not in removed}
        return Cell(
            part.value,
            figure=part.figure if known else "",
            url=part.url if part.url in shown else "",
        )

    def head(self, name: str) -> str:
        """What a figure is called."""
        if name in TIME_HEADS:
            return self.t(TIME_HEADS[name])
        language = language_key(self.reader.language)
        return self.data["definitions"][language][name]["title"]

    def department(self, name: str) -> str:
        """What a department was called when the figures were taken."""
        return self.data["titles"]["department"].get(name, name)

    def title(self, by: str, group: dict) -> str:
        """What a group is called."""
        if group["title"]:
            return group["title"]
        kept = CATEGORY if by == TOP_CATEGORY else by
        known = self.data["titles"].get(kept, {})
        return known.get(group["id"]) or self.t(self.titles.of(by, group["id"]))


def lines_of(text: str) -> list[str]:
    """The lines of a text that somebody wrote, without empty ones."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]
