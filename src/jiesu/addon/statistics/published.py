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


def published(found: Report) -> Report:
    """The report without what is small.

    Groups with fewer than `SMALL` complaints are left out; where what is left out
    could be reckoned from the total, the smallest other group goes with them.
    """
    kept = sorted(found.groups, key=lambda one: one.figures.counts["received"])
    left_out = 0
    while kept and (_received(kept[0]) < SMALL or 0 < left_out < SMALL):
        left_out += _received(kept.pop(0))
    names = {one.id for one in kept}
    groups = tuple(_coarse(one) for one in found.groups if one.id in names)
    others = {name: published(other) for name, other in found.others.items()}
    return replace(found, total=_coarse(found.total), groups=groups, others=others)


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
