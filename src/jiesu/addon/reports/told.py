"""How the numbers of a report are told. Pure; over the plain data of taking.py."""

from jiesu.addon.statistics import rounding


NOTHING = "—"


def count(figures: dict, name: str) -> int:
    """A count."""
    return figures["counts"].get(name, 0)


def rate(figures: dict, name: str) -> float | None:
    """A rate from 0 to 1; None over nothing."""
    part, whole = figures["fractions"].get(name, (0, 0))
    return part / whole if whole else None


def number(value: int | None) -> str:
    """A whole number."""
    return NOTHING if value is None else f"{value:,}"


def share(value: float | None) -> str:
    """A rate as a percentage."""
    return NOTHING if value is None else f"{rounding.percent(value):,.1f}%"


def decimal(value: float | None) -> str:
    """Hours, days, a score."""
    return NOTHING if value is None else f"{rounding.half_up(value):,.1f}"


def growth(now: int, before: int) -> float | None:
    """By which share a count has grown; None over nothing."""
    return (now - before) / before if before else None


def points(now: float | None, before: float | None) -> float | None:
    """By how many percentage points a rate differs; None where one is over nothing."""
    if now is None or before is None:
        return None
    return rounding.points(now, before)


def signed_share(value: float | None) -> str:
    """A growth with its sign; the minus is as wide as the plus."""
    return NOTHING if value is None else _signed(rounding.percent(value), "%")


def signed_points(value: float | None) -> str:
    """A difference of points with its sign."""
    return NOTHING if value is None else _signed(rounding.half_up(value), "")


def _signed(value: float, unit: str) -> str:
    if not value:
        return f"0.0{unit}"
    return f"{value:+,.1f}".replace("-", "−") + unit
