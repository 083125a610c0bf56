"""How figures are told: numbers, rates, times, and what has changed since."""

from jiesu.addon import _
from jiesu.addon.statistics import measures
from jiesu.addon.statistics.keeping import OTHER
from jiesu.addon.statistics.published import COUNTS as PUBLISHED
from jiesu.addon.statistics.report import Group
from jiesu.addon.statistics.scope import SMALL


NOTHING = "—"
FEW = f"<{SMALL}"

TITLES = {one.name: one.title for one in (*measures.COUNTS, *measures.RATES)} | {
    measures.PARTICIPATION: measures.PARTICIPATION_TITLE,
    measures.TIME: measures.TIME_TITLE,
}
FORMULAS = {one.name: one.formula for one in (*measures.COUNTS, *measures.RATES)} | {
    measures.PARTICIPATION: measures.PARTICIPATION_FORMULA,
    measures.TIME: measures.TIME_FORMULA,
}
COUNTS = {one.name for one in measures.COUNTS}
RATES = {*(one.name for one in measures.RATES), measures.PARTICIPATION}


def number(group: Group, name: str) -> str:
    """A count; of what is published a small one is told as that."""
    value = group.figures.counts.get(name)
    if value is not None:
        return f"{value:,}"
    return FEW if name in PUBLISHED and group.kept_back != OTHER else NOTHING


def rate(group: Group, name: str) -> str:
    """A rate as a percentage."""
    value = group.figures.rates.get(name)
    return NOTHING if value is None else f"{value * 100:.1f}%"


def hours(value: float | None) -> str:
    """A number of working hours."""
    return NOTHING if value is None else f"{value:.1f}"


def score(group: Group) -> str:
    """A score."""
    return NOTHING if group.score is None else f"{group.score:.1f}"


def figure(group: Group, name: str) -> str:
    """A count or a rate, by its name."""
    return rate(group, name) if name in RATES else number(group, name)


def value(group: Group, name: str) -> float | None:
    """What a count or a rate is worth, a rate from 0 to 100; None over nothing."""
    if name not in RATES:
        return group.figures.counts.get(name)
    found = group.figures.rates.get(name)
    return None if found is None else round(found * 100, 1)


def opens(group: Group, name: str) -> bool:
    """Whether there is a list behind a figure: nothing stands behind none."""
    worth = value(group, name)
    return worth is not None if name in RATES else bool(worth)


def change(now: Group, before: Group, name: str):
    """By how much a figure differs from that of another period, as a message.

    Counts in per cent, rates in points; "" where there is nothing to compare.
    """
    one, other = value(now, name), value(before, name)
    if one is None or other is None:
        return ""
    if name in RATES:
        points = round(one - other, 1)
        return _(
            "change_points",
            default="${n} points",
            mapping={"n": _signed(f"{points:+.1f}") if points else "±0"},
        )
    if not other:
        return ""
    share = round((one - other) / other * 100)
    return _signed(f"{share:+d}%") if share else "±0%"


def _signed(number: str) -> str:
    """With a minus that is as wide as a plus."""
    return number.replace("-", "−")
