"""Each action: what it does, what it refuses and with which words."""

from datetime import timedelta
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.handling.errors import Invalid
from jiesu.addon.handling.errors import NotNow
from jiesu.addon.handling.errors import UnknownAction
from jiesu.addon.handling.interfaces import IAction
from jiesu.addon.handling.interfaces import IComplaintHandled
from jiesu.addon.handling.office import OfficeAction
from jiesu.addon.handling.perform import available_actions
from jiesu.addon.handling.perform import handle
from jiesu.addon.handling.perform import perform_as_desk
from jiesu.addon.journal.storage import journal_of
from tests.english import english
from tests.handling.world import acting
from tests.handling.world import complain
from tests.handling.world import DAY
from tests.handling.world import do
from tests.handling.world import HOUR
from tests.handling.world import MONDAY
from zope.component import getAdapters
from zope.component import getGlobalSiteManager
from zope.schema import getFieldsInOrder

import pytest


HANDLER = "academic-handler"
HEAD = "academic-head"
ANSWERING = {"text": "已换灯泡", "outcome": "solved"}
UNSOLVED = {"score": 1, "solved": False, "reasons": ["slow"]}


@pytest.fixture
def pending(desk, undone):
    """With `academic`, not accepted."""
    return complain(desk)


@pytest.fixture
def processing(pending):
    """Accepted by the handler of `academic`."""
    do(pending, HANDLER, "accept")
    return pending


@pytest.fixture
def answered(processing):
    """Answered by the handler of `academic`."""
    do(processing, HANDLER, "answer", **ANSWERING)
    return processing


@pytest.fixture
def closed(answered):
    """Rated and closed on Monday."""
    do(answered, "student1", "rate", score=4, solved=True)
    return answered


def wrong(complaint, who, action, when=None, **data) -> dict:
    """The message of each field with which an action is refused."""
    before = len(journal_of(complaint)), state_of(complaint)
    with pytest.raises(Invalid) as refused:
        do(complaint, who, action, when, **data)
    assert before == (len(journal_of(complaint)), state_of(complaint))
    return {error.field: str(error.message) for error in refused.value.errors}


def not_now(complaint, who, action, when=None, **data) -> str:
    """The message with which an action is refused."""
    with pytest.raises(NotNow) as refused:
        do(complaint, who, action, when, **data)
    assert action not in names(complaint, who, when)
    return str(refused.value.message)


def names(complaint, who, when=None) -> list[str]:
    """The actions available to somebody, in the order of their buttons."""
    with acting(who, when):
        return [action.name for action in available_actions(complaint)]


