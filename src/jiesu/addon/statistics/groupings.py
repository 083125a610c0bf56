"""What complaints are grouped by: the group of each row, and what groups there are.

A grouping is one rule for the counts and for the list of what a group counts.
"""

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from jiesu.addon.content.fields import Term
from jiesu.addon.statistics.columns import Selected
from zoneinfo import ZoneInfo

import numpy as np


DEPARTMENT = "department"
TOP_CATEGORY = "category_top"
PLACE = "place"
SCORE = "score"
TERM = "term"
HOUR = "hour"
AGE = "age"
HANDLER = "handler"
OF_WORDS = (DEPARTMENT, "category", TOP_CATEGORY, "kind", "channel", PLACE, SCORE)
OF_DAYS = ("day", "week", "month")
OF_TIME = (*OF_DAYS, TERM)
BY = (*OF_WORDS, *OF_TIME, HOUR, AGE)

# The places that are not told apart, as one group; no key of a place is this.
REST = "*"
HOURS = 24
DAYS = 7
# Up to so many days since it was received a complaint is in each group of ages.
AGES = (1, 3, 7, 14, 30)
DAY = 86_400
SCORES = 5


@dataclass(frozen=True)
class Basis:
    """What of a desk decides how is counted.

    zone: in which days begin
    terms: the academic terms, in their order
    tops: the category of the first level of each category, by id
    """

    zone: ZoneInfo
    terms: tuple[Term, ...] = ()
    tops: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Name:
    """A group that there can be.

    start, end: of a time its first and its last day
    title: of a place how it is written; "" for others
    """

    id: str
    start: date | None = None
    end: date | None = None
    title: str = ""


@dataclass(frozen=True)
class Grouped:
    """The number of each row's group, and what the groups are."""

    numbers: np.ndarray
    names: list[Name]

    @property
    def size(self) -> int:
        """How many groups there can be."""
        return len(self.names)

    def number(self, name: str) -> int:
        """The number of a group, -1 where there is none of this id."""
        return next((n for n, one in enumerate(self.names) if one.id == name), -1)


def grouped(by: str, rows: Selected, basis: Basis, now: int, top: int) -> Grouped:
    """Group rows.

    :param by: one of `BY`, or `HANDLER`
    :param now: seconds since 1970
    :param top: how many places are told apart
    """
    if by in OF_DAYS:
        return _of_days(by, rows, basis)
    if by == PLACE:
        return _of_places(rows, top)
    special = _SPECIAL.get(by)
    return special(rows, basis, now) if special else _of_words(by, rows)


def _of_words(by: str, rows: Selected) -> Grouped:
    words = rows.columns.words[by].all
    return _in_order(words, rows[by])


def _of_top(rows: Selected, basis: Basis, now: int) -> Grouped:
    tops = dict(basis.tops)
    words = [tops.get(one, one) for one in rows.columns.words["category"].all]
    return _in_order(words, rows["category"])


def _in_order(words: Sequence[str], numbers: np.ndarray) -> Grouped:
    """A group for each word, in the order of the words; what has none comes last.

    Not in the order of their numbers: each process has its own.

    :param words: by number; several may have the same one
    """
    ids = sorted(set(words), key=lambda word: (not word, word))
    places = {word: place for place, word in enumerate(ids)}
    table = np.array([places[word] for word in words], np.int64)
    return Grouped(table[numbers], [Name(one) for one in ids])


def _of_places(rows: Selected, top: int) -> Grouped:
    """The places with most, in that order, then the rest; without a place apart."""
    places = rows.columns.words[PLACE]
    found = np.bincount(rows[PLACE], minlength=len(places.all))
    nowhere = places.known("")
    if nowhere >= 0:
        found[nowhere] = 0
    first = _largest(found, top, places.all)
    table = np.full(len(places.all), len(first), np.int64)
    table[first] = np.arange(len(first))
    if nowhere >= 0:
        table[nowhere] = len(first) + 1
    names = [
        Name(places.all[number], title=places.spellings[number]) for number in first
    ]
    return Grouped(table[rows[PLACE]], [*names, Name(REST), Name("")])


