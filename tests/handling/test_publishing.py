"""Publishing an answer: one writes, the submitter agrees, another releases."""

from datetime import timedelta
from jiesu.addon.access.capacities import capacities
from jiesu.addon.content.publicanswer import living_answer_of
from jiesu.addon.content.publicanswer import public_answer_of
from jiesu.addon.content.publicanswer import state_of_public_answer
from jiesu.addon.content.publicanswer import unfinished
from jiesu.addon.content.subscribers import ensure_folders
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.handling.errors import Invalid
from jiesu.addon.handling.errors import NotNow
from jiesu.addon.handling.perform import available_actions
from jiesu.addon.handling.perform import rehearse
from jiesu.addon.handling.publishing import proposal
from jiesu.addon.handling.publishing import visible_answer_of
from jiesu.addon.journal.storage import journal_of
from jiesu.addon.journal.storage import readable_entries
from jiesu.addon.scanner.scan import scan
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from tests.handling.world import acting
from tests.handling.world import complain
from tests.handling.world import do
from tests.handling.world import HOUR
from tests.handling.world import MONDAY

import pytest


CLEAN = {
    "title": "教室投影不清怎么办",
    "question": "教室投影仪看不清。",
    "answer": "报修后当天更换灯泡。",
    "category": "academic-classroom",
    "place": "三教",
}
HANDLER = "academic-handler"
HEAD = "academic-head"
STUDENT = "student1"


def answered(desk, **facts):
    """A complaint with its answer."""
    complaint = complain(desk, **facts)
    if not complaint.department:
        do(complaint, "office", "dispatch", department="academic")
    do(complaint, HANDLER, "accept")
    do(complaint, HANDLER, "answer", text="已更换灯泡。", outcome="solved")
    return complaint


def drafted(desk, who=HANDLER, **facts):
    """One with a version for everybody."""
    complaint = answered(desk, **facts)
    do(complaint, who, "draft_publication", **CLEAN)
    return complaint


def agreed(desk, who=HANDLER, **facts):
    """One that waits for its release."""
    complaint = drafted(desk, who, **facts)
    do(complaint, who, "ask_publication")
    do(complaint, STUDENT, "agree_publication", agreed=True)
    return complaint


def published(desk, **facts):
    """One that everybody reads."""
    complaint = agreed(desk, **facts)
    do(complaint, HEAD, "release_publication")
    return complaint


def state(complaint) -> str:
    """The state of its public answer."""
    return state_of_public_answer(public_answer_of(complaint))


def in_this_transaction(desk, work, *arguments):
    """What the scanner does, without a commit."""
    return work(desk, *arguments)


def found(title="教室投影不清怎么办") -> list:
    """What anybody's search finds."""
    with acting(None):
        return list(api.portal.get_tool("portal_catalog")(SearchableText=title))