class TestEveryAction:
    """What forms, REST and the documentation rely on."""

    def test_definition(self, pending):
        """Each one says what it is called, who does it, when, and how it is told."""
        for name, action in getAdapters((pending,), IAction):
            assert action.name == name
            assert action.permission.startswith("jiesu.addon: ")
            assert action.states
            assert action.roles
            assert action.title.domain == action.done.domain == "jiesu.addon"
            for field_name, field in getFieldsInOrder(action.schema):
                assert field.title, f"{name}.{field_name}"

    def test_the_primary_one_first(self, pending, processing):
        """As the page shows the buttons."""
        assert names(processing, HANDLER)[0] == "answer"

    def test_unknown(self, pending):
        """There is no such action."""
        with pytest.raises(UnknownAction) as unknown:
            do(pending, HANDLER, "dance")
        assert unknown.value.message.mapping == {"name": "dance"}

    def test_without_the_right(self, pending):
        """The right is asked first, so that others learn nothing of the state."""
        with pytest.raises(Forbidden):
            do(pending, "student2", "rate", score=9)

    def test_state_before_data(self, pending):
        """Then the state, with its name in words."""
        assert not_now(pending, HANDLER, "answer") == "refused_state"

    def test_unknown_field(self, processing):
        """The error names it and what is allowed."""
        with pytest.raises(Invalid) as refused:
            do(processing, HANDLER, "answer", **ANSWERING, colour="red")
        (error,) = refused.value.errors
        assert error.field == "colour"
        assert english(error.message.mapping["allowed"]) == "text, outcome, files"

    def test_entry(self, processing):
        """It says who, in which role, for which department, when."""
        entry = do(processing, HEAD, "note", MONDAY + HOUR, text="x")
        assert (entry.actor, entry.role, entry.department, entry.time) == (
            HEAD,
            "head",
            "academic",
            MONDAY + HOUR,
        )

    def test_state_change_in_the_entry(self, pending):
        """What changed is told."""
        entry = do(pending, HANDLER, "accept")
        assert entry.changes["state"] == ("pending", "processing")

    def test_event(self, pending):
        """Others hear of it, with the entry."""
        heard = []

        def hear(event):
            heard.append(event.entry.action)

        manager = getGlobalSiteManager()
        manager.registerHandler(hear, (IComplaintHandled,))
        try:
            do(pending, HANDLER, "accept")
        finally:
            manager.unregisterHandler(hear, (IComplaintHandled,))
        assert heard == ["accept"]

    def test_handle_gives_the_number_of_the_entry(self, pending):
        """Through the writer only plain data come back."""
        with acting(HANDLER):
            assert handle(pending, "accept", {}) == len(journal_of(pending))

    def test_as_the_desk(self, answered):
        """The desk itself asks no right, but keeps to state and data."""
        with pytest.raises(NotNow):
            perform_as_desk(answered, "accept", {})
        with acting(None):
            entry = perform_as_desk(answered, "close", {})
        assert (entry.actor, entry.role, entry.department) == ("", "system", "")

    def test_adding_an_action_takes_a_class_and_a_registration(self, pending):
        """It is found, offered, and refused like the others."""

        class Praise(OfficeAction):
            name = "praise"
            title = "Praise"
            done = "praised"
            states = ("pending",)

        manager = getGlobalSiteManager()
        manager.registerAdapter(Praise, name="praise")
        try:
            assert "praise" in names(pending, "office")
            assert "praise" not in names(pending, HANDLER)
            assert do(pending, "office", "praise").action == "praise"
        finally:
            manager.unregisterAdapter(Praise, name="praise")


class TestAccept:
    """The department takes it on."""

    def test_who_accepts_handles(self, pending):
        """Nobody was assigned."""
        do(pending, HEAD, "accept")
        assert (pending.handler, state_of(pending)) == (HEAD, "processing")

    def test_who_was_assigned_stays(self, pending):
        """The head assigned it before."""
        do(pending, HEAD, "assign", handler=HANDLER)
        do(pending, HEAD, "accept")
        assert pending.handler == HANDLER

    def test_clock(self, pending):
        """Answering is what is due next."""
        do(pending, HANDLER, "accept", MONDAY + HOUR)
        assert pending.clock.due == pending.clock.answer_due
        assert pending.clock.accept_late is False


class TestReturn:
    """Back to the Office, within limits."""

    def test_what_it_does(self, processing):
        """Nobody has it but the Office; the promise runs on."""
        promised = processing.clock.answer_due
        entry = do(
            processing, HANDLER, "return", reason="not_ours", department="logistics"
        )
        assert state_of(processing) == "triage"
        assert (processing.department, processing.handler) == ("", "")
        assert entry.changes["department"] == ("academic", "")
        assert entry.changes["proposed"] == "logistics"
        assert entry.visibility == "staff"
        assert processing.clock.answer_due == promised

    @pytest.mark.parametrize(
        "data, fields",
        [
            ({}, {"reason"}),
            ({"reason": "nonsense"}, {"reason"}),
            ({"reason": "other"}, {"text"}),
            ({"reason": "not_ours", "department": "nowhere"}, {"department"}),
        ],
    )
    def test_data(self, pending, data, fields):
        """A reason of the list; `other` in words; a department that there is."""
        assert set(wrong(pending, HANDLER, "return", **data)) == fields

    @pytest.mark.parametrize("late", [timedelta(0), timedelta(seconds=1)])
    def test_limit(self, pending, late):
        """One working day after the dispatch, to the second."""
        when = MONDAY + DAY + late
        if late:
            message = not_now(pending, HANDLER, "return", when, reason="not_ours")
            assert message == "refused_return_late"
        else:
            do(pending, HANDLER, "return", when, reason="not_ours")

    def test_after_two_returns(self, pending):
        """The Office's dispatch is final."""
        for department in ("it", "library"):
            who = f"{pending.department}-handler"
            do(pending, who, "return", reason="not_ours")
            do(pending, "office", "dispatch", department=department)
        message = not_now(pending, "library-handler", "return", reason="not_ours")
        assert message == "refused_return_final"

    def test_a_new_dispatch_gives_a_new_limit(self, pending):
        """It is measured from the latest one."""
        later = MONDAY + 3 * DAY
        do(pending, "office", "dispatch", later, department="it")
        do(pending, "it-handler", "return", later + HOUR, reason="not_ours")

    def test_the_office_does_not_return_to_itself(self, pending):
        """It dispatches."""
        do(pending, "office", "dispatch", department="office")
        message = not_now(pending, "office", "return", reason="not_ours")
        assert message == "refused_return_office"


