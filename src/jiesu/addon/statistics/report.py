"""A report: the figures of a period, all in all and by group, as data.

`report` is what the service, the page, the table and every other view of figures are
made of; `compared` adds the period before and the same one a year earlier.
"""

from Acquisition import aq_inner
from Acquisition import aq_parent
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import date
from datetime import datetime
from jiesu.addon.calendar.moment import now
from jiesu.addon.content.fields import parse_terms
from jiesu.addon.content.lookup import categories_of
from jiesu.addon.deadlines.desk import timezone_of_site
from jiesu.addon.statistics.asked import Asked
from jiesu.addon.statistics.asked import other_periods
from jiesu.addon.statistics.cases import Cases
from jiesu.addon.statistics.columns import Columns
from jiesu.addon.statistics.columns import Selected
from jiesu.addon.statistics.engine import columns_of
from jiesu.addon.statistics.groupings import Basis
from jiesu.addon.statistics.groupings import BY
from jiesu.addon.statistics.groupings import DEPARTMENT
from jiesu.addon.statistics.groupings import Grouped
from jiesu.addon.statistics.groupings import grouped
from jiesu.addon.statistics.groupings import Name
from jiesu.addon.statistics.groupings import name_of
from jiesu.addon.statistics.groupings import OF_TIME
from jiesu.addon.statistics.groupings import OF_WORDS
from jiesu.addon.statistics.groupings import spans
from jiesu.addon.statistics.measures import Figures
from jiesu.addon.statistics.measures import figures
from jiesu.addon.statistics.measures import PARTICIPATION
from jiesu.addon.statistics.measures import participation
from jiesu.addon.statistics.measures import ranks
from jiesu.addon.statistics.measures import Rows
from jiesu.addon.statistics.measures import stories
from jiesu.addon.statistics.measures import Weights
from jiesu.addon.statistics.selecting import selected
from zoneinfo import ZoneInfo

import numpy as np


__all__ = [
    "BY",
    "DEPARTMENT",
    "OF_TIME",
    "OF_WORDS",
    "Asked",
    "Group",
    "Report",
    "compared",
    "name_of",
    "report",
    "spans",
    "weights_of",
]

# So many pairs of group and departments are counted in a table; more are sorted.
TABLE = 1_000_000


@dataclass(frozen=True)
class Group:
    """The figures of one group.

    id: of the department, category, kind or channel, the key of a place, a score, ""
        for none; the day, the week (2026-W47), the month (2026-11), the term; the hour
        of the week (1-09: Mondays from nine); days since it was received (3-7)
    start, end: the first and the last day of a group of time
    rank: of a department, 1 for the best; None without one
    title: of a place how it is written; of others see titles.py
    kept_back: why nothing of it is told, see keeping.py; "" where all is
    """

    id: str
    figures: Figures
    score: float | None
    start: date | None = None
    end: date | None = None
    rank: int | None = None
    title: str = ""
    kept_back: str = ""


@dataclass(frozen=True)
class Report:
    """The figures that were asked for, as of a moment.

    others: the same of other periods, by "previous" and "year"; see asked.py
    """

    asked: Asked
    made: datetime
    total: Group
    groups: tuple[Group, ...] = field(default=())
    others: dict[str, "Report"] = field(default_factory=dict)


def weights_of(desk) -> Weights:
    """What the desk's score is made of."""
    return Weights(
        desk.weight_response, desk.weight_resolution, desk.weight_satisfaction
    )


def basis_of(desk) -> Basis:
    """What of the desk decides how is counted."""
    categories = list(categories_of(desk))
    ids = {one.getId() for one in categories}
    tops = {}
    for one in categories:
        above = aq_parent(aq_inner(one)).getId()
        tops[one.getId()] = above if above in ids else one.getId()
    return Basis(
        ZoneInfo(timezone_of_site()),
        tuple(sorted(parse_terms(desk.terms), key=lambda term: term.start)),
        tuple(tops.items()),
    )


@dataclass(frozen=True)
class Counter:
    """Counts what is asked for in the columns of a desk, as of one moment."""

    columns: Columns
    basis: Basis
    weights: Weights
    made: datetime

    def __call__(self, asked: Asked, *more_by: str) -> list[Report]:
        """The figures, as `report` gives them."""
        one = self
        return counted(one.columns, one.basis, one.weights, one.made, asked, *more_by)

    @property
    def today(self) -> date:
        """The day it is at the site."""
        return self.made.astimezone(self.basis.zone).date()


@contextmanager
def counting(desk) -> Iterator[Counter]:
    """What counts, for the block: all that is asked there is of the same complaints.

    Nobody else's figures are made meanwhile, so do little in the block.
    """
    basis, weights, made = basis_of(desk), weights_of(desk), now()
    with columns_of(desk) as columns:
        yield Counter(columns, basis, weights, made)


