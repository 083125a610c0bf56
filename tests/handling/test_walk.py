"""A state machine that never loses a complaint, whatever people think of."""

from datetime import timedelta
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize
from hypothesis.stateful import invariant
from hypothesis.stateful import rule
from hypothesis.stateful import RuleBasedStateMachine
from hypothesis.stateful import run_state_machine_as_test
from jiesu.addon.catalog.indexing import _waiting
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.catalog.queries import find
from jiesu.addon.catalog.queries import Query
from jiesu.addon.catalog.rows import COLUMNS
from jiesu.addon.catalog.rows import Indexable
from jiesu.addon.content.complaint import OPEN_STATES
from jiesu.addon.content.complaint import STATES
from jiesu.addon.content.lookup import department_of
from jiesu.addon.deadlines.desk import clock_of
from jiesu.addon.handling.errors import ActionError
from jiesu.addon.handling.interfaces import IAction
from jiesu.addon.handling.perform import available_actions
from jiesu.addon.handling.perform import perform
from jiesu.addon.journal.storage import journal_of
from tests.handling.world import acting
from tests.handling.world import complain
from tests.handling.world import MONDAY
from zope.component import getAdapters

import transaction


PEOPLE = st.sampled_from(
    [
        "student1",
        "student2",
        "academic-handler",
        "academic-head",
        "it-handler",
        "library-head",
        "office",
        "supervisor",
        "manager",
    ]
)
DEPARTMENTS = st.sampled_from(["academic", "it", "library", "office"])
REASONS = st.sampled_from(["not_ours", "duplicate", "slow", "other", "nonsense"])

# Values for any field of any action, right and wrong ones.
VALUES = {
    "text": st.sampled_from(["说明", "", None, 5]),
    "reason": REASONS,
    "reasons": st.lists(REASONS, max_size=2),
    "department": DEPARTMENTS | st.just("nowhere"),
    "supporting": st.lists(DEPARTMENTS, max_size=2),
    "handler": PEOPLE,
    "outcome": st.sampled_from(["solved", "cannot", "maybe"]),
    "score": st.integers(0, 6),
    "solved": st.booleans(),
    "restart": st.booleans(),
}
# What moves a complaint on, so that the walk gets everywhere.
GOOD = {
    "text": "说明",
    "outcome": "solved",
    "solved": False,
    "score": 2,
    "reasons": ["slow"],
    "supporting": [],
    "department": "it",
}
ENDS = ("reject", "withdraw")
GAPS = st.timedeltas(timedelta(0), timedelta(days=9))


class OneComplaint(RuleBasedStateMachine):
    """One complaint, random people, random actions, time going on."""

    desk = None
    # The states that the walks of this run came to.
    seen: set[str] = set()

    def __init__(self):
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.time = MONDAY
        self.told: list = []

    @initialize(
        category=st.sampled_from(["academic-classroom", "other", "it-network"]),
        kind=st.sampled_from(["complaint", "report", "consultation"]),
        about=st.booleans(),
    )
    def begin(self, category, kind, about):
        self.complaint = complain(
            self.desk, category=category, kind=kind, about_department=about
        )

    @rule(who=PEOPLE, gap=GAPS, data=st.data())
    def try_anything(self, who, gap, data):
        """An action that may be neither allowed nor possible, with any data."""
        names = sorted(n for n, _a in getAdapters((self.complaint,), IAction))
        name = data.draw(st.sampled_from(names))
        raw = data.draw(st.fixed_dictionaries({}, optional=VALUES))
        self.act(who, gap, name, raw)

    @rule(gap=GAPS, data=st.data(), to_the_end=st.sampled_from([False] * 9 + [True]))
    def do_something_possible(self, gap, data, to_the_end):
        """An action that somebody has a button for, with data that fit as a rule."""
        possible = self.possible(self.time + gap, to_the_end)
        if not possible:
            return
        who, action = data.draw(st.sampled_from(possible))
        raw = {name: GOOD[name] for name in action.schema if name in GOOD}
        if "reason" in action.schema:
            raw["reason"] = data.draw(REASONS)
        if "handler" in action.schema:
            raw["handler"] = who
        self.act(who, gap, action.name, raw)

    def possible(self, when, to_the_end: bool) -> list:
        """Who could do what, without what ends it early and what changes nothing."""
        left_out = {"note", "assign"} if to_the_end else {"note", "assign", *ENDS}
        pairs = []
        for who in ("student1", "academic-handler", "it-handler", "office"):
            with acting(who, when):
                pairs += [(who, a) for a in available_actions(self.complaint)]
        return [(who, action) for who, action in pairs if action.name not in left_out]

    def act(self, who: str, gap: timedelta, name: str, raw: dict) -> None:
        self.time += gap
        before = self.facts()
        try:
            with acting(who, self.time):
                perform(self.complaint, name, raw)
        except ActionError:
            assert self.facts() == before, "refused, and yet something changed"

    def facts(self) -> dict:
        """All that is stored of it."""
        facts = {k: v for k, v in vars(self.complaint).items() if k[0] != "_"}
        return facts | {"entries": len(journal_of(self.complaint))}

    @invariant()
    def is_somewhere(self):
        """In one of the states, and open ones with somebody."""
        state = state_of(self.complaint)
        assert state in STATES
        self.seen.add(state)
        if state in ("pending", "processing", "answered", "suspended"):
            assert department_of(self.desk, self.complaint.department) is not None
        if state == "triage":
            assert self.complaint.department == ""
        assert (self.complaint.closed_at is None) == (state in OPEN_STATES)

    @invariant()
    def avoided_department_never_has_it(self):
        """Neither as lead nor as support."""
        if self.complaint.avoid:
            assert self.complaint.avoid != self.complaint.department
            assert self.complaint.avoid not in self.complaint.supporting

    @invariant()
    def journal_only_grows(self):
        """Nothing told before is gone or different."""
        told = [(e, dict(vars(e))) for e in journal_of(self.complaint)]
        assert told[: len(self.told)] == self.told
        assert [e.number for e, _ in told] == list(range(1, len(told) + 1))
        assert [e.time for e, _ in told] == sorted(e.time for e, _ in told)
        self.told = told

    @invariant()
    def clock_is_true(self):
        """What is stored is what the journal says; it stands still while asked."""
        stored = self.complaint.clock
        if stored is None:
            assert not any(entry.clock for entry in journal_of(self.complaint))
            return
        assert stored == clock_of(self.complaint)
        assert self.complaint.asked == (stored.paused_since is not None)
        state = state_of(self.complaint)
        if state in ("pending", "processing") and not self.complaint.asked:
            assert stored.due is not None
        if state not in ("triage", "pending", "processing"):
            assert stored.due is None

    @invariant()
    def catalog_is_true(self):
        """The row in the lists is the complaint."""
        with acting("office", self.time):
            (row,) = find(self.desk, Query()).rows
        values = Indexable(self.complaint, self.desk.getId(), state_of(self.complaint))
        assert vars(row) == {name: getattr(values, name) for name in COLUMNS}

    def teardown(self):
        """Leave the desk as it was."""
        _waiting().clear()
        self.savepoint.rollback()


class TestWalk:
    """On an otherwise empty desk."""

    def test_never_loses_a_complaint(self, desk):
        """Hypothesis looks for a course of events that breaks an invariant."""
        run_state_machine_as_test(
            type("OnThisDesk", (OneComplaint,), {"desk": property(lambda _: desk)}),
            settings=settings(
                max_examples=15,
                derandomize=True,
                stateful_step_count=30,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
        assert OneComplaint.seen >= {"triage", "pending", "processing", "answered"}
