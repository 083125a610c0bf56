"""Who follows another person's open matter, and what they may know of it."""

from jiesu.addon.catalog.queries import count
from jiesu.addon.catalog.queries import Query
from jiesu.addon.handling.answerremarks import remarks_of
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.handling.errors import NotNow
from jiesu.addon.handling.perform import action_of
from jiesu.addon.handling.reading import Reading
from jiesu.addon.handling.watching import count_watchers
from jiesu.addon.handling.watching import may_be_shown
from jiesu.addon.handling.watching import public_answers
from jiesu.addon.handling.watching import public_heading
from jiesu.addon.handling.watching import unwatch
from jiesu.addon.handling.watching import watch
from jiesu.addon.handling.watching import watched_by
from jiesu.addon.handling.watching import watchers_of
from jiesu.addon.journal.storage import journal_of
from plone import api
from tests.handling.world import acting
from tests.handling.world import ANONYMOUS
from tests.handling.world import complain
from tests.handling.world import do
from tests.handling.world import HOUR
from tests.handling.world import MONDAY
from zope.schema import getFieldNames

import pytest


HANDLER = "academic-handler"
HEADLINE = "335教室投影仪在修"

pytestmark = pytest.mark.usefixtures("undone")


def follow(complaint, who: str, when=None) -> None:
    with acting(who, when):
        watch(complaint.aq_parent.aq_parent, complaint.getId())


# What is kept back, by the facts of a submission.
KEPT_BACK = {
    "report": {"kind": "report"},
    "praise": {"kind": "praise"},
    "about the department": {"about_department": True},
    "without a name": {"hide_identity": True},
}


class TestMayBeShown:
    """What others may learn of."""

    def test_in_work(self, desk):
        complaint = complain(desk)
        assert may_be_shown(complaint)
        do(complaint, HANDLER, "accept")
        assert may_be_shown(complaint)
        do(complaint, HANDLER, "answer", text="已更换灯泡", outcome="solved")
        assert not may_be_shown(complaint)

    def test_not_in_triage(self, desk):
        assert not may_be_shown(complain(desk, category="other"))

    def test_not_withdrawn(self, desk):
        complaint = complain(desk)
        do(complaint, "student1", "withdraw")
        assert not may_be_shown(complaint)

    @pytest.mark.parametrize("facts", KEPT_BACK.values(), ids=KEPT_BACK)
    def test_kept_back(self, desk, facts):
        """Not even once it was dispatched, and nothing is said of it."""
        complaint = complain(desk, **facts)
        if complaint.department == "":
            do(complaint, "office", "dispatch", department="it")
        assert not may_be_shown(complaint)
        assert public_heading(complaint) == ""
        with pytest.raises(Forbidden):
            follow(complaint, "student2")

    def test_not_where_the_desk_wants_it_not(self, desk):
        desk.show_open = False
        assert not may_be_shown(complain(desk))


class TestHeadline:
    """What staff say in public of an open matter."""

    def test_category_without_one(self, desk):
        assert public_heading(complain(desk)) == "教室与多媒体"

    @pytest.mark.parametrize(
        ("written", "said"),
        [
            ("三教 335", "教室与多媒体 · 三教"),
            ("三教", "教室与多媒体 · 三教"),
            ("三教335，王老师办公室旁边", "教室与多媒体"),
            ("", "教室与多媒体"),
        ],
    )
    def test_building_of_the_list(self, desk, written, said):
        """No room, and nothing that was written freely."""
        desk.places = ["三教 | 335, 336", "图书馆"]
        assert public_heading(complain(desk, location=written)) == said

    def test_lead_and_office(self, desk):
        complaint = complain(desk)
        entry = do(complaint, HANDLER, "headline", headline=HEADLINE)
        assert public_heading(complaint) == HEADLINE
        assert entry.visibility == "staff"
        assert entry.changes == {"headline": ("", HEADLINE)}
        do(complaint, "office", "headline", headline="")
        assert public_heading(complaint) == "教室与多媒体"

    def test_nobody_else(self, desk):
        complaint = complain(desk)
        for who in ("student1", "it-handler", "supervisor"):
            with pytest.raises(Forbidden):
                do(complaint, who, "headline", headline=HEADLINE)

    def test_never_of_what_is_kept_back(self, desk):
        with pytest.raises(NotNow):
            do(complain(desk, hide_identity=True), HANDLER, "headline", headline="x")

    def test_persons_are_pointed_out(self, desk):
        complaint = complain(desk)
        with acting(HANDLER):
            action = action_of(complaint, "headline")
            found = remarks_of(action, {"headline": "程以宁报修，13800138000"})
        assert [one.text for one in found["headline"]] == ["程以宁", "13800138000"]


