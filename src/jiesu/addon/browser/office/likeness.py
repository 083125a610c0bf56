"""Which department a complaint in triage probably belongs to, and why: pure functions.

In this order: the department that whoever returned it proposed; that of its category;
that of a category whose name or everyday words stand in it; that of what was dispatched
lately and reads alike. Whoever must not have it is never suggested
(docs/concepts/rules.md, life of a complaint).
"""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Set
from dataclasses import dataclass
from enum import Enum
from jiesu.addon.suggesting.likeness import likeness
from jiesu.addon.suggesting.likeness import pairs
from jiesu.addon.suggesting.likeness import words_within


# Two headings are said to be alike when they share this much of their pairs of
# characters: one word in common, as 空调 and 空调不制冷 have (0.4), is not enough.
ALIKE = 0.5


class Ground(Enum):
    """Why a department is suggested."""

    CATEGORY = "category"
    PROPOSED = "proposed"
    WORD = "word"
    ALIKE = "alike"


@dataclass(frozen=True)
class Suggestion:
    """A department's id, the ground, and what it was found by.

    evidence: the category's title, the word, or the heading of the complaint alike
    """

    department: str
    ground: Ground
    evidence: str = ""


@dataclass(frozen=True)
class Matter:
    """What is known of a complaint in triage.

    category_title, category_department: "" for none
    proposed: the department that whoever returned it last proposed
    closed_to: departments that must not have it, or have given it back
    """

    heading: str
    text: str
    category_title: str = ""
    category_department: str = ""
    proposed: str = ""
    closed_to: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Known:
    """What a desk knows: made once for a page.

    departments: the ids of those that exist
    words: each word of a category with the department that it leads to
    lately: heading and department of what was dispatched last, the latest first
    """

    departments: Set[str]
    words: Mapping[str, str]
    lately: tuple[tuple[str, str], ...] = ()


def suggest(matter: Matter, known: Known) -> Suggestion | None:
    """The first suggestion that is allowed; None where there is none."""
    for find in GROUNDS:
        for suggestion in find(matter, known):
            department = suggestion.department
            if department in known.departments - matter.closed_to:
                return suggestion
    return None


def _proposed(matter: Matter, known: Known) -> Iterable[Suggestion]:
    yield Suggestion(matter.proposed, Ground.PROPOSED)


def _category(matter: Matter, known: Known) -> Iterable[Suggestion]:
    yield Suggestion(matter.category_department, Ground.CATEGORY, matter.category_title)


def _words(matter: Matter, known: Known) -> Iterable[Suggestion]:
    """A heading counts before the text."""
    for said in (matter.heading, matter.text):
        for word in words_within(said, known.words):
            yield Suggestion(known.words[word], Ground.WORD, word)


def _alike(matter: Matter, known: Known) -> Iterable[Suggestion]:
    own = pairs(matter.heading)
    scored = [
        (likeness(own, pairs(heading)), heading, department)
        for heading, department in known.lately
    ]
    # Sorting is stable: of two that are equally alike the later one counts.
    for score, heading, department in sorted(scored, key=lambda s: -s[0]):
        if score >= ALIKE:
            yield Suggestion(department, Ground.ALIKE, heading)


# A returning department read the complaint; the category was there before.
GROUNDS: tuple[Callable[[Matter, Known], Iterable[Suggestion]], ...] = (
    _proposed,
    _category,
    _words,
    _alike,
)
