"""What somebody follows, as far as those who follow may know: for pages and REST."""

from dataclasses import dataclass
from datetime import datetime
from jiesu.addon import _
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.content.complaint import ANSWERED
from jiesu.addon.content.complaint import CLOSED
from jiesu.addon.content.complaint import REJECTED
from jiesu.addon.content.complaint import SUSPENDED
from jiesu.addon.content.complaint import WITHDRAWN
from jiesu.addon.content.publicanswer import public_answer_of
from jiesu.addon.content.publicanswer import PUBLISHED
from jiesu.addon.content.publicanswer import state_of_public_answer
from jiesu.addon.handling.watching import public_answers
from jiesu.addon.handling.watching import public_heading
from jiesu.addon.handling.watching import PublicAnswer
from jiesu.addon.handling.watching import watched_by


# How it stands: no more than whether there is something to wait for. Who has it, and
# what its submitter thinks of an answer, is not for those who follow.
OPEN = "open"
PLANNED = "planned"
STANDINGS = {
    SUSPENDED: PLANNED,
    ANSWERED: ANSWERED,
    CLOSED: CLOSED,
    REJECTED: REJECTED,
    WITHDRAWN: WITHDRAWN,
}
STANDING_TITLES = {
    OPEN: _("followed_open", default="Being handled"),
    PLANNED: _("followed_planned", default="Planned for later"),
    ANSWERED: _("followed_answered", default="Answered"),
    CLOSED: _("followed_closed", default="Done"),
    REJECTED: _("followed_rejected", default="Not taken"),
    WITHDRAWN: _("followed_withdrawn", default="Taken back by whoever reported it"),
}


@dataclass(frozen=True)
class Followed:
    """One matter.

    heading: "" where nothing may be said of what it is about
    standing: one of `STANDING_TITLES`
    since: since when it is followed; None where it is not
    published: the address of the answer that everybody reads, "" for none
    """

    id: str
    heading: str
    standing: str
    since: datetime | None
    answers: list[PublicAnswer]
    published: str = ""


def followed(desk, user: str) -> list[Followed]:
    """All that somebody follows, the latest first."""
    return [as_followed(one, since) for one, since in watched_by(desk, user)]


def as_followed(complaint, since: datetime | None = None) -> Followed:
    """A complaint as somebody who follows it may know it."""
    return Followed(
        id=complaint.getId(),
        heading=public_heading(complaint),
        standing=STANDINGS.get(state_of(complaint), OPEN),
        since=since,
        answers=public_answers(complaint),
        published=_published(complaint),
    )


def _published(complaint) -> str:
    answer = public_answer_of(complaint)
    if answer is None or state_of_public_answer(answer) != PUBLISHED:
        return ""
    return answer.absolute_url()
