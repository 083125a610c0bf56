"""Merging: one is answered for all, each submitter keeps their own."""

from datetime import timedelta
from jiesu.addon.catalog.facts import facts_of
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.catalog.queries import find
from jiesu.addon.catalog.queries import Query
from jiesu.addon.content.complaint import Complaint
from jiesu.addon.content.complaint import UNANSWERED
from jiesu.addon.deadlines.desk import agenda_of
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.handling.interfaces import IComplaintHandled
from jiesu.addon.handling.perform import perform_as_desk
from jiesu.addon.handling.reading import Reading
from jiesu.addon.journal.files import Upload
from jiesu.addon.journal.storage import journal_of
from tests.handling.test_actions import names
from tests.handling.test_actions import not_now
from tests.handling.test_actions import wrong
from tests.handling.world import acting
from tests.handling.world import complain
from tests.handling.world import DAY
from tests.handling.world import do
from tests.handling.world import HOUR
from tests.handling.world import MONDAY
from tests.handling.world import PNG
from zope.component import getGlobalSiteManager

import pytest


HANDLER = "academic-handler"
ANSWERING = {"text": "已换灯泡", "outcome": "solved"}
UNSOLVED = {"score": 1, "solved": False, "reasons": ["slow"]}
PHOTO = (Upload("灯泡.png", PNG, clean=True),)
SOON = MONDAY + HOUR


@pytest.fixture
def master(desk, undone):
    """Of student2, in the hands of `academic`."""
    complaint = complain(desk, who="student2", text="教学楼投影仪都不清晰")
    do(complaint, HANDLER, "accept")
    return complaint


@pytest.fixture
def one(desk, master):
    """Of student1, with `academic` too, not accepted yet."""
    return complain(desk)


@pytest.fixture
def merged(one, master):
    """It follows the master."""
    do(one, HANDLER, "merge", SOON, into=master.number)
    return one


def ids(desk, who: str, **criteria) -> set[str]:
    """The ids in a list of somebody's."""
    with acting(who):
        return {row.id for row in find(desk, Query(**criteria)).rows}


def facts(complaint):
    """What is counted of it."""
    return facts_of(journal_of(complaint), complaint.clock, "web")


def actions(complaint, who: str) -> list[str]:
    """What somebody reads in the journal."""
    with acting(who):
        return [entry.action for entry in Reading(complaint).entries()]


class TestMerge:
    """One begins to follow another."""

    def test_what_it_does(self, one, master):
        """It keeps its state, waits, and is told to both sides."""
        entry = do(one, HANDLER, "merge", SOON, into=master.number, text="同一问题")
        assert one.merged_into == master.getId()
        assert master.merged == (one.getId(),)
        assert state_of(one) == "pending"
        assert one.clock.paused_since == SOON
        assert one.clock.due is None
        assert one.handler == HANDLER
        assert entry.changes["into"] == master.getId()
        assert facts(one).merged_into == master.getId()
        assert journal_of(master)[len(journal_of(master))].action == "gathered"

    def test_the_submitter_is_told_but_not_of_others(self, merged, master):
        """Neither number nor id of somebody else's."""
        assert actions(merged, "student1")[-1] == "merge"
        assert "gathered" not in actions(master, "student2")
        for complaint, who, other in (
            (merged, "student1", master),
            (master, "student2", merged),
        ):
            with acting(who):
                reading = Reading(complaint)
                shown = repr(reading.entries())
                assert reading.master is None
                assert reading.followers(9) == []
                assert reading.follower_count == 0
            assert other.number not in shown
            assert other.getId() not in shown

    def test_staff_find_one_from_the_other(self, merged, master):
        """Those who may see both."""
        with acting(HANDLER):
            assert Reading(merged).master.number == master.number
            assert [f.number for f in Reading(master).followers(9)] == [merged.number]

    @pytest.mark.parametrize("typed", ["id", "lower", "spaces"])
    def test_into(self, one, master, typed):
        """The number as people type it, or the id."""
        into = {
            "id": master.getId(),
            "lower": master.number.lower(),
            "spaces": f" {master.number} ",
        }[typed]
        do(one, HANDLER, "merge", into=into)
        assert one.merged_into == master.getId()

    def test_lists(self, desk, merged, master):
        """It leaves the work lists, and stays in its submitter's."""
        assert ids(desk, HANDLER, states=UNANSWERED) == {master.getId()}
        assert ids(desk, "office", states=("pending",)) == set()
        assert ids(desk, "office", flag="follows") == {merged.getId()}
        assert ids(desk, "office", flag="follows", states=("triage",)) == set()
        everyone = {merged.getId(), master.getId()}
        assert ids(desk, "office") == everyone
        assert ids(desk, "office", states=UNANSWERED, with_followers=True) == everyone
        own = {"submitter": "student1", "states": ("pending",)}
        assert ids(desk, "student1", **own) == {merged.getId()}

    def test_nothing_becomes_due(self, merged):
        """Nobody is reminded of what waits for another."""
        assert agenda_of(merged, state_of(merged)) == []

    def test_who_has_the_master_has_it(self, desk, master):
        """Also when the master moves on."""
        other = complain(desk, category="it-network")
        do(other, "office", "merge", into=master.number)
        with acting("it-handler"):
            assert find(desk, Query()).total == 0
        assert "note" in names(other, HANDLER)
        do(master, "office", "dispatch", department="library", supporting=["security"])
        assert "note" in names(other, "library-handler")
        assert "note" in names(other, "security-handler")
        assert names(other, HANDLER) == []
        do(master, "library-handler", "return", reason="not_ours")
        assert names(other, "library-handler") == []
        assert "note" in names(other, "office")

    def test_what_it_cannot(self, merged):
        """It is handled where the master is."""
        assert not_now(merged, HANDLER, "accept") == "refused_follows"
        told = not_now(merged, "office", "dispatch", department="it")
        assert told == "refused_follows"
        assert set(names(merged, "office")) == {"note", "unmerge"}
        assert set(names(merged, "student1")) == {"supplement", "withdraw"}