@pytest.mark.usefixtures("undone")
class TestWay:
    """From the draft to what everybody reads, and back."""

    def test_all_of_it(self, desk):
        complaint = drafted(desk)
        answer = living_answer_of(complaint)
        assert state(complaint) == "draft"
        assert unfinished(desk["answers"]) == [answer]
        assert answer.department == "academic"
        do(complaint, HANDLER, "ask_publication")
        assert state(complaint) == "asking"
        do(complaint, STUDENT, "agree_publication", agreed=True)
        assert state(complaint) == "pending"
        assert found() == []
        do(complaint, HEAD, "release_publication")
        assert state(complaint) == "published"
        (brain,) = found()
        assert brain.getPath().endswith(f"/answers/{answer.getId()}")
        assert unfinished(desk["answers"]) == []
        do(complaint, "office", "take_back_publication", text="已过时")
        assert state(complaint) == "taken_back"
        assert found() == []

    def test_journal(self, desk):
        """Each step has its entry, for those whom it concerns."""
        complaint = published(desk)
        steps = [entry.action for entry in journal_of(complaint)][-4:]
        assert steps == [
            "draft_publication",
            "ask_publication",
            "agree_publication",
            "release_publication",
        ]
        with acting(STUDENT):
            entries = readable_entries(complaint, capacities(complaint))
        assert [one.action for one in entries][-3:] == steps[1:]

    def test_id_says_nothing(self, desk):
        """Neither the complaint's number nor its id."""
        complaint = drafted(desk)
        answer = living_answer_of(complaint)
        assert answer.getId() != complaint.getId()
        assert complaint.number not in answer.absolute_url()
        assert len(answer.getId()) == 32

    def test_refused_by_the_submitter(self, desk):
        complaint = drafted(desk)
        do(complaint, HANDLER, "ask_publication")
        do(complaint, STUDENT, "agree_publication", agreed=False)
        assert state(complaint) == "taken_back"

    def test_again_after_it_was_taken_back(self, desk):
        """A new one with an address of its own."""
        complaint = published(desk)
        first = living_answer_of(complaint).getId()
        do(complaint, STUDENT, "take_back_publication")
        do(complaint, HANDLER, "draft_publication", **CLEAN)
        assert living_answer_of(complaint).getId() != first
        assert first in desk["answers"]

    @pytest.mark.parametrize("setting", ["never", "hidden"])
    def test_not_asked(self, desk, setting):
        """Where the desk does not want it, it is handed in at once."""
        desk.ask_before_publishing = setting
        complaint = drafted(desk)
        with pytest.raises(NotNow):
            do(complaint, HANDLER, "ask_publication")
        do(complaint, HANDLER, "submit_publication")
        assert state(complaint) == "pending"
        with pytest.raises(NotNow):
            do(complaint, STUDENT, "take_back_publication")
        with acting(STUDENT):
            assert visible_answer_of(complaint) is None

    def test_asked_where_the_name_is_hidden(self, desk):
        desk.ask_before_publishing = "hidden"
        complaint = drafted(desk, hide_identity=True)
        with pytest.raises(NotNow):
            do(complaint, HANDLER, "submit_publication")
        do(complaint, HANDLER, "ask_publication")

    def test_asked_again_after_a_change(self, desk):
        """Whoever agreed to one text agreed to no other."""
        complaint = agreed(desk)
        do(complaint, HEAD, "return_publication", text="请写短些")
        assert state(complaint) == "draft"
        do(complaint, HANDLER, "draft_publication", **(CLEAN | {"answer": "已更换。"}))
        with pytest.raises(NotNow):
            do(complaint, HANDLER, "submit_publication")
        do(complaint, HANDLER, "draft_publication", **CLEAN)
        do(complaint, HANDLER, "submit_publication")

    def test_no_word(self, desk):
        """Without an answer in time it is not published; the desk says so."""
        complaint = drafted(desk)
        do(complaint, HANDLER, "ask_publication")
        with acting(None, MONDAY + timedelta(days=6, hours=23)):
            scan(desk, transact=in_this_transaction)
        assert state(complaint) == "asking"
        later = MONDAY + timedelta(days=7) + HOUR
        for _again in range(3):
            with acting(None, later):
                scan(desk, transact=in_this_transaction)
        assert state(complaint) == "taken_back"
        steps = [(one.action, one.role) for one in journal_of(complaint)]
        assert ("take_back_publication", "system") in steps

    def test_answered_anew(self, desk):
        """A version of an answer that did not hold is not published."""
        complaint = agreed(desk)
        later = {"when": MONDAY + HOUR}
        unsolved = {"score": 1, "solved": False, "reasons": ["not_solved"]}
        do(complaint, STUDENT, "rate", **unsolved, **later)
        with pytest.raises(NotNow):
            do(complaint, HEAD, "release_publication", **later)
        answer = {"text": "已换新投影仪。", "outcome": "solved"}
        do(complaint, HANDLER, "answer", **answer, **later)
        with pytest.raises(NotNow):
            do(complaint, HEAD, "release_publication", **later)


@pytest.mark.usefixtures("undone")
class TestNever:
    """What is never published, and what not now."""

    @pytest.mark.parametrize("facts", [{"kind": "report"}, {"about_department": True}])
    def test_closed(self, desk, facts):
        complaint = complain(desk, **facts)
        do(complaint, "office", "dispatch", department="library")
        do(complaint, "library-handler", "accept")
        do(complaint, "library-handler", "answer", text="已处理", outcome="solved")
        for who in ("library-handler", "office"):
            with pytest.raises(NotNow):
                do(complaint, who, "draft_publication", **CLEAN)

    @pytest.mark.parametrize("end", ["reject", "withdraw"])
    def test_without_an_answer(self, desk, end):
        complaint = complain(desk)
        if end == "reject":
            do(complaint, "office", "reject", reason="duplicate", text="重复")
        else:
            do(complaint, STUDENT, "withdraw")
        with pytest.raises((NotNow, Forbidden)):
            do(complaint, "office", "draft_publication", **CLEAN)

    def test_one_of_each(self, desk):
        complaint = published(desk)
        with pytest.raises(NotNow):
            do(complaint, "office", "draft_publication", **CLEAN)

    @pytest.mark.parametrize("place", ["梅园5栋302室", "三教412", "明德楼3层"])
    def test_no_room(self, desk, place):
        complaint = answered(desk)
        with pytest.raises(Invalid) as refused:
            do(complaint, HANDLER, "draft_publication", **(CLEAN | {"place": place}))
        assert [one.field for one in refused.value.errors] == ["place"]


