"""Several departments at one complaint: support, consultation, colleagues."""

from jiesu.addon.access.capacities import capacities
from jiesu.addon.access.identity import may_see_identity
from jiesu.addon.catalog.facts import facts_of
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.catalog.queries import by_own_due
from jiesu.addon.catalog.queries import find
from jiesu.addon.catalog.queries import names_department
from jiesu.addon.catalog.queries import Query
from jiesu.addon.deadlines.lights import support_light
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.handling.reading import Reading
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

import pytest


HANDLER = "academic-handler"
HEAD = "academic-head"
ANSWERING = {"text": "已换灯泡", "outcome": "solved"}


@pytest.fixture
def supported(desk, undone):
    """With `academic`, supported by `library` and `it`."""
    complaint = complain(desk)
    data = {"department": "academic", "supporting": ["library", "it"]}
    do(complaint, "office", "dispatch", **data)
    do(complaint, HANDLER, "accept")
    return complaint


def lights(complaint, when) -> dict[str, str]:
    """The light of each supporting department."""
    return {
        one.department: str(support_light(one, when)) for one in complaint.clock.support
    }


def row_of(desk, who: str, when=None, **criteria):
    """The only row of a list."""
    with acting(who, when):
        (row,) = find(desk, Query(**criteria)).rows
    return row


class TestSupport:
    """Each supporting department has a limit of its own."""

    def test_lights(self, supported):
        """One contributes in time, the other is late, and only that one."""
        do(supported, "it-handler", "contribute", MONDAY + HOUR, text="网络正常")
        due = supported.clock.support[0].due
        assert due < supported.clock.answer_due
        assert lights(supported, MONDAY + HOUR)["library"] == "green"
        assert lights(supported, due + HOUR) == {"library": "red", "it": "none"}

    def test_row_keeps_them(self, desk, supported):
        """So that a list wakes no complaint."""
        do(supported, "it-handler", "contribute", MONDAY + HOUR, text="网络正常")
        row = row_of(desk, "library-handler", supported_by="library")
        assert row.supports() == list(supported.clock.support)
        assert row.support_of("it").done == MONDAY + HOUR
        assert row.support_of("logistics") is None

    def test_by_own_due(self, desk, supported):
        """What is due of us first comes first, what we did last."""
        later = complain(desk, when=MONDAY + DAY)
        data = {"department": "academic", "supporting": ["library"]}
        do(later, "office", "dispatch", MONDAY + DAY, **data)
        with acting("library-handler", MONDAY + DAY):
            query = Query(supported_by="library")
            page = by_own_due(desk, query, "library")
            assert [row.id for row in page.rows] == [supported.id, later.id]
        do(supported, "library-handler", "contribute", MONDAY + DAY, text="已查")
        with acting("library-handler", MONDAY + DAY):
            page = by_own_due(desk, query, "library")
            assert [row.id for row in page.rows] == [later.id, supported.id]
            second = by_own_due(desk, query, "library", start=1, size=1)
            assert [row.id for row in second.rows] == [supported.id]
            assert second.total == 2

    def test_who_stays_keeps_the_time(self, supported):
        """A new dispatch with others in the set."""
        due = supported.clock.support[0].due
        data = {"department": "academic", "supporting": ["library", "security"]}
        do(supported, "office", "dispatch", MONDAY + 5 * HOUR, **data)
        library, security = supported.clock.support
        assert library.due == due
        assert security.due > due

    def test_a_rework_asks_anew(self, supported):
        """Whom the Office names in a later round, with a time of its own."""
        do(supported, "it-handler", "contribute", MONDAY + HOUR, text="网络正常")
        do(supported, HANDLER, "answer", MONDAY + 2 * HOUR, **ANSWERING)
        unsolved = {"score": 1, "solved": False, "reasons": ["slow"]}
        do(supported, "student1", "rate", MONDAY + DAY, **unsolved)
        data = {"department": "academic", "supporting": ["it"]}
        do(supported, "office", "dispatch", MONDAY + DAY, **data)
        (part,) = supported.clock.support
        assert part.open
        assert part.due > MONDAY + DAY

    def test_the_answer_says_who_took_part(self, supported):
        """The submitter reads it; whoever gave nothing is not named."""
        do(supported, "it-handler", "contribute", MONDAY + HOUR, text="网络正常")
        entry = do(supported, HANDLER, "answer", MONDAY + 2 * HOUR, **ANSWERING)
        assert entry.changes["took_part"] == ("it",)
        with acting("student1"):
            assert Reading(supported).entries()[-1].changes["took_part"] == ("it",)

    def test_nobody_took_part(self, supported):
        """Nothing is said."""
        entry = do(supported, HANDLER, "answer", MONDAY + HOUR, **ANSWERING)
        assert "took_part" not in entry.changes

    def test_a_return_takes_it_from_all(self, desk, supported):
        """The others supported that department; the next dispatch names them anew."""
        entry = do(supported, HANDLER, "return", MONDAY + HOUR, reason="not_ours")
        assert entry.changes["supporting"] == (("library", "it"), ())
        assert entry.changes["of_category"] == "academic-classroom"
        assert supported.supporting == ()
        with acting("library-handler"):
            assert not capacities(supported)
            assert find(desk, Query()).total == 0


