"""Takes the figures of a period: all that a report tells, and what each figure counts.

Everything is counted by the engine at one moment over the same columns, so that a
number and the list behind it cannot differ. The outcome is plain data; what it says:

    span: kind, start, end, title; made: the moment; step: day, week or month
    periods: first and last day of "now", "previous" and "year", where there are such
    totals: figures of each of these (see `_figures`)
    series: figures by day, week or month
    by: figures by department, category_top, category, kind, channel and place
    standing: what is open at that moment, whenever it was received, and by department
    overdue, rework, supervisions, faq: lines of lists, see rows.py
    titles: what departments, categories and reasons were called
    definitions: what each figure means, by language
"""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from jiesu.addon.calendar.moment import now
from jiesu.addon.catalog.catalog import catalog_of
from jiesu.addon.content.fields import parse_terms
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.content.report import TERM
from jiesu.addon.reports import rows
from jiesu.addon.reports.definitions import definitions
from jiesu.addon.reports.lists import key
from jiesu.addon.reports.lists import NOW
from jiesu.addon.reports.lists import STANDING
from jiesu.addon.reports.periods import Span
from jiesu.addon.reports.periods import term_a_year_earlier
from jiesu.addon.reports.periods import term_before
from jiesu.addon.statistics import measures
from jiesu.addon.statistics.asked import Asked
from jiesu.addon.statistics.asked import other_periods
from jiesu.addon.statistics.asked import PREVIOUS
from jiesu.addon.statistics.asked import YEAR
from jiesu.addon.statistics.columns import Columns
from jiesu.addon.statistics.engine import columns_of
from jiesu.addon.statistics.groupings import DEPARTMENT
from jiesu.addon.statistics.groupings import grouped
from jiesu.addon.statistics.groupings import PLACE
from jiesu.addon.statistics.groupings import TOP_CATEGORY
from jiesu.addon.statistics.measures import PART
from jiesu.addon.statistics.measures import PARTICIPATION
from jiesu.addon.statistics.measures import Rows
from jiesu.addon.statistics.measures import TIME
from jiesu.addon.statistics.measures import WHOLE
from jiesu.addon.statistics.report import basis_of
from jiesu.addon.statistics.report import counted
from jiesu.addon.statistics.report import Group
from jiesu.addon.statistics.report import meant
from jiesu.addon.statistics.report import Report
from jiesu.addon.statistics.report import weights_of
from jiesu.addon.statistics.selecting import selected

import numpy as np


# The form of the data.
VERSION = 1
# So many places are told apart.
PLACES = 10
GROUPINGS = (DEPARTMENT, TOP_CATEGORY, "category", "kind", "channel", PLACE)
COUNTS = tuple(one.name for one in measures.COUNTS)
RATES = tuple(one.name for one in measures.RATES)


@dataclass(frozen=True)
class Taken:
    """The figures of a period.

    data: see above
    ids: of all complaints that are counted
    lists: for each figure (`lists.key`) the places of its complaints in `ids`
    """

    data: dict
    ids: list[str]
    lists: dict[str, list[int]]


def take(desk, span: Span) -> Taken:
    """Count a period now."""
    return _Taker(desk, span).taken()


