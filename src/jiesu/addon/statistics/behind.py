"""What a figure counts: the list of exactly those complaints.

Made by the same measures and groupings as the figure itself, so that there is no
second rule. What of it somebody may read is another matter: see `opened`.
"""

from dataclasses import dataclass
from datetime import datetime
from jiesu.addon.calendar.moment import now
from jiesu.addon.catalog.queries import PAGE
from jiesu.addon.catalog.queries import readable
from jiesu.addon.catalog.queries import rows_of
from jiesu.addon.catalog.rows import Row
from jiesu.addon.statistics import measures
from jiesu.addon.statistics.asked import Asked
from jiesu.addon.statistics.columns import Columns
from jiesu.addon.statistics.engine import columns_of
from jiesu.addon.statistics.groupings import Basis
from jiesu.addon.statistics.groupings import grouped
from jiesu.addon.statistics.measures import PART
from jiesu.addon.statistics.measures import Rows
from jiesu.addon.statistics.report import basis_of
from jiesu.addon.statistics.report import meant
from jiesu.addon.statistics.scope import reads_all
from jiesu.addon.statistics.selecting import selected

import numpy as np


# What can be opened by its name; reasons ("return:not_ours") and moves ("academic>it")
# besides.
MEASURES = (
    *(one.name for one in measures.COUNTS),
    *(one.name for one in measures.RATES),
    measures.PARTICIPATION,
    measures.TIME,
)
STORIES = (":", ">")


@dataclass(frozen=True)
class Figure:
    """One figure of a report.

    asked: what the report was asked for
    measure: one of `MEASURES`, a reason or a move
    side: of a rate, `measures.PART` or `measures.WHOLE`
    group: the id of the group by `asked.by`; None for all in all
    """

    asked: Asked
    measure: str
    side: str = PART
    group: str | None = None


@dataclass(frozen=True)
class Opened:
    """A page of what a figure counts.

    counted: the figure
    readable: how many of them the reader may read; only these are on the pages
    """

    rows: tuple[Row, ...]
    counted: int
    readable: int
    start: int
    size: int


def opened(desk, figure: Figure, start: int = 0, size: int = PAGE) -> Opened:
    """A page of the complaints that a figure counts, the newest first.

    :param start: how many to leave out; beyond the end, the last page is given
    """
    documents = documents_of(desk, figure)
    seen = documents if reads_all(desk) else readable(desk, documents)
    if start >= len(seen):
        start = max(len(seen) - 1, 0) // size * size
    rows = rows_of(desk, seen[start : start + size])
    return Opened(rows, len(documents), len(seen), start, size)


def documents_of(desk, figure: Figure) -> list[int]:
    """All that a figure counts, whoever asks, as the catalog knows them."""
    basis, made = basis_of(desk), now()
    with columns_of(desk) as columns:
        return behind(columns, basis, made, figure)


def behind(columns: Columns, basis: Basis, made: datetime, figure: Figure) -> list[int]:
    """The documents of the complaints that a figure counts, the newest first."""
    asked, at = figure.asked, int(made.timestamp())
    chosen = selected(columns, asked, basis.zone)
    wanted = _counted(Rows(chosen, at), columns, figure)
    if figure.group is not None and asked.by:
        groups = grouped(asked.by, chosen, basis, at, asked.top)
        wanted = wanted & (groups.numbers == groups.number(figure.group))
    found = chosen.picked(np.flatnonzero(wanted))
    documents, received = found["document"], found["received"]
    return documents[np.lexsort((documents, -received))].tolist()


def _counted(rows: Rows, columns: Columns, figure: Figure) -> np.ndarray:
    name, side = figure.measure, figure.side
    if any(sign in name for sign in STORIES):
        return measures.with_story(rows, name, columns.stories.all)
    if name == measures.PARTICIPATION:
        by = figure.asked.by if figure.group is not None else None
        only = meant(by, figure.group or "", figure.asked)
        return measures.took_part(rows, side, columns.profiles.all, only)
    return measures.counted(rows, name, side)