def _largest(found: np.ndarray, top: int, words: Sequence[str]) -> list[int]:
    """The places with most, the largest first; of as many always the same ones."""
    numbers = np.flatnonzero(found)
    if len(numbers) > top:
        # All that have as many as the last one: which of them is told, the words say.
        edge = np.partition(found, -top)[-top]
        numbers = np.flatnonzero(found >= max(edge, 1))
    ordered = sorted(numbers.tolist(), key=lambda one: (-found[one], words[one]))
    return ordered[:top]


def _of_scores(rows: Selected, basis: Basis, now: int) -> Grouped:
    names = [Name(str(score) if score else "") for score in range(SCORES + 1)]
    return Grouped(np.minimum(rows[SCORE], SCORES).astype(np.int64), names)


def _of_days(by: str, rows: Selected, basis: Basis) -> Grouped:
    received = rows["received"]
    if not len(received):
        return Grouped(received.astype(np.int64), [])
    first, last = (day_of(int(m), basis.zone) for m in _ends(received))
    parts = list(spans(by, first, last))
    starts = np.array([midnight(start, basis.zone) for start, _end in parts])
    names = [Name(name_of(by, start), start, end) for start, end in parts]
    return Grouped(np.searchsorted(starts, received, side="right") - 1, names)


def _of_terms(rows: Selected, basis: Basis, now: int) -> Grouped:
    """By term; what lies in none has the last number."""
    received, terms = rows["received"], basis.terms
    starts = np.array([midnight(t.start, basis.zone) for t in terms], np.int64)
    ends = np.array(
        [midnight(t.end + timedelta(days=1), basis.zone) for t in terms], np.int64
    )
    numbers = np.searchsorted(starts, received, side="right") - 1
    within = numbers >= 0
    within[within] = received[within] < ends[numbers[within]]
    names = [Name(term.title, term.start, term.end) for term in terms]
    return Grouped(np.where(within, numbers, len(terms)), [*names, Name("")])


def _of_hours(rows: Selected, basis: Basis, now: int) -> Grouped:
    """By the hour of the week, from Monday 0 o'clock by the site's clock."""
    local = rows["received"].astype(np.int64)
    local = local + _offsets(local, basis.zone)
    # The first day of 1970 was a Thursday.
    numbers = (local // 3600 + 3 * HOURS) % (DAYS * HOURS)
    names = [Name(f"{n // HOURS + 1}-{n % HOURS:02}") for n in range(DAYS * HOURS)]
    return Grouped(numbers, names)


def _offsets(moments: np.ndarray, zone: ZoneInfo) -> np.ndarray:
    """How far the zone's clock goes ahead at each moment, in seconds."""
    if not len(moments):
        return moments
    days = moments // DAY
    first = int(days.min())
    ends = [_offset(day * DAY, zone) for day in range(first, int(days.max()) + 2)]
    found = np.array(ends, np.int64)[days - first]
    # On a day on which clocks are set it depends on the hour.
    changed = np.diff(ends) != 0
    for row in np.flatnonzero(changed[days - first]):
        found[row] = _offset(int(moments[row]), zone)
    return found


def _offset(moment: int, zone: ZoneInfo) -> int:
    return int(datetime.fromtimestamp(moment, zone).utcoffset().total_seconds())


def _of_ages(rows: Selected, basis: Basis, now: int) -> Grouped:
    """By how many days ago it was received."""
    limits = np.array([days * DAY for days in AGES])
    ages = now - rows["received"].astype(np.int64)
    starts = (0, *AGES)
    names = [Name(f"{n}-{AGES[at]}") for at, n in enumerate(starts[:-1])]
    return Grouped(
        np.searchsorted(limits, ages, side="left"), [*names, Name(f"{AGES[-1]}-")]
    )


_SPECIAL: dict[str, Callable] = {
    TOP_CATEGORY: _of_top,
    SCORE: _of_scores,
    TERM: _of_terms,
    HOUR: _of_hours,
    AGE: _of_ages,
}


def _ends(received: np.ndarray) -> tuple:
    return received.min(), received.max()


def day_of(moment: int, zone: ZoneInfo) -> date:
    """On which day a moment is there."""
    return datetime.fromtimestamp(moment, zone).date()


def midnight(day: date, zone: ZoneInfo) -> int:
    """When a day begins there, in seconds since 1970."""
    return int(datetime.combine(day, time(), zone).timestamp())


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
