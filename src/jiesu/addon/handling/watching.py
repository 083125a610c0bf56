"""Who follows another person's open matter, to be told of its answer (跟进).

Whoever follows has no right on the complaint: neither sees it, nor learns who wrote it.
What may be said of it stands in `public_heading`, and what staff make public in
`public_answers`; nothing else is told. In code they are called watchers, for complaints
that are merged follow one another (following.py).

Who watches what is kept beside the complaints: neither they nor their catalog are
written for it.
"""

from BTrees.OIBTree import OIBTree
from BTrees.OOBTree import OOBTree
from BTrees.OOBTree import OOTreeSet
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from jiesu.addon import _
from jiesu.addon.access.permissions import SUBMIT
from jiesu.addon.calendar.moment import now
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.catalog.rows import moment
from jiesu.addon.content.complaint import PENDING
from jiesu.addon.content.complaint import PROCESSING
from jiesu.addon.content.complaint import REPORT
from jiesu.addon.content.complaint import SUSPENDED
from jiesu.addon.content.lookup import category_of
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.content.places import listed_place
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.journal.storage import journal_of
from jiesu.addon.writer.api import write
from persistent import Persistent
from plone import api


ATTRIBUTE = "_watching"

# A department has it, and it is not answered.
SHOWN_STATES = (PENDING, PROCESSING, SUSPENDED)
PRAISE = "praise"

# What of an answer is for those who follow, in its entry's changes.
PUBLIC_ANSWER = "public_answer"

NOT_SHOWN = _(
    "refused_watch",
    default="This matter is not shown to others, or is not open any more.",
)
LOG_IN = _("refused_watch_guest", default="To follow it, please log in.")


class Watching(Persistent):
    """Who watches what, on one desk."""

    def __init__(self):
        """Nobody yet."""
        # Complaint id to user ids; how many they are; user id to complaint ids, each
        # with when it began.
        self.people = OOBTree()
        self.counts = OIBTree()
        self.matters = OOBTree()

    def begin(self, matter: str, user: str, at: int) -> bool:
        """Let somebody watch; returns whether that is new."""
        if matter not in self.people:
            self.people[matter] = OOTreeSet()
        if not self.people[matter].insert(user):
            return False
        self.counts[matter] = self.counts.get(matter, 0) + 1
        if user not in self.matters:
            self.matters[user] = OOBTree()
        self.matters[user][matter] = at
        return True

    def end(self, matter: str, user: str) -> int:
        """Let somebody watch no more; returns since when it was, 0 if it was not."""
        if user not in self.people.get(matter, ()):
            return 0
        self.people[matter].remove(user)
        self.counts[matter] -= 1
        if not self.people[matter]:
            del self.people[matter]
            del self.counts[matter]
        since = self.matters[user].pop(matter)
        if not self.matters[user]:
            del self.matters[user]
        return since


NOBODY = Watching()


def watching(desk) -> Watching:
    """Who watches what on a desk, to be read only."""
    return getattr(complaints_of(desk), ATTRIBUTE, NOBODY)


def _to_write(complaints) -> Watching:
    if getattr(complaints, ATTRIBUTE, None) is None:
        setattr(complaints, ATTRIBUTE, Watching())
    return getattr(complaints, ATTRIBUTE)


# What may be shown


def is_kept_back(complaint) -> bool:
    """Whether nothing at all of a complaint may be shown to others, however it stands.

    A report; what is about a department or names one of its people; what was sent
    without a name.
    """
    return bool(
        complaint.kind in (REPORT, PRAISE)
        or complaint.about_department
        or complaint.avoid
        or complaint.hide_identity
    )


def may_be_shown(complaint) -> bool:
    """Whether others may learn that it is open, as far as `public_heading` says."""
    return (
        bool(desk_of(complaint).show_open)
        and state_of(complaint) in SHOWN_STATES
        and not complaint.merged_into
        and not is_kept_back(complaint)
    )


