"""A complaint as one reader may see it: the facts, the journal, the name or not.

What supervisions share with it is here too; theirs alone: reading_supervision.py.

Pages and REST show what is made here and nothing else, so that neither can tell more
than the other. Values are plain; words are i18n messages.
"""

from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from functools import cached_property
from itertools import islice
from jiesu.addon import _
from jiesu.addon.access import roles
from jiesu.addon.access.capacities import capacities
from jiesu.addon.access.capacities import FOR_DEPARTMENT
from jiesu.addon.access.capacities import FOR_OFFICE
from jiesu.addon.access.capacities import FOR_STAFF
from jiesu.addon.access.capacities import is_staff
from jiesu.addon.access.groups import full_name
from jiesu.addon.access.identity import Identity
from jiesu.addon.access.identity import identity_of
from jiesu.addon.access.identity import may_see_identity
from jiesu.addon.calendar.moment import now
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.catalog.rows import heading
from jiesu.addon.content.complaint import ANSWERED
from jiesu.addon.content.lookup import category_of
from jiesu.addon.content.lookup import department_of
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.deadlines.clock import Clock
from jiesu.addon.deadlines.desk import calendar_of
from jiesu.addon.deadlines.lights import light
from jiesu.addon.deadlines.lights import remaining
from jiesu.addon.handling.following import followers_of
from jiesu.addon.handling.following import GATHERED
from jiesu.addon.handling.following import master_of
from jiesu.addon.handling.following import PARTED
from jiesu.addon.handling.following import visible
from jiesu.addon.handling.following import waits
from jiesu.addon.handling.interfaces import IAction
from jiesu.addon.handling.watching import count_watchers
from jiesu.addon.journal.entry import Entry
from jiesu.addon.journal.storage import journal_of
from jiesu.addon.journal.storage import readable_entries
from plone import api
from zope.component import queryAdapter


# Entries that no action of this name writes.
DONE = {
    "submit": _("done_submit", default="submitted it"),
    "open": _("done_open_supervision", default="opened the supervision"),
    "unsupervise": _("done_unsupervise", default="ended the supervision of it"),
    GATHERED: _("done_gathered", default="lets another complaint follow this one"),
    PARTED: _("done_parted", default="let a complaint follow this one no more"),
}
SYSTEM_DISPATCH = _("done_system_dispatch", default="passed it on")

WHO_YOU = _("who_you", default="You")
WHO_SUBMITTER = _("who_submitter", default="The submitter")
WHO_DESK = _("who_desk", default="The desk")
WHO_SUPERVISOR = _("who_supervisor", default="A supervisor")

# Who reads them works on it: never to be mistaken for what the submitter sees.
FOR_FEW = (FOR_STAFF, FOR_DEPARTMENT, FOR_OFFICE)

# What of an entry's changes concerns everybody who may read the entry; the rest, such
# as which person handles it, is for staff.
FOR_ALL = {
    "state",
    "department",
    "supporting",
    "outcome",
    "took_part",
    "score",
    "solved",
    "reasons",
    "reason",
    "rework",
    "by_link",
    "granted",
    "leave",
    "until",
    "kind",
    "category",
}


@dataclass(frozen=True)
class Shown:
    """A journal entry as its reader may see it.

    who: a message or the name of a department or person
    actor: the user id, "" where the reader may not know it
    for_staff: whether it must never be mistaken for what the submitter sees
    files: (number from 1, filename, content type, size) of each file
    """

    number: int
    time: datetime
    action: str
    done: object
    who: object
    role: str
    actor: str
    department: str
    text: str
    files: tuple
    visibility: str
    for_staff: bool
    changes: dict


def rating_until(complaint) -> datetime | None:
    """Until when an answer can be rated; None where none waits for it."""
    if state_of(complaint) != ANSWERED or complaint.answered_at is None:
        return None
    return complaint.answered_at + timedelta(days=desk_of(complaint).rating_period)