class TestAssign:
    """Somebody of the department."""

    def test_assign(self, processing):
        """The entry tells from whom to whom, to staff."""
        entry = do(processing, HEAD, "assign", handler=HEAD)
        assert processing.handler == HEAD
        assert entry.changes["handler"] == (HANDLER, HEAD)
        assert entry.visibility == "staff"

    @pytest.mark.parametrize("who", ["it-handler", "student1", "", None, "nobody"])
    def test_of_another_department(self, processing, who):
        """Refused."""
        assert set(wrong(processing, HEAD, "assign", handler=who)) == {"handler"}


class TestAsk:
    """The clock stands still while the submitter is asked."""

    def test_stands_still(self, processing):
        """And goes on with what was left."""
        due = processing.clock.due
        do(processing, HANDLER, "ask", MONDAY + HOUR, text="哪一间?")
        assert processing.asked
        assert processing.clock.paused_since == MONDAY + HOUR
        do(processing, "student1", "supplement", MONDAY + HOUR + DAY, text="335")
        assert not processing.asked
        assert processing.clock.due == due + DAY

    def test_twice_is_one_pause(self, processing):
        """The second question changes nothing of the clock."""
        do(processing, HANDLER, "ask", MONDAY + HOUR, text="哪一间?")
        once = processing.clock
        do(processing, HANDLER, "ask", MONDAY + 2 * HOUR, text="哪一台?")
        assert processing.clock == once

    @pytest.mark.parametrize("text", [None, "", "   ", "\n", 5, ["x"], "x" * 10_001])
    def test_text(self, processing, text):
        """Required, and a text."""
        assert set(wrong(processing, HANDLER, "ask", text=text)) == {"text"}

    def test_answer_without_waiting(self, processing):
        """The question is no obstacle."""
        do(processing, HANDLER, "ask", MONDAY + HOUR, text="哪一间?")
        do(processing, HANDLER, "answer", MONDAY + 2 * HOUR, **ANSWERING)
        assert not processing.asked
        assert processing.clock.paused_since is None


class TestNoteAndContribute:
    """Among staff."""

    @pytest.mark.parametrize(
        "who, role, department",
        [
            (HANDLER, "handler", "academic"),
            (HEAD, "head", "academic"),
            ("library-handler", "supporting", "library"),
            ("office", "office", "office"),
        ],
    )
    def test_note(self, processing, who, role, department):
        """In one's own role."""
        do(
            processing,
            "office",
            "dispatch",
            department="academic",
            supporting=["it", "library"],
        )
        entry = do(processing, who, "note", text="内部情况")
        assert (entry.role, entry.department) == (role, department)
        assert entry.visibility == "staff"

    def test_contribute(self, processing):
        """With the department that did."""
        do(
            processing,
            "office",
            "dispatch",
            department="academic",
            supporting=["it", "library"],
        )
        entry = do(processing, "library-head", "contribute", text="已借出备用机")
        assert (entry.role, entry.department) == ("supporting", "library")
        assert entry.visibility == "staff"
        assert state_of(processing) == "pending"


class TestAnswer:
    """The lead answers."""

    def test_answer(self, processing):
        """The submitter has the ball."""
        entry = do(processing, HANDLER, "answer", MONDAY + HOUR, **ANSWERING)
        assert state_of(processing) == "answered"
        assert processing.outcome == entry.changes["outcome"] == "solved"
        assert processing.answered_at == MONDAY + HOUR
        assert entry.text == "已换灯泡"
        assert entry.visibility == "public"

    @pytest.mark.parametrize(
        "data, fields",
        [
            ({}, {"text", "outcome"}),
            ({"text": "x"}, {"outcome"}),
            ({"text": "x", "outcome": "maybe"}, {"outcome"}),
            ({"text": " ", "outcome": "cannot"}, {"text"}),
        ],
    )
    def test_data(self, processing, data, fields):
        """Text and outcome."""
        assert set(wrong(processing, HANDLER, "answer", **data)) == fields

    @pytest.mark.parametrize("outcome", ["solved", "explained", "planned", "cannot"])
    def test_outcomes(self, processing, outcome):
        """All four."""
        do(processing, HANDLER, "answer", text="x", outcome=outcome)
        assert processing.outcome == outcome


