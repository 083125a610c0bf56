"""The life of a supervision (督办): opened, joined, reported, accepted; its light."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from jiesu.addon.catalog.facts import facts_of
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.catalog.queries import find
from jiesu.addon.catalog.queries import Query
from jiesu.addon.content.complaint import REPORT
from jiesu.addon.content.lookup import supervisions_of
from jiesu.addon.content.supervision import ended
from jiesu.addon.content.supervision import running
from jiesu.addon.deadlines.agenda import Due
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.handling.errors import Invalid
from jiesu.addon.handling.errors import NotNow
from jiesu.addon.handling.interfaces import ISupervisionHandled
from jiesu.addon.handling.lateness import due_supervisions
from jiesu.addon.handling.lateness import mark_told
from jiesu.addon.handling.lateness import RED
from jiesu.addon.handling.lateness import YELLOW
from jiesu.addon.handling.reading_supervision import seen_running
from jiesu.addon.handling.reading_supervision import SupervisionReading
from jiesu.addon.journal.storage import journal_of
from plone import api
from tests.handling.supervised import FRIDAY
from tests.handling.supervised import supervise
from tests.handling.world import acting
from tests.handling.world import complain
from tests.handling.world import DAY
from tests.handling.world import do
from tests.handling.world import HOUR
from tests.handling.world import MONDAY
from tests.handling.world import SHANGHAI
from zope.component import getGlobalSiteManager
from zope.component import provideHandler

import pytest


# The end of work on FRIDAY.
DUE = datetime(2026, 11, 20, 17, 30, tzinfo=SHANGHAI)
WEDNESDAY = MONDAY + 2 * DAY


def actions(matter) -> list[str]:
    """What the journal of a complaint or supervision tells."""
    return [entry.action for entry in journal_of(matter)]


def wrong(refused) -> dict[str, str]:
    """The fields that were refused, with the names of the messages."""
    return {error.field: str(error.message) for error in refused.value.errors}


@pytest.mark.usefixtures("undone")
class TestLife:
    """From the opening to the end."""

    def test_from_nothing_to_the_end(self, desk):
        supervision = supervise(desk)
        assert (supervision.number, supervision.due) == ("2026-001", date(2026, 11, 20))
        do(supervision, "academic-head", "progress", text="已派人检查")
        do(supervision, "library-head", "progress", text="已配合")
        do(supervision, "supervisor", "instruct", text="务必本周恢复")
        do(supervision, "academic-head", "report_result", text="已恢复供应")
        do(supervision, "office", "send_back", text="请附照片")
        do(supervision, "academic-head", "report_result", text="已恢复，见照片")
        do(supervision, "office", "finish", when=WEDNESDAY, text="同意办结")
        assert state_of(supervision) == "done"
        assert supervision.ended_at == WEDNESDAY
        told = [(e.action, e.role, e.department) for e in journal_of(supervision)]
        assert told == [
            ("open", "office", "office"),
            ("progress", "head", "academic"),
            ("progress", "supporting", "library"),
            ("instruct", "supervisor", ""),
            ("report_result", "head", "academic"),
            ("send_back", "office", "office"),
            ("report_result", "head", "academic"),
            ("finish", "office", "office"),
        ]
        with pytest.raises(NotNow):
            do(supervision, "academic-head", "progress", text="还有")

    def test_numbers_count_the_year(self, desk):
        first, second = supervise(desk), supervise(desk)
        later = MONDAY + timedelta(days=60)
        third = supervise(desk, when=later, due=None)
        numbers = [one.number for one in (first, second, third)]
        assert numbers == ["2026-001", "2026-002", "2027-001"]

    def test_due_as_the_desk_is_set(self, desk):
        assert supervise(desk, due=None).due == date(2026, 11, 23)
        desk.supervision_limit = 1
        assert supervise(desk, due=None).due == date(2026, 11, 17)

    def test_lists(self, desk):
        late, soon = supervise(desk, due="2026-11-27"), supervise(desk)
        container = supervisions_of(desk)
        assert running(container) == [soon, late]
        do(soon, "office", "postpone", until="2026-11-30", text="等待配件")
        assert running(container) == [late, soon]
        do(late, "office", "cancel", text="已并入他项")
        do(soon, "office", "cancel", when=WEDNESDAY, text="已并入他项")
        assert running(container) == []
        assert ended(container) == [soon, late]

    def test_cancelled(self, desk):
        supervision = supervise(desk)
        with pytest.raises(Invalid) as refused:
            do(supervision, "office", "cancel")
        assert set(wrong(refused)) == {"text"}
        do(supervision, "office", "cancel", text="已并入他项")
        assert state_of(supervision) == "cancelled"

    def test_no_end_without_a_result(self, desk):
        supervision = supervise(desk)
        for action in ("finish", "send_back"):
            with pytest.raises(NotNow, match="refused_no_result"):
                do(supervision, "office", action, text="x")
        do(supervision, "academic-head", "report_result", text="已恢复")
        with pytest.raises(NotNow, match="refused_reported"):
            do(supervision, "academic-head", "report_result", text="已恢复")

    def test_other_departments(self, desk):
        supervision = supervise(desk)
        do(supervision, "library-head", "assign", handler="library-handler")
        entry = do(
            supervision,
            "office",
            "assign_departments",
            department="it",
            supporting=["academic"],
        )
        assert entry.changes["department"] == ("academic", "it")
        assert supervision.handlers == ()
        with acting("library-handler"):
            assert seen_running(desk) == []
        do(supervision, "it-head", "report_result", text="已恢复")

    def test_a_handler_whom_the_head_names(self, desk):
        supervision = supervise(desk)
        with pytest.raises(Forbidden):
            do(supervision, "academic-handler", "progress", text="已检查")
        with pytest.raises(Invalid):
            do(supervision, "academic-head", "assign", handler="it-handler")
        do(supervision, "academic-head", "assign", handler="academic-handler")
        entry = do(supervision, "academic-handler", "progress", text="已检查")
        assert (entry.role, entry.department) == ("handler", "academic")
        with pytest.raises(Forbidden):
            do(supervision, "academic-handler", "report_result", text="已恢复")
        do(supervision, "academic-head", "assign")
        with pytest.raises(Forbidden):
            do(supervision, "academic-handler", "progress", text="已检查")

    def test_who_leaves_the_department_loses_sight(self, desk):
        supervision = supervise(desk)
        do(supervision, "academic-head", "assign", handler="academic-handler")
        group = "jiesu-academic-handlers"
        api.group.remove_user(groupname=group, username="academic-handler")
        with acting("academic-handler"):
            assert seen_running(desk) == []
            assert not api.user.has_permission("View", obj=supervision)
        api.group.add_user(groupname=group, username="academic-handler")

    def test_the_event(self, desk):
        told = []

        def hear(event):
            told.append((event.object.number, event.entry.action))

        provideHandler(hear, (ISupervisionHandled,))
        try:
            do(supervise(desk), "academic-head", "progress", text="已派人")
        finally:
            getGlobalSiteManager().unregisterHandler(hear, (ISupervisionHandled,))
        assert told == [("2026-001", "open"), ("2026-001", "progress")]

    @pytest.mark.parametrize(
        "facts, fields",
        [
            ({"title": ""}, {"title"}),
            ({"title": "长" * 201}, {"title"}),
            ({"department": "nowhere"}, {"department"}),
            ({"supporting": ["academic"]}, {"supporting"}),
            ({"due": "2026-11-21"}, {"due"}),
            ({"due": "2026-11-13"}, {"due"}),
            ({"due": "soon"}, {"due"}),
            ({"complaints": ["20261116-XXXXXX"]}, {"complaints"}),
            ({"mystery": "x"}, {"mystery"}),
        ],
    )
    def test_wrong_facts(self, desk, facts, fields):
        with pytest.raises(Invalid) as refused:
            supervise(desk, **facts)
        assert set(wrong(refused)) == fields
        assert running(supervisions_of(desk)) == []

    @pytest.mark.parametrize(
        "who", [None, "student1", "academic-head", "academic-handler", "manager"]
    )
    def test_who_may_not_open(self, desk, who):
        with pytest.raises(Forbidden):
            supervise(desk, who=who)

    @pytest.mark.parametrize("until", ["2026-11-21", "2026-11-13", "", "x"])
    def test_wrong_day(self, desk, until):
        supervision = supervise(desk)
        with pytest.raises(Invalid) as refused:
            do(supervision, "office", "postpone", until=until, text="等待配件")
        assert set(wrong(refused)) == {"until"}


@pytest.mark.usefixtures("undone")
class TestComplaints:
    """What a supervision joins, and what complaints know of it."""

    def rows(self, desk) -> dict[str, bool]:
        """Which complaints carry the flag, in the Office's list."""
        with acting("office"):
            rows = find(desk, Query()).rows
            return {row.id: "supervised" in row.flags for row in rows}

    @pytest.mark.parametrize("who", ["office", "supervisor"])
    def test_a_new_one_from_a_complaint(self, desk, who):
        complaint = complain(desk, title="投影仪不清晰")
        entry = do(complaint, who, "supervise", text="限期解决")
        (supervision,) = running(supervisions_of(desk))
        assert complaint.supervisions == (supervision.getId(),)
        assert entry.changes == {"supervision": supervision.getId(), "opened": True}
        assert entry.visibility == "staff"
        assert supervision.complaints == (complaint.getId(),)
        facts = (supervision.title, supervision.department, supervision.text)
        assert facts == ("投影仪不清晰", "academic", "限期解决")
        assert supervision.due == date(2026, 11, 23)
        assert actions(supervision) == ["open", "link"]
        assert self.rows(desk) == {complaint.getId(): True}
        facts = facts_of(journal_of(complaint), complaint.clock, "web")
        assert facts.supervised

    def test_in_triage_the_office_leads(self, desk):
        complaint = complain(desk, category="other")
        do(complaint, "office", "supervise", due=FRIDAY)
        (supervision,) = running(supervisions_of(desk))
        assert (supervision.department, supervision.due.isoformat()) == (
            "office",
            FRIDAY,
        )
        do(supervision, "office", "report_result", text="已解决")

    def test_joined_by_one_that_runs(self, desk):
        supervision, complaint = supervise(desk), complain(desk)
        do(complaint, "office", "supervise", supervision=supervision.getId(), text="同")
        assert supervision.complaints == (complaint.getId(),)
        assert len(running(supervisions_of(desk))) == 1
        assert actions(supervision) == ["open", "link"]
        with pytest.raises(Invalid):
            do(complaint, "office", "supervise", supervision=supervision.getId())

    def test_from_a_list(self, desk):
        complaints = [complain(desk) for _ in range(2)]
        numbers = [one.number.lower() for one in complaints]
        supervision = supervise(desk, complaints=numbers)
        assert len(supervision.complaints) == 2
        for complaint in complaints:
            assert complaint.supervisions == (supervision.getId(),)
            assert actions(complaint)[-1] == "supervise"

    def test_linked_and_unlinked(self, desk):
        supervision, complaint = supervise(desk), complain(desk)
        do(supervision, "supervisor", "link", complaints=[complaint.number])
        assert complaint.supervisions == (supervision.getId(),)
        with pytest.raises(Invalid):
            do(supervision, "office", "link", complaints=[complaint.number])
        with pytest.raises(Forbidden):
            do(supervision, "supervisor", "unlink", complaints=[complaint.getId()])
        do(supervision, "office", "unlink", complaints=[complaint.getId()])
        assert (complaint.supervisions, supervision.complaints) == ((), ())
        assert actions(complaint)[-2:] == ["supervise", "unsupervise"]
        assert self.rows(desk) == {complaint.getId(): False}
        with pytest.raises(NotNow):
            do(supervision, "office", "unlink", complaints=[complaint.getId()])

    @pytest.mark.parametrize("end", ["finish", "cancel"])
    def test_the_end_frees_them(self, desk, end):
        complaint = complain(desk)
        supervision = supervise(desk, complaints=[complaint.number])
        other = supervise(desk, complaints=[complaint.number])
        do(supervision, "academic-head", "report_result", text="已恢复")
        do(supervision, "office", end, text="x")
        assert complaint.supervisions == (other.getId(),)
        assert supervision.complaints == (complaint.getId(),)

    def test_number_that_one_may_not_know(self, desk):
        """A report before its dispatch is not there for supervisors."""
        report = complain(desk, kind=REPORT)
        supervision = supervise(desk)
        with pytest.raises(Invalid) as refused:
            do(supervision, "supervisor", "link", complaints=[report.number])
        assert wrong(refused) == {"complaints": "error_unknown_number"}

    def test_a_report_waits_for_its_dispatch(self, desk):
        report = complain(desk, kind=REPORT)
        with pytest.raises(NotNow, match="error_supervise_report"):
            do(report, "office", "supervise")
        with pytest.raises(Forbidden):
            do(report, "supervisor", "supervise")
        do(report, "office", "dispatch", department="it")
        do(report, "supervisor", "supervise")

    def test_what_was_rejected_is_not_taken(self, desk):
        complaint = complain(desk)
        do(complaint, "student1", "withdraw")
        with pytest.raises(NotNow):
            do(complaint, "office", "supervise")
        with pytest.raises(Invalid) as refused:
            supervise(desk, complaints=[complaint.number])
        assert wrong(refused) == {"complaints": "error_supervise_ended"}

    def test_avoided_department(self, desk):
        """What a complaint is about must not have it, in whatever way."""
        about = complain(desk, about_department=True)
        with pytest.raises(Invalid) as refused:
            supervise(desk, complaints=[about.number])
        assert set(wrong(refused)) == {"department"}
        supervision = supervise(desk)
        with pytest.raises(Invalid):
            do(supervision, "office", "link", complaints=[about.number])
        with pytest.raises(Invalid) as refused:
            do(about, "office", "supervise", supervision=supervision.getId())
        assert set(wrong(refused)) == {"supervision"}
        do(about, "office", "supervise")
        own = running(supervisions_of(desk))[-1]
        with pytest.raises(Invalid) as refused:
            do(
                own,
                "office",
                "assign_departments",
                department="it",
                supporting=["academic"],
            )
        assert set(wrong(refused)) == {"supporting"}

    def test_a_reader_sees_what_they_may(self, desk):
        ours, theirs = complain(desk), complain(desk, category="it-network")
        supervision = supervise(desk, complaints=[ours.number, theirs.number])
        with acting("academic-head"):
            reading = SupervisionReading(supervision)
            assert [one.complaint.number for one in reading.linked] == [ours.number]
            assert reading.hidden == 1
            linked = [entry for entry in reading.entries() if entry.action == "link"]
            assert linked[0].changes == {"linked": [ours.number], "hidden": 1}
        with acting("office"):
            assert SupervisionReading(supervision).hidden == 0