class TestConsult:
    """A department is asked; it is responsible for nothing."""

    @pytest.fixture
    def consulted(self, desk, undone):
        """`library` is asked by the lead."""
        complaint = complain(desk)
        do(complaint, HANDLER, "accept")
        do(complaint, HANDLER, "consult", department="library", text="有无备用设备？")
        return complaint

    def test_it_sees_and_contributes(self, desk, consulted):
        """Nothing else: no note, no answer."""
        assert names(consulted, "library-handler") == ["contribute"]
        row = row_of(desk, "library-handler", consulted="library")
        assert row.id == consulted.getId()
        with acting("library-handler"):
            told = Reading(consulted).entries()
            assert "有无备用设备？" in [one.text for one in told]
            assert find(desk, Query(supported_by="library")).total == 0
        for action in ("note", "answer", "consult"):
            with pytest.raises(Forbidden):
                do(consulted, "library-handler", action, text="x")

    def test_not_who_the_submitter_is(self, consulted):
        """It gives its view; the lead speaks with the submitter."""
        with acting("library-handler"):
            assert not may_see_identity(consulted, capacities(consulted))
            assert "student1" not in repr(Reading(consulted).entries())

    def test_its_view_is_no_support(self, consulted):
        """It counts for no limit, and not as work of the department."""
        entry = do(consulted, "library-handler", "contribute", text="有两台")
        assert (entry.role, entry.department) == ("consulted", "library")
        assert not entry.clock
        assert consulted.clock.support == ()
        facts = facts_of(journal_of(consulted), consulted.clock, "web")
        assert "library" not in facts.worked + facts.sent

    def test_but_it_took_part(self, consulted):
        """The answer says so."""
        do(consulted, "library-handler", "contribute", text="有两台")
        entry = do(consulted, HANDLER, "answer", **ANSWERING)
        assert entry.changes["took_part"] == ("library",)

    @pytest.mark.parametrize(
        "who, action, data",
        [
            ("office", "dispatch", {"department": "academic"}),
            (HANDLER, "return", {"reason": "not_ours"}),
        ],
    )
    def test_ends(self, desk, consulted, who, action, data):
        """With the next dispatch, and with the department that asked."""
        do(consulted, who, action, MONDAY + HOUR, **data)
        assert consulted.consulted == ()
        with acting("library-handler"):
            assert not capacities(consulted)
            assert find(desk, Query()).total == 0

    def test_by_the_office_before_dispatch(self, desk, undone):
        """Whom to dispatch it to is what the Office may want to know."""
        complaint = complain(desk, category="other")
        do(complaint, "office", "consult", department="it", text="属于你们吗？")
        do(complaint, "it-handler", "contribute", text="属于后勤")
        assert state_of(complaint) == "triage"

    @pytest.mark.parametrize("department", ["academic", "library", "nowhere", ""])
    def test_whom(self, consulted, department):
        """A department that is not in it already."""
        data = {"department": department, "text": "x"}
        assert set(wrong(consulted, HANDLER, "consult", **data)) == {"department"}

    def test_never_the_avoided(self, desk, undone):
        """Whoever it is about learns nothing."""
        complaint = complain(desk, about_department=True)
        do(complaint, "office", "dispatch", department="it")
        for who in ("office", "it-handler"):
            told = wrong(complaint, who, "consult", department="academic", text="x")
            assert told == {"department": "error_avoid"}

    def test_a_department_in_use_is_kept(self, desk, consulted):
        """It cannot be removed from under a question to it."""
        assert names_department(desk, "library")
        assert not names_department(desk, "security")


class TestInvolve:
    """A colleague of the same department."""

    @pytest.fixture
    def processing(self, desk, undone):
        """In the hands of `academic`."""
        complaint = complain(desk)
        do(complaint, HANDLER, "accept")
        return complaint

    def test_what_it_does(self, desk, processing):
        """It is told to staff, and stands in the colleague's list."""
        entry = do(processing, HANDLER, "involve", handler=HEAD, text="请一起看看")
        assert processing.helpers == (HEAD,)
        assert (entry.visibility, entry.changes["helper"]) == ("staff", HEAD)
        row = row_of(desk, HEAD, helper=HEAD, department="academic")
        assert row.id == processing.getId()

    @pytest.mark.parametrize("who", [HANDLER, "it-handler", "nobody", ""])
    def test_whom(self, processing, who):
        """Somebody of the department who is not in it yet."""
        assert set(wrong(processing, HEAD, "involve", handler=who)) == {"handler"}

    def test_twice(self, processing):
        """Once is enough."""
        do(processing, HANDLER, "involve", handler=HEAD)
        told = wrong(processing, HANDLER, "involve", handler=HEAD)
        assert told == {"handler": "error_involve_twice"}

    def test_ends_with_the_next_dispatch(self, processing):
        """Another department has colleagues of its own."""
        do(processing, HANDLER, "involve", handler=HEAD)
        do(processing, "office", "dispatch", department="it")
        assert processing.helpers == ()


class TestFirstReceiver:
    """Who received it first leads, until the Office takes it back."""

    def test_a_return_only_proposes(self, desk, undone):
        """Nothing but the Office's dispatch gives it to another department."""
        complaint = complain(desk)
        do(complaint, HANDLER, "return", reason="not_ours", department="it")
        assert complaint.department == ""
        with acting("it-handler"):
            assert not capacities(complaint)
        do(complaint, "office", "dispatch", department="logistics")
        assert complaint.department == "logistics"

    def test_final_after_two_returns(self, desk, undone):
        """Whoever gets it then keeps it, others helping."""
        complaint = complain(desk)
        do(complaint, HANDLER, "return", reason="not_ours")
        do(complaint, "office", "dispatch", department="it")
        do(complaint, "it-handler", "return", reason="not_ours")
        data = {"department": "academic", "supporting": ["it"]}
        do(complaint, "office", "dispatch", **data)
        told = not_now(complaint, HANDLER, "return", reason="not_ours")
        assert told == "refused_return_final"
