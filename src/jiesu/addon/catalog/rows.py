"""What the catalog keeps of a complaint: index values and the columns of a list row.

A `Row` is a snapshot of plain values. It can be made of a complaint without waking
anything else, and read from the catalog without waking the complaint.
"""

from dataclasses import dataclass
from datetime import datetime
from datetime import UTC
from jiesu.addon.access.roles import complaint_grants
from jiesu.addon.access.roles import GUEST
from jiesu.addon.catalog.facts import facts_of
from jiesu.addon.catalog.facts import pack
from jiesu.addon.catalog.flags import flags_of
from jiesu.addon.deadlines.desk import wake_of
from jiesu.addon.journal.storage import journal_of


# Sorts after every moment that can be due.
NEVER = 2**31 - 1

COLUMNS = (
    "id",
    "number",
    "title",
    "state",
    "kind",
    "category",
    "department",
    "supporting",
    "location",
    "received",
    "due",
    "yellow",
    "asked",
    "urgent",
    "handler",
    "reworks",
    "score",
    "solved",
    "facts",
    "flags",
)


@dataclass(frozen=True)
class Row:
    """One line of a list of complaints."""

    id: str
    number: str
    title: str
    state: str
    kind: str
    category: str
    department: str
    supporting: tuple[str, ...]
    location: str
    received: int
    due: int
    yellow: int
    asked: bool
    urgent: bool
    handler: str
    reworks: int
    score: int | None
    solved: bool | None
    # See facts.py; absent until an older catalog was given it.
    facts: bytes = b""
    # See flags.py; absent as well.
    flags: tuple[str, ...] = ()

    @property
    def received_at(self) -> datetime:
        """When it was submitted."""
        return moment(self.received)

    @property
    def due_at(self) -> datetime | None:
        """When the next thing is due, or None."""
        return None if self.due == NEVER else moment(self.due)

    def light(self, now: datetime) -> str:
        """green, yellow, red, paused or none (docs/concepts/rules.md, time limits)."""
        if self.asked:
            return "paused"
        if self.due == NEVER:
            return "none"
        at = seconds(now)
        if at > self.due:
            return "red"
        return "yellow" if at >= self.yellow else "green"


def seconds(moment: datetime | None) -> int:
    """A moment as the catalog keeps it: whole seconds since 1970, or `NEVER`."""
    return NEVER if moment is None else int(moment.timestamp())


def moment(at: int) -> datetime:
    """The moment of a catalog value, in UTC."""
    return datetime.fromtimestamp(at, UTC)


def packed_facts(complaint) -> bytes:
    """What the figures need to know of a complaint, as its row keeps it."""
    entries = journal_of(complaint)
    facts = facts_of(entries, complaint.clock, complaint.channel or "")
    return pack(facts, complaint.department)


def heading(complaint) -> str:
    """The title, or the beginning of the text where there is none."""
    return complaint.title or (complaint.text or "").strip().split("\n")[0][:60]


class Indexable:
    """The values of one complaint under the names of the indexes and columns."""

    def __init__(self, complaint, desk_id: str, state: str):
        """Read them off.

        :param state: the workflow state
        """
        clock = complaint.clock
        self.id = complaint.getId()
        self.number = complaint.number
        self.title = heading(complaint)
        self.state = state
        self.kind = complaint.kind
        self.category = complaint.category
        self.department = complaint.department
        self.supporting = tuple(complaint.supporting)
        self.location = complaint.location or ""
        self.received = seconds(complaint.received)
        self.due = seconds(clock.due if clock else None)
        self.yellow = seconds(clock.yellow if clock else None)
        self.wake = seconds(wake_of(complaint, state))
        self.asked = bool(clock and clock.paused_since)
        self.flags = flags_of(complaint, state)
        self.urgent = bool(complaint.urgent)
        self.handler = complaint.handler
        self.reworks = complaint.reworks
        self.score = complaint.score
        self.solved = complaint.solved
        self.facts = packed_facts(complaint)
        self.submitter = complaint.submitter
        self.allowed = sorted(
            f"user:{who}"
            for who in {who for who, _roles in complaint_grants(complaint, desk_id)}
            # Guests have no lists.
            if not who.startswith(GUEST)
        )
        self.words = [
            complaint.title or "",
            complaint.text or "",
            self.location,
            self.number,
        ]
        if complaint.key:
            self.key = complaint.key
