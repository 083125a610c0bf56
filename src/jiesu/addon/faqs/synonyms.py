"""Words that mean the same on a campus, as the Office lists them.

One group a line: ``热水, 洗澡水, 开水``. Each stands for all others of its group. How
very much so may be said in its middle: 网慢 is found in 网太慢了.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from jiesu.addon.content.publiclines import synonym_words
from jiesu.addon.faqs.grams import folded
from jiesu.addon.faqs.grams import HAN

import re


# How very much so, in the middle of a word: 网太慢 is 网慢.
DEGREES = (
    "好|太|很|真|挺|超|又|也|都|老|还|特别|非常|实在|超级|这么|那么|有点|老是|总是"
    "|一直|突然|经常|天天"
)
# Of a word of so many Chinese characters at most.
LONGEST_PARTED = 3


def groups_of(lines: Iterable[str] | None) -> list[tuple[str, ...]]:
    """The groups of some lines: folded words, each once; one word alone is none.

    :param lines: one group a line
    """
    found = []
    for line in lines or ():
        words = [folded(word) for word in synonym_words(line)]
        group = tuple(dict.fromkeys(word for word in words if word))
        if len(group) > 1:
            found.append(group)
    return found


@dataclass(frozen=True)
class Piece:
    """A piece of what was typed.

    means: all words that mean it, itself first; one alone where no group has it
    """

    text: str
    means: tuple[str, ...]

    @property
    def is_known(self) -> bool:
        """Whether a group has it."""
        return len(self.means) > 1


class Synonyms:
    """Finds the words of the groups in what was typed."""

    def __init__(self, lines: Iterable[str] | None = ()):
        """Read groups, one a line."""
        self._means: dict[str, dict[str, None]] = {}
        for group in groups_of(lines):
            for word in group:
                # A word of two groups means the words of both.
                self._means.setdefault(word, {word: None}).update(dict.fromkeys(group))
        self._longest = sorted(self._means, key=len, reverse=True)
        words = "|".join(f"({_pattern(word)})" for word in self._longest)
        self._pattern = re.compile(words) if words else None

    def pieces(self, typed: str) -> list[Piece]:
        """What was typed, cut at the words that are known; the longest ones first.

        :param typed: folded or not; no spaces are needed
        """
        plain = folded(typed)
        if self._pattern is None:
            return [Piece(plain, (plain,))] if plain else []
        pieces, at = [], 0
        for found in self._pattern.finditer(plain):
            pieces += _unknown(plain[at : found.start()])
            word = self._longest[found.lastindex - 1]
            pieces.append(Piece(word, tuple(self._means[word])))
            at = found.end()
        return pieces + _unknown(plain[at:])


def _unknown(text: str) -> list[Piece]:
    text = text.strip()
    return [Piece(text, (text,))] if text else []


def _pattern(word: str) -> str:
    """A word of letters is one only where no letters go on."""
    if re.fullmatch(rf"[{HAN}]{{2,{LONGEST_PARTED}}}", word):
        return f"(?:{DEGREES})?".join(word)
    before = r"(?<![0-9a-z])" if re.match(r"[0-9a-z]", word) else ""
    after = r"(?![0-9a-z])" if re.search(r"[0-9a-z]$", word) else ""
    return f"{before}{re.escape(word)}{after}"
