"""What the placeholders of a text stand for, as far as its reader may know."""

from collections.abc import Mapping
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.access.capacities import readable
from jiesu.addon.access.groups import full_name
from jiesu.addon.access.identity import identity_of
from jiesu.addon.access.identity import may_see_identity
from jiesu.addon.access.roles import GUEST
from jiesu.addon.calendar.moment import now
from jiesu.addon.catalog.rows import heading
from jiesu.addon.content.lookup import department_of
from jiesu.addon.deadlines.clock import Clock
from jiesu.addon.deadlines.desk import calendar_of
from jiesu.addon.deadlines.desk import timezone_of_site
from jiesu.addon.deadlines.supervision import end_of
from jiesu.addon.deadlines.words import dated
from jiesu.addon.deadlines.words import local_day
from jiesu.addon.handling.department import OUTCOMES
from jiesu.addon.handling.publishing import leave_until
from jiesu.addon.handling.reasons import reason_title
from jiesu.addon.handling.watching import PUBLIC_ANSWER
from jiesu.addon.handling.watching import public_heading
from jiesu.addon.journal.entry import Entry
from jiesu.addon.journal.storage import journal_of
from jiesu.addon.notifications.matters import is_supervision
from jiesu.addon.notifications.people import said
from jiesu.addon.wording import listed
from plone import api


UNNAMED = _("followed_unnamed", default="A matter that you follow")

# A message is no place to read pages; the thing itself is one step away.
LONGEST = 2000
CONTENT_LONGEST = 500


class Facts(Mapping):
    """Words by placeholder, for one receiver; "" where there is nothing to be said.

    They are found when they are asked for: most texts need few.
    """

    def __init__(self, desk, record, matter, held: frozenset[str], language: str):
        """For a record of the outbox.

        :param held: the roles that the receiver holds on the thing
        :param language: the receiver's, such as zh-cn
        """
        self.desk = desk
        self.record = record
        self.matter = matter
        self.held = held
        self.language = language

    def __getitem__(self, name: str) -> str:
        """What a placeholder stands for.

        :raises KeyError: it is none
        """
        return FIND[name](self)

    def __iter__(self):
        """The placeholders."""
        return iter(FIND)

    def __len__(self) -> int:
        """How many there are."""
        return len(FIND)

    def words(self, message) -> str:
        """A message in the receiver's language."""
        return said(message, self.language)

    # The entry

    @cached_property
    def entry(self) -> Entry | None:
        """The entry that is told of, if the receiver may read it."""
        if not self.record.entry:
            return None
        entry = journal_of(self.matter)[self.record.entry]
        return entry if entry.visibility in readable(self.held) else None

    @cached_property
    def changes(self) -> Mapping:
        """What the step changed, as far as the receiver may know."""
        return self.entry.changes if self.entry is not None else {}

    def text(self) -> str:
        """What was said with the step."""
        entry = self.entry
        if entry is None:
            return ""
        return shortened(entry.text or self._said_apart(entry), LONGEST)

    def _said_apart(self, entry: Entry) -> str:
        """What stands in an entry of its own, because fewer may read it."""
        try:
            after = journal_of(self.matter)[entry.number + 1]
        except LookupError:
            return ""
        same = (after.action, after.time) == (entry.action, entry.time)
        return after.text if same and after.visibility in readable(self.held) else ""

    def reason(self) -> str:
        """Why, in the words of the desk's list or in free ones."""
        found = self.changes.get("reasons") or self.changes.get("reason") or ()
        found = (found,) if isinstance(found, str) else found
        action = self.entry.action if self.entry is not None else ""
        return self.words(
            listed([reason_title(self.desk, action, one) for one in found])
        )

    def outcome(self) -> str:
        """What became of it, as the answer says."""
        return self.words(OUTCOMES.get(self.changes.get("outcome", ""), ""))

    # The complaint or supervision

    def number(self) -> str:
        """The number to read out."""
        return getattr(self.matter, "number", "")

    def title(self) -> str:
        """What it is called."""
        return heading(self.matter)

    def content(self) -> str:
        """What was complained about, or is to be done, shortened."""
        return shortened(self.matter.text or "", CONTENT_LONGEST)

    def department(self) -> str:
        """The department that has it; the supporting one where it concerns that."""
        data = self.record.data or {}
        found = department_of(
            self.desk, data.get("department") or self.matter.department
        )
        return found.Title() if found is not None else ""

    def submitter(self) -> str:
        """Who wrote, for those who may know; a supervision has no submitter."""
        if is_supervision(self.matter):
            return ""
        if not may_see_identity(self.matter, self.held):
            return ""
        return identity_of(self.matter).name

    def due(self) -> str:
        """The moment that it is about, or the day, in words."""
        if self.record.event in UNTIL:
            until = self.changes.get("until")
            return self.words(local_day(date.fromisoformat(until))) if until else ""
        moment = self._due()
        if moment is None:
            return ""
        return self.words(dated(moment, now(), timezone_of_site()))

    def _due(self) -> datetime | None:
        data = self.record.data or {}
        if data.get("due"):
            return datetime.fromtimestamp(data["due"], UTC)
        return DUE.get(self.record.event, Facts._next)(self)

    @property
    def clock(self) -> Clock:
        """The complaint's clock."""
        return self.matter.clock or Clock()

    def _next(self) -> datetime | None:
        if is_supervision(self.matter):
            return end_of(self.matter.due, calendar_of(self.desk))
        return self.clock.due

    def _answer(self) -> datetime | None:
        return self.clock.answer_due

    def _rating(self) -> datetime | None:
        answered = self.matter.answered_at
        if answered is None:
            return None
        return answered + timedelta(days=self.desk.rating_period)

    def _leave(self) -> datetime | None:
        asked = self.matter.publication_asked
        return leave_until(self.matter) if asked else None

    def _support(self) -> datetime | None:
        dues = [one.due for one in self.clock.support if one.due is not None]
        return min(dues, default=self.clock.answer_due)

    # The receiver

    def name(self) -> str:
        """The receiver's own name; a guest has none."""
        if self.record.receiver.startswith(GUEST):
            return ""
        user = api.user.get(userid=self.record.receiver)
        return full_name(user) if user is not None else ""

    def desk_title(self) -> str:
        """What the desk is called."""
        return self.desk.Title()