class TestFollowing:
    """Beginning, ending, and what it gives."""

    def test_begin_and_end(self, desk):
        complaint = complain(desk)
        follow(complaint, "student2")
        follow(complaint, "student2")
        follow(complaint, "teacher1", MONDAY + HOUR)
        assert watchers_of(complaint) == ["student2", "teacher1"]
        assert count_watchers(desk, complaint.getId()) == 2
        with acting("student2"):
            unwatch(desk, complaint.getId())
            unwatch(desk, complaint.getId())
        assert watchers_of(complaint) == ["teacher1"]
        assert count_watchers(desk, complaint.getId()) == 1
        assert [(one.number, at) for one, at in watched_by(desk, "teacher1")] == [
            (complaint.number, MONDAY + HOUR)
        ]
        assert list(watched_by(desk, "student2")) == []

    @pytest.mark.parametrize("who", ("student1", ANONYMOUS), ids=("own", "guest"))
    def test_who_may_not(self, desk, who):
        with pytest.raises(Forbidden):
            follow(complain(desk), who)

    def test_what_is_not_there(self, desk):
        """Told in the same words as what is not shown."""
        report = complain(desk, kind="report")
        refused = []
        for matter in ("nothing", "", report.getId()):
            with acting("student2"), pytest.raises(Forbidden) as error:
                watch(desk, matter)
            refused.append(error.value.message)
        assert len(set(refused)) == 1

    def test_no_right_comes_of_it(self, desk):
        """Neither the complaint nor a list of it, and no action."""
        complaint = complain(desk)
        follow(complaint, "student2")
        with acting("student2"):
            assert not api.user.has_permission("View", obj=complaint)
            assert count(desk, Query()) == 0
            assert action_of(complaint, "supplement").available() is False

    def test_nothing_is_written_on_the_complaint(self, desk):
        complaint = complain(desk)
        before = dict(complaint.__dict__)
        follow(complaint, "student2")
        assert complaint.__dict__ == before

    def test_followed_longer_than_it_is_open(self, desk):
        complaint = complain(desk)
        follow(complaint, "student2")
        do(complaint, "student1", "withdraw")
        follow(complaint, "student2")
        assert watchers_of(complaint) == ["student2"]

    def test_merged(self, desk):
        """Who follows one that is merged follows its master from then on."""
        master = complain(desk, "student3")
        merged = complain(desk)
        follow(merged, "student2", MONDAY)
        follow(merged, "student3")
        follow(master, "teacher1")
        do(merged, HANDLER, "merge", into=master.number)
        assert watchers_of(merged) == []
        # Whose own the master is need not follow it.
        assert watchers_of(master) == ["student2", "teacher1"]
        with acting("student2"):
            assert [at for _one, at in watched_by(desk, "student2")] == [MONDAY]

    def test_not_what_follows_another(self, desk):
        """It is shown once: as the one that is answered."""
        master, merged = complain(desk, "student3"), complain(desk)
        do(merged, HANDLER, "merge", into=master.number)
        assert (may_be_shown(merged), may_be_shown(master)) == (False, True)


class TestPublicAnswer:
    """What those who follow read."""

    @pytest.fixture
    def followed(self, desk):
        complaint = complain(desk)
        follow(complaint, "student2")
        do(complaint, HANDLER, "accept")
        return complaint

    def test_asked_for_only_where_somebody_follows(self, desk, followed):
        other = complain(desk)
        do(other, HANDLER, "accept")
        for complaint, wanted in ((followed, True), (other, False)):
            with acting(HANDLER):
                names = getFieldNames(action_of(complaint, "answer").schema)
            assert ("public_answer" in names) is wanted

    @pytest.mark.parametrize(
        ("given", "public"),
        [
            ({}, ""),
            ({"public_same": True}, "已更换灯泡"),
            ({"public_answer": "灯泡已换"}, "灯泡已换"),
            ({"public_answer": "灯泡已换", "public_same": True}, "灯泡已换"),
        ],
    )
    def test_what_is_public(self, followed, given, public):
        do(followed, HANDLER, "answer", text="已更换灯泡", outcome="solved", **given)
        assert [one.text for one in public_answers(followed)] == [public]

    def test_persons_are_pointed_out(self, followed):
        with acting(HANDLER):
            action = action_of(followed, "answer")
            greeting = {"text": "程以宁同学，请再看一下。", "public_same": True}
            public = {"text": "好了", "public_answer": "已告知程以宁"}
            assert [one.text for one in remarks_of(action, greeting)["text"]] == [
                "程以宁"
            ]
            assert remarks_of(action, public).keys() == {"public_answer"}

    def test_the_submitter_does_not_learn_of_followers(self, followed):
        do(
            followed,
            HANDLER,
            "answer",
            text="已更换灯泡",
            outcome="solved",
            public_answer="灯泡已换",
        )
        with acting("student1"):
            shown = Reading(followed).entries()[-1]
        assert "public_answer" not in shown.changes
        assert "public_answer" in journal_of(followed)[shown.number].changes