class TestRefused:
    """What cannot be merged, with words beside the field."""

    def into(self, one, number: str, who="office") -> str:
        """The message with which a merge is refused."""
        told = wrong(one, who, "merge", into=number)
        assert set(told) == {"into"}
        return told["into"]

    def test_itself(self, one):
        """It would wait for itself."""
        assert self.into(one, one.number) == "error_into_itself"

    @pytest.mark.parametrize("typed", ["20261116-AAAAAA", "你好", "acl_users"])
    def test_unknown(self, one, typed):
        """There is none."""
        assert self.into(one, typed) == "error_into_unknown"

    def test_nothing(self, one):
        """It is required."""
        assert self.into(one, "") == "error_required"

    def test_not_open(self, desk, one, master):
        """An ended one is answered no more."""
        do(master, "office", "reject", reason="duplicate")
        assert self.into(one, master.number) == "error_into_ended"

    def test_one_that_follows(self, desk, merged):
        """There are masters, and those that follow them."""
        third = complain(desk)
        assert self.into(third, merged.number) == "error_into_follows"

    def test_a_circle(self, merged, master):
        """A master cannot follow its own."""
        assert self.into(master, merged.number) == "error_into_follows"

    def test_a_master_of_another_department(self, desk, one):
        """A department learns nothing of what is not its own, not even that it is."""
        other = complain(desk, category="it-network")
        assert self.into(one, other.number, HANDLER) == "error_into_unknown"

    @pytest.mark.parametrize("first", [True, False])
    def test_reports(self, desk, one, first):
        """They are never handled with something else."""
        report = complain(desk, category="other", kind="report")
        do(report, "office", "dispatch", department="academic")
        pair = (report, one) if first else (one, report)
        assert self.into(pair[0], pair[1].number) == "error_into_report"

    def test_reports_with_each_other(self, desk, undone):
        """Two reports on the same matter."""
        first, second = (
            complain(desk, who=who, category="other", kind="report")
            for who in ("student1", "student2")
        )
        do(first, "office", "merge", into=second.number)
        assert first.merged_into == second.getId()

    def test_the_avoided_department(self, desk, master):
        """Whoever it is about does not get it by way of another one."""
        about = complain(desk, about_department=True)
        assert self.into(about, master.number) == "error_avoid"

    def test_the_avoided_department_later(self, desk, undone):
        """Nor when the master is dispatched, asked or supported later."""
        master = complain(desk, who="student2", category="other")
        about = complain(desk, about_department=True)
        do(about, "office", "merge", into=master.number)
        for data in (
            {"department": "academic"},
            {"department": "it", "supporting": ["academic"]},
        ):
            assert "error_avoid" in wrong(master, "office", "dispatch", **data).values()
        told = wrong(master, "office", "consult", department="academic", text="x")
        assert told == {"department": "error_avoid"}
        third = complain(desk, who="student2")
        assert self.into(master, third.number) == "error_avoid"

    @pytest.mark.parametrize("who", ["student1", "supervisor", "it-handler"])
    def test_who(self, one, master, who):
        """Office and lead."""
        with pytest.raises(Forbidden):
            do(one, who, "merge", into=master.number)

    def test_required_instruction(self, one, master):
        """First it is carried out."""
        do(one, "supervisor", "instruct", text="尽快")
        do(one, "office", "require")
        told = not_now(one, "office", "merge", into=master.number)
        assert told == "refused_instruction"


