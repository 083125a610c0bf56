"""A whole term: each thing told exactly once, none missed, none early, none at night.

10,000 complaints over 120 days live at random; the scanner stops at random, fails at
random, is run twice. What it should have told is found by another way (oracle.py). The
rules and the rounds are the real ones; the desk is in memory (fake.py). The same with a
real desk, real actions and its catalog is in test_real_term.py.

A failure names the seed: TERM_SEED=… repeats it.
"""

from datetime import date
from datetime import datetime
from datetime import timedelta
from heapq import heapify
from heapq import heappop
from heapq import heappush
from jiesu.addon.calendar.moment import at
from jiesu.addon.scanner.failures import Failures
from jiesu.addon.scanner.round import Round
from random import Random
from random import SystemRandom
from tests.scanner.fake import dispatch
from tests.scanner.fake import FakeDesk
from tests.scanner.fake import live
from tests.scanner.oracle import Grid
from tests.scanner.oracle import key_of
from tests.scanner.oracle import Oracle
from tests.scanner.oracle import SHANGHAI

import logging
import os
import pytest


# With Mid-Autumn and National Day, their make-up days among them.
FIRST = date(2026, 9, 1)
START = datetime(2026, 9, 1, tzinfo=SHANGHAI)
DAYS = 120
COMPLAINTS = 10_000
# Scans are between the minutes at which people act.
HALF_MINUTE = timedelta(seconds=30)
MINUTE = timedelta(minutes=1)


class Term:
    """What happens in a term, by one seed."""

    def __init__(self, seed: int, complaints: int, days: int) -> None:
        """Not begun."""
        self.random = Random(seed)  # noqa: S311 - no secret
        self.desk = FakeDesk()
        self.end = START + timedelta(days=days)
        self.scans: list[datetime] = []
        self.left_out: set[tuple[str, int]] = set()
        self.fragile = {str(n) for n in range(complaints) if n % 50 == 0}
        self._people = [
            (self._minute(days - 1), str(number)) for number in range(complaints)
        ]
        heapify(self._people)

    def _minute(self, days: float) -> datetime:
        minutes = int(days * 24 * 60)
        return START + self.random.randrange(minutes) * MINUTE

    def run(self) -> None:
        """People and scans in the order of time."""
        for scan in self._moments():
            while self._people and self._people[0][0] < scan:
                self._step(*heappop(self._people))
            with at(scan):
                self._scan(scan)

    def _moments(self):
        """Every few minutes, with stops of hours and days."""
        moment = START + HALF_MINUTE
        while moment < self.end:
            yield moment
            pause = self.random.randint(1, 30)
            if self.random.random() < 0.01:
                pause = self.random.randint(60, 3 * 24 * 60)
            moment += pause * MINUTE

    def _step(self, moment: datetime, name: str) -> None:
        with at(moment):
            complaint = self.desk.complaints.get(name)
            if complaint is None:
                complaint = self.desk.add(name, urgent=self.random.random() < 0.08)
                dispatch(complaint, self.random)
                self.desk.stepped(complaint)
            else:
                live(complaint, self.random)
        # Mostly soon, sometimes late, sometimes never.
        hours = self.random.expovariate(1 / self.random.choice((3, 20, 60, 200)))
        following = moment + max(1, int(hours * 60)) * MINUTE
        if following < self.end and self.random.random() < 0.97:
            heappush(self._people, (following, name))

    def _scan(self, moment: datetime) -> None:
        number = len(self.scans)
        self.scans.append(moment)
        broken = {one for one in self.fragile if self.random.random() < 0.3}
        self.desk.broken = broken.__contains__
        self.left_out |= {(name, number) for name in broken}
        if self.random.random() < 0.02:
            self._stopped_scan(number, broken)
            return
        self._round()
        assert set(self.desk.due(len(self.desk.complaints), set())) <= broken
        if self.random.random() < 0.1:
            before = len(self.desk.told)
            self._round()
            assert len(self.desk.told) == before

    def _stopped_scan(self, number: int, broken: set[str]) -> None:
        """The process ends in the middle: what it did not come to is left."""
        self.desk.batches_left = self.random.randint(0, 2)
        self._round()
        self.desk.batches_left = None
        left = self.desk.due(len(self.desk.complaints), set())
        self.left_out |= {(name, number) for name in left}

    def _round(self) -> None:
        Round(self.desk, Failures(), lambda: True).run(len(self.desk.complaints) + 1)

    # What is to be seen in the end

    def check(self) -> None:
        """Against the oracle."""
        days = (self.end - START).days + 60
        grid = Grid(FIRST - timedelta(days=1), days)
        oracle = Oracle(
            grid, self.scans, lambda name, scan: (name, scan) in self.left_out
        )
        told: dict[str, list[tuple]] = {name: [] for name in self.desk.complaints}
        for name, due, moment in self.desk.told:
            told[name].append((key_of(due), moment))
            assert moment >= due.at, (name, due, moment)
        for name, life in self.desk.lives.items():
            wanted = oracle.told(name, life, self.end)
            assert len(set(told[name])) == len(told[name]), (name, told[name])
            assert set(told[name]) == wanted, name
            assert life.acted == oracle.acts(name, life, self.end), name
        nights = [
            moment
            for name, _due, moment in self.desk.told
            if not self.desk.complaints[name].urgent
            and not 7 <= moment.astimezone(SHANGHAI).hour < 22
        ]
        assert nights == []


def seed() -> int:
    """Another term each time, unless one is wanted."""
    return int(os.environ.get("TERM_SEED") or SystemRandom().randrange(10**6))


@pytest.fixture(autouse=True)
def quiet(caplog):
    """What fails on purpose is told a thousand times."""
    caplog.set_level(logging.CRITICAL)


# A minute of computing, and many on a machine that does much else.
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(
    ("complaints", "days"), [(200, 60), (COMPLAINTS, DAYS)], ids=["some", "all"]
)
def test_a_term(complaints, days):
    chosen = seed()
    print(f"TERM_SEED={chosen}")
    term = Term(chosen, complaints, days)
    term.run()
    # It was a term in which something happened.
    names = {due.name for _name, due, _moment in term.desk.told}
    assert len(names) == 10
    assert {what for life in term.desk.lives.values() for _at, what in life.acted} == {
        "close",
        "resume",
    }
    term.check()
    # What it costs follows what is due: nobody was looked at in vain, but where a
    # stage was outdone in the same night, or a clock changed.
    acted = sum(len(life.acted) for life in term.desk.lives.values())
    assert term.desk.looked <= 1.5 * (len(term.desk.told) + acted)
