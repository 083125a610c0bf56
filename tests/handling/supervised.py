"""Supervisions for tests, on the desk of world.py."""

from jiesu.addon.content.lookup import supervisions_of
from jiesu.addon.handling.supervising import open_supervision
from tests.handling.world import acting
from tests.handling.world import MONDAY


# A Friday, four working days after MONDAY.
FRIDAY = "2026-11-20"

FACTS = {
    "title": "宿舍热水供应",
    "text": "请查明原因，限期恢复。",
    "department": "academic",
    "supporting": ["library"],
    "due": FRIDAY,
}


def supervise(desk, who: str = "office", when=MONDAY, **facts):
    """Open a supervision; `academic` leads and `library` supports."""
    with acting(who, when):
        return supervisions_of(desk)[open_supervision(desk, FACTS | facts)]
