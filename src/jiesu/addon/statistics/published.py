"""What of the figures everybody may see: nothing small, in whatever way it is asked.

It holds of all answers together, as each is made of the same few tables: all in all by
month and by calendar quarter, by group by calendar quarter alone. Each table is
suppressed in itself, once (see keeping.py). Of several quarters only that is told which
is told of each, so that no difference of two answers tells more than the tables do.
"""

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from jiesu.addon.statistics.asked import Asked
from jiesu.addon.statistics.asked import other_periods
from jiesu.addon.statistics.groupings import DEPARTMENT
from jiesu.addon.statistics.keeping import FEW
from jiesu.addon.statistics.keeping import marks_of_groups
from jiesu.addon.statistics.keeping import marks_of_months
from jiesu.addon.statistics.keeping import OTHER
from jiesu.addon.statistics.measures import Figures
from jiesu.addon.statistics.measures import Times
from jiesu.addon.statistics.quarters import Days
from jiesu.addon.statistics.quarters import is_published
from jiesu.addon.statistics.quarters import quarter_of
from jiesu.addon.statistics.quarters import quarters_of
from jiesu.addon.statistics.report import beside_others
from jiesu.addon.statistics.report import counting
from jiesu.addon.statistics.report import Group
from jiesu.addon.statistics.report import Report
from jiesu.addon.statistics.scope import SMALL


# What the public has a right to know of; of the rest (what was withdrawn, merged) it
# gets nothing.
COUNTS = ("received", "answered", "closed")
# Their parts are told only as a rate.
RATES = ("response", "answer", "on_time", "completion", "resolution", "satisfaction")
# What everybody may see figures by: groups, of whole quarters, and months.
BY_QUARTER = (DEPARTMENT, "category", "kind")
MONTH = "month"
PUBLIC_BY = (*BY_QUARTER, MONTH)

# Reports of what is asked, one for each grouping; see report.py.
Count = Callable[..., list[Report]]


def published(desk, asked: Asked, *more_by: str) -> list[Report]:
    """The figures that everybody may see; each with those of the other periods.

    :param asked: a period of quarters.py, not narrowed; `compare` says which others
    :param more_by: other groupings, for each one more report
    """
    with counting(desk) as counter:
        found = published_of(counter, counter.today, asked, *more_by)
        beside = {
            name: published_of(counter, counter.today, other, *more_by)
            for name, other in other_periods(asked, counter.today).items()
        }
    return beside_others(found, beside)


def published_of(
    count: Count, today: date, asked: Asked, *more_by: str
) -> list[Report]:
    """The same of one period, counted by `count`.

    :raises ValueError: nothing is published of such a period, or grouping
    """
    _check(asked, more_by, today)
    quarters = quarters_of(asked.start, asked.end)
    months = _months(count, today, quarters or (quarter_of(asked.start),), asked)
    found = count(asked, *more_by)
    groupings = (asked.by, *more_by)
    if not quarters:
        return [
            _of_month(one, by, months) for one, by in zip(found, groupings, strict=True)
        ]
    tables = [found]
    if len(quarters) > 1:
        some = (q for q in quarters if any(_lies_in(one, q) for one in months))
        tables = [
            count(replace(asked, start=one.start, end=one.end), *more_by)
            for one in some
        ]
    return [
        _of_quarters(found[n], by, [some[n] for some in tables], months)
        for n, by in enumerate(groupings)
    ]


def _check(asked: Asked, more_by: tuple[str, ...], today: date) -> None:
    """Let nothing be asked that lets small numbers be reckoned."""
    plain = Asked(
        asked.start, asked.end, asked.by, top=asked.top, compare=asked.compare
    )
    if asked != plain or not {asked.by, *more_by} <= {None, *PUBLIC_BY}:
        raise ValueError(f"not published: {asked}, by {more_by}")
    if not is_published(asked.start, asked.end, today):
        raise ValueError(f"not published: {asked.start} to {asked.end}")


