"""What is kept back of sizes that add up to one that is told. Pure.

What is small is told to be that. Where the total less what is told would give it away,
of others nothing is told either.
"""

from collections.abc import Sequence
from jiesu.addon.statistics.scope import SMALL


# Why nothing of a group is told: it is small, or another one could be reckoned from it.
FEW, OTHER = "few", "other"


def kept_back(sizes: Sequence[int]) -> tuple[int, int]:
    """How many groups are told to be small, and of how many more nothing is told.

    :param sizes: how many complaints each group has, the smallest first
    """
    few = sum(size < SMALL for size in sizes)
    if not few:
        return 0, 0
    for others in range(len(sizes) - few + 1):
        kept = few + others
        # The others are the next smallest: none is larger than what is told.
        largest = sizes[kept] if kept < len(sizes) else None
        if not _can_be_reckoned(sizes[:kept], few, kept < len(sizes), largest):
            return few, others
    # Not even which ones are small.
    return 0, len(sizes)


def marks_of_groups(sizes: dict[str, int]) -> dict[str, str]:
    """Which groups of one table are kept back, and why.

    :param sizes: how many complaints each group has, by its id
    """
    order = sorted(sizes, key=lambda one: sizes[one])
    few, others = kept_back([sizes[one] for one in order])
    marks = dict.fromkeys(order[:few], FEW)
    return marks | dict.fromkeys(order[few : few + others], OTHER)


def marks_of_months(sizes: dict[str, int], quarter_told: bool) -> dict[str, str]:
    """Which months of a quarter are kept back, and why.

    With a small one goes the latest month, not the smallest: the earlier ones were told
    before the quarter was over.

    :param sizes: how many complaints each month has, in their order; without those
        that have none
    :param quarter_told: whether the quarter is over, so that its total is told; before
        nothing can be reckoned
    """
    few = [one for one, size in sizes.items() if size < SMALL]
    marks = dict.fromkeys(few, FEW)
    if not few or not quarter_told:
        return marks
    latest = [one for one in reversed(sizes) if one not in marks]
    for others in range(len(latest) + 1):
        kept = [*few, *latest[:others]]
        rest = [sizes[one] for one in kept]
        if not _can_be_reckoned(rest, len(few), len(kept) < len(sizes)):
            return marks | dict.fromkeys(latest[:others], OTHER)
    return dict.fromkeys(sizes, OTHER)


def _can_be_reckoned(
    kept: Sequence[int], few: int, any_told: bool, largest: int | None = None
) -> bool:
    """Whether the total less what is told gives a small number away.

    It does where what is kept back is small itself, and where the small ones, each at
    least 1 and less than `SMALL`, can only add up in one way.

    :param kept: the sizes of what is kept back
    :param few: how many of these are small
    :param any_told: whether another one is told
    :param largest: no other one is larger, as everybody can see; None for no limit
    """
    rest, others = sum(kept), len(kept) - few
    if rest < SMALL:
        # Where nothing is told, the total is not either.
        return any_told
    least, most = few, few * (SMALL - 1)
    if not others:
        return not least < rest < most
    if largest is not None:
        least = max(least, rest - others * largest)
    return min(most, rest - others * SMALL) <= least