class TestRate:
    """Closed, back for rework, or to the Office."""

    @pytest.mark.parametrize("score", [3, 4, 5])
    def test_solved(self, answered, score):
        """Closed with its score."""
        entry = do(answered, "student1", "rate", score=score, solved=True)
        assert state_of(answered) == "closed"
        assert (answered.score, answered.solved) == (score, True)
        assert answered.closed_at == MONDAY
        assert entry.changes["score"] == score

    @pytest.mark.parametrize("score", [1, 2])
    def test_low_scores_say_why(self, answered, score):
        """From the list, also when it is solved."""
        for solved in (True, False):
            errors = wrong(answered, "student1", "rate", score=score, solved=solved)
            assert errors == {"reasons": "error_low_score_why"}
        do(answered, "student1", "rate", score=score, solved=True, reasons=["slow"])
        assert state_of(answered) == "closed"

    @pytest.mark.parametrize(
        "score", [0, 6, -1, 2.5, "many", True, None, "", [], 10**30, "9" * 5000]
    )
    def test_score(self, answered, score):
        """A whole number from 1 to 5."""
        errors = wrong(answered, "student1", "rate", score=score, solved=True)
        assert set(errors) == {"score"}

    @pytest.mark.parametrize("solved", [None, "", "perhaps", 2, []])
    def test_solved_is_yes_or_no(self, answered, solved):
        """Nothing else."""
        errors = wrong(answered, "student1", "rate", score=5, solved=solved)
        assert set(errors) == {"solved"}

    def test_as_forms_send_it(self, answered):
        """Strings are read as the field wants them."""
        do(answered, "student1", "rate", score="2", solved="false", reasons="slow")
        assert (answered.score, answered.solved) == (2, False)

    def test_unknown_reason(self, answered):
        """The message tells what can be chosen."""
        with pytest.raises(Invalid) as refused:
            do(answered, "student1", "rate", score=1, solved=True, reasons=["ugly"])
        (error,) = refused.value.errors
        assert error.field == "reasons"
        assert "slow" in english(error.message.mapping["allowed"])

    def test_rework(self, answered):
        """The same department, a limit of its own, no return."""
        do(answered, "student1", "rate", **UNSOLVED)
        assert state_of(answered) == "processing"
        assert (answered.department, answered.handler) == ("academic", HANDLER)
        assert answered.reworks == 1
        assert answered.clock.due == MONDAY + 3 * DAY
        message = not_now(answered, HANDLER, "return", reason="not_ours")
        assert message == "refused_return_late"
        assert not_now(answered, "student1", "withdraw") == "refused_answered"


class TestSupplement:
    """The submitter says more."""

    def test_supplement(self, pending):
        """Nothing else changes."""
        due = pending.clock.due
        entry = do(pending, "student1", "supplement", text="二楼也是")
        assert state_of(pending) == "pending"
        assert pending.clock.due == due
        assert (entry.text, entry.role) == ("二楼也是", "submitter")


class TestWithdraw:
    """Before it is answered."""

    @pytest.mark.parametrize("state", ["pending", "processing"])
    def test_withdraw(self, request, state):
        """Nothing is due any more."""
        complaint = request.getfixturevalue(state)
        do(complaint, "student1", "withdraw")
        assert state_of(complaint) == "withdrawn"
        assert complaint.clock.due is None

    def test_in_triage(self, desk, undone):
        """Before anybody had it there was no clock."""
        complaint = complain(desk, category="other")
        do(complaint, "student1", "withdraw", text="误报")
        assert state_of(complaint) == "withdrawn"
        assert complaint.clock.due is None

    def test_while_asked(self, processing):
        """The question is moot."""
        do(processing, HANDLER, "ask", text="哪一间?")
        do(processing, "student1", "withdraw")
        assert not processing.asked
        assert processing.clock.paused_since is None


