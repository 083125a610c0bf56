"""Reviewed answers: handlers draft, the head sends or gives back."""

from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.catalog.queries import find
from jiesu.addon.catalog.queries import Query
from jiesu.addon.content.lookup import department_of
from jiesu.addon.handling.answer import Answer
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.handling.reading import Reading
from jiesu.addon.handling.review import draft_of
from jiesu.addon.journal.files import Upload
from jiesu.addon.journal.storage import journal_of
from tests.handling.test_actions import names
from tests.handling.test_actions import not_now
from tests.handling.test_actions import wrong
from tests.handling.world import acting
from tests.handling.world import complain
from tests.handling.world import do
from tests.handling.world import HOUR
from tests.handling.world import MONDAY
from tests.handling.world import PNG

import pytest


HANDLER = "academic-handler"
HEAD = "academic-head"
DRAFT = {"text": "拟于周五更换灯泡", "outcome": "planned"}
FINAL = {"text": "周五 17:00 前更换灯泡", "outcome": "planned"}
PHOTO = (Upload("灯泡.png", PNG, clean=True),)


@pytest.fixture
def processing(desk, undone):
    """In the hands of `academic`, whose head reviews answers."""
    department_of(desk, "academic").review_answers = True
    complaint = complain(desk)
    do(complaint, HANDLER, "accept")
    return complaint


@pytest.fixture
def drafted(processing):
    """With a draft that waits."""
    do(processing, HANDLER, "draft_answer", MONDAY + HOUR, **DRAFT)
    return processing


def listed(desk, who: str, **criteria) -> list[str]:
    """The ids in a list of somebody's."""
    with acting(who):
        return [row.id for row in find(desk, Query(**criteria)).rows]


class TestDraft:
    """A handler hands an answer in."""

    def test_what_it_does(self, drafted):
        """It waits; nothing is sent, and the time goes on."""
        due = drafted.clock.answer_due
        entry = journal_of(drafted)[drafted.draft]
        assert (entry.action, entry.text) == ("draft_answer", DRAFT["text"])
        assert entry.visibility == "department"
        assert state_of(drafted) == "processing"
        assert drafted.answered_at is None
        assert drafted.clock.answer_due == due
        assert drafted.clock.paused_since is None

    def test_the_handler_does_not_send(self, processing):
        """And is told what to do instead."""
        assert not_now(processing, HANDLER, "answer", **FINAL) == "refused_review"
        assert names(processing, HANDLER)[0] == "draft_answer"

    def test_the_head_does_not_draft(self, processing):
        """The head sends."""
        with pytest.raises(Forbidden):
            do(processing, HEAD, "draft_answer", **DRAFT)
        assert names(processing, HEAD)[0] == "answer"

    def test_where_nothing_is_reviewed(self, desk, undone):
        """The handler answers."""
        complaint = complain(desk)
        do(complaint, HANDLER, "accept")
        message = not_now(complaint, HANDLER, "draft_answer", **DRAFT)
        assert message == "refused_draft"

    def test_data(self, processing):
        """What an answer needs."""
        assert set(wrong(processing, HANDLER, "draft_answer")) == {"text", "outcome"}

    def test_a_later_one_takes_its_place(self, drafted):
        """The head sees the latest."""
        first = drafted.draft
        do(drafted, HANDLER, "draft_answer", MONDAY + 2 * HOUR, **FINAL)
        assert drafted.draft > first

    @pytest.mark.parametrize("who", ["student1", "office", "supervisor", "it-head"])
    def test_nobody_else_reads_it(self, drafted, who):
        """Neither in the journal nor as the draft."""
        with acting(who):
            assert DRAFT["text"] not in repr(Reading(drafted).entries())
            assert draft_of(drafted) is None

    def test_lists(self, desk, drafted):
        """It stands among what waits for review, and is in process still."""
        own = [drafted.getId()]
        assert listed(desk, HEAD, flag="drafted") == own
        assert listed(desk, HEAD, states=("processing",)) == own
        assert listed(desk, HEAD, states=("pending",)) == []
        assert listed(desk, HEAD, states=("pending",), flag="drafted") == []
        do(drafted, HEAD, "decline_answer", text="请写明时间")
        assert listed(desk, HEAD, flag="drafted") == []
        assert listed(desk, HEAD, states=("processing",)) == own


