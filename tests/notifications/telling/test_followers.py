"""What those who follow another person's matter are told: what is public, no more."""

from jiesu.addon.content.publicanswer import public_answer_of
from jiesu.addon.handling.watching import unwatch
from jiesu.addon.handling.watching import watch
from jiesu.addon.notifications import texts
from jiesu.addon.notifications.render import Renderer
from jiesu.addon.notifications.rules import FOLLOWER
from jiesu.addon.notifications.rules import MESSAGES
from jiesu.addon.suggesting.followed import as_followed
from tests.handling.test_publishing import CLEAN
from tests.handling.world import acting
from tests.handling.world import at
from tests.handling.world import complain
from tests.handling.world import do
from tests.handling.world import HOUR
from tests.handling.world import MONDAY
from tests.notifications.telling.waiting import forget
from tests.notifications.telling.waiting import records
from tests.notifications.telling.waiting import told

import pytest


HANDLER = "academic-handler"
FOLLOWING = "student2"
SAID = "335教室投影仪不清晰，王老师让我来说"
ANSWER = "程以宁同学：灯泡已更换。"

pytestmark = pytest.mark.usefixtures("undone")


@pytest.fixture
def followed(desk):
    """A complaint in process that one person follows."""
    complaint = complain(desk, text=SAID)
    with acting(FOLLOWING):
        watch(desk, complaint.getId())
    do(complaint, HANDLER, "accept")
    forget(desk)
    return complaint


def answer(complaint, **more) -> None:
    do(complaint, HANDLER, "answer", text=ANSWER, outcome="solved", **more)


def of_follower(desk) -> list[str]:
    return [event for who, event in sorted(told(desk)) if who == FOLLOWING]


def message(desk, channel: str = "inbox"):
    """What the one who follows gets."""
    found = [one for one in records(desk, channel) if one.receiver == FOLLOWING]
    with at(MONDAY + HOUR):
        return Renderer().render(desk, found)


class TestWhen:
    """Of what is somebody told who follows."""

    def test_answer(self, desk, followed):
        answer(followed)
        assert of_follower(desk) == ["followed_answer"]
        assert ("student1", "your_answer") in told(desk)

    def test_unsolved(self, desk, followed):
        answer(followed)
        forget(desk)
        do(followed, "student1", "rate", score=2, solved=False, reasons=["slow"])
        assert of_follower(desk) == ["followed_again"]

    def test_solved_is_nothing_new(self, desk, followed):
        answer(followed)
        forget(desk)
        do(followed, "student1", "rate", score=5, solved=True)
        assert of_follower(desk) == []
        forget(desk)
        do(followed, "office", "reopen", reason="仍不清晰")
        assert of_follower(desk) == ["followed_again"]

    def test_withdrawn(self, desk, followed):
        do(followed, "student1", "withdraw")
        assert of_follower(desk) == ["followed_withdraw"]

    def test_rejected(self, desk, followed):
        do(followed, "office", "reject", reason="duplicate", text="程以宁已反映过")
        assert of_follower(desk) == ["followed_reject"]
        assert "程以宁" not in message(desk).text

    @pytest.mark.parametrize(
        ("who", "action", "data"),
        [
            (HANDLER, "note", {"text": "已联系厂家"}),
            (HANDLER, "ask", {"text": "哪一间？"}),
            ("student1", "supplement", {"text": "就是 335"}),
            (HANDLER, "headline", {"headline": "投影仪在修"}),
        ],
    )
    def test_of_nothing_else(self, desk, followed, who, action, data):
        do(followed, who, action, **data)
        assert of_follower(desk) == []

    def test_not_after_the_end(self, desk, followed):
        """Not even of what waited to be delivered."""
        answer(followed)
        with acting(FOLLOWING):
            unwatch(desk, followed.getId())
        assert message(desk) is None

    def test_merged(self, desk, followed):
        """The master's answer reaches those who followed the other one."""
        master = complain(desk, "student3", text="335教室看不清")
        do(master, HANDLER, "accept")
        do(followed, HANDLER, "merge", into=master.number)
        forget(desk)
        answer(master, public_answer="灯泡已更换。")
        assert of_follower(desk) == ["followed_answer"]
        assert "灯泡已更换。" in message(desk).text


class TestPublished:
    """What is told, and shown, once the answer is for everybody."""

    def test_release(self, desk, followed):
        answer(followed)
        do(followed, HANDLER, "draft_publication", **CLEAN)
        do(followed, HANDLER, "ask_publication")
        do(followed, "student1", "agree_publication", agreed=True)
        forget(desk)
        assert as_followed(followed).published == ""
        do(followed, "academic-head", "release_publication")
        assert of_follower(desk) == ["followed_published"]
        address = as_followed(followed).published
        assert address == public_answer_of(followed).absolute_url()
        do(followed, "academic-head", "take_back_publication", text="有误")
        assert as_followed(followed).published == ""


class TestWords:
    """What the message holds."""

    def test_no_public_answer(self, desk, followed):
        answer(followed)
        found = message(desk)
        assert found.subject == "您跟进的“教室与多媒体”已有答复"
        assert "您跟进的“教室与多媒体”已经答复。" in found.text
        assert "$" not in found.text + found.html

    def test_public_answer(self, desk, followed):
        do(followed, HANDLER, "headline", headline="335投影仪在修")
        answer(followed, public_answer="灯泡已更换。")
        found = message(desk)
        assert found.subject == "您跟进的“335投影仪在修”已有答复"
        assert "灯泡已更换。" in found.text

    def test_nothing_of_the_complaint(self, desk, followed, mail):
        answer(followed, public_answer="灯泡已更换。")
        for channel in ("inbox", "mail"):
            found = message(desk, channel)
            whole = f"{found}"
            for word in (
                "335",
                "王老师",
                "程以宁",
                followed.number,
                "student1",
                ANSWER,
            ):
                assert word not in whole, word

    def test_leads_to_the_public_page(self, desk, followed, mail):
        """From the inbox as well: the complaint itself is closed to them."""
        answer(followed)
        for channel in ("inbox", "mail"):
            found = message(desk, channel)
            assert found.url.endswith(f"/jiesu/@@follow?matter={followed.getId()}")
            assert f"/complaints/{followed.getId()}" not in found.text + found.html


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_texts_hold_nothing_else(language):
    """Whatever the Office writes: there is no placeholder for what is not public."""
    for name, one in MESSAGES.items():
        if one.side == FOLLOWER:
            used = texts.placeholders(texts.original(name, language))
            assert set(used) <= {"matter", "answer", "name", "desk", "url"}
