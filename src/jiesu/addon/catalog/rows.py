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
from jiesu.addon.catalog.flags import FOLLOWS
from jiesu.addon.content.complaint import OPEN_STATES
from jiesu.addon.content.complaint import PROCESSING
from jiesu.addon.content.complaint import UNANSWERED
from jiesu.addon.deadlines.clock import Support
from jiesu.addon.deadlines.desk import wake_of
from jiesu.addon.journal.storage import journal_of


# Sorts after every moment that can be due.
NEVER = 2**31 - 1

# Under what the index of states knows those that follow another, so that they stand in
# no work list.
FOLLOWING = "following:"
# Under what the index of supporting departments knows who is in it by another way.
CONSULTED = "consulted:"
HELPING = "helping:"

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
    "support",
)


# How a supporting department stands: id, due, yellow, when it contributed (0: never),
# whether that is late. Moments as `seconds` makes them.
Part = tuple[str, int, int, int, bool]


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
    # How the supporting departments stand.
    support: tuple[Part, ...] = ()

    @property
    def follows(self) -> bool:
        """Whether it is open and follows another complaint."""
        return FOLLOWS in self.flags

    @property
    def together(self) -> bool:
        """Whether it waits for the answer of the one that it follows."""
        return self.state in UNANSWERED and self.follows

    @property
    def waits(self) -> bool:
        """Whether its submitter is asked something: its clock stands still for that."""
        return self.asked and self.state == PROCESSING and not self.together

    def support_of(self, department: str) -> Support | None:
        """How a supporting department stands, if it is one."""
        return next((_support(p) for p in self.support if p[0] == department), None)

    def supports(self) -> list[Support]:
        """How all supporting departments stand."""
        return [_support(part) for part in self.support]

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


def listed(complaint, state: str) -> str:
    """Under which word the index of states has a complaint."""
    follows = complaint.merged_into and state in OPEN_STATES
    return f"{FOLLOWING}{state}" if follows else state


def taking_part(complaint) -> tuple[str, ...]:
    """Under which words the index of supporting departments has a complaint."""
    return (
        *complaint.supporting,
        *(f"{CONSULTED}{department}" for department in complaint.consulted),
        *(f"{HELPING}{user}" for user in complaint.helpers),
    )


def _support(part: Part) -> Support:
    department, due, yellow, done, late = part
    return Support(
        department,
        due=None if due == NEVER else moment(due),
        yellow=None if yellow == NEVER else moment(yellow),
        done=moment(done) if done else None,
        late=late,
    )


def _part(one: Support) -> Part:
    done = int(one.done.timestamp()) if one.done else 0
    return one.department, seconds(one.due), seconds(one.yellow), done, one.late


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
        self.listed = listed(complaint, state)
        self.taking_part = taking_part(complaint)
        self.support = tuple(_part(one) for one in clock.support) if clock else ()
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
