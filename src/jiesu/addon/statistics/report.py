"""A report: the figures of a period, all in all and by group, as data.

`report` is what the service, the page and the table are made of.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from jiesu.addon.calendar.moment import now
from jiesu.addon.deadlines.desk import timezone_of_site
from jiesu.addon.statistics.columns import Columns
from jiesu.addon.statistics.columns import Selected
from jiesu.addon.statistics.engine import columns_of
from jiesu.addon.statistics.measures import Figures
from jiesu.addon.statistics.measures import figures
from jiesu.addon.statistics.measures import PARTICIPATION
from jiesu.addon.statistics.measures import participation
from jiesu.addon.statistics.measures import ranks
from jiesu.addon.statistics.measures import Rows
from jiesu.addon.statistics.measures import Weights
from zoneinfo import ZoneInfo

import numpy as np


DEPARTMENT = "department"
OF_WORDS = (DEPARTMENT, "category", "kind", "channel")
OF_TIME = ("day", "week", "month")
BY = (*OF_WORDS, *OF_TIME)


@dataclass(frozen=True)
class Asked:
    """Which figures; what is left out does not matter.

    start, end: days, the first and the last that count
    by: one of `BY`
    departments, categories, kinds: one of these each
    """

    start: date | None = None
    end: date | None = None
    by: str | None = None
    departments: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """The figures of one group.

    id: of the department, category, kind or channel, "" for none; or the day, the week
        (2026-W47) or the month (2026-11)
    start, end: the first and the last day of a group of time
    rank: of a department, 1 for the best; None without one
    """

    id: str
    figures: Figures
    score: float | None
    start: date | None = None
    end: date | None = None
    rank: int | None = None


@dataclass(frozen=True)
class Report:
    """The figures that were asked for, as of a moment."""

    asked: Asked
    made: datetime
    total: Group
    groups: tuple[Group, ...] = field(default=())


def weights_of(desk) -> Weights:
    """What the desk's score is made of."""
    return Weights(
        desk.weight_response, desk.weight_resolution, desk.weight_satisfaction
    )


def report(desk, asked: Asked, *more_by: str) -> list[Report]:
    """The figures, whoever asks; see scope.py for who may.

    :param more_by: other groupings of the same complaints, each for one more report
    """
    zone, weights, made = ZoneInfo(timezone_of_site()), weights_of(desk), now()
    with columns_of(desk) as columns:
        places = _places(columns, asked, zone)
        rows = Rows(Selected(columns, places), int(made.timestamp()))
        maker = _Maker(columns, rows, asked, zone, weights)
        total = maker.total()
        return [
            Report(asked, made, total, maker.groups(by) if by else ())
            for by in (asked.by, *more_by)
        ]


def _places(columns: Columns, asked: Asked, zone: ZoneInfo) -> np.ndarray | None:
    """Where the complaints stand that are asked for; None for all."""
    wanted = None
    received = columns["received"]
    if asked.start:
        wanted = _and(wanted, received >= midnight(asked.start, zone))
    if asked.end:
        day_after = asked.end + timedelta(days=1)
        wanted = _and(wanted, received < midnight(day_after, zone))
    for name, words in (
        ("department", asked.departments),
        ("category", asked.categories),
        ("kind", asked.kinds),
    ):
        if words:
            numbers = [columns.words[name].known(word) for word in words]
            wanted = _and(wanted, np.isin(columns[name], numbers))
    return None if wanted is None else np.flatnonzero(wanted)


def _and(one: np.ndarray | None, other: np.ndarray) -> np.ndarray:
    return other if one is None else one & other


def midnight(day: date, zone: ZoneInfo) -> int:
    """When a day begins there, in seconds since 1970."""
    return int(datetime.combine(day, time(), zone).timestamp())


class _Maker:
    """Makes the groups of a report of some rows."""

    def __init__(self, columns, rows: Rows, asked: Asked, zone, weights: Weights):
        self.columns = columns
        self.rows = rows
        self.asked = asked
        self.zone = zone
        self.weights = weights

    def total(self) -> Group:
        """All in all."""
        everything = np.zeros(len(self.rows["received"]), np.int64)
        only = frozenset(self.asked.departments)
        made = self._figures(everything, 1, {0: only} if only else None)
        return Group("", made[0], made[0].score(self.weights))

    def groups(self, by: str) -> tuple[Group, ...]:
        """By group, without those of which there is nothing."""
        if by in OF_TIME:
            return tuple(self._of_time(by))
        return tuple(self._of_words(by))

    def _of_words(self, by: str) -> Iterator[Group]:
        words = self.columns.words[by].all
        only = None
        if by == DEPARTMENT:
            only = {n: frozenset({word}) for n, word in enumerate(words)}
        made = self._figures(self.rows[by].astype(np.int64), len(words), only)
        found = {
            word: one
            for word, one in zip(words, made, strict=True)
            if one.counts["received"]
        }
        scores = {word: one.score(self.weights) for word, one in found.items()}
        placed = {}
        if by == DEPARTMENT:
            received = {word: one.counts["received"] for word, one in found.items()}
            # What nobody leads yet is no department.
            placed = ranks({w: s for w, s in scores.items() if w}, received)
        for word, one in found.items():
            yield Group(word, one, scores[word], rank=placed.get(word))

    def _of_time(self, by: str) -> Iterator[Group]:
        received = self.rows["received"]
        if not len(received):
            return
        first, last = (
            datetime.fromtimestamp(int(moment), self.zone).date()
            for moment in (received.min(), received.max())
        )
        parts = list(spans(by, first, last))
        starts = [midnight(start, self.zone) for start, _end in parts]
        numbers = np.searchsorted(starts, received, side="right") - 1
        only = frozenset(self.asked.departments)
        groups = dict.fromkeys(range(len(parts)), only) if only else None
        made = self._figures(numbers, len(parts), groups)
        for (start, end), one in zip(parts, made, strict=True):
            if one.counts["received"]:
                score = one.score(self.weights)
                yield Group(name_of(by, start), one, score, start, end)

    def _figures(self, groups: np.ndarray, size: int, only) -> list[Figures]:
        made = figures(self.rows, groups, size)
        profiles = self.columns.profiles.all
        work = self.rows.work
        joined = groups[work] * len(profiles) + self.rows["profile"][work]
        pairs: dict[int, set[int]] = {group: set() for group in range(size)}
        for pair in np.unique(joined):
            group, profile = divmod(int(pair), len(profiles))
            pairs[group].add(profile)
        shares = participation(pairs, profiles, only)
        for group, one in enumerate(made):
            one.fractions[PARTICIPATION] = shares[group]
        return made


def spans(by: str, first: date, last: date) -> Iterator[tuple[date, date]]:
    """The days, weeks (from Monday) or months from one day to another."""
    start = first
    if by == "week":
        start -= timedelta(days=start.weekday())
    elif by == "month":
        start = start.replace(day=1)
    while start <= last:
        following = _next(by, start)
        yield start, following - timedelta(days=1)
        start = following


def _next(by: str, start: date) -> date:
    if by == "month":
        return (start + timedelta(days=31)).replace(day=1)
    return start + timedelta(days=7 if by == "week" else 1)


def name_of(by: str, start: date) -> str:
    """The id of the day, week or month that begins then."""
    if by == "week":
        year, week, _day = start.isocalendar()
        return f"{year}-W{week:02}"
    return start.isoformat()[:7] if by == "month" else start.isoformat()
