"""What the scanner should have told: found by trying each scan, not by computing dates.

It takes what happened to a complaint, the moments of all scans and at which of them the
complaint could not be looked at, and finds for each stage the first scan at which it
was true that it had passed. Working time is measured on a grid of half minutes made
from the public calendar alone. It shares with the code that is tested only the clock
(tests/deadlines/test_clock.py), which says what is due when.
"""

from bisect import bisect_left
from chinese_calendar import is_workday
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from datetime import timedelta
from itertools import pairwise
from jiesu.addon.deadlines.agenda import Standing
from jiesu.addon.deadlines.clock import Clock
from zoneinfo import ZoneInfo


SHANGHAI = ZoneInfo("Asia/Shanghai")
CELL = timedelta(seconds=30)
CELLS_A_DAY = timedelta(days=1) // CELL
# 08:30-12:00 and 14:00-17:30.
SHIFTS = ((8.5, 12.0), (14.0, 17.5))
WORKING_DAY = timedelta(hours=7)

ACTS = {"rating_ends": "close", "suspension_ends": "resume"}
# Which stage is outdone by which, if both are found at the same scan.
OUTDONE = {
    "accept_yellow": ("accept", 0),
    "accept_red": ("accept", 1),
    "yellow": ("answer", 0),
    "red": ("answer", 1),
    "escalated": ("office", 0),
    "supervision_proposed": ("office", 1),
    "support_yellow": ("support", 0),
    "support_red": ("support", 1),
}