def _months(
    count: Count, today: date, quarters: Sequence[Days], asked: Asked
) -> list[Group]:
    """All in all by month, of those that are over and have some; marked."""
    around = replace(asked, start=quarters[0].start, end=quarters[-1].end, by=MONTH)
    (by_month,) = count(around)
    over = [one for one in by_month.groups if one.end < today]
    marked = []
    for quarter in quarters:
        months = {one.id: one for one in over if _lies_in(one, quarter)}
        sizes = {name: _received(one) for name, one in months.items()}
        marks = marks_of_months(sizes, quarter.end < today)
        marked += [
            replace(one, kept_back=marks.get(name, "")) for name, one in months.items()
        ]
    return marked


def _lies_in(group: Group, days: Days) -> bool:
    return days.start <= group.start <= days.end


def _of_month(found: Report, by: str | None, months: list[Group]) -> Report:
    """One month: all in all."""
    marks = {one.id: one.kept_back for one in months}
    groups = found.groups if by == MONTH else ()
    month = found.asked.start.isoformat()[:7]
    # Of a month that has none there is no group.
    total = _told(found.total, marks.get(month, FEW), [found.total])
    return replace(found, total=total, groups=_by_month(groups, marks))


def _of_quarters(
    found: Report, by: str | None, tables: list[Report], months: list[Group]
) -> Report:
    """Whole quarters, of each of which there is a table where it has some."""
    totals = [one.total for one in tables]
    total = _told(found.total, _mark_of_total(totals), totals)
    marks = {one.id: one.kept_back for one in months}
    if by == MONTH:
        return replace(found, total=total, groups=_by_month(found.groups, marks))
    by_quarter = [_marked(one.groups) for one in tables]
    groups = tuple(_over_quarters(one, by_quarter) for one in found.groups)
    return replace(found, total=total, groups=groups)


def _mark_of_total(quarters: list[Group]) -> str:
    small = [one for one in quarters if _received(one) < SMALL]
    if not small and quarters:
        return ""
    return FEW if len(quarters) < 2 else OTHER


def _by_month(groups: Sequence[Group], marks: Mapping[str, str]) -> tuple[Group, ...]:
    return tuple(_told(one, marks[one.id], [one]) for one in groups)


def _marked(groups: Sequence[Group]) -> dict[str, Group]:
    """The groups of a quarter's table by id, with why they are kept back."""
    marks = marks_of_groups({one.id: _received(one) for one in groups})
    return {one.id: replace(one, kept_back=marks.get(one.id, "")) for one in groups}


def _over_quarters(group: Group, by_quarter: list[dict[str, Group]]) -> Group:
    """A group of all quarters, as far as it is told of each in which it has some."""
    parts = [some[group.id] for some in by_quarter if group.id in some]
    marks = {one.kept_back for one in parts} - {""}
    if not marks:
        return _told(group, "", parts)
    # Several that are small need not be so together.
    return _told(group, marks.pop() if len(parts) == 1 else OTHER, parts)


def _told(group: Group, mark: str, parts: Sequence[Group]) -> Group:
    """A group without its small numbers; with a mark nothing of it is told.

    :param parts: the group in each quarter: what is small there is not told either
    """
    if mark:
        nothing = Figures({}, {}, Times())
        return replace(group, figures=nothing, score=None, rank=None, kept_back=mark)
    all_of_it = [group.figures, *(one.figures for one in parts)]
    told = group.figures
    counts = {
        name: told.counts[name]
        for name in COUNTS
        if all(one.counts[name] >= SMALL for one in all_of_it)
    }
    fractions = {
        name: told.fractions[name]
        for name in RATES
        if name in told.fractions
        and _is_told([one.fractions[name][1] for one in all_of_it])
    }
    times = told.times if _is_told([one.times.count for one in all_of_it]) else Times()
    scored = {"response", "resolution", "satisfaction"} <= fractions.keys()
    return replace(
        group,
        figures=Figures(counts, fractions, times),
        score=group.score if scored else None,
        rank=group.rank if scored else None,
        kept_back="",
    )


def _is_told(wholes: list[int]) -> bool:
    """Whether a rate is told: nowhere over a few; a quarter may have none."""
    return wholes[0] >= SMALL and all(not one or one >= SMALL for one in wholes)


def _received(group: Group) -> int:
    return group.figures.counts["received"]