class TestAnswer:
    """The master's answer is everybody's."""

    def test_each_gets_it(self, desk, merged, master):
        """As an entry of its own, in the department's name; each one rates."""
        do(master, HANDLER, "answer", MONDAY + 2 * HOUR, **ANSWERING, files=PHOTO)
        assert state_of(merged) == "answered"
        entry = journal_of(merged)[len(journal_of(merged))]
        sent = journal_of(master)[len(journal_of(master))]
        assert (entry.action, entry.text) == ("answer", ANSWERING["text"])
        assert (entry.actor, entry.role, entry.department) == ("", "system", "academic")
        assert entry.files[0] is sent.files[0]
        assert (merged.outcome, merged.answered_at) == ("solved", MONDAY + 2 * HOUR)
        assert merged.clock.paused_since is None
        with acting("student1"):
            shown = Reading(merged).entries()[-1]
        assert shown.who == "教务处"
        do(merged, "student1", "rate", MONDAY + DAY, score=5, solved=True)
        do(master, "student2", "rate", MONDAY + DAY, score=3, solved=True)
        assert (merged.score, master.score) == (5, 3)
        assert state_of(merged) == "closed"
        assert facts(merged).merged_into == master.getId()

    def test_also_one_that_was_never_dispatched(self, desk, master):
        """It is the department's from then on."""
        fresh = complain(desk, category="other")
        do(fresh, "office", "merge", SOON, into=master.number)
        do(master, HANDLER, "answer", MONDAY + 2 * HOUR, **ANSWERING)
        assert (state_of(fresh), fresh.department) == ("answered", "academic")
        assert facts(fresh).worked == ("academic",)

    def test_events(self, merged, master):
        """Whoever tells people hears of each."""
        heard = []

        def hear(event):
            heard.append((event.object.getId(), event.entry.action))

        manager = getGlobalSiteManager()
        manager.registerHandler(hear, (IComplaintHandled,))
        try:
            do(master, HANDLER, "answer", **ANSWERING)
        finally:
            manager.unregisterHandler(hear, (IComplaintHandled,))
        assert sorted(heard) == sorted(
            [(merged.getId(), "answer"), (master.getId(), "answer")]
        )

    def test_asked_or_suspended_ones_too(self, desk, master):
        """Nothing of what they waited for is left."""
        asked, planned = complain(desk), complain(desk)
        for one in (asked, planned):
            do(one, HANDLER, "accept")
        do(asked, HANDLER, "ask", text="哪一间?")
        until = (MONDAY + timedelta(days=21)).date().isoformat()
        do(planned, "office", "suspend", reason="budget", until=until)
        for one in (asked, planned):
            do(one, "office", "merge", SOON, into=master.number)
        do(master, HANDLER, "answer", MONDAY + 2 * HOUR, **ANSWERING)
        for one in (asked, planned):
            assert state_of(one) == "answered"
            assert (one.asked, one.suspended_until) == (False, None)
            assert one.clock.paused_since is None

    def test_merged_into_an_answered_one(self, one, master):
        """The answer that is there is its answer."""
        do(master, HANDLER, "answer", **ANSWERING)
        do(one, HANDLER, "merge", SOON, into=master.number)
        assert state_of(one) == "answered"
        assert one.outcome == "solved"

    def test_unsolved_goes_back_by_itself(self, merged, master):
        """It leaves the others and is done again by the master's department."""
        do(master, HANDLER, "answer", MONDAY + 2 * HOUR, **ANSWERING)
        do(merged, "student1", "rate", MONDAY + DAY, **UNSOLVED)
        assert (state_of(merged), merged.department) == ("processing", "academic")
        assert (merged.merged_into, master.merged) == ("", ())
        assert merged.clock.due > MONDAY + DAY
        assert facts(merged).merged_into == ""
        assert "answer" in names(merged, HANDLER)
        do(merged, HANDLER, "answer", MONDAY + DAY, **ANSWERING)
        assert state_of(master) == "answered"

    def test_the_second_answer_too(self, desk, merged, master):
        """Where the master is done again, those not rated yet get that answer."""
        rated = complain(desk)
        do(rated, HANDLER, "merge", SOON, into=master.number)
        do(master, HANDLER, "answer", MONDAY + 2 * HOUR, **ANSWERING)
        do(rated, "student1", "rate", MONDAY + DAY, score=5, solved=True)
        do(master, "student2", "rate", MONDAY + DAY, **UNSOLVED)
        assert state_of(merged) == "answered"
        do(master, HANDLER, "answer", MONDAY + 2 * DAY, text="已更换", outcome="solved")
        assert actions(merged, "student1").count("answer") == 2
        assert merged.answered_at == MONDAY + 2 * DAY
        assert (state_of(rated), actions(rated, "student1").count("answer")) == (
            "closed",
            1,
        )

    def test_closed_by_the_desk(self, merged, master):
        """After its own rating period, unrated."""
        do(master, HANDLER, "answer", **ANSWERING)
        do(master, "office", "close", SOON)
        assert state_of(merged) == "answered"
        with acting(None, MONDAY + 8 * DAY):
            perform_as_desk(merged, "close", {})
        assert (state_of(merged), merged.score) == ("closed", None)

    def test_reopened(self, merged, master):
        """By its submitter: it is handled by itself."""
        do(master, HANDLER, "answer", **ANSWERING)
        do(merged, "student1", "rate", score=5, solved=True)
        do(merged, "student1", "reopen", MONDAY + DAY, reason="又坏了")
        assert (state_of(merged), merged.merged_into) == ("processing", "")
        assert master.merged == ()

    def test_the_department_keeps_what_it_answered(self, merged, master):
        """Where the master moves on, answered ones stay with who answered them."""
        do(master, HANDLER, "answer", **ANSWERING)
        for when in (DAY, 2 * DAY):
            do(master, "student2", "rate", MONDAY + when, **UNSOLVED)
            if state_of(master) == "processing":
                do(master, HANDLER, "answer", MONDAY + when, **ANSWERING)
        assert (state_of(master), master.department) == ("triage", "")
        assert (state_of(merged), merged.department) == ("answered", "academic")


