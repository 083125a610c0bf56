"""Did an FAQ page help? How often it did and did not; nobody is remembered."""

from BTrees.Length import Length
from persistent.mapping import PersistentMapping
from zope.annotation.interfaces import IAnnotations


KEY = "jiesu.addon.helpful"
YES = "yes"
NO = "no"


def votes_of(page) -> dict[str, int]:
    """How often a page helped and did not."""
    votes = IAnnotations(page).get(KEY, {})
    return {answer: votes[answer]() if answer in votes else 0 for answer in (YES, NO)}


def vote(page, answer: str) -> None:
    """Count an answer. Many at once do not stand in each other's way."""
    annotations = IAnnotations(page)
    votes = annotations.get(KEY)
    if votes is None:
        votes = annotations[KEY] = PersistentMapping({YES: Length(), NO: Length()})
    votes[answer].change(1)
