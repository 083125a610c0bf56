"""Some weeks on a real desk: its actions, its catalog, its settings, and the oracle.

As test_term.py, with fewer complaints: people do what they can at random moments, the
scanner is stopped, run twice and fails for some. TERM_SEED=… repeats a run.
"""

from contextlib import suppress
from datetime import datetime
from datetime import timedelta
from heapq import heapify
from heapq import heappop
from heapq import heappush
from jiesu.addon.calendar.moment import at
from jiesu.addon.calendar.moment import now
from jiesu.addon.catalog.indexing import flush
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.catalog.queries import due_by
from jiesu.addon.deadlines.desk import standing_of
from jiesu.addon.handling.errors import ActionError
from jiesu.addon.handling.interfaces import IComplaintDue
from jiesu.addon.handling.interfaces import IComplaintHandled
from jiesu.addon.journal.entry import SYSTEM
from jiesu.addon.scanner.interfaces import IScanned
from jiesu.addon.scanner.scan import scan
from random import Random
from tests.handling.world import complain
from tests.handling.world import do
from tests.scanner.oracle import Grid
from tests.scanner.oracle import key_of
from tests.scanner.oracle import Life
from tests.scanner.oracle import Oracle
from tests.scanner.oracle import SHANGHAI
from tests.scanner.test_term import HALF_MINUTE
from tests.scanner.test_term import MINUTE
from tests.scanner.test_term import seed
from tests.scanner.work import within
from zope.component import getGlobalSiteManager

import logging
import pytest


START = datetime(2026, 9, 21, tzinfo=SHANGHAI)
DAYS = 40
COMPLAINTS = 300

HANDLER, HEAD, OFFICE, STUDENT = (
    "academic-handler",
    "academic-head",
    "office",
    "student1",
)
# Who may try what in which state; most of it is refused at times, as in life.
TRIES = {
    "triage": ((OFFICE, "dispatch"),) * 3,
    "pending": ((HANDLER, "accept"),) * 5 + ((OFFICE, "dispatch"), (HEAD, "return")),
    "processing": (
        *((HANDLER, "answer"),) * 4,
        *((HANDLER, "ask"), (STUDENT, "supplement"), (HEAD, "request_extension")) * 2,
        *((OFFICE, "decide_extension"),) * 2,
        ("logistics-handler", "contribute"),
        (OFFICE, "suspend"),
        (OFFICE, "dispatch"),
    ),
    "answered": ((STUDENT, "rate"), (OFFICE, "follow_up"), (HANDLER, "note")),
    "suspended": ((OFFICE, "resume"), (HANDLER, "note"), (HANDLER, "note")),
    "closed": ((STUDENT, "reopen"), (OFFICE, "note"), (OFFICE, "note")),
}


def data(name: str, random: Random) -> dict:
    """What is needed for an action."""
    day = (now() + timedelta(days=random.randint(1, 12))).astimezone(SHANGHAI)
    happy = random.random() < 0.6
    return {
        "dispatch": {
            "department": "academic",
            "supporting": random.choice(((), ("logistics",), ("logistics", "it"))),
        },
        "return": {"reason": "not_ours"},
        "answer": {"text": "已处理", "outcome": "solved"},
        "ask": {"text": "哪一间？"},
        "supplement": {"text": "最里面那间"},
        "contribute": {"text": "已派人"},
        "request_extension": {"until": day.date().isoformat(), "reason": "等配件"},
        "decide_extension": {"granted": random.random() < 0.7},
        "suspend": {"reason": "budget", "until": day.date().isoformat()},
        "rate": {"score": 4, "solved": happy},
        "follow_up": {"solved": True},
        "note": {"text": "备注"},
        "reopen": {"reason": "又坏了"},
    }.get(name, {})