class MatterReading:
    """What the present user may see of a complaint or supervision: its journal."""

    def __init__(self, matter):
        """Look at it as the present user."""
        self.matter = matter
        self.desk = desk_of(matter)

    @cached_property
    def held(self) -> frozenset[str]:
        """The roles that the reader holds on it."""
        return capacities(self.matter)

    @property
    def is_submitter(self) -> bool:
        """Whether it is the reader's own."""
        return roles.SUBMITTER in self.held

    @property
    def is_staff(self) -> bool:
        """Whether the reader sees it by virtue of work."""
        return is_staff(self.held)

    @property
    def sees_identity(self) -> bool:
        """Whether the reader may know who a submitter is."""
        return False

    @cached_property
    def state(self) -> str:
        """The state."""
        return state_of(self.matter)

    @property
    def clock(self) -> Clock:
        """The clock; a subclass says."""
        raise NotImplementedError

    @property
    def light(self) -> str:
        """green, yellow, red, paused or none."""
        return str(light(self.clock, now()))

    @property
    def remaining(self) -> timedelta | None:
        """Time left until the next due moment, negative when overdue."""
        return remaining(self.clock, calendar_of(self.desk), now())

    def entries(self) -> list[Shown]:
        """The journal, oldest first."""
        return [self._shown(e) for e in readable_entries(self.matter, self.held)]

    def file(self, entry_number: int, file_number: int):
        """A file of an entry that the reader may read.

        :raises LookupError: there is none, or not for this reader
        """
        readable = readable_entries(self.matter, self.held)
        entry = journal_of(self.matter)[entry_number]
        if entry not in readable or not 1 <= file_number <= len(entry.files):
            raise LookupError(file_number)
        return entry.files[file_number - 1]

    def department_title(self, department_id: str) -> str:
        """The name of a department; its id where it is gone."""
        department = department_of(self.desk, department_id)
        return department.Title() if department is not None else department_id

    def _shown(self, entry: Entry) -> Shown:
        by_submitter = entry.role == "submitter"
        named = self.sees_identity if by_submitter else self.is_staff
        return Shown(
            number=entry.number,
            time=entry.time,
            action=entry.action,
            done=self._done(entry),
            who=self._who(entry, named),
            role=entry.role,
            actor=entry.actor if named else "",
            department=entry.department,
            text=entry.text,
            files=tuple(
                (number, file.filename, file.contentType, file.getSize())
                for number, file in enumerate(entry.files, start=1)
            ),
            visibility=entry.visibility,
            for_staff=entry.visibility in FOR_FEW,
            changes=self._changes(entry),
        )

    def _changes(self, entry: Entry) -> dict:
        """What changed, as far as the reader may know."""
        changes = dict(entry.changes)
        if self.is_staff:
            return changes
        return {k: v for k, v in changes.items() if k in FOR_ALL}

    def _done(self, entry: Entry):
        if entry.action in DONE:
            return DONE[entry.action]
        if entry.action == "dispatch" and entry.role == "system":
            return SYSTEM_DISPATCH
        action = queryAdapter(self.matter, IAction, name=entry.action)
        return action.done if action is not None else entry.action

    def _who(self, entry: Entry, named: bool):
        if entry.role == "system":
            # What it passes on is a department's.
            if entry.department:
                return self.department_title(entry.department)
            return WHO_DESK
        if entry.role == "submitter":
            if self.is_submitter:
                return WHO_YOU
            return self.person(entry.actor) if named and entry.actor else WHO_SUBMITTER
        department = self.department_title(entry.department) if entry.department else ""
        if self.is_staff and entry.actor:
            person = self.person(entry.actor)
            return f"{department} · {person}" if department else person
        return department or WHO_SUPERVISOR

    def person(self, user_id: str):
        """The name of a person; the user id of one whose account is gone."""
        user = api.user.get(userid=user_id)
        return full_name(user) if user is not None else user_id


class Reading(MatterReading):
    """What the present user may see of a complaint."""

    @property
    def complaint(self):
        """The complaint."""
        return self.matter

    @cached_property
    def sees_identity(self) -> bool:
        """Whether the reader may know who the submitter is."""
        return may_see_identity(self.complaint, self.held)

    @property
    def identity(self) -> Identity | None:
        """Who the submitter is, for those who may know."""
        return identity_of(self.complaint) if self.sees_identity else None

    @property
    def heading(self) -> str:
        """The title, or the beginning of the text."""
        return heading(self.complaint)

    @property
    def clock(self) -> Clock:
        """The clock; empty before the first dispatch."""
        return self.complaint.clock or Clock()

    @property
    def rating_until(self) -> datetime | None:
        """Until when an answer can be rated before it is closed unrated."""
        return rating_until(self.complaint)

    @property
    def together(self) -> bool:
        """Whether it waits for the answer of the one that it follows."""
        return waits(self.complaint)

    @property
    def master(self):
        """The complaint that it follows, for staff who may see that; else None."""
        master = master_of(self.complaint) if self.is_staff else None
        return master if master is not None and visible(master) else None

    @property
    def follower_count(self) -> int:
        """How many follow it, for staff."""
        return len(self.complaint.merged) if self.is_staff else 0

    @property
    def watcher_count(self) -> int:
        """How many others want to be told of its answer, for staff; never who."""
        if not self.is_staff:
            return 0
        return count_watchers(self.desk, self.complaint.getId())

    def followers(self, most: int) -> list:
        """Some of those that follow it, as far as the reader may see them: for staff.

        :param most: how many at most
        """
        if not self.is_staff:
            return []
        seen = (one for one in followers_of(self.complaint) if visible(one))
        return list(islice(seen, most))

    @property
    def category_title(self) -> str:
        """The name of the category, "" without one."""
        category = category_of(self.desk, self.complaint.category)
        return category.Title() if category is not None else self.complaint.category
