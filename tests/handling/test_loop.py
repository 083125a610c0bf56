"""The closed loop, from "335教室投影仪不清晰" to the second answer's five points."""

from datetime import datetime
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.catalog.queries import find
from jiesu.addon.catalog.queries import Query
from jiesu.addon.handling.reading import Reading
from tests.handling.world import acting
from tests.handling.world import complain
from tests.handling.world import do
from tests.handling.world import SHANGHAI


def on(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in the week that begins on Monday, 16 November 2026."""
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


def told(complaint, who: str) -> list[str]:
    """The actions in the journal as a person reads it."""
    with acting(who, on(20, 9)):
        return [entry.action for entry in Reading(complaint).entries()]


class TestLoop:
    """One complaint, lived by one test."""

    def test_loop(self, desk):
        """Submit, accept, ask, supplement, answer, rate 2, rework, rate 5."""
        older = complain(desk, who="student2", when=on(16, 8, 30), text="黑板反光")
        do(older, "academic-handler", "accept", on(16, 8, 40))
        complaint = complain(desk, when=on(16, 9), text="335教室投影仪不清晰")

        with acting("academic-handler", on(16, 9)):
            top = find(desk, Query(department="academic")).rows[0]
        assert top.id == complaint.getId()
        assert top.title == "335教室投影仪不清晰"
        assert top.due_at == on(16, 15), "four working hours to accept"
        assert complaint.clock.answer_due == on(23, 9), "five working days to answer"

        do(complaint, "academic-handler", "accept", on(16, 10))
        assert complaint.handler == "academic-handler"
        do(complaint, "academic-handler", "note", on(16, 10), text="灯泡老化")
        do(complaint, "academic-handler", "ask", on(16, 11), text="哪一台?")
        assert complaint.asked
        assert complaint.clock.due is None, "the clock stands still"
        do(complaint, "student1", "supplement", on(17, 11), text="讲台左侧")
        assert not complaint.asked
        assert complaint.clock.due == on(24, 9), "one working day later"

        answering = {"text": "已换灯泡", "outcome": "solved"}
        do(complaint, "academic-handler", "answer", on(17, 15), **answering)
        assert state_of(complaint) == "answered"
        assert complaint.clock.due is None
        assert complaint.clock.first_on_time

        rating = {"score": 2, "solved": False, "reasons": ["not_solved"]}
        do(complaint, "student1", "rate", on(18, 9), **rating)
        assert state_of(complaint) == "processing"
        assert complaint.department == "academic"
        assert complaint.clock.due == on(23, 9), "three working days for the rework"

        do(complaint, "academic-handler", "answer", on(18, 10), **answering)
        do(complaint, "student1", "rate", on(18, 11), score=5, solved=True)
        assert state_of(complaint) == "closed"
        assert (complaint.score, complaint.solved) == (5, True)
        assert complaint.clock.due is None

        public = ["submit", "dispatch", "accept", "ask", "supplement"]
        public += ["answer", "rate"] * 2
        assert told(complaint, "student1") == public
        staff = [*public[:3], "note", *public[3:]]
        for who in ("academic-handler", "academic-head", "office", "supervisor"):
            assert told(complaint, who) == staff
        assert told(complaint, "student2") == []
        assert told(complaint, "it-handler") == []

    def test_unsolved_again(self, desk):
        """After the rework it is the Office's: dispatched anew, or closed."""
        complaint = complain(desk, when=on(16, 9))
        answering = {"text": "已处理", "outcome": "explained"}
        unsolved = {"score": 1, "solved": False, "reasons": ["slow"]}
        do(complaint, "academic-handler", "accept", on(16, 10))
        for hour in (11, 15):
            do(complaint, "academic-handler", "answer", on(16, hour), **answering)
            do(complaint, "student1", "rate", on(16, hour, 20), **unsolved)
        assert state_of(complaint) == "triage"
        assert (complaint.department, complaint.handler) == ("", "")
        assert complaint.clock.due is None

        do(complaint, "office", "dispatch", on(17, 9), department="it")
        assert state_of(complaint) == "pending"
        assert complaint.clock.answer_due == on(20, 9), "the limit of a rework"
        do(complaint, "it-handler", "accept", on(17, 10))
        do(complaint, "it-handler", "answer", on(17, 11), **answering)
        do(complaint, "student1", "rate", on(17, 12), **unsolved)
        assert state_of(complaint) == "triage"

        do(complaint, "office", "close", on(18, 9), text="已当面说明")
        assert state_of(complaint) == "closed"
        assert complaint.solved is False

        do(complaint, "student1", "reopen", on(18, 10), reason="没有说明")
        assert state_of(complaint) == "triage", "nobody had it, so the Office has it"
        assert (complaint.score, complaint.solved) == (None, None)