@pytest.mark.usefixtures("undone")
class TestLight:
    """Yellow from two working days before, never before the last fifth; then red."""

    def light(self, supervision, when) -> str:
        """What the light is at a moment."""
        with acting("office", when):
            return SupervisionReading(supervision).light

    def test_short(self, desk):
        """Four days and a half: the last fifth is less than two days."""
        supervision = supervise(desk)
        assert self.light(supervision, MONDAY) == "green"
        assert self.light(supervision, DUE - 7 * HOUR) == "yellow"
        assert self.light(supervision, DUE - 9 * HOUR) == "green"
        assert self.light(supervision, DUE - DAY - HOUR) == "green"
        assert self.light(supervision, DUE) == "yellow"
        assert self.light(supervision, DUE + timedelta(seconds=1)) == "red"

    def test_long(self, desk):
        """Months: two working days, over a weekend."""
        supervision = supervise(desk, due="2027-01-18")
        friday = datetime(2027, 1, 15, 8, 29, tzinfo=SHANGHAI)
        assert self.light(supervision, friday - DAY) == "green"
        assert self.light(supervision, friday + timedelta(minutes=2)) == "yellow"

    def test_none_with_the_office_and_at_the_end(self, desk):
        supervision = supervise(desk)
        do(supervision, "academic-head", "report_result", text="已恢复")
        assert self.light(supervision, DUE + DAY) == "none"
        do(supervision, "office", "send_back", when=DUE + DAY, text="请附照片")
        assert self.light(supervision, DUE + DAY) == "red"
        do(supervision, "office", "cancel", when=DUE + DAY, text="x")
        assert self.light(supervision, DUE + DAY) == "none"

    def test_postponed(self, desk):
        supervision = supervise(desk)
        do(supervision, "office", "postpone", DUE + DAY, until="2026-11-27", text="等")
        assert self.light(supervision, DUE + 3 * DAY) == "green"

    def test_on_a_day_that_became_free(self, desk):
        """The end of the day itself."""
        supervision = supervise(desk)
        desk.calendar_days = [f"{FRIDAY} rest 停电"]
        assert self.light(supervision, DUE + HOUR) == "yellow"
        assert self.light(supervision, DUE + 7 * HOUR) == "red"
        desk.calendar_days = []