class TestUnmerge:
    """Undone without loss."""

    def stands(self, complaint) -> dict:
        """How it stands, but for its journal and clock."""
        known = [k for k, v in vars(Complaint).items() if k[0] != "_" and k != "clock"]
        facts = {k: getattr(complaint, k) for k in known}
        plain = {k: v for k, v in facts.items() if not callable(v)}
        return plain | {"state": state_of(complaint)}

    @pytest.mark.parametrize("life", ["triage", "pending", "processing", "asked"])
    def test_as_before(self, desk, master, life):
        """State, department, handler, question: all of it."""
        category = "other" if life == "triage" else "it-network"
        complaint = complain(desk, category=category)
        if life in ("processing", "asked"):
            do(complaint, "it-handler", "accept")
            do(complaint, "it-handler", "involve", handler="it-head")
        if life == "asked":
            do(complaint, "it-handler", "ask", text="哪一间?")
        before, clock = self.stands(complaint), complaint.clock
        do(complaint, "office", "merge", SOON, into=master.number)
        assert complaint.department == "academic"
        do(complaint, "office", "unmerge", MONDAY + 3 * DAY + HOUR)
        assert self.stands(complaint) == before
        assert master.merged == ()
        if life == "pending":
            assert complaint.clock.accept_due == clock.accept_due + 3 * DAY
            assert complaint.clock.answer_due == clock.answer_due + 3 * DAY
        if life == "asked":
            assert complaint.clock.paused_since == clock.paused_since
        assert facts(complaint).merged_into == ""

    def test_a_suspended_one_stays_so(self, desk, master):
        """What it waited for before it waits for still."""
        complaint = complain(desk)
        do(complaint, HANDLER, "accept")
        until = (MONDAY + timedelta(days=21)).date().isoformat()
        do(complaint, "office", "suspend", reason="budget", until=until)
        do(complaint, "office", "merge", SOON, into=master.number)
        do(complaint, "office", "unmerge", MONDAY + DAY)
        assert state_of(complaint) == "suspended"
        assert complaint.clock.paused_since is not None

    def test_taken_up_while_it_follows(self, desk, master):
        """The planned day comes: the desk takes it up, and it still waits."""
        complaint = complain(desk)
        do(complaint, HANDLER, "accept")
        until = (MONDAY + timedelta(days=21)).date().isoformat()
        do(complaint, "office", "suspend", reason="budget", until=until)
        do(complaint, "office", "merge", SOON, into=master.number)
        with acting(None, MONDAY + 21 * DAY):
            perform_as_desk(complaint, "resume", {})
        assert state_of(complaint) == "processing"
        assert complaint.clock.due is None
        do(complaint, "office", "unmerge", MONDAY + 21 * DAY)
        assert complaint.clock.due is not None

    def test_answered_meanwhile(self, merged, master):
        """It keeps its answer, which its submitter rates."""
        do(master, HANDLER, "answer", **ANSWERING)
        do(merged, "office", "unmerge", SOON)
        assert (state_of(merged), merged.merged_into) == ("answered", "")
        do(merged, "student1", "rate", MONDAY + DAY, **UNSOLVED)
        assert (state_of(merged), merged.department) == ("processing", "academic")

    def test_department_gone(self, desk, master):
        """To the Office, where the one that had it is no more."""
        complaint = complain(desk, category="it-network")
        do(complaint, "office", "merge", SOON, into=master.number)
        desk["departments"]._delOb("it")
        do(complaint, "office", "unmerge", MONDAY + DAY)
        assert (state_of(complaint), complaint.department) == ("triage", "")

    def test_what_follows_nothing(self, one):
        """There is nothing to undo."""
        assert not_now(one, "office", "unmerge") == "refused_unmerge"