class FollowerFacts(Facts):
    """The same for somebody who follows the matter: what is public, nothing else."""

    def __getitem__(self, name: str) -> str:
        """What a placeholder stands for.

        :raises KeyError: it is none for those who follow
        """
        return FIND_PUBLIC[name](self)

    def __iter__(self):
        """The placeholders."""
        return iter(FIND_PUBLIC)

    def __len__(self) -> int:
        """How many there are."""
        return len(FIND_PUBLIC)

    def public_heading(self) -> str:
        """What it is about, as everybody may know it."""
        return public_heading(self.matter) or self.words(UNNAMED)

    def public_answer(self) -> str:
        """What was made public of the answer that is told of; "" for nothing."""
        entry = journal_of(self.matter)[self.record.entry]
        return shortened(entry.changes.get(PUBLIC_ANSWER) or "", LONGEST)


def shortened(text: str, longest: int) -> str:
    """A text that is cut where it is longer than that."""
    text = text.strip()
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


FIND = {
    "number": Facts.number,
    "title": Facts.title,
    "content": Facts.content,
    "text": Facts.text,
    "reason": Facts.reason,
    "outcome": Facts.outcome,
    "department": Facts.department,
    "submitter": Facts.submitter,
    "due": Facts.due,
    "name": Facts.name,
    "desk": Facts.desk_title,
}

# Nothing that anybody said, no number, no moment.
FIND_PUBLIC = {
    "matter": FollowerFacts.public_heading,
    "answer": FollowerFacts.public_answer,
    "name": FollowerFacts.name,
    "desk": FollowerFacts.desk_title,
}

# Which moment a message means, where it is not what is due next.
DUE = {
    "your_dispatch": Facts._answer,
    "your_reopen": Facts._answer,
    "your_resume": Facts._answer,
    "your_extension_granted": Facts._answer,
    "your_extension_refused": Facts._answer,
    "extension_granted": Facts._answer,
    "extension_refused": Facts._answer,
    "your_answer": Facts._rating,
    "your_rating_ends": Facts._rating,
    "your_publication_asked": Facts._leave,
    "support": Facts._support,
}
# Which messages mean the day that the step names.
UNTIL = ("your_suspend", "suspend", "request_extension")
