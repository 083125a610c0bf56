"""How much texts have in common: pure, for triage and for whoever types."""

from collections.abc import Iterable

import re


# A word of one character stands in everything.
SHORTEST_WORD = 2
NO_LETTERS = re.compile(r"[\W_]+")


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a text, without signs and spaces."""
    letters = NO_LETTERS.sub("", text.lower())
    return frozenset(letters[n : n + 2] for n in range(len(letters) - 1))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How much two sets of pairs have in common, 0 to 1 (Dice)."""
    if not one or not other:
        return 0.0
    return 2 * len(one & other) / (len(one) + len(other))


def words_within(said: str, words: Iterable[str]) -> list[str]:
    """Those of some words that stand in a text, the longest first: it says most."""
    said = said.lower()
    found = (word for word in words if len(word) >= SHORTEST_WORD)
    within = (word for word in found if word.lower() in said)
    return sorted(within, key=len, reverse=True)
