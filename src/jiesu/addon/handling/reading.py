"""A complaint as one reader may see it: the facts, the journal, the name or not.

Pages and REST show what is made here and nothing else, so that neither can tell more
than the other. Values are plain; words are i18n messages.
"""

from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.access import roles
from jiesu.addon.access.capacities import capacities
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
from jiesu.addon.handling.interfaces import IAction
from jiesu.addon.journal.entry import Entry
from jiesu.addon.journal.storage import journal_of
from jiesu.addon.journal.storage import readable_entries
from plone import api
from zope.component import queryAdapter


SUBMITTED = _("done_submit", default="submitted it")
SYSTEM_DISPATCH = _("done_system_dispatch", default="passed it on")

WHO_YOU = _("who_you", default="You")
WHO_SUBMITTER = _("who_submitter", default="The submitter")
WHO_DESK = _("who_desk", default="The desk")
WHO_SUPERVISOR = _("who_supervisor", default="A supervisor")

# What of an entry's changes concerns everybody who may read the entry; the rest, such
# as which person handles it, is for staff.
FOR_ALL = {
    "state",
    "department",
    "supporting",
    "outcome",
    "score",
    "solved",
    "reasons",
    "reason",
    "rework",
    "by_link",
    "granted",
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


class Reading:
    """What the present user may see of a complaint."""

    def __init__(self, complaint):
        """Look at the complaint as the present user."""
        self.complaint = complaint
        self.desk = desk_of(complaint)

    @cached_property
    def held(self) -> frozenset[str]:
        """The roles that the reader holds on the complaint."""
        return capacities(self.complaint)

    @property
    def is_submitter(self) -> bool:
        """Whether it is the reader's own."""
        return roles.SUBMITTER in self.held

    @property
    def is_staff(self) -> bool:
        """Whether the reader sees it by virtue of work."""
        return is_staff(self.held)

    @cached_property
    def sees_identity(self) -> bool:
        """Whether the reader may know who the submitter is."""
        return may_see_identity(self.complaint, self.held)

    @property
    def identity(self) -> Identity | None:
        """Who the submitter is, for those who may know."""
        return identity_of(self.complaint) if self.sees_identity else None

    @cached_property
    def state(self) -> str:
        """The state."""
        return state_of(self.complaint)

    @property
    def heading(self) -> str:
        """The title, or the beginning of the text."""
        return heading(self.complaint)

    @property
    def clock(self) -> Clock:
        """The clock; empty before the first dispatch."""
        return self.complaint.clock or Clock()

    @property
    def light(self) -> str:
        """green, yellow, red, paused or none."""
        return str(light(self.clock, now()))

    @property
    def remaining(self) -> timedelta | None:
        """Time left until the next due moment, negative when overdue."""
        return remaining(self.clock, calendar_of(self.desk), now())

    @property
    def rating_until(self) -> datetime | None:
        """Until when an answer can be rated before it is closed unrated."""
        return rating_until(self.complaint)

    def entries(self) -> list[Shown]:
        """The journal, oldest first."""
        return [self._shown(e) for e in readable_entries(self.complaint, self.held)]

    def file(self, entry_number: int, file_number: int):
        """A file of an entry that the reader may read.

        :raises LookupError: there is none, or not for this reader
        """
        readable = readable_entries(self.complaint, self.held)
        entry = journal_of(self.complaint)[entry_number]
        if entry not in readable or not 1 <= file_number <= len(entry.files):
            raise LookupError(file_number)
        return entry.files[file_number - 1]

    def department_title(self, department_id: str) -> str:
        """The name of a department; its id where it is gone."""
        department = department_of(self.desk, department_id)
        return department.Title() if department is not None else department_id

    @property
    def category_title(self) -> str:
        """The name of the category, "" without one."""
        category = category_of(self.desk, self.complaint.category)
        return category.Title() if category is not None else self.complaint.category

    def _shown(self, entry: Entry) -> Shown:
        by_submitter = entry.role == "submitter"
        named = self.sees_identity if by_submitter else self.is_staff
        changes = dict(entry.changes)
        if not self.is_staff:
            changes = {k: v for k, v in changes.items() if k in FOR_ALL}
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
            for_staff=entry.visibility in (FOR_STAFF, FOR_OFFICE),
            changes=changes,
        )

    def _done(self, entry: Entry):
        if entry.action == "submit":
            return SUBMITTED
        if entry.action == "dispatch" and entry.role == "system":
            return SYSTEM_DISPATCH
        action = queryAdapter(self.complaint, IAction, name=entry.action)
        return action.done if action is not None else entry.action

    def _who(self, entry: Entry, named: bool):
        if entry.role == "system":
            return WHO_DESK
        if entry.role == "submitter":
            if self.is_submitter:
                return WHO_YOU
            return self._person(entry.actor) if named and entry.actor else WHO_SUBMITTER
        department = self.department_title(entry.department) if entry.department else ""
        if self.is_staff and entry.actor:
            person = self._person(entry.actor)
            return f"{department} · {person}" if department else person
        return department or WHO_SUPERVISOR

    def _person(self, user_id: str):
        """The name of a person; the user id of one whose account is gone."""
        user = api.user.get(userid=user_id)
        return full_name(user) if user is not None else user_id