class TestReasonOfDispatch:
    """The submitter reads that it was, staff read why."""

    def test_its_text_stands_in_an_entry_of_its_own(self, pending):
        do(pending, "office", "dispatch", department="it", text="请先看线路")
        *_before, public, text = journal_of(pending)
        assert (public.action, text.action) == ("dispatch", "dispatch")
        assert [(one.visibility, one.text) for one in (public, text)] == [
            ("public", ""),
            ("staff", "请先看线路"),
        ]


class TestReject:
    """Not taken; the reason is told."""

    @pytest.mark.parametrize("who", ["office", HEAD])
    def test_reject(self, pending, who):
        """By the Office or the head."""
        entry = do(pending, who, "reject", reason="duplicate", text="已有同类诉求")
        assert state_of(pending) == "rejected"
        assert (entry.visibility, entry.text) == ("public", "已有同类诉求")
        assert entry.changes["reason"] == "duplicate"
        assert pending.clock.due is None

    @pytest.mark.parametrize(
        "data, fields",
        [
            ({}, {"reason"}),
            ({"reason": "other"}, {"text"}),
            ({"reason": "not_ours", "text": "x"}, {"reason"}),
        ],
    )
    def test_data(self, pending, data, fields):
        """A reason of this list; words for the submitter where it is "other"."""
        assert set(wrong(pending, "office", "reject", **data)) == fields


class TestDispatch:
    """The Office lets a department have it."""

    def test_restarts_accept_but_not_the_promise(self, processing):
        """Unless the Office says so."""
        promised = processing.clock.answer_due
        later = MONDAY + DAY
        do(processing, "office", "dispatch", later, department="it")
        assert state_of(processing) == "pending"
        assert (processing.department, processing.handler) == ("it", "")
        assert processing.clock.accept_due > later
        assert processing.clock.answer_due == promised
        do(processing, "office", "dispatch", later, department="it", restart=True)
        assert processing.clock.answer_due == promised + DAY

    def test_the_remark_is_for_staff(self, pending):
        """The submitter reads of the dispatch, not of the remark."""
        before = len(journal_of(pending))
        do(pending, "office", "dispatch", department="it", text="请今天处理")
        public, remark = list(journal_of(pending))[before:]
        assert (public.visibility, public.text) == ("public", "")
        assert (remark.visibility, remark.text) == ("staff", "请今天处理")

    @pytest.mark.parametrize(
        "data, fields",
        [
            ({}, {"department"}),
            ({"department": "nowhere"}, {"department"}),
            ({"department": "it", "supporting": ["nowhere"]}, {"supporting"}),
            ({"department": "it", "supporting": ["it"]}, {"supporting"}),
            ({"department": "it", "supporting": 5}, {"supporting"}),
            ({"department": ["it"]}, {"department"}),
            ({"department": "it", "restart": "perhaps"}, {"restart"}),
        ],
    )
    def test_data(self, pending, data, fields):
        """Departments that there are, the lead not among the supporting ones."""
        assert set(wrong(pending, "office", "dispatch", **data)) == fields

    def test_each_supporting_one_once(self, pending):
        """However often it was named."""
        twice = "library, library"
        do(pending, "office", "dispatch", department="it", supporting=twice)
        assert pending.supporting == ("library",)

    def test_ends_a_question(self, processing):
        """The new department begins with a running clock."""
        do(processing, HANDLER, "ask", text="哪一间?")
        do(processing, "office", "dispatch", department="it")
        assert not processing.asked
        assert processing.clock.paused_since is None


class TestClose:
    """By the Office."""

    def test_unrated_stays_unrated(self, answered):
        """Never counted as satisfied."""
        do(answered, "office", "close")
        assert state_of(answered) == "closed"
        assert (answered.score, answered.solved) == (None, None)

    def test_new_ones_are_not_closed(self, desk, undone):
        """From triage only what came back unsolved after the rework."""
        complaint = complain(desk, category="other")
        assert not_now(complaint, "office", "close", text="x") == "refused_close"

    def test_unsolved_ones_with_a_reason(self, answered):
        """The submitter is told why."""
        do(answered, "student1", "rate", **UNSOLVED)
        do(answered, HANDLER, "answer", **ANSWERING)
        do(answered, "student1", "rate", **UNSOLVED)
        assert set(wrong(answered, "office", "close")) == {"text"}
        do(answered, "office", "close", text="受条件所限")
        assert state_of(answered) == "closed"