class _Taker:
    """Counts one period at one moment."""

    def __init__(self, desk, span: Span):
        self.desk = desk
        self.span = span
        self.basis = basis_of(desk)
        self.made = now().astimezone(self.basis.zone)
        self.weights = weights_of(desk)
        self.documents: dict[str, np.ndarray] = {}

    def taken(self) -> Taken:
        """All of it."""
        with columns_of(self.desk) as columns:
            periods = self._periods()
            totals, main = {}, []
            for name, asked in periods.items():
                by = (self.span.step, *GROUPINGS) if name == NOW else ()
                found = self._counted(columns, asked, *by)
                totals[name] = found[0].total
                self._keep(columns, "" if name == NOW else name, asked, by)
                main = main or found[1:]
            standing = self._standing(columns)
        data = self._data(periods, totals, main, standing)
        ids, lists = self._lists(data)
        return Taken(data, ids, lists)

    def _counted(self, columns: Columns, asked: Asked, *by: str) -> list[Report]:
        return counted(columns, self.basis, self.weights, self.made, asked, *by)

    def _periods(self) -> dict[str, Asked]:
        """The period itself, then those that it is compared with."""
        span = self.span
        asked = Asked(span.start, span.end, top=PLACES, compare=(PREVIOUS, YEAR))
        plain = replace(asked, compare=())
        if span.kind != TERM:
            today = self.made.astimezone(self.basis.zone).date()
            return {NOW: plain, **other_periods(asked, today)}
        terms = parse_terms(self.desk.terms)
        others = {
            PREVIOUS: term_before(span, terms),
            YEAR: term_a_year_earlier(span, terms),
        }
        return {NOW: plain} | {
            name: replace(plain, start=term.start, end=term.end)
            for name, term in others.items()
            if term is not None
        }

    def _standing(self, columns: Columns) -> Report:
        asked = Asked(only_open=True)
        self._keep(columns, STANDING, asked, (DEPARTMENT,), ("open", "overdue"))
        return self._counted(columns, asked, DEPARTMENT)[1]

    # What each figure counts

    def _keep(
        self,
        columns: Columns,
        period: str,
        asked: Asked,
        by: Iterable[str],
        names: tuple[str, ...] = (),
    ) -> None:
        """Keep the documents behind all figures, in all and by group."""
        chosen = selected(columns, asked, self.basis.zone)
        found = _Masks(columns, chosen, asked, int(self.made.timestamp()))
        documents = chosen["document"]
        for measure, side, mask in found.all(names):
            self.documents[key(measure, side, period)] = documents[mask]
        if not names:
            for name, mask in found.stories():
                self.documents[key(name, PART, period)] = documents[mask]
        for grouping in by:
            self._keep_groups(found, chosen, period, grouping, asked, names)

    def _keep_groups(self, found, chosen, period, by, asked, names) -> None:
        at = int(self.made.timestamp())
        groups = grouped(by, chosen, self.basis, at, asked.top)
        documents = chosen["document"]
        for measure, side, mask in found.all(names):
            # Of a group it counts departments, by a rule of its own: not told.
            if measure == PARTICIPATION:
                continue
            numbers, some = groups.numbers[mask], documents[mask]
            order = np.argsort(numbers, kind="stable")
            ends = np.cumsum(np.bincount(numbers, minlength=groups.size))
            for group, part in enumerate(np.split(some[order], ends[:-1])):
                if len(part):
                    name = key(measure, side, period, by, groups.names[group].id)
                    self.documents[name] = part

    def _lists(self, data: dict) -> tuple[list[str], dict[str, list[int]]]:
        """All documents as places among the ids of the complaints."""
        flat = [some for some in self.documents.values() if len(some)]
        every = np.unique(np.concatenate(flat)) if flat else np.empty(0, np.int64)
        paths = catalog_of(complaints_of(self.desk)).paths
        ids = [paths[int(one)] for one in every]
        lists = {
            name: np.searchsorted(every, some).tolist()
            for name, some in self.documents.items()
        }
        place = {one: number for number, one in enumerate(ids)}
        for line in data["supervisions"]:
            linked = line.pop("linked")
            for one in linked:
                if one not in place:
                    place[one] = len(ids)
                    ids.append(one)
            lists[line["figure"]] = [place[one] for one in linked]
        return ids, lists

    # The data

    def _data(self, periods, totals, main: list[Report], standing: Report) -> dict:
        series, *by = main
        span, zone = self.span, self.basis.zone
        overdue = self.documents[key("overdue", PART, STANDING)]
        rework = self.documents[key("rework", PART)]
        lister = rows.Lister(self.desk, self.made, zone)
        return {
            "version": VERSION,
            "span": {
                "kind": span.kind,
                "start": str(span.start),
                "end": str(span.end),
                "title": span.title,
            },
            "made": self.made.isoformat(timespec="seconds"),
            "step": span.step,
            "periods": {
                name: {"start": str(asked.start), "end": str(asked.end)}
                for name, asked in periods.items()
            },
            "totals": {name: _figures(one) for name, one in totals.items()},
            "series": [_figures(one) for one in series.groups],
            "by": {
                name: [_figures(one) for one in found.groups]
                for name, found in zip(GROUPINGS, by, strict=True)
            },
            "standing": {
                "total": _figures(standing.total),
                "department": [_figures(one) for one in standing.groups],
            },
            "overdue": lister.overdue(overdue.tolist()),
            "rework": lister.rework(rework.tolist()),
            "supervisions": lister.supervisions(span),
            "faq": lister.faq(span),
            "titles": rows.titles(self.desk),
            "definitions": definitions(self.weights),
        }


class _Masks:
    """Which of some rows each figure counts."""

    def __init__(self, columns: Columns, chosen, asked: Asked, at: int):
        self._columns = columns
        self._rows = Rows(chosen, at)
        self._asked = asked

    def all(self, names: tuple[str, ...]) -> Iterator[tuple[str, str, np.ndarray]]:
        """Name, side and mask of all figures, or of some."""
        for name in names or COUNTS:
            yield name, PART, measures.counted(self._rows, name)
        if names:
            return
        yield TIME, PART, measures.counted(self._rows, TIME)
        only = meant(None, "", self._asked)
        for side in (PART, WHOLE):
            for name in RATES:
                yield name, side, measures.counted(self._rows, name, side)
            told = self._columns.profiles.all
            yield PARTICIPATION, side, measures.took_part(self._rows, side, told, only)

    def stories(self) -> Iterator[tuple[str, np.ndarray]]:
        """Reasons and moves that occur, each with its mask."""
        told = self._columns.stories.all
        there = np.unique(self._rows["story"])
        names = {one for n in there.tolist() for part in told[n][:2] for one in part}
        for name in sorted(names):
            yield name, measures.with_story(self._rows, name, told)


def _figures(group: Group) -> dict:
    """A group as plain data; times in working hours."""
    times = group.figures.times
    return {
        "id": group.id,
        "title": group.title,
        "start": str(group.start) if group.start else None,
        "end": str(group.end) if group.end else None,
        "rank": group.rank,
        "score": group.score,
        "counts": dict(group.figures.counts),
        "fractions": {n: list(pair) for n, pair in group.figures.fractions.items()},
        "times": {
            "count": times.count,
            "mean": times.mean,
            "median": times.median,
            "p90": times.p90,
        },
        "reasons": dict(group.figures.reasons),
        "moves": dict(group.figures.moves),
    }
