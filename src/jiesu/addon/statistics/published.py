"""What of a report everybody may see: nothing that is small (see scope.py)."""

from dataclasses import replace
from jiesu.addon.statistics.measures import Figures
from jiesu.addon.statistics.measures import Times
from jiesu.addon.statistics.report import Group
from jiesu.addon.statistics.report import Report
from jiesu.addon.statistics.scope import SMALL


# What the public has a right to know of; of the rest (what was withdrawn, merged) it
# gets nothing.
COUNTS = ("received", "answered", "closed")
# Their parts are told only as a rate.
RATES = ("response", "answer", "on_time", "completion", "resolution", "satisfaction")

# Why nothing of a group is told: it is small, or another one could be reckoned from it.
FEW, OTHER = "few", "other"


def published(found: Report) -> Report:
    """The report without what is small.

    Of groups with fewer than `SMALL` complaints only that is told. Where their numbers
    could be reckoned from the total, of the next smallest nothing is told either.
    """
    order = sorted(found.groups, key=_received)
    few, others = kept_back([_received(one) for one in order])
    marks = {one.id: FEW for one in order[:few]}
    marks |= {one.id: OTHER for one in order[few : few + others]}
    groups = tuple(_told(one, marks.get(one.id, "")) for one in found.groups)
    periods = {name: published(other) for name, other in found.others.items()}
    return replace(found, total=_coarse(found.total), groups=groups, others=periods)


def kept_back(sizes: list[int]) -> tuple[int, int]:
    """How many groups are told to be small, and of how many more nothing is told.

    :param sizes: how many complaints each group has, the smallest first
    """
    few = sum(size < SMALL for size in sizes)
    if not few:
        return 0, 0
    for others in range(len(sizes) - few + 1):
        if not _can_be_reckoned(sizes, few, others):
            return few, others
    # Not even which ones are small.
    return 0, len(sizes)


def _can_be_reckoned(sizes: list[int], few: int, others: int) -> bool:
    """Whether the total less what is told gives a small number away.

    It does where what is kept back is small itself, and where the small ones, each at
    least 1 and less than `SMALL`, can only add up in one way.
    """
    kept = few + others
    rest = sum(sizes[:kept])
    if rest < SMALL:
        # Where nothing is told, the total is not either.
        return kept < len(sizes)
    least, most = few, few * (SMALL - 1)
    if not others:
        return not least < rest < most
    if kept < len(sizes):
        # The others are the next smallest: none is larger than what is told.
        least = max(least, rest - others * sizes[kept])
    return min(most, rest - others * SMALL) <= least


def _told(group: Group, mark: str) -> Group:
    if not mark:
        return _coarse(group)
    return replace(
        group, figures=Figures({}, {}, Times()), score=None, rank=None, kept_back=mark
    )


def _received(group: Group) -> int:
    return group.figures.counts["received"]


def _coarse(group: Group) -> Group:
    """A group whose small numbers are not told."""
    told = group.figures
    counts = {n: told.counts[n] for n in COUNTS if told.counts[n] >= SMALL}
    fractions = {
        name: parts
        for name, parts in told.fractions.items()
        if name in RATES and parts[1] >= SMALL
    }
    times = told.times if told.times.count >= SMALL else Times()
    told = Figures(counts, fractions, times)
    scored = {"response", "resolution", "satisfaction"} <= fractions.keys()
    return replace(group, figures=told, score=group.score if scored else None)