@pytest.mark.usefixtures("undone")
class TestTwoPeople:
    """Whoever wrote it does not release it."""

    @pytest.mark.parametrize("who", [HEAD, "office"])
    def test_own(self, desk, who):
        complaint = agreed(desk, who)
        with pytest.raises(NotNow):
            do(complaint, who, "release_publication")
        do(complaint, {HEAD: "office", "office": HEAD}[who], "release_publication")

    def test_last_editor(self, desk):
        """The first writer and the last one are both not the second person."""
        complaint = drafted(desk)
        do(complaint, HEAD, "draft_publication", **CLEAN)
        do(complaint, HANDLER, "ask_publication")
        do(complaint, STUDENT, "agree_publication", agreed=True)
        with pytest.raises(NotNow):
            do(complaint, HEAD, "release_publication")
        do(complaint, "office", "release_publication")

    @pytest.mark.parametrize("who", [HANDLER, HEAD, "office", "manager"])
    @pytest.mark.parametrize("step", ["release", "take_back", "send_back"])
    def test_bare_transition(self, desk, who, step):
        """No way of Plone's goes round the actions."""
        complaint = agreed(desk)
        answer = living_answer_of(complaint)
        workflow = api.portal.get_tool("portal_workflow")
        with acting(who), pytest.raises(WorkflowException):
            workflow.doActionFor(answer, step)
        with acting(who):
            for permission in ("Modify portal content", "Delete objects"):
                assert not api.user.has_permission(permission, obj=answer)
        assert state(complaint) == "pending"


@pytest.mark.usefixtures("undone")
class TestPersons:
    """What may point to persons is confirmed by each of those who look."""

    SAID = CLEAN | {"answer": "请找乐天成，电话13800138000。"}

    def test_confirmed(self, desk):
        complaint = answered(desk)
        do(complaint, HANDLER, "draft_publication", **self.SAID)
        with pytest.raises(Invalid) as refused:
            do(complaint, HANDLER, "ask_publication")
        (error,) = refused.value.errors
        assert error.field == "checked"
        assert "13800138000" in error.message.mapping["found"]
        entry = do(complaint, HANDLER, "ask_publication", checked=True)
        assert "phone" in entry.changes["confirmed"]
        do(complaint, STUDENT, "agree_publication", agreed=True)
        with pytest.raises(Invalid):
            do(complaint, HEAD, "release_publication")
        entry = do(complaint, HEAD, "release_publication", checked=True)
        assert "phone" in entry.changes["confirmed"]

    def test_names_of_those_on_it(self, desk):
        """The submitter's own name and those of staff."""
        complaint = answered(desk)
        text = "程以宁反映后，教务处已更换。"
        do(complaint, HANDLER, "draft_publication", **(CLEAN | {"answer": text}))
        with pytest.raises(Invalid) as refused:
            do(complaint, HANDLER, "ask_publication")
        assert "程以宁" in refused.value.errors[0].message.mapping["found"]

    def test_a_hidden_name_is_not_given_away(self, desk):
        """Its mark would tell whoever typed it."""
        complaint = answered(desk, hide_identity=True)
        text = "程以宁反映后，教务处已更换。"
        do(complaint, HANDLER, "draft_publication", **(CLEAN | {"answer": text}))
        do(complaint, HANDLER, "ask_publication")

    def test_proposal(self, desk):
        """What the form begins with holds none of it."""
        complaint = answered(
            desk,
            text="我是程以宁，住3号宿舍楼512，学号3190100001，电话13800138000。",
            location="3号宿舍楼512",
        )
        with acting(HANDLER):
            begun = proposal(complaint)
        for part in ("程以宁", "512", "3190100001", "13800138000"):
            assert part not in repr(begun)
        assert begun["place"] == "3号宿舍楼"