class TestMasterEnds:
    """Nothing is lost with the master."""

    def test_rejected(self, merged, master):
        """The Office looks at the others once more; they are told."""
        do(master, "office", "reject", MONDAY + DAY, reason="no_facts")
        assert (state_of(merged), merged.department) == ("triage", "")
        assert merged.merged_into == ""
        assert actions(merged, "student1")[-1] == "unmerge"
        assert merged.clock.paused_since is None
        assert names(merged, HANDLER) == []

    def test_withdrawn(self, merged, master):
        """The others go on where they were."""
        do(master, "student2", "withdraw", MONDAY + DAY + HOUR)
        assert (state_of(merged), merged.department) == ("pending", "academic")
        assert (merged.merged_into, merged.handler) == ("", "")
        assert merged.clock.due is not None

    def test_closed_unsolved(self, desk, master):
        """Who came late and has no answer goes to the Office, the others rate."""
        early = complain(desk)
        do(early, HANDLER, "merge", SOON, into=master.number)
        do(master, HANDLER, "answer", **ANSWERING)
        do(master, "student2", "rate", MONDAY + DAY, **UNSOLVED)
        do(master, HANDLER, "answer", MONDAY + DAY, **ANSWERING)
        do(master, "student2", "rate", MONDAY + DAY, **UNSOLVED)
        late = complain(desk)
        do(late, "office", "merge", MONDAY + DAY, into=master.number)
        do(master, "office", "close", MONDAY + 2 * DAY, text="已说明")
        assert state_of(early) == "answered"
        assert (state_of(late), late.merged_into) == ("triage", "")

    def test_withdrawn_one(self, merged, master):
        """A submitter takes back their own; the master does not notice."""
        do(merged, "student1", "withdraw", MONDAY + DAY)
        assert state_of(merged) == "withdrawn"
        assert master.merged == ()
        do(master, HANDLER, "answer", MONDAY + DAY, **ANSWERING)
        assert state_of(merged) == "withdrawn"


class TestMoveAlong:
    """A master that is merged itself takes its own with it."""

    def test_moved(self, desk, merged, master):
        """They follow the new one, and are answered with it."""
        chief = complain(desk, who="student2")
        do(chief, HANDLER, "accept")
        do(master, HANDLER, "merge", MONDAY + DAY, into=chief.number)
        assert merged.merged_into == master.merged_into == chief.getId()
        assert set(chief.merged) == {merged.getId(), master.getId()}
        assert master.merged == ()
        assert facts(merged).merged_into == chief.getId()
        do(chief, HANDLER, "answer", MONDAY + DAY, **ANSWERING)
        assert {state_of(one) for one in (chief, master, merged)} == {"answered"}

    def test_into_an_answered_one(self, desk, merged, master):
        """All of them get the answer at once."""
        chief = complain(desk, who="student2")
        do(chief, HANDLER, "accept")
        do(chief, HANDLER, "answer", **ANSWERING)
        do(master, HANDLER, "merge", MONDAY + DAY, into=chief.number)
        assert {state_of(one) for one in (chief, master, merged)} == {"answered"}

    def test_undone_for_one(self, desk, merged, master):
        """The others stay with the new one."""
        chief = complain(desk, who="student2")
        do(master, HANDLER, "merge", MONDAY + DAY, into=chief.number)
        do(master, "office", "unmerge", MONDAY + DAY)
        assert master.merged_into == ""
        assert merged.merged_into == chief.getId()
        do(merged, "office", "unmerge", MONDAY + DAY)
        assert state_of(merged) == "pending"
