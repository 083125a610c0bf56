"""What fits to what somebody types, and how well: pure.

Categories by their words and by what was filed under them lately; answers by their
question and text; open matters by the words that they share.
"""

from collections import Counter
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Set
from dataclasses import dataclass
from dataclasses import field
from jiesu.addon.faqs.sounds import Sounds
from jiesu.addon.faqs.sounds import SOUNDS_ALIKE
from jiesu.addon.suggesting.likeness import pairs
from jiesu.addon.suggesting.likeness import words_within

import math


# A category needs one word of its own, or as much of what its complaints say.
CATEGORY_ENOUGH = 1.0
# What is far behind the best one only confuses.
CATEGORY_BEHIND = 0.3
# A pair that stood in so many headings counts in full.
PAIR_KNOWN = 3
# What was filed lately says less than a word that the Office chose.
LEARNT_COUNTS = 0.6

# Of what is typed so much, by weight, has to stand in a question, or in its answer.
ANSWER_ENOUGH = 0.3
ANSWER_TEXT = 0.45
# A pair of a question of at most so many that stands in no text may be a slip: what
# sounds so counts for it.
QUESTION = 12
# One pair in common is chance.
ANSWER_PAIRS = 2

# The same for an open matter, of the category that is suggested or chosen, or of
# another one.
MATTER_SAME = 0.2
MATTER_OTHER = 0.55
MATTER_WORDS = 2


class Categories:
    """Ranks categories: made once from what a desk knows."""

    def __init__(
        self,
        words: Mapping[str, Iterable[str]],
        examples: Iterable[tuple[str, str]] = (),
    ):
        """Learn.

        :param words: name and everyday words of each category by its id
        :param examples: headings with the category under which they were filed
        """
        self._of_word: dict[str, list[str]] = defaultdict(list)
        self._of_pair: dict[str, Counter] = defaultdict(Counter)
        for category, own in words.items():
            for word in dict.fromkeys(one.lower() for one in own):
                self._of_word[word].append(category)
        for heading, category in examples:
            if category in words:
                for pair in pairs(heading):
                    self._of_pair[pair][category] += 1

    def rank(self, text: str, most: int = 3) -> list[str]:
        """The ids of those that fit, the best first."""
        scores: dict[str, float] = defaultdict(float)
        for word in words_within(text, self._of_word):
            # What leads to two categories says half as much of each.
            share = len(word) / 2 / len(self._of_word[word])
            for category in self._of_word[word]:
                scores[category] += share
        for pair in pairs(text):
            found = self._of_pair.get(pair)
            if not found:
                continue
            known = found.total()
            weight = LEARNT_COUNTS * min(1.0, known / PAIR_KNOWN)
            for category, times in found.items():
                scores[category] += weight * (times / known) ** 2
        ranked = sorted(scores.items(), key=lambda one: -one[1])
        least = max(CATEGORY_ENOUGH, CATEGORY_BEHIND * ranked[0][1]) if ranked else 0
        return [category for category, score in ranked if score >= least][:most]


@dataclass(frozen=True)
class Text:
    """A question with its answer, ready to be compared."""

    question: frozenset[str]
    answer: frozenset[str]
    category: str = ""


@dataclass
class Answers:
    """Ranks answers: made once from all of a desk."""

    texts: Mapping[str, Text]
    _spread: Counter = field(init=False)
    _sounds: Sounds = field(init=False)

    def __post_init__(self):
        """Count in how many texts each pair stands."""
        self._spread = Counter(
            pair for text in self.texts.values() for pair in text.question | text.answer
        )
        self._sounds = Sounds(self._spread)

    def rank(self, said: str, categories: Iterable[str] = (), most: int = 3) -> list:
        """The keys of the texts that fit, the best first.

        :param categories: those that fit; of two that fit alike theirs comes first
        """
        own, wanted = pairs(said), set(categories)
        # What stands in no answer at all tells nothing of which one fits.
        weights = {pair: self._weight(pair) for pair in own if pair in self._spread}
        if len(own) <= QUESTION:
            weights |= self._slips(own - weights.keys())
        whole = sum(weights.values())
        found = []
        for key, text in self.texts.items():
            same = bool(text.category) and text.category in wanted
            score = self._score(text, weights, whole, same)
            if score:
                found.append((score + 0.1 * same, key))
        return [key for _score, key in sorted(found, key=lambda one: -one[0])][:most]

    def _slips(self, unknown: Iterable[str]) -> dict[str, float]:
        """What sounds like pairs that stand nowhere, with its weight."""
        return {
            other: SOUNDS_ALIKE * self._weight(other)
            for pair in unknown
            for other in self._sounds.like(pair)
        }

    def _weight(self, pair: str) -> float:
        return math.log(1 + len(self.texts) / self._spread[pair])

    def _score(self, text: Text, weights: dict, whole: float, same: bool) -> float:
        in_question = text.question & weights.keys()
        in_both = in_question | (text.answer & weights.keys())
        # Within the category one word of the question is no chance.
        if not (same and in_question) and len(in_both) < ANSWER_PAIRS:
            return 0.0
        # A long story needs no question that says all of it, a short one does.
        question = sum(weights[pair] for pair in in_question) / whole
        of_question = len(in_question) / (len(text.question) or 1)
        answer = sum(weights[pair] for pair in in_both) / whole
        fits = (same and in_question) or (
            len(in_question) >= ANSWER_PAIRS
            and max(question, of_question) >= ANSWER_ENOUGH
        )
        if not fits and answer < ANSWER_TEXT:
            return 0.0
        return question + of_question + answer / 2


@dataclass(frozen=True)
class Matter:
    """An open matter as far as it is compared."""

    key: int
    category: str


def rank_matters(
    matters: Iterable[Matter],
    having: Mapping[str, Set[int]],
    categories: Iterable[str],
    most: int,
) -> list[int]:
    """The keys of the open matters that fit, the best first.

    :param having: the words that were typed, each with the matters in which it stands
    :param categories: those that are suggested or chosen
    """
    matters, wanted = list(matters), set(categories)
    weights = {
        word: math.log(1 + len(matters) / len(found))
        for word, found in having.items()
        if found
    }
    # A word that stands in none of them may be what makes this one another matter.
    unknown = math.log(1 + len(matters))
    whole = sum(weights.get(word, unknown) for word in having)
    found = []
    for one in matters:
        shared = [word for word in weights if one.key in having[word]]
        if len(shared) < MATTER_WORDS:
            continue
        score = sum(weights[word] for word in shared) / whole
        same = one.category in wanted
        if score >= (MATTER_SAME if same else MATTER_OTHER):
            found.append((score + same, one.key))
    return [key for _score, key in sorted(found, reverse=True)][:most]