@pytest.mark.usefixtures("undone")
class TestPlace:
    """Where public answers are."""

    def test_rebuilding_the_catalog(self, desk):
        """Finds what is published and nothing else."""
        complaint = agreed(desk)
        waiting, there = living_answer_of(complaint), published(desk)
        catalog = api.portal.get_tool("portal_catalog")
        for answer in desk["answers"].objectValues():
            answer.reindexObject()
        hits = catalog.unrestrictedSearchResults(portal_type="JiesuPublicAnswer")
        found = {brain.UID for brain in hits}
        assert waiting.UID() not in found
        assert living_answer_of(there).UID() in found
        assert {brain.Creator for brain in hits} == {""}

    def test_an_older_desk(self, desk):
        """Gets the folder; a second time nothing happens."""
        with api.env.adopt_roles(["Manager"]):
            desk.manage_delObjects(["answers"])
            assert public_answer_of(answered(desk)) is None
            ensure_folders(desk)
            made = desk["answers"]
            ensure_folders(desk)
        assert desk["answers"] == made
        assert state(drafted(desk)) == "draft"


PEOPLE = {
    "anonymous": None,
    "submitter": STUDENT,
    "other student": "student2",
    "lead handler": HANDLER,
    "lead head": HEAD,
    "supporting": "library-handler",
    "other department": "it-handler",
    "office": "office",
    "supervisor": "supervisor",
    "manager": "manager",
}
WORKS = {"lead handler", "lead head", "office"}
EVERYBODY = set(PEOPLE)
# state -> who sees the object; who learns of it on the complaint
SEES = {
    "draft": (WORKS, WORKS),
    "asking": (WORKS, WORKS | {"submitter"}),
    "pending": (WORKS, WORKS | {"submitter"}),
    "published": (EVERYBODY, WORKS | {"submitter", "supporting", "supervisor"}),
    "taken_back": (WORKS, set()),
}
STEPS = {
    "draft": {
        "draft_publication": WORKS,
        "ask_publication": WORKS,
        "take_back_publication": {"lead head", "office"},
    },
    "asking": {
        "agree_publication": {"submitter"},
        "take_back_publication": {"lead head", "office", "submitter"},
    },
    "pending": {
        "release_publication": {"lead head", "office"},
        "return_publication": {"lead head", "office"},
        "take_back_publication": {"lead head", "office", "submitter"},
    },
    "published": {"take_back_publication": {"lead head", "office", "submitter"}},
    "taken_back": {"draft_publication": WORKS},
}
NAMES = {name for steps in STEPS.values() for name in steps} | {"submit_publication"}


@pytest.fixture(scope="class")
def in_states(desk):
    """A complaint in each state of its public answer."""

    def supported(complaint):
        complaint.supporting = ("library",)
        complaint.indexObject()
        return complaint

    asking = drafted(desk)
    do(asking, HANDLER, "ask_publication")
    gone = published(desk)
    do(gone, HEAD, "take_back_publication")
    made = {
        "draft": drafted(desk),
        "asking": asking,
        "pending": agreed(desk),
        "published": published(desk),
        "taken_back": gone,
    }
    return {name: supported(complaint) for name, complaint in made.items()}


@pytest.mark.parametrize("role", PEOPLE)
@pytest.mark.parametrize("name", SEES)
class TestWho:
    """role × state: who sees it, who learns of it, who can do what."""

    def test_sight(self, in_states, name, role):
        answer = public_answer_of(in_states[name])
        with acting(PEOPLE[role]):
            for permission in ("View", "Access contents information"):
                sees = api.user.has_permission(permission, obj=answer)
                assert bool(sees) is (role in SEES[name][0])

    def test_learns(self, in_states, name, role):
        complaint = in_states[name]
        with acting(PEOPLE[role]):
            learns = visible_answer_of(complaint) is not None
        assert learns is (role in SEES[name][1])

    def test_steps(self, in_states, name, role):
        """Buttons are there for what the table says; all else is refused."""
        complaint = in_states[name]
        wanted = {step for step, who in STEPS[name].items() if role in who}
        with acting(PEOPLE[role]):
            can = {one.name for one in available_actions(complaint)} & NAMES
            assert can == wanted
            for step in NAMES - wanted:
                with pytest.raises((Forbidden, NotNow)):
                    rehearse(complaint, step, {"agreed": True, "text": "x", **CLEAN})

    def test_search(self, in_states, name, role):
        """Only what is published is found, by whoever searches."""
        answer = public_answer_of(in_states[name])
        catalog = api.portal.get_tool("portal_catalog")
        with acting(PEOPLE[role]):
            hits = catalog(UID=answer.UID())
        assert len(hits) == (1 if name == "published" else 0)
