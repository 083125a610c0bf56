"""Which of some pages answer what was asked, the best first.

All of it is in memory: there are some thousand pages at most. What was typed is cut
into parts: a word that has synonyms is one, of all else each pair of characters is. A
page scores by the parts that it has, in its question more than in its answer, rare ones
more than what stands in every page.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from jiesu.addon.faqs.grams import characters
from jiesu.addon.faqs.grams import grams
from jiesu.addon.faqs.grams import IS_HAN
from jiesu.addon.faqs.grams import rejoined
from jiesu.addon.faqs.grams import without_fillers
from jiesu.addon.faqs.sounds import Sounds
from jiesu.addon.faqs.sounds import SOUNDS_ALIKE
from jiesu.addon.faqs.synonyms import Piece
from jiesu.addon.faqs.synonyms import Synonyms

import math


# What a part is worth by where it stands.
IN_TITLE, IN_HINTS, IN_TEXT = 3.0, 0.7, 1.0
# What is worth so much counts half of the most: two places are not twice as good.
SATURATED = 1.0
# Single characters of the question: they part what is equal otherwise.
CHARACTER = 0.08
# How much of a question has to be in a page, by what its parts weigh.
LEAST = 0.2
# Of what is in no page at all (a slip, two words that meet) less is asked.
UNKNOWN = 0.25
# More is no question: a pasted page. Of what was typed, more is not read.
MOST_PARTS = 60
LONGEST = 200
# How much of a question similar pages have in common, and what a category counts.
LEAST_SIMILAR = 0.15
SAME_CATEGORY = 0.5


@dataclass(frozen=True)
class Document:
    """A page.

    hints: other words that lead to it, such as those of its category
    category: similar pages are looked for in the same one first
    helpful: how often it helped, less how often it did not
    when: the later of two equal ones comes first
    """

    key: str
    title: str
    text: str
    hints: str = ""
    category: str = ""
    helpful: int = 0
    when: float = 0.0

    @cached_property
    def title_grams(self) -> frozenset[str]:
        """What its question has."""
        return frozenset(grams(self.title))

    @cached_property
    def text_grams(self) -> frozenset[str]:
        """What its answer has."""
        return frozenset(grams(self.text))

    @cached_property
    def hint_grams(self) -> frozenset[str]:
        """What leads to it besides."""
        return frozenset(grams(self.hints))

    @cached_property
    def title_characters(self) -> frozenset[str]:
        """The single characters of its question."""
        return frozenset(characters(self.title))


@dataclass(frozen=True)
class Hit:
    """A page that was found.

    share: how much of what was asked for it has, from 0 to 1
    whole: whether it has all of it
    """

    key: str
    score: float
    share: float
    whole: bool


@dataclass(frozen=True)
class _Part:
    """What is looked for as one: any of some ways to say it, each all of its grams.

    typed: whether somebody typed just so, and may have slipped
    """

    ways: tuple[tuple[str, ...], ...]
    worth: float
    typed: bool = False


class Index:
    """The pages, and by what they are found."""

    def __init__(self, documents: Iterable[Document]):
        """Take the pages up."""
        self.documents = {one.key: one for one in documents}
        self._postings: dict[str, dict[str, float]] = {}
        self._characters: dict[str, set[str]] = {}
        for one in self.documents.values():
            for found, worth in (
                (one.title_grams, IN_TITLE),
                (one.hint_grams, IN_HINTS),
                (one.text_grams, IN_TEXT),
            ):
                for gram in found:
                    places = self._postings.setdefault(gram, {})
                    places[one.key] = places.get(one.key, 0.0) + worth
            for character in one.title_characters:
                self._characters.setdefault(character, set()).add(one.key)

    def search(self, typed: str, synonyms: Synonyms | None = None) -> list[Hit]:
        """The pages that answer, the best first: all that was asked before some of it.

        :param typed: what somebody asks, in any words
        """
        pieces = list(_pieces(typed, synonyms or Synonyms()))
        parts, least = _parts(pieces), LEAST
        if not parts:
            # Nothing but what questions are asked with: only the very same is meant.
            parts, least = [_Part(((gram,),), 1.0) for gram in grams(typed)], 1.0
        found = self._score(parts)
        self._add_characters(found, pieces)
        hits = [
            Hit(key, one.score, one.share, one.count == len(parts))
            for key, one in found.items()
            if one.count == len(parts) or one.share >= least
        ]
        return sorted(hits, key=self._order)

    def similar(
        self, key: str, limit: int, synonyms: Synonyms | None = None
    ) -> list[str]:
        """The pages that are asked about the same as one of them."""
        asked = self.documents[key]
        pieces = (synonyms or Synonyms()).pieces(asked.title)
        # When and where are asked of everything.
        said = [one for one in pieces if without_fillers(one.text)]
        found = self._score(_parts(said))
        for one in self.documents.values():
            if asked.category and one.category == asked.category:
                counted = found.setdefault(one.key, _Counted())
                counted.score += SAME_CATEGORY
                counted.share += LEAST_SIMILAR
        hits = [
            Hit(other, one.score, one.share, False)
            for other, one in found.items()
            if other != key and one.share >= LEAST_SIMILAR
        ]
        return [hit.key for hit in sorted(hits, key=self._order)[:limit]]

    def _order(self, hit: Hit) -> tuple:
        one = self.documents[hit.key]
        # One strong word, such as where it is, is less than all that was asked.
        fits = hit.score * (1 + hit.share) / 2
        # Nobody sees a difference of a tenth: there, what helped others comes first.
        return not hit.whole, -round(fits, 1), -one.helpful, -one.when, one.key

    def _score(self, parts: list[_Part]) -> dict[str, "_Counted"]:
        found: dict[str, _Counted] = {}
        total = 0.0
        for part in parts:
            places = self._places(part)
            weight = part.worth * self._rarity(len(places))
            total += weight if places else weight * UNKNOWN
            for key, worth in places.items():
                counted = found.setdefault(key, _Counted())
                counted.count += 1
                counted.score += weight * worth / (worth + SATURATED)
                counted.share += weight
        for counted in found.values():
            counted.share /= total
        return found

    def _places(self, part: _Part) -> dict[str, float]:
        """The pages that have a part, with what it is worth there."""
        places: dict[str, float] = {}
        for way in part.ways:
            lists = [self._with(gram, part.typed) for gram in way]
            fewest = min(lists, key=len)
            for key in fewest:
                if all(key in one for one in lists):
                    worth = min(one[key] for one in lists)
                    places[key] = max(places.get(key, 0.0), worth)
        return places

    def _with(self, gram: str, typed: bool) -> dict[str, float]:
        """The pages with a gram; of one that is in none, with what begins so.

        A single Chinese character is in no page by itself: any pair with it counts. A
        pair that is in none may be a slip: what sounds so counts.
        """
        found = self._postings.get(gram)
        if found is not None:
            return found
        if len(gram) > 1 and IS_HAN.match(gram):
            return self._sounding(gram) if typed else {}
        places: dict[str, float] = {}
        for other in self._by_character.get(gram[0], ()):
            if IS_HAN.match(gram) or other.startswith(gram):
                for key, worth in self._postings[other].items():
                    places[key] = max(places.get(key, 0.0), worth)
        return places

    def _sounding(self, pair: str) -> dict[str, float]:
        """The pages with a pair that sounds like one that is in none."""
        places: dict[str, float] = {}
        for other in self._sounds.like(pair):
            for key, worth in self._postings[other].items():
                places[key] = max(places.get(key, 0.0), worth * SOUNDS_ALIKE)
        return places

    @cached_property
    def _sounds(self) -> Sounds:
        return Sounds(gram for gram in self._postings if IS_HAN.match(gram))

    @cached_property
    def _by_character(self) -> dict[str, list[str]]:
        """The pairs that have a character, and the words that begin with a letter."""
        found: dict[str, list[str]] = {}
        for gram in self._postings:
            for character in set(gram) if IS_HAN.match(gram) else gram[0]:
                found.setdefault(character, []).append(gram)
        return found

    def _rarity(self, count: int) -> float:
        return math.log(1 + (len(self.documents) + 1) / (count + 0.5))

    def _add_characters(
        self, found: dict[str, "_Counted"], pieces: list[Piece]
    ) -> None:
        """Single characters part what is equal otherwise; those of synonyms do not."""
        rest = " ".join(one.text for one in pieces if not one.is_known)
        for character in characters(without_fillers(rest)):
            keys = self._characters.get(character, ())
            weight = CHARACTER * self._rarity(len(keys))
            for key in keys:
                if key in found:
                    found[key].score += weight


@dataclass
class _Counted:
    """What was counted of one page: parts, their worth, their share of the question."""

    count: int = 0
    score: float = 0.0
    share: float = 0.0


def _pieces(typed: str, synonyms: Synonyms) -> Iterator[Piece]:
    """What was typed, cut at the words that are known: first of all as it stands.

    上不了网 may be such a word; what is left is asked again with what "cannot" splits
    in one.
    """
    for piece in synonyms.pieces(typed):
        if piece.is_known:
            yield piece
        else:
            yield from synonyms.pieces(rejoined(piece.text))


def _parts(pieces: list[Piece]) -> list[_Part]:
    return list(dict.fromkeys(_parted(pieces)))[:MOST_PARTS]


def _parted(pieces: list[Piece]) -> Iterator[_Part]:
    for piece in pieces:
        if piece.is_known:
            ways = tuple(tuple(grams(word)) for word in piece.means)
            yield _Part(ways, float(max(1, len(grams(piece.text)))))
        else:
            yield from _of_unknown(piece.text)


def _of_unknown(text: str) -> Iterator[_Part]:
    for run in without_fillers(text).split():
        if len(run) == 1 and IS_HAN.match(run):
            # What is left between fillers says too little.
            continue
        yield from (_Part(((gram,),), 1.0, True) for gram in grams(run))
