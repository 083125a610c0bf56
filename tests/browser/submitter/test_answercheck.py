"""An answer is looked through before it is sent: pointed out once, never refused."""

from jiesu.addon.catalog.indexing import state_of
from tests.browser.submitter.test_complaint import act
from tests.browser.submitter.test_complaint import made

import pytest
import transaction


VAGUE = "您好！我们将尽快更换灯泡。\n急用请联系信息化办公室，或打13812345678。"
HANDLER = "academic-handler"


@pytest.fixture
def processing(browse):
    """The address of a complaint to be answered."""
    url = made(browse)
    act(browse, HANDLER, url, "accept")
    return url.partition("?")[0]


def state(served, url: str) -> str:
    """Its state in the database."""
    transaction.begin()
    return state_of(served["complaints"][url.rsplit("/", 1)[1]])


def answer(browse, url: str, **data):
    """Send the form for answers."""
    return act(browse, HANDLER, url, "answer", **{"outcome": "solved", **data})


class TestPage:
    """Without JavaScript."""

    def test_pointed_out_then_sent(self, browse, served, processing):
        page = answer(browse, processing, text=VAGUE)
        marked = [one.text_content() for one in page.all(".ji mark")]
        assert marked[0] == "尽快"
        assert "13812345678" in marked
        assert "请联系信息化办公室" in marked
        assert "请写明具体日期" in page.words("#ji-errors")
        assert state(served, processing) == "processing"
        # Nothing that was typed is lost.
        assert page.words("textarea").split() == VAGUE.split()
        assert page.words(".ji-btn.is-primary") == "仍然发送"

        page = browse(HANDLER).send(page, "answer")
        assert state(served, processing) == "answered"
        assert "尽快更换" in page.words(".ji-said")

    def test_changed_then_sent_at_once(self, browse, served, processing):
        """Who puts it right, or part of it, is not stopped again."""
        page = answer(browse, processing, text=VAGUE)
        text = "您好！我们将尽快更换灯泡。"
        browse(HANDLER).send(page, "answer", text=text)
        assert state(served, processing) == "answered"

    def test_something_new_is_pointed_out(self, browse, served, processing):
        page = answer(browse, processing, text="我们将尽快更换灯泡。")
        text = "我们将尽快更换灯泡。请致电0531-88889999。"
        page = browse(HANDLER).send(page, "answer", text=text)
        assert "请致电0531-88889999" in page.words(".ji mark")
        assert state(served, processing) == "processing"
        browse(HANDLER).send(page, "answer")
        assert state(served, processing) == "answered"

    def test_good_answer(self, browse, served, processing):
        answer(browse, processing, text="您好！灯泡已于11月20日更换，请您评价。")
        assert state(served, processing) == "answered"

    def test_errors_come_first(self, browse, served, processing):
        """What is missing is said before what could be better."""
        page = answer(browse, processing, text=VAGUE, outcome="")
        assert "请选择" in page.words("#ji-errors") or page.words("#ji-errors")
        assert not page.all(".ji mark")
        assert state(served, processing) == "processing"

    def test_own_phone(self, browse, served, processing):
        """The office's own number may stand in an answer."""
        phone = served["departments"]["academic"].phone
        answer(browse, processing, text=f"灯泡已更换，如有问题请致电{phone}。")
        assert state(served, processing) == "answered"

    def test_files_are_asked_for_again(self, browse, served, processing):
        person = browse(HANDLER)
        page = person.get(f"{processing}/@@handle/answer")
        files = {"files": ("a.pdf", b"%PDF-1.4", "application/pdf")}
        page = person.send(page, "answer", files, text=VAGUE, outcome="solved")
        assert "请重新选择附件" in page.words("#ji-errors")

    def test_other_actions_are_not_looked_through(self, browse, processing):
        page = act(browse, HANDLER, processing, "note", text=VAGUE)
        assert not page.all(".ji mark")
        assert "13812345678" in page.words(".ji-timeline")