class TestReopen:
    """A closed one is taken up again."""

    @pytest.mark.parametrize("late", [timedelta(0), timedelta(seconds=1)])
    def test_period(self, closed, late):
        """Fourteen days for the submitter, to the second."""
        when = MONDAY + 14 * DAY + late
        if late:
            message = not_now(closed, "student1", "reopen", when, reason="又坏了")
            assert message == "refused_reopening"
        else:
            do(closed, "student1", "reopen", when, reason="又坏了")
            assert state_of(closed) == "processing"

    def test_office(self, closed):
        """At any time; with whoever had it, and the limit of a rework."""
        when = MONDAY + 60 * DAY
        do(closed, "office", "reopen", when, reason="回访未解决")
        assert state_of(closed) == "processing"
        assert (closed.department, closed.handler) == ("academic", HANDLER)
        assert (closed.score, closed.solved, closed.closed_at) == (None, None, None)
        assert closed.clock.due > when

    def test_complaint_of_an_office_member(self, desk, undone):
        """Who is both keeps the Office's right."""
        complaint = complain(desk, who="office")
        do(complaint, HANDLER, "accept")
        do(complaint, HANDLER, "answer", **ANSWERING)
        do(complaint, "office", "close")
        do(complaint, "office", "reopen", MONDAY + 60 * DAY, reason="又坏了")
        assert state_of(complaint) == "processing"

    def test_reason(self, closed):
        """Required."""
        assert set(wrong(closed, "student1", "reopen")) == {"reason"}

    def test_period_is_a_setting(self, desk, closed):
        """The Office may change it."""
        desk.reopening_period = 1
        when = MONDAY + 2 * DAY
        not_now(closed, "student1", "reopen", when, reason="又坏了")


class TestReveal:
    """A look at a hidden name."""

    def test_only_where_it_is_hidden(self, pending):
        """Else there is nothing to look at."""
        assert not_now(pending, "office", "reveal", reason="x") == "refused_reveal"

    def test_is_recorded_for_the_office(self, desk, undone):
        """With its reason, which is required."""
        complaint = complain(desk, hide_identity=True)
        assert set(wrong(complaint, "office", "reveal")) == {"reason"}
        entry = do(complaint, "office", "reveal", reason="需要上门维修")
        assert entry.visibility == "office"
        assert (entry.actor, entry.changes["reason"]) == ("office", "需要上门维修")


class TestUrgent:
    """Water, power, safety: round the clock."""

    def test_limits(self, desk, undone):
        """Two hours to accept, 24 to answer, also on a Saturday night."""
        saturday = MONDAY + 5 * DAY + 13 * HOUR
        complaint = complain(desk, category="logistics-water-power", when=saturday)
        assert complaint.urgent
        assert complaint.clock.accept_due == saturday + 2 * HOUR
        assert complaint.clock.answer_due == saturday + 24 * HOUR
        do(complaint, "logistics-handler", "accept", saturday + HOUR)
        do(complaint, "logistics-handler", "ask", saturday + HOUR, text="哪一层?")
        do(complaint, "student1", "supplement", saturday + 4 * HOUR, text="三层")
        assert complaint.clock.due == saturday + 27 * HOUR

    def test_consultation(self, desk, undone):
        """Three working days instead of five."""
        complaint = complain(desk, kind="consultation")
        assert complaint.clock.answer_due == MONDAY + 3 * DAY


class TestSettings:
    """A limit holds as it was when it was set."""

    def test_running_complaints_keep_theirs(self, desk, pending):
        """A new setting is for what comes."""
        due = pending.clock.answer_due
        desk.answer_limit = 1
        do(pending, HANDLER, "accept", MONDAY + HOUR)
        assert pending.clock.answer_due == due
        assert complain(desk).clock.answer_due < due

    def test_reason_lists(self, desk, pending):
        """A reason that the Office adds can be chosen at once."""
        desk.return_reasons = [*desk.return_reasons, "moved | 职能已调整"]
        entry = do(pending, HANDLER, "return", reason="moved")
        assert entry.changes["reason"] == "moved"