def report(desk, asked: Asked, *more_by: str) -> list[Report]:
    """The figures, whoever asks; see scope.py for who may.

    :param more_by: other groupings of the same complaints, each for one more report
    """
    with counting(desk) as counter:
        return counter(asked, *more_by)


def compared(desk, asked: Asked, *more_by: str) -> list[Report]:
    """The figures as `report` gives them, each with those of the other periods.

    Which ones `asked.compare` says.
    """
    with counting(desk) as counter:
        found = counter(asked, *more_by)
        beside = {
            name: counter(other, *more_by)
            for name, other in other_periods(asked, counter.today).items()
        }
    return beside_others(found, beside)


def beside_others(found: list[Report], others: dict[str, list[Report]]) -> list[Report]:
    """Reports by several groupings, each with the same of other periods."""
    return [
        replace(one, others={name: some[n] for name, some in others.items()})
        for n, one in enumerate(found)
    ]


def counted(
    columns: Columns,
    basis: Basis,
    weights: Weights,
    made: datetime,
    asked: Asked,
    *more_by: str,
) -> list[Report]:
    """The figures of columns: by what is asked for, then by each of `more_by`."""
    at = int(made.timestamp())
    chosen = selected(columns, asked, basis.zone)
    maker = _Maker(chosen, at, asked, weights)
    total = maker.total()
    reports = []
    for by in (asked.by, *more_by):
        groups = ()
        if by:
            found = grouped(by, chosen, basis, at, asked.top)
            groups = tuple(maker.groups(by, found))
        reports.append(Report(asked, made, total, groups))
    return reports


def meant(by: str | None, group: str, asked: Asked) -> frozenset | None:
    """The departments whose participation a group is about; None for all."""
    if by == DEPARTMENT:
        return frozenset({group})
    return frozenset(asked.departments) or None


class _Maker:
    """Makes the groups of a report of some rows."""

    def __init__(self, chosen: Selected, at: int, asked: Asked, weights: Weights):
        self.columns = chosen.columns
        self.size = len(chosen)
        self.rows = Rows(chosen, at)
        self.cases = Cases(chosen, at)
        self.work = self.cases.rows.work[self.cases.numbers]
        # Most have no story.
        self.with_story = np.flatnonzero(chosen["story"])
        self.of_story = Rows(chosen.picked(self.with_story), at)
        self.asked = asked
        self.weights = weights

    def total(self) -> Group:
        """All in all."""
        everything = Grouped(np.zeros(self.size, np.int64), [Name("")])
        (made,) = self._figures(None, everything)
        return Group("", made, made.score(self.weights))

    def groups(self, by: str, found: Grouped) -> Iterator[Group]:
        """By group, without those of which there is nothing."""
        made = [
            (name, one)
            for name, one in zip(found.names, self._figures(by, found), strict=True)
            if one.counts["received"]
        ]
        scores = {name.id: one.score(self.weights) for name, one in made}
        placed = {}
        if by == DEPARTMENT:
            received = {name.id: one.counts["received"] for name, one in made}
            # What nobody leads yet is no department.
            placed = ranks({w: s for w, s in scores.items() if w}, received)
        for name, one in made:
            yield Group(
                name.id,
                one,
                scores[name.id],
                name.start,
                name.end,
                placed.get(name.id),
                name.title,
            )

    def _figures(self, by: str | None, found: Grouped) -> list[Figures]:
        made = figures(self.rows, found.numbers, found.size, self.cases)
        shares = self._participation(by, found)
        groups = found.numbers[self.with_story]
        told = stories(self.of_story, groups, found.size, self.columns.stories.all)
        for group, one in enumerate(made):
            one.fractions[PARTICIPATION] = shares[group]
            reasons, moves = told[group]
            one.reasons.update(reasons)
            one.moves.update(moves)
        return made

    def _participation(self, by: str | None, found: Grouped) -> dict:
        profiles = self.columns.profiles.all
        work = self.work
        joined = found.numbers[work] * len(profiles) + self.rows["profile"][work]
        pairs: dict[int, set[int]] = {group: set() for group in range(found.size)}
        for pair in _distinct(joined, found.size * len(profiles)):
            group, profile = divmod(pair, len(profiles))
            pairs[group].add(profile)
        only = {
            number: some
            for number, name in enumerate(found.names)
            if (some := meant(by, name.id, self.asked)) is not None
        }
        return participation(pairs, profiles, only or None)


def _distinct(numbers: np.ndarray, limit: int) -> list[int]:
    """The numbers that occur, in order; all of them are below the limit."""
    if limit > TABLE:
        return np.unique(numbers).tolist()
    there = np.zeros(limit, bool)
    there[numbers] = True
    return np.flatnonzero(there).tolist()
