"""How figures are rounded: half away from nought, as spreadsheets do it. Pure.

Python rounds halves to the even digit and tells 5 of 16 as 31.2 %, where a reader who
reckons, and the workbook of the same figures, come to 31.3 %.
"""

from decimal import Decimal
from decimal import ROUND_HALF_UP


# A float that stands for 28.5 may lie this little beside it: 0.285 × 100 does.
NOISE = Decimal("1e-10")


def half_up(value: float, digits: int = 1) -> float:
    """A number with so many digits after the point."""
    exact = Decimal(repr(float(value))).quantize(NOISE)
    return float(exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def percent(rate: float) -> float:
    """A rate from 0 to 1 as a percentage with one digit."""
    return half_up(rate * 100)


def points(now: float, before: float) -> float:
    """By how many percentage points a rate differs: of what they are, not as told."""
    return half_up((now - before) * 100)
