"""The published answers (公开答复) of a desk: what was solved lately.

Everybody may read them, so no right is asked for. They are held in memory, and read
anew when Plone's catalog has changed: lists wake none of them.
"""

from collections.abc import Collection
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from jiesu.addon.content.publicanswer import PORTAL_TYPE
from jiesu.addon.content.publicanswer import PUBLISHED
from jiesu.addon.faqs.published import catalog_serial
from jiesu.addon.faqs.published import moments_of
from jiesu.addon.faqs.published import url_of
from jiesu.addon.faqs.ranking import Document
from jiesu.addon.faqs.ranking import Index
from jiesu.addon.faqs.ranking import LONGEST
from jiesu.addon.faqs.synonyms import Synonyms
from plone import api
from Products.CMFCore.indexing import processQueue
from weakref import WeakKeyDictionary


@dataclass(frozen=True)
class Answer:
    """A published answer.

    path: from Zope's root, as the catalog has it
    """

    uid: str
    path: str
    title: str
    question: str
    text: str
    category: str
    department: str
    released: datetime
    changed: datetime

    @property
    def url(self) -> str:
        """Where it is."""
        return url_of(self.path)


# database → path of a desk → what the catalog was at, and the answers then
_known: WeakKeyDictionary = WeakKeyDictionary()


def published_answers(desk) -> tuple[Answer, ...]:
    """All of them, the latest first, as the present transaction has them."""
    processQueue()
    serial = catalog_serial()
    if serial is None:
        # What this transaction changed is for itself alone.
        return tuple(_read(desk))
    known = _known.setdefault(desk._p_jar.db(), {})
    path = desk.getPhysicalPath()
    at, found = known.get(path, (None, ()))
    if at != serial:
        found = tuple(_read(desk))
        known[path] = serial, found
    return found


def find_answers(
    desk,
    limit: int,
    categories: Collection[str] = (),
    department: str = "",
    words: str = "",
) -> list[Answer]:
    """The published answers, the latest first.

    :param categories: only those of one of these; of all where there are none
    :param department: only those of this one; "" for all
    :param words: what somebody asks, as in the search of common answers; then what fits
        best is first
    """
    found = [
        one
        for one in published_answers(desk)
        if (not categories or one.category in categories)
        and (not department or one.department == department)
    ]
    return (_fitting(desk, words, found) if words else found)[:limit]


def _fitting(desk, words: str, answers: list[Answer]) -> list[Answer]:
    """Those that fit to what was asked. There are some hundreds: no index is kept."""
    known = {one.uid: one for one in answers}
    index = Index(_document(one) for one in answers)
    hits = index.search(words[:LONGEST], Synonyms(desk.synonyms))
    return [known[hit.key] for hit in hits]


def _document(one: Answer) -> Document:
    text = f"{one.question}\n{one.text}"
    moment = one.released.timestamp()
    return Document(one.uid, one.title, text, "", one.category, 0, moment)


def _read(desk) -> Iterator[Answer]:
    found = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        portal_type=PORTAL_TYPE,
        path="/".join(desk.getPhysicalPath()),
        review_state=PUBLISHED,
        sort_on="effective",
        sort_order="descending",
    )
    for brain in found:
        one = brain._unrestrictedGetObject()
        released, changed = moments_of(one)
        yield Answer(
            one.UID(),
            brain.getPath(),
            one.title,
            one.question or "",
            one.answer or "",
            one.category or "",
            one.department or "",
            released,
            changed,
        )