@pytest.mark.usefixtures("undone")
class TestTold:
    """What the scanner finds: each stage once."""

    def found(self, desk, when) -> list[str]:
        """The stages that are due and untold."""
        return [late.due.name for late in due_supervisions(desk, when)]

    def test_each_stage_once(self, desk):
        supervision = supervise(desk)
        assert self.found(desk, MONDAY) == []
        assert self.found(desk, DUE - HOUR) == [YELLOW]
        mark_told(supervision, YELLOW)
        assert self.found(desk, DUE - HOUR) == []
        (late,) = due_supervisions(desk, DUE + HOUR)
        assert (late.supervision, late.due) == (supervision, Due(DUE, RED, DUE))
        mark_told(supervision, RED)
        assert self.found(desk, DUE + DAY) == []

    def test_after_a_long_silence_only_red(self, desk):
        supervision = supervise(desk)
        assert self.found(desk, DUE + DAY) == [RED]
        mark_told(supervision, RED)
        assert supervision.told == (RED, YELLOW)

    def test_another_day_begins_anew(self, desk):
        supervision = supervise(desk)
        mark_told(supervision, RED)
        do(supervision, "office", "postpone", DUE + DAY, until="2026-11-27", text="等")
        assert self.found(desk, DUE + 2 * DAY) == []
        assert self.found(desk, DUE + 8 * DAY) == [RED]

    def test_not_when_it_is_done(self, desk):
        supervision = supervise(desk)
        do(supervision, "academic-head", "report_result", text="已恢复")
        assert self.found(desk, DUE + DAY) == []
        do(supervision, "office", "finish")
        assert self.found(desk, DUE + DAY) == []
