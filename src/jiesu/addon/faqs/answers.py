"""The published answers (公开答复) of a desk: what was solved lately.

They are found by their type in Plone's catalog; where it is unknown there are none.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from jiesu.addon.content.publicanswer import PORTAL_TYPE as ANSWER_TYPE
from jiesu.addon.faqs.published import moment_of
from jiesu.addon.faqs.ranking import Document
from jiesu.addon.faqs.ranking import Index
from jiesu.addon.faqs.ranking import LONGEST
from jiesu.addon.faqs.synonyms import Synonyms
from plone import api


@dataclass(frozen=True)
class Answer:
    """A published answer."""

    uid: str
    url: str
    title: str
    question: str
    text: str
    category: str
    department: str
    released: datetime
    changed: datetime


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
    if words:
        return _fitting(desk, words, find_answers(desk, limit, categories, department))
    found = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        portal_type=ANSWER_TYPE,
        path="/".join(desk.getPhysicalPath()),
        review_state="published",
        sort_on="effective",
        sort_order="descending",
    )
    answers = []
    for brain in found:
        answer = _answer(brain)
        if categories and answer.category not in categories:
            continue
        if department and answer.department != department:
            continue
        answers.append(answer)
        if len(answers) >= limit:
            break
    return answers


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


def _answer(brain) -> Answer:
    item = brain._unrestrictedGetObject()
    return Answer(
        item.UID(),
        brain.getURL(),
        item.title or "",
        getattr(item, "question", "") or "",
        getattr(item, "answer", "") or "",
        getattr(item, "category", "") or "",
        getattr(item, "department", "") or "",
        moment_of(item.effective_date or item.modified()),
        moment_of(item.modified()),
    )