def public_heading(complaint) -> str:
    """What others may read of it: its public headline, else category and building.

    A building of the desk's list: what was written freely may hold persons, and few
    live in a room.

    :returns: "" where there is nothing that may be said
    """
    if is_kept_back(complaint):
        return ""
    if complaint.headline:
        return complaint.headline
    desk = desk_of(complaint)
    category = category_of(desk, complaint.category)
    if category is None:
        return ""
    place = listed_place(desk, complaint.location or "")
    return f"{category.Title()} · {place.building}" if place else category.Title()


@dataclass(frozen=True)
class PublicAnswer:
    """What was made public of an answer; text: "" where only that it was answered."""

    time: datetime
    text: str


def public_answers(complaint) -> list[PublicAnswer]:
    """What those who follow may read of its answers, the latest first."""
    found = [
        PublicAnswer(entry.time, entry.changes.get(PUBLIC_ANSWER) or "")
        for entry in journal_of(complaint)
        if entry.action == "answer"
    ]
    return found[::-1]


# Who watches


def watchers_of(complaint) -> list[str]:
    """The user ids of those who watch it."""
    return list(watching(desk_of(complaint)).people.get(complaint.getId(), ()))


def watches(complaint, user: str) -> bool:
    """Whether somebody watches it."""
    people = watching(desk_of(complaint)).people.get(complaint.getId(), ())
    return bool(user) and user in people


def count_watchers(desk, complaint_id: str) -> int:
    """How many watch it."""
    return watching(desk).counts.get(complaint_id, 0)


def watched_by(desk, user: str) -> Iterator[tuple[object, datetime]]:
    """What somebody watches, with when that began; the latest first."""
    known = watching(desk).matters.get(user, {})
    container = complaints_of(desk)
    for matter, since in sorted(known.items(), key=lambda one: -one[1]):
        complaint = container.get(matter)
        if complaint is not None:
            yield complaint, moment(since)


def watchable(desk, matter: str):
    """The complaint that the present user may begin to watch.

    :raises Forbidden: there is none, it is one's own or not shown; or nobody is logged
        in. Which of them is not said, but for the last
    """
    if api.user.is_anonymous():
        raise Forbidden(LOG_IN)
    complaint = complaints_of(desk).get(matter) if matter else None
    known = complaint is not None and api.user.has_permission(SUBMIT, obj=desk)
    if not known or not may_be_shown(complaint):
        raise Forbidden(NOT_SHOWN)
    if complaint.submitter == api.user.get_current().getId():
        raise Forbidden(NOT_SHOWN)
    return complaint


def watch(desk, matter: str) -> None:
    """Let the present user watch a complaint; twice is as once.

    :raises Forbidden: see `watchable`
    """
    user = "" if api.user.is_anonymous() else api.user.get_current().getId()
    if matter not in watching(desk).matters.get(user, ()):
        complaint = watchable(desk, matter)
        write(complaints_of(desk), _begin, complaint.getId(), user)


def unwatch(desk, matter: str) -> None:
    """Let the present user watch a complaint no more."""
    user = "" if api.user.is_anonymous() else api.user.get_current().getId()
    if matter in watching(desk).matters.get(user, ()):
        write(complaints_of(desk), _end, matter, user)


def _begin(complaints, matter: str, user: str) -> None:
    _to_write(complaints).begin(matter, user, int(now().timestamp()))


def _end(complaints, matter: str, user: str) -> None:
    _to_write(complaints).end(matter, user)


def go_along(complaint, event) -> None:
    """Let those who watch a complaint that is merged watch its master from now on."""
    into = event.entry.changes.get("into") if event.entry.action == "merge" else ""
    users = watchers_of(complaint) if into else []
    if not users:
        return
    container = complaints_of(desk_of(complaint))
    kept, master = _to_write(container), container[into]
    for user in users:
        since = kept.end(complaint.getId(), user)
        # Whose own the master is, is told of it anyway.
        if user != master.submitter:
            kept.begin(into, user, since)