class Grid:
    """Working time up to each half minute of some days."""

    def __init__(self, first: date, days: int) -> None:
        """Count it, cell by cell."""
        self._start = datetime(first.year, first.month, first.day, tzinfo=SHANGHAI)
        self._passed = [0]
        for day in range(days):
            works = _works(first + timedelta(days=day))
            for cell in range(CELLS_A_DAY):
                hour = cell * 24 / CELLS_A_DAY
                counts = works and any(a <= hour < b for a, b in SHIFTS)
                self._passed.append(self._passed[-1] + counts)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Working time between two moments on the grid."""
        return self._until(end) - self._until(start)

    def after(self, start: datetime, span: timedelta) -> datetime:
        """The first moment at which so much working time has passed."""
        cell = bisect_left(self._passed, (self._until(start) + span) // CELL)
        return self._start + cell * CELL

    def _until(self, moment: datetime) -> timedelta:
        cell, rest = divmod(moment - self._start, CELL)
        counts = self._passed[cell + 1] > self._passed[cell]
        return self._passed[cell] * CELL + rest * counts


def _works(day: date) -> bool:
    """By the public calendar; by the weekday where that is not out yet."""
    try:
        return is_workday(day)
    except NotImplementedError:
        return day.weekday() < 5


@dataclass
class Life:
    """What happened to a complaint: how it stood from which moment on.

    acted: moments at which the desk itself did something, with what
    """

    urgent: bool
    steps: list[tuple[datetime, Standing]] = field(default_factory=list)
    acted: list[tuple[datetime, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Stage:
    """Something that passes: known by name, due moment and department."""

    name: str
    due: datetime
    passed: Callable[[datetime], bool]
    department: str = ""

    @property
    def key(self) -> tuple:
        """What it is known by."""
        return self.name, self.due, self.department


class Oracle:
    """Knows the scans, and what each complaint should have come to."""

    def __init__(
        self,
        grid: Grid,
        scans: list[datetime],
        left_out: Callable[[str, int], bool],
    ) -> None:
        """Of these scans.

        :param left_out: whether a complaint was not looked at in the scan of a number
        """
        self._grid = grid
        self._scans = scans
        self._left_out = left_out

    def told(self, name: str, life: Life, end: datetime) -> set[tuple]:
        """Pairs of key and moment."""
        found: dict[int, list[Stage]] = {}
        known: set[tuple] = set()
        for start, until, standing in _segments(life, end):
            for stage in self._stages(standing):
                if stage.name in ACTS:
                    continue
                scan = self._first(name, stage, start, until, quiet=not life.urgent)
                if scan is not None:
                    found.setdefault(scan, []).append(stage)
        told = set()
        for scan in sorted(found):
            new = {one.key: one for one in found[scan] if one.key not in known}
            known.update(new)
            told |= {(key, self._scans[scan]) for key in _last(new.values())}
        return told

    def acts(self, name: str, life: Life, end: datetime) -> list[tuple]:
        """Pairs of moment and action."""
        return [
            (self._scans[scan], ACTS[stage.name])
            for start, until, standing in _segments(life, end)
            for stage in self._stages(standing)
            if stage.name in ACTS
            # The act itself ends the segment.
            and (scan := self._first(name, stage, start, until + CELL, quiet=False))
            is not None
        ]

    def _first(
        self, name: str, stage: Stage, start: datetime, until: datetime, quiet: bool
    ) -> int | None:
        """The first scan of a segment that finds it passed."""
        scans = self._scans
        number = bisect_left(scans, True, bisect_left(scans, start), key=stage.passed)
        while number < len(scans) and scans[number] < until:
            night = quiet and not 7 <= scans[number].astimezone(SHANGHAI).hour < 22
            if not night and not self._left_out(name, number):
                return number
            number += 1
        return None

    def _stages(self, standing: Standing) -> Iterator[Stage]:
        if standing.answered:
            yield self._days("rating_ends", standing.answered, 7)
        if not standing.runs:
            return
        yield from self._of_lead(standing.clock)
        for one in standing.clock.support:
            if one.due and not one.done:
                yield self._at("support_yellow", one.due, one.yellow, one.department)
                yield self._at("support_red", one.due, None, one.department)
        if standing.extension_asked:
            due = self._grid.after(standing.extension_asked, WORKING_DAY)
            yield self._at("extension_undecided", due)
        if standing.suspended_until:
            yield self._at("suspension_ends", standing.suspended_until)
        if standing.closed:
            yield self._days("reopening_ends", standing.closed, 14)

    def _of_lead(self, clock: Clock) -> Iterator[Stage]:
        if clock.accept_due:
            if clock.due == clock.accept_due:
                yield self._at("accept_yellow", clock.accept_due, clock.yellow)
            yield self._at("accept_red", clock.accept_due)
            yield self._working("escalated", clock.accept_due, 2)
        if clock.answer_due:
            yield self._at("yellow", clock.answer_due, clock.answer_yellow)
            yield self._at("red", clock.answer_due)
            yield self._working("escalated", clock.answer_due, 2)
            yield self._working("supervision_proposed", clock.answer_due, 5)

    def _at(self, name, due, moment=None, department="") -> Stage:
        return Stage(name, due, lambda t: t >= (moment or due), department)

    def _working(self, name: str, due: datetime, days: int) -> Stage:
        wanted = days * WORKING_DAY
        return Stage(
            name,
            due,
            lambda t: t >= due and self._grid.between(due, t) >= wanted,
        )

    def _days(self, name: str, since: datetime, days: int) -> Stage:
        return Stage(name, since, lambda t: t - since >= timedelta(days=days))


def _segments(
    life: Life, end: datetime
) -> Iterator[tuple[datetime, datetime, Standing]]:
    """From when to when it stood how; the end of each is not part of it."""
    last = (end, life.steps[-1][1])
    for (start, standing), (until, _next) in pairwise([*life.steps, last]):
        if start < until:
            yield start, until, standing


def _last(stages) -> Iterator[tuple]:
    """Keys of those that none outdoes."""
    ranks: dict[tuple, tuple] = {}
    for stage in stages:
        line, rank = OUTDONE.get(stage.name, (stage.key, 0))
        place = (line, stage.department)
        if place not in ranks or (rank, stage.due) > ranks[place][0]:
            ranks[place] = (rank, stage.due), stage.key
    return (key for _rank, key in ranks.values())


def key_of(due) -> tuple:
    """A `Due` as the oracle knows it: of a period it knows when it began."""
    began = timedelta(days=14) if due.name == "reopening_ends" else timedelta()
    return due.name, due.due - began, due.department
