"""Finds published FAQ pages by everyday words: one function for page and service."""

from dataclasses import dataclass
from itertools import zip_longest
from jiesu.addon.faqs.published import Faq
from jiesu.addon.faqs.published import published_of
from jiesu.addon.faqs.published import tops_of
from jiesu.addon.faqs.published import with_those_below
from jiesu.addon.faqs.ranking import LONGEST
from jiesu.addon.faqs.synonyms import Synonyms


@dataclass(frozen=True)
class Found:
    """A page that was found.

    share: how much of what was asked for it has, from 0 to 1; 1 where nothing was
    """

    faq: Faq
    share: float = 1.0


def find_faqs(
    desk,
    words: str = "",
    *,
    category: str = "",
    department: str = "",
    least: float = 0.0,
    limit: int | None = None,
) -> list[Found]:
    """The published pages that answer, the best first.

    Without words all of them: what helped most first, then the latest.

    :param words: what somebody asks, in any words and without spaces
    :param category: only those of this category and of those below it
    :param department: only those in this department's folder
    :param least: leave out what has a smaller share of what was asked for; for pages
        that show what nobody searched for
    :param limit: at most so many
    """
    known = published_of(desk)
    if words.strip():
        hits = known.index.search(words[:LONGEST], Synonyms(desk.synonyms))
        found = [Found(known.by_uid[one.key], one.share) for one in hits]
    else:
        found = [Found(one) for one in known.usual]
    if category:
        wanted = with_those_below(desk, category)
        found = [one for one in found if one.faq.category in wanted]
    if department:
        found = [one for one in found if one.faq.department == department]
    return [one for one in found if one.share >= least][:limit]


def varied_faqs(desk, limit: int) -> list[Faq]:
    """Some of what is asked most: the first of each field, then the second, and so on.

    A field is a category of the first level.
    """
    fields: dict[str, list[Faq]] = {}
    above = tops_of(desk)
    for one in published_of(desk).usual:
        fields.setdefault(above.get(one.category, ""), []).append(one)
    rounds = zip_longest(*fields.values())
    return [one for some in rounds for one in some if one is not None][:limit]


def related_faqs(desk, uid: str, limit: int = 4) -> list[Faq]:
    """The published pages that are asked about the same as a published one."""
    known = published_of(desk)
    if uid not in known.by_uid:
        return []
    similar = known.index.similar(uid, limit, Synonyms(desk.synonyms))
    return [known.by_uid[key] for key in similar]


def faq_by_id(desk, short: str) -> Faq | None:
    """The published page with this short address, or None."""
    return published_of(desk).by_id.get(short)
