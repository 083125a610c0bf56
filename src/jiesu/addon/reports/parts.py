"""What a report is made of when it is told: sections, tables, charts, cells. Pure.

Page, PDF and workbook are made of these, so that none of them can tell another number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from jiesu.addon.reports import told
from jiesu.addon.reports.svg import Series


__all__ = [
    *("anchor", "Case", "Cell", "Chart", "Document", "Paragraph", "Section"),
    *("Series", "Table"),
]

TEXT, NUMBER, SHARE, DECIMAL, DAY = "text", "number", "share", "decimal", "day"
# How a change since another period is told: as a share, or in points.
GROWTH, POINTS = "growth", "points"

TELL = {
    NUMBER: told.number,
    SHARE: told.share,
    DECIMAL: told.decimal,
    GROWTH: told.signed_share,
    POINTS: told.signed_points,
}


@dataclass(frozen=True)
class Cell:
    """One cell.

    value: a text, a number, or None for nothing; a share from 0 to 1; a day as
        2026-11-22
    kind: how it is told, one of the above
    figure: which figure it is, see lists.py; "" where no list stands behind it
    url: where a text leads to; only for those who may see that
    alert: whether it is a reason to look
    words: how a number is read where a unit follows it; "" as its kind is told
    """

    value: object = None
    kind: str = TEXT
    figure: str = ""
    url: str = ""
    alert: bool = False
    words: str = ""

    @property
    def text(self) -> str:
        """As it is read."""
        if self.words:
            return self.words
        if self.kind in TELL:
            return TELL[self.kind](self.value)
        return str(self.value) if self.value not in (None, "") else told.NOTHING

    @property
    def is_number(self) -> bool:
        """Whether it stands to the right."""
        return self.kind in TELL


@dataclass(frozen=True)
class Paragraph:
    """Some words in their order; the numbers among them may be parts of their own."""

    parts: tuple[Cell, ...]

    @property
    def text(self) -> str:
        """As it is read."""
        return "".join(part.text for part in self.parts)


@dataclass(frozen=True)
class Table:
    """A table.

    title: "" where the heading of its section says it
    wide: the columns that hold words, by their place
    on_paper: how many lines stand on paper, None for all; the rest in the site
    """

    name: str
    title: str
    heads: tuple[str, ...]
    lines: tuple[tuple[Cell, ...], ...]
    note: str = ""
    wide: tuple[int, ...] = (0,)
    on_paper: int | None = None


@dataclass(frozen=True)
class Chart:
    """A chart: "lines" over time, or "bars"."""

    kind: str
    title: str
    names: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""


@dataclass(frozen=True)
class Case:
    """A typical case; `url` leads to the complaint, for those who may see it."""

    title: str
    text: tuple[str, ...]
    meta: str
    url: str = ""


@dataclass(frozen=True)
class Section:
    """A section; `remark` is what the Office wrote on it."""

    name: str
    title: str
    paragraphs: tuple[Paragraph, ...] = ()
    remark: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()
    cases: tuple[Case, ...] = ()
    note: str = ""

    @property
    def anchor(self) -> str:
        """The id of its heading, on the page and on paper."""
        return anchor(self.name)


def anchor(section: str) -> str:
    """The id of the heading of a section."""
    return f"ji-s-{section}"


@dataclass(frozen=True)
class Document:
    """A report as it is told to somebody.

    issuer, kind, issue: its head; as_of: of when the figures are; as_of_words: the same
        in a sentence; state: "" released,
    else what it is (a draft, or replaced); annexes: what stands behind the signature
    """

    issuer: str
    title: str
    kind: str
    issue: str
    period: str
    day: str
    as_of: str
    state: str
    corrects: str
    sections: tuple[Section, ...] = field(default=())
    closing: Sequence[str] = ()
    annexes: tuple[Section, ...] = ()
    language: str = "zh-CN"
    as_of_words: str = ""

    @property
    def all_sections(self) -> tuple[Section, ...]:
        """The sections with those behind the signature."""
        return (*self.sections, *self.annexes)
