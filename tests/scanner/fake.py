"""A desk of marks in memory: a thin storage for the real rules and rounds."""

from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from datetime import time
from datetime import timedelta
from heapq import heappop
from heapq import heappush
from jiesu.addon.calendar.moment import now
from jiesu.addon.calendar.worktime import WorkCalendar
from jiesu.addon.deadlines.agenda import agenda
from jiesu.addon.deadlines.agenda import Due
from jiesu.addon.deadlines.agenda import Standing
from jiesu.addon.deadlines.clock import run
from jiesu.addon.deadlines.limits import Limits
from jiesu.addon.deadlines.marks import Mark
from jiesu.addon.deadlines.marks import MarkKind
from jiesu.addon.deadlines.night import Night
from jiesu.addon.deadlines.turn import next_of
from jiesu.addon.deadlines.turn import remembered
from jiesu.addon.deadlines.turn import Turn
from jiesu.addon.deadlines.turn import turn_of
from jiesu.addon.scanner.complaints import look_at
from jiesu.addon.scanner.outcome import Looked
from jiesu.addon.writer.errors import Busy
from tests.scanner.oracle import Life


LIMITS = Limits()
CALENDAR = WorkCalendar()
NIGHT = Night(time(22), time(7), "Asia/Shanghai")
DEPARTMENTS = ("it", "assets")


@dataclass
class FakeComplaint:
    """A complaint as far as its times go; also what the scanner looks at."""

    name: str
    urgent: bool
    desk: "FakeDesk"
    state: str = "triage"
    marks: list[Mark] = field(default_factory=list)
    runs: bool = True
    asked: bool = False
    extension_asked: datetime | None = None
    extended: bool = False
    suspended_until: datetime | None = None
    answered: datetime | None = None
    closed: datetime | None = None
    supporting: tuple[str, ...] = ()
    reworks: int = 0
    told: tuple[str, ...] = ()

    def standing(self) -> Standing:
        """As deadlines/desk.py makes it."""
        return Standing(
            clock=run(self.marks, CALENDAR),
            runs=self.runs,
            extension_asked=self.extension_asked,
            suspended_until=self.suspended_until,
            answered=self.answered if self.state == "answered" else None,
            closed=self.closed if self.state == "closed" else None,
        )

    def mark(self, kind: MarkKind, **options) -> None:
        """Something happens to the clock now."""
        self.marks.append(Mark(now(), kind, **options))

    # As the scanner's `Case`

    def turn(self) -> Turn:
        """What there is to do now."""
        return turn_of(self._agenda(), self.told, now(), NIGHT, self.urgent)

    def act(self, name: str) -> None:
        """Let the desk do this."""
        if name == "close":
            self.state, self.closed = "closed", now()
            self.mark(MarkKind.STOP)
        else:
            self.state, self.suspended_until = "processing", None
            self.mark(MarkKind.RELEASE)
        self.desk.stepped(self, acted=name)

    def remember(self, turn: Turn) -> None:
        """Keep that this was told."""
        new = (*turn.passed, *turn.tell)
        self.told = remembered(self._agenda(), self.told, new)

    def tell(self, due: Due) -> None:
        """Note it."""
        self.desk.told.append((self.name, due, now()))

    def _agenda(self) -> list[Due]:
        if self.desk.standings.get(self.name) is None:
            self.desk.standings[self.name] = self.standing()
        return agenda(self.desk.standings[self.name], LIMITS, CALENDAR)

    def wake(self) -> datetime | None:
        """When to look next."""
        return next_of(self._agenda(), self.told, now(), NIGHT, self.urgent)


class FakeDesk:
    """All complaints, when to look at each next, and what was told.

    As a port of the scanner it can be made to fail: `broken` complaints, and `busy`
    after a number of batches.
    """

    name = "fake"

    def __init__(self):
        """Empty."""
        self.complaints: dict[str, FakeComplaint] = {}
        self.lives: dict[str, Life] = {}
        self.told: list[tuple[str, Due, datetime]] = []
        self.standings: dict[str, Standing | None] = {}
        self._wakes: dict[str, datetime | None] = {}
        self._queue: list[tuple[datetime, str]] = []
        self.broken = lambda name: False
        self.batches_left: int | None = None
        self.looked = 0

    def add(self, name: str, urgent: bool) -> FakeComplaint:
        """A new one, with the Office."""
        made = self.complaints[name] = FakeComplaint(name, urgent, self)
        self.lives[name] = Life(urgent)
        return made

    def stepped(self, complaint: FakeComplaint, acted: str = "") -> None:
        """Something happened to it now."""
        standing = self.standings[complaint.name] = complaint.standing()
        self.lives[complaint.name].steps.append((now(), standing))
        if acted:
            self.lives[complaint.name].acted.append((now(), acted))
        self.index(complaint)

    def index(self, complaint: FakeComplaint) -> None:
        """Keep when to look at it next."""
        wake = complaint.wake()
        self._wakes[complaint.name] = wake
        if wake is not None:
            heappush(self._queue, (wake, complaint.name))

    # As the scanner's `Port`

    def due(self, size: int, without: set[str]) -> list[str]:
        """In the order of their time, without looking at others."""
        seen: dict[str, datetime] = {}
        found: list[str] = []
        while self._queue and self._queue[0][0] <= now() and len(found) < size:
            wake, name = heappop(self._queue)
            if self._wakes[name] != wake or name in seen:
                continue
            seen[name] = wake
            if name not in without:
                found.append(name)
        for name, wake in seen.items():
            heappush(self._queue, (wake, name))
        return found

    def look(self, ids: list[str]) -> Looked:
        """All or none."""
        if self.batches_left is not None:
            if not self.batches_left:
                raise Busy
            self.batches_left -= 1
        if any(self.broken(name) for name in ids):
            raise RuntimeError("broken")
        self.looked += len(ids)
        return sum((self._look(self.complaints[name]) for name in ids), Looked())

    def _look(self, complaint: FakeComplaint) -> Looked:
        looked = look_at(complaint)
        self.index(complaint)
        return looked