class TestSend:
    """The head sends it."""

    def test_what_the_head_writes_is_sent(self, drafted):
        """The entry is the head's; that of the draft stays the department's."""
        number = drafted.draft
        entry = do(drafted, HEAD, "answer", MONDAY + 2 * HOUR, **FINAL)
        assert (entry.actor, entry.text) == (HEAD, FINAL["text"])
        assert entry.changes["draft"] == number
        assert (drafted.draft, state_of(drafted)) == (0, "answered")
        with acting("student1"):
            told = Reading(drafted).entries()
        assert FINAL["text"] in [one.text for one in told]
        assert DRAFT["text"] not in repr(told)
        assert "draft" not in told[-1].changes

    def test_files_of_the_draft_go_with_it(self, processing):
        """Unless the head says no; they are the same files, not copies."""
        do(processing, HANDLER, "draft_answer", **DRAFT, files=PHOTO)
        draft = journal_of(processing)[processing.draft]
        entry = do(processing, HEAD, "answer", **FINAL, files=PHOTO)
        assert len(entry.files) == 2
        assert entry.files[0] is draft.files[0]

    def test_files_of_the_draft_left_out(self, processing):
        """The submitter gets what the head attaches."""
        do(processing, HANDLER, "draft_answer", **DRAFT, files=PHOTO)
        entry = do(processing, HEAD, "answer", **FINAL, draft_files=False)
        assert entry.files == ()

    def test_files_together(self, processing):
        """No more than may be attached at once."""
        do(processing, HANDLER, "draft_answer", **DRAFT, files=PHOTO * 5)
        assert set(wrong(processing, HEAD, "answer", **FINAL, files=PHOTO * 5)) == {
            "files"
        }

    def test_field_only_where_there_is_something(self, drafted):
        """A draft without files asks for nothing more."""
        with acting(HEAD):
            assert "draft_files" not in Answer(drafted).schema
            assert "draft_files" not in Answer.schema

    def test_no_longer_reviewed(self, desk, drafted):
        """Where the department changes its mind, a handler sends it."""
        department_of(desk, "academic").review_answers = False
        do(drafted, HANDLER, "answer", **FINAL)
        assert (drafted.draft, state_of(drafted)) == (0, "answered")


class TestDecline:
    """The head gives it back."""

    def test_what_it_does(self, drafted):
        """The handler reads why; nobody else."""
        entry = do(drafted, HEAD, "decline_answer", text="请写明时间")
        assert (entry.visibility, entry.role) == ("department", "head")
        assert drafted.draft == 0
        assert not_now(drafted, HEAD, "decline_answer", text="x") == "refused_decline"
        with acting(HANDLER):
            assert "请写明时间" in repr(Reading(drafted).entries())
        with acting("office"):
            assert "请写明时间" not in repr(Reading(drafted).entries())

    def test_handlers_do_not(self, drafted):
        """Nor the Office."""
        for who in (HANDLER, "office"):
            with pytest.raises(Forbidden):
                do(drafted, who, "decline_answer", text="x")

    def test_with_words(self, drafted):
        """Why."""
        assert set(wrong(drafted, HEAD, "decline_answer")) == {"text"}


class TestEnds:
    """A draft waits only while there is something to answer."""

    @pytest.mark.parametrize(
        "who, action, data",
        [
            ("office", "dispatch", {"department": "it"}),
            (HANDLER, "return", {"reason": "not_ours"}),
            ("office", "suspend", {"reason": "budget", "until": "2026-12-07"}),
            ("student1", "withdraw", {}),
            ("office", "reject", {"reason": "duplicate"}),
        ],
    )
    def test_ends(self, drafted, who, action, data):
        """Whoever takes it away."""
        do(drafted, who, action, MONDAY + 2 * HOUR, **data)
        assert drafted.draft == 0

    def test_stays(self, drafted):
        """A question or a note does not end it."""
        number = drafted.draft
        do(drafted, HANDLER, "ask", MONDAY + 2 * HOUR, text="哪一间?")
        assert drafted.draft == number