class Weeks:
    """What happens on a desk, by one seed."""

    def __init__(self, desk, chosen: int) -> None:
        self.desk = desk
        self.random = Random(chosen)  # noqa: S311 - no secret
        self.end = START + timedelta(days=DAYS)
        self.lives: dict[str, Life] = {}
        self.told: list[tuple[str, object, datetime]] = []
        self.scans: list[datetime] = []
        self.left_out: set[tuple[str, int]] = set()
        self.fails: set[str] = set()
        self._unsure: list = []
        minutes = (DAYS - 2) * 24 * 60
        self._people: list[tuple[datetime, str]] = [
            (START + self.random.randrange(minutes) * MINUTE, f" {number}")
            for number in range(COMPLAINTS)
        ]
        heapify(self._people)

    def run(self) -> None:
        moment = START + HALF_MINUTE
        while moment < self.end:
            while self._people and self._people[0][0] < moment:
                self._step(*heappop(self._people))
            with at(moment):
                self._scan(moment)
            pause = self.random.randint(20, 150)
            if self.random.random() < 0.02:
                pause = self.random.randint(200, 3 * 24 * 60)
            moment += pause * MINUTE

    def _step(self, moment: datetime, name: str) -> None:
        with at(moment):
            if name.startswith(" "):
                name = self._submit(moment)
            else:
                self._act(name, moment)
            flush()
            self.note(name)
        hours = self.random.expovariate(1 / self.random.choice((2, 30, 100)))
        following = moment + max(1, int(hours * 60)) * MINUTE
        if following < self.end:
            heappush(self._people, (following, name))

    def _submit(self, moment: datetime) -> str:
        kind = self.random.choice(("complaint", "consultation"))
        urgent = self.random.random() < 0.1
        category = self.desk.categories["academic"]["academic-classroom"]
        category.urgent = urgent
        complaint = complain(self.desk, STUDENT, moment, kind=kind)
        category.urgent = False
        self.lives[complaint.getId()] = Life(urgent)
        return complaint.getId()

    def _act(self, name: str, moment: datetime) -> None:
        complaint = self.desk.complaints[name]
        who, action = self.random.choice(TRIES[state_of(complaint)])
        with suppress(ActionError):
            do(complaint, who, action, moment, **data(action, self.random))

    def note(self, name: str, acted: str = "") -> None:
        """Note how a complaint stands since now."""
        complaint = self.desk.complaints[name]
        standing = standing_of(complaint, state_of(complaint))
        self.lives[name].steps.append((now(), standing))
        if acted:
            self.lives[name].acted.append((now(), acted))

    def handled(self, event) -> None:
        """The desk itself has done something, if that is not taken back."""
        if self.scans and self.scans[-1] == now() and event.entry.actor == SYSTEM:
            name, action = event.object.getId(), event.entry.action
            self._unsure.append(lambda: self.note(name, action))

    def tell(self, event) -> None:
        """Something was told, if that is not taken back."""
        told = (event.object.getId(), event.due, now())
        self._unsure.append(lambda: self.told.append(told))

    def transact(self, desk, function, *arguments):
        """As a transaction: what was done in one that failed did not happen."""
        self._unsure = []
        result = within(desk, function, *arguments)
        for note in self._unsure:
            note()
        return result

    def _scan(self, moment: datetime) -> None:
        number = len(self.scans)
        self.scans.append(moment)
        self.fails = {one for one in self.lives if self.random.random() < 0.01}
        self.left_out |= {(name, number) for name in self.fails}
        size = self.random.choice((1000, 1000, 1000, 5))
        scan(self.desk, size=size, transact=self.transact)
        left = set(due_by(self.desk, now(), len(self.lives)))
        assert size == 5 or left <= self.fails
        self.left_out |= {(name, number) for name in left}
        if self.random.random() < 0.1 and size != 5:
            assert not scan(self.desk, transact=self.transact).told


class Failing:
    """Complaints of which some cannot be looked at."""

    def __init__(self, wrapped):
        self.wrapped, self.weeks = wrapped, None
        self.due, self.next = wrapped.due, wrapped.next

    def look(self, desk, name):
        if name in self.weeks.fails:
            raise RuntimeError
        told = desk.complaints[name].told
        looked = self.wrapped.look(desk, name)
        new = [key for key in desk.complaints[name].told if key not in told]
        assert len(new) >= looked.told
        return looked


@pytest.fixture
def failing():
    manager = getGlobalSiteManager()
    real = manager.getUtility(IScanned, "complaints")
    fake = Failing(real)
    manager.registerUtility(fake, IScanned, "complaints")
    yield fake
    manager.registerUtility(real, IScanned, "complaints")


@pytest.mark.usefixtures("undone")
def test_weeks(desk, failing, caplog):
    caplog.set_level(logging.CRITICAL)
    chosen = seed()
    print(f"TERM_SEED={chosen}")
    weeks = failing.weeks = Weeks(desk, chosen)
    heard = ((weeks.tell, IComplaintDue), (weeks.handled, IComplaintHandled))
    manager = getGlobalSiteManager()
    for hear, event in heard:
        manager.registerHandler(hear, (event,))
    try:
        weeks.run()
    finally:
        for hear, event in heard:
            manager.unregisterHandler(hear, (event,))
    check(weeks)


def check(weeks: Weeks) -> None:
    """Against the oracle."""
    grid = Grid(START.date() - timedelta(days=1), DAYS + 60)
    oracle = Oracle(grid, weeks.scans, lambda name, n: (name, n) in weeks.left_out)
    told: dict[str, list[tuple]] = {name: [] for name in weeks.lives}
    for name, due, moment in weeks.told:
        told[name].append((key_of(due), moment))
        assert moment >= due.at
        night = not 7 <= moment.astimezone(SHANGHAI).hour < 22
        assert weeks.lives[name].urgent or not night
    for name, life in weeks.lives.items():
        assert len(set(told[name])) == len(told[name]), name
        assert set(told[name]) == oracle.told(name, life, weeks.end), name
        assert life.acted == oracle.acts(name, life, weeks.end), name
    assert len({due.name for _name, due, _at in weeks.told}) > 8
