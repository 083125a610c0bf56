"""What each process remembers of a desk, so that a suggestion costs milliseconds.

Words of categories and what was filed under them lately; the questions that are
published. Made when it is first needed, and anew when what it was made of changed. It
only says where to look: whatever is shown is asked for its rights then.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from jiesu.addon.catalog.alike import filed_lately
from jiesu.addon.content.complaint import REPORT
from jiesu.addon.content.complaint import TRIAGE
from jiesu.addon.content.lookup import categories_of
from jiesu.addon.content.publicanswer import PORTAL_TYPE as ANSWER_TYPE
from jiesu.addon.faqs.published import catalog_serial
from jiesu.addon.faqs.published import FAQ_TYPE
from jiesu.addon.faqs.synonyms import Synonyms
from jiesu.addon.suggesting.likeness import pairs
from jiesu.addon.suggesting.ranking import Answers
from jiesu.addon.suggesting.ranking import Categories
from jiesu.addon.suggesting.ranking import Text
from plone import api
from weakref import WeakKeyDictionary

import time


ANSWERS = (FAQ_TYPE, ANSWER_TYPE)

# So many complaints say what belongs to a category, for so many seconds.
LATELY = 500
FRESH = 300.0


@dataclass(frozen=True)
class Memory:
    """What is remembered of one desk.

    serial: what the site's catalog was at when it was made
    made: by the process's own clock, which no test and no demo moves
    """

    serial: bytes | None
    made: float
    categories: Categories
    synonyms: Synonyms
    answers: dict[str, Answers]
    # By path: when it was changed, and its pairs.
    known: dict[str, tuple]

    def meant(self, text: str) -> str:
        """What is typed, with what else its words are called on the campus."""
        pieces = self.synonyms.pieces(text)
        others = (word for one in pieces if one.is_known for word in one.means[1:])
        return " ".join((text, *others))


# By database, so that one that is gone takes its own along; then by the desk's path.
_memories: WeakKeyDictionary = WeakKeyDictionary()


def memory_of(desk) -> Memory:
    """What is remembered of a desk now."""
    serial = catalog_serial()
    if serial is None:
        # What this transaction changed is for itself alone.
        return _remember(desk, None, None)
    kept = _memories.setdefault(desk._p_jar.db(), {})
    path = desk.getPhysicalPath()
    known = kept.get(path)
    old = known is None or time.monotonic() - known.made > FRESH
    if known is None or old or known.serial != serial:
        known = kept[path] = _remember(desk, serial, known)
    return known


def forget() -> None:
    """Remember nothing; for tests."""
    _memories.clear()


def _remember(desk, serial: bytes | None, former: Memory | None) -> Memory:
    known = dict(_texts(desk, former.known if former is not None else {}))
    return Memory(
        serial=serial,
        made=time.monotonic(),
        categories=_categories(desk),
        synonyms=Synonyms(desk.synonyms),
        answers={
            kind: Answers(
                {path: one[2] for path, one in known.items() if one[1] == kind}
            )
            for kind in ANSWERS
        },
        known=known,
    )


def _categories(desk) -> Categories:
    words = {
        category.getId(): (category.Title(), *(category.keywords or ()))
        for category in categories_of(desk)
    }
    lately = (
        (row.title, row.category)
        for row in filed_lately(desk, LATELY)
        if row.category and row.state != TRIAGE and row.kind != REPORT
    )
    return Categories(words, lately)


def _texts(desk, former: dict[str, tuple]) -> Iterator[tuple[str, tuple]]:
    """What is published, by its path; what did not change is not read again."""
    search = api.portal.get_tool("portal_catalog").unrestrictedSearchResults
    found = search(
        portal_type=list(ANSWERS),
        path="/".join(desk.getPhysicalPath()),
        review_state="published",
    )
    for brain in found:
        path, changed = brain.getPath(), brain.modified
        known = former.get(path)
        if known is None or known[0] != changed:
            page = brain._unrestrictedGetObject()
            known = changed, brain.portal_type, _text(page)
        yield path, known


def _text(page) -> Text:
    question = f"{page.Title()} {getattr(page, 'question', '') or ''}"
    return Text(
        pairs(question),
        pairs(getattr(page, "answer", "") or ""),
        getattr(page, "category", "") or "",
    )
