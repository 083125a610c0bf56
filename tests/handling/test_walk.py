"""A state machine that never loses a complaint, whatever people think of.

Two complaints, so that one can follow the other; `it` reviews its answers.
"""

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
from jiesu.addon.handling.following import followers_of
from jiesu.addon.handling.following import master_of
from jiesu.addon.handling.following import PLACE
from jiesu.addon.handling.following import waits
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
        "it-head",
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
    "granted": st.booleans(),
    "until": st.sampled_from(["2026-12-07", "2027-03-01", "gestern"]),
    "into": st.sampled_from(["first", "second", "20261116-AAAAAA"]),
    "draft_files": st.booleans(),
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
    "until": "2027-03-01",
    "granted": True,
}
ENDS = ("reject", "withdraw")
REVIEWING = ("it",)
WHICH = st.sampled_from(["first", "second"])
GAPS = st.timedeltas(timedelta(0), timedelta(days=9))


class TwoComplaints(RuleBasedStateMachine):
    """Two complaints, random people, random actions, time going on."""

    desk = None
    # The states that the walks of this run came to, and what was done.
    seen: set[str] = set()
    done: set[str] = set()

    def __init__(self):
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.time = MONDAY
        self.told: dict = {}

    @initialize(
        category=st.sampled_from(["academic-classroom", "other", "it-network"]),
        kind=st.sampled_from(["complaint", "report", "consultation"]),
        about=st.booleans(),
        second=st.sampled_from(["academic-classroom", "other", "it-network"]),
    )
    def begin(self, category, kind, about, second):
        for name in REVIEWING:
            department_of(self.desk, name).review_answers = True
        self.both = {
            "first": complain(
                self.desk, category=category, kind=kind, about_department=about
            ),
            "second": complain(self.desk, category=second, who="student2"),
        }

    @rule(which=WHICH, who=PEOPLE, gap=GAPS, data=st.data())
    def try_anything(self, which, who, gap, data):
        """An action that may be neither allowed nor possible, with any data."""
        complaint = self.both[which]
        names = sorted(n for n, _a in getAdapters((complaint,), IAction))
        name = data.draw(st.sampled_from(names))
        raw = data.draw(st.fixed_dictionaries({}, optional=VALUES))
        self.act(complaint, who, gap, name, raw)

    @rule(
        which=WHICH,
        gap=GAPS,
        data=st.data(),
        to_the_end=st.sampled_from([False] * 9 + [True]),
    )
    def do_something_possible(self, which, gap, data, to_the_end):
        """An action that somebody has a button for, with data that fit as a rule."""
        complaint = self.both[which]
        possible = self.possible(complaint, self.time + gap, to_the_end)
        if not possible:
            return
        who, action = data.draw(st.sampled_from(possible))
        raw = {name: GOOD[name] for name in action.schema if name in GOOD}
        if "reason" in action.schema:
            raw["reason"] = data.draw(REASONS)
        if "handler" in action.schema:
            raw["handler"] = who
        if "into" in action.schema:
            raw["into"] = "second" if which == "first" else "first"
        self.act(complaint, who, gap, action.name, raw)

    @rule(which=WHICH, gap=GAPS, sent=st.booleans())
    def work(self, which, gap, sent):
        """The lead accepts, drafts where that is wanted, and may answer."""
        complaint = self.both[which]
        handler, head = (f"{complaint.department}-{f}" for f in ("handler", "head"))
        if complaint.department not in ("it", "academic"):
            return
        answer = {"text": "说明", "outcome": "solved"}
        self.act(complaint, handler, gap, "accept", {})
        self.act(complaint, handler, timedelta(0), "draft_answer", answer)
        if sent:
            self.act(complaint, head, timedelta(0), "answer", answer)

    def possible(self, complaint, when, to_the_end: bool) -> list:
        """Who could do what, without what ends it early and what changes nothing."""
        left_out = {"note", "assign"} if to_the_end else {"note", "assign", *ENDS}
        pairs = []
        students = ("student1", "student2")
        staff = ("academic-handler", "academic-head", "it-handler", "it-head")
        for who in (*students, *staff, "office"):
            with acting(who, when):
                pairs += [(who, a) for a in available_actions(complaint)]
        return [(who, action) for who, action in pairs if action.name not in left_out]

    def act(self, complaint, who: str, gap: timedelta, name: str, raw: dict) -> None:
        self.time += gap
        if raw.get("into") in self.both:
            raw = raw | {"into": self.both[raw["into"]].number}
        before = self.facts()
        try:
            with acting(who, self.time):
                perform(complaint, name, raw)
            self.done.add(name)
        except ActionError:
            assert self.facts() == before, "refused, and yet something changed"

    def facts(self) -> list[dict]:
        """All that is stored of them."""
        return [
            {k: v for k, v in vars(one).items() if k[0] != "_"}
            | {"entries": len(journal_of(one))}
            for one in self.both.values()
        ]

    @property
    def all(self):
        """Both."""
        return self.both.values()

    @invariant()
    def is_somewhere(self):
        """In one of the states, and open ones with somebody."""
        for one in self.all:
            state = state_of(one)
            assert state in STATES
            self.seen.add(state)
            assert (one.closed_at is None) == (state in OPEN_STATES)
            if waits(one):
                continue
            if state in ("pending", "processing", "answered", "suspended"):
                assert department_of(self.desk, one.department) is not None
            if state == "triage":
                assert one.department == ""
                assert one.supporting == ()

    @invariant()
    def follows_a_master(self):
        """Each side knows the other; who waits has a master who will answer."""
        for one in self.all:
            for follower in followers_of(one):
                assert follower.merged_into == one.getId()
            assert len(list(followers_of(one))) == len(one.merged)
            master = master_of(one)
            if master is None:
                assert one.merged_into == ""
                assert one.before_merge is None
                continue
            assert one.getId() in master.merged
            assert (one.kind == "report") == (master.kind == "report")
            if waits(one):
                assert state_of(master) in OPEN_STATES
                assert master.merged_into == ""
                for name in PLACE:
                    assert getattr(one, name) == getattr(master, name)

    @invariant()
    def avoided_department_never_has_it(self):
        """Neither as lead nor as support, nor asked for its view."""
        for one in self.all:
            if one.avoid:
                having = (one.department, *one.supporting, *one.consulted)
                assert one.avoid not in having

    @invariant()
    def drafts_wait_in_process(self):
        """And are there, for the department alone."""
        for one in self.all:
            if one.draft:
                assert state_of(one) == "processing"
                entry = journal_of(one)[one.draft]
                assert entry.action == "draft_answer"
                assert entry.department == one.department

    @invariant()
    def journal_only_grows(self):
        """Nothing told before is gone or different."""
        for name, one in self.both.items():
            told = [(e, dict(vars(e))) for e in journal_of(one)]
            before = self.told.get(name, [])
            assert told[: len(before)] == before
            assert [e.number for e, _ in told] == list(range(1, len(told) + 1))
            assert [e.time for e, _ in told] == sorted(e.time for e, _ in told)
            self.told[name] = told

    @invariant()
    def clock_is_true(self):
        """What is stored is what the journal says; it stands still while it waits."""
        for one in self.all:
            stored, state = one.clock, state_of(one)
            if stored is None:
                assert not any(entry.clock for entry in journal_of(one))
                continue
            assert stored == clock_of(one)
            paused = stored.paused_since is not None
            assert paused or not one.asked
            assert not paused or one.asked or waits(one) or state == "suspended"
            if waits(one) or state == "suspended":
                assert stored.due is None
            elif state in ("pending", "processing") and not one.asked:
                assert stored.due is not None
            if state not in ("triage", "pending", "processing"):
                assert stored.due is None

    @invariant()
    def catalog_is_true(self):
        """The rows in the lists are the complaints."""
        with acting("office", self.time):
            rows = {row.id: row for row in find(self.desk, Query()).rows}
            at_work = find(self.desk, Query(states=OPEN_STATES)).rows
            following = find(self.desk, Query(flag="follows")).rows
        for one in self.all:
            state = state_of(one)
            values = Indexable(one, self.desk.getId(), state)
            row = rows[one.getId()]
            assert vars(row) == {name: getattr(values, name) for name in COLUMNS}
            is_open, follows = state in OPEN_STATES, bool(one.merged_into)
            assert (row in at_work) == (is_open and not follows)
            assert (row in following) == (is_open and follows)

    def teardown(self):
        """Leave the desk as it was."""
        _waiting().clear()
        self.savepoint.rollback()


class TestWalk:
    """On an otherwise empty desk."""

    def test_never_loses_a_complaint(self, desk):
        """Hypothesis looks for a course of events that breaks an invariant."""
        run_state_machine_as_test(
            type("OnThisDesk", (TwoComplaints,), {"desk": property(lambda _: desk)}),
            settings=settings(
                max_examples=20,
                derandomize=True,
                stateful_step_count=30,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
        assert {"merge", "draft_answer"} <= TwoComplaints.done
        assert TwoComplaints.seen >= {"triage", "pending", "processing", "answered"}