def live(complaint: FakeComplaint, random) -> None:
    """Let people do something that makes sense, or nothing."""
    choice = random.choices(*zip(*_CHOICES[complaint.state], strict=True))[0]
    choice(complaint, random)
    complaint.desk.stepped(complaint)


def dispatch(complaint: FakeComplaint, random) -> None:
    """A department has it, perhaps with others."""
    complaint.state, complaint.asked = "pending", False
    complaint.extension_asked = None
    if random.random() < 0.3:
        complaint.supporting = DEPARTMENTS[: random.randint(1, 2)]
    complaint.mark(
        MarkKind.DISPATCH,
        accept=LIMITS.accept_for(complaint.urgent),
        answer=LIMITS.answer_for(random.choice(KINDS), complaint.urgent),
        give_back=LIMITS.give_back,
        restart=random.random() < 0.3,
        support=LIMITS.support if complaint.supporting else None,
        departments=complaint.supporting,
    )


KINDS = ("complaint", "consultation")


def _accept(complaint, random):
    complaint.state = "processing"
    complaint.mark(MarkKind.ACCEPT)


def _give_back(complaint, random):
    complaint.state, complaint.asked = "triage", False
    complaint.mark(MarkKind.GIVE_BACK)


def _ask(complaint, random):
    complaint.asked = not complaint.asked
    complaint.mark(MarkKind.PAUSE if complaint.asked else MarkKind.RESUME)


def _contribute(complaint, random):
    for department in complaint.supporting[:1]:
        complaint.mark(MarkKind.SUPPORTED, departments=(department,))


def _extension(complaint, random):
    if complaint.extension_asked is None:
        complaint.extension_asked = now()
        return
    complaint.extension_asked = None
    if random.random() < 0.6:
        until = now().replace(hour=9, minute=30, second=0) + timedelta(days=9)
        complaint.mark(MarkKind.EXTEND, until=until)


def _suspend(complaint, random):
    complaint.state, complaint.asked = "suspended", False
    complaint.extension_asked = None
    hours = random.randint(1, 24 * 20)
    complaint.suspended_until = now() + timedelta(hours=hours)
    complaint.mark(MarkKind.HOLD)


def _resume(complaint, random):
    complaint.state, complaint.suspended_until = "processing", None
    complaint.mark(MarkKind.RELEASE)


def _answer(complaint, random):
    complaint.state, complaint.asked = "answered", False
    complaint.extension_asked, complaint.answered = None, now()
    complaint.mark(MarkKind.ANSWER)


def _rate(complaint, random):
    if random.random() < 0.7:
        complaint.state, complaint.closed = "closed", now()
        complaint.mark(MarkKind.STOP)
    elif complaint.reworks:
        complaint.state = "triage"
        complaint.mark(MarkKind.UNSOLVED)
    else:
        complaint.state = "processing"
        complaint.reworks += 1
        complaint.mark(MarkKind.REWORK, answer=LIMITS.rework)


def _reopen(complaint, random):
    complaint.state = "processing"
    complaint.mark(MarkKind.REWORK, answer=LIMITS.rework)


def _merge(complaint, random):
    complaint.runs = not complaint.runs
    complaint.mark(MarkKind.RELEASE if complaint.runs else MarkKind.HOLD)


def _nothing(complaint, random):
    """A note."""


_CHOICES = {
    "triage": ((dispatch, 8), (_nothing, 1)),
    "pending": ((_accept, 7), (_give_back, 1), (dispatch, 1), (_nothing, 2)),
    "processing": (
        (_answer, 5),
        (_ask, 3),
        (_contribute, 2),
        (_extension, 2),
        (_suspend, 1),
        (_merge, 1),
        (dispatch, 1),
        (_nothing, 2),
    ),
    "answered": ((_rate, 3), (_nothing, 2)),
    "suspended": ((_resume, 1), (_contribute, 1), (_nothing, 3)),
    "closed": ((_reopen, 1), (_nothing, 8)),
}
