"""From an answer to an FAQ page that everybody finds, by the pages."""

from jiesu.addon.handling import faq
from jiesu.addon.journal.storage import journal_of
from plone import api
from tests.services.conftest import NOBODY

import pytest
import re
import requests
import transaction


HTML = {"Accept": "text/html"}
ANSWER = "投影仪已换新灯泡，有事请找乐天成老师，电话13800138000。"
PUBLIC = {
    "title": "教室投影仪看不清怎么办？",
    "answer": "请打多媒体中心报修，当天来换灯泡。",
    "category": "academic-classroom",
}


class Reader:
    """One of the demo's people with a browser."""

    def __init__(self, user):
        """Log in by the header."""
        from jiesu.addon.demo.load import password

        self.session = requests.Session()
        self.session.headers.update(HTML)
        self.session.auth = (user, password()) if user else None

    def get(self, url: str) -> requests.Response:
        """Open a page."""
        return self.session.get(url)

    def post(self, url: str, page: str, **fields) -> requests.Response:
        """Send a form of a page."""
        token = re.search(r'name="_authenticator" value="(\w+)"', page)[1]
        return self.session.post(url, data=fields | {"_authenticator": token})


@pytest.fixture
def answered(ask) -> dict:
    """A complaint with its answer."""
    told = ask.submit("student1")
    ask.act("academic-handler", told, "accept")
    ask.act("academic-handler", told, "answer", text=ANSWER, outcome="solved")
    return told


@pytest.fixture
def draft(answered) -> str:
    """The address of a draft that the handler made."""
    handler = Reader("academic-handler")
    url = f"{answered['@id']}/@@faq"
    made = handler.post(url, handler.get(url).text, **PUBLIC)
    assert made.status_code == 200
    return made.url


def state(url: str, ask) -> str:
    """The state of a page."""
    return ask.get("office", url).json()["review_state"]


class TestDraft:
    """Making one."""

    def test_proposal(self, answered):
        """The original is marked; what is proposed has no phone in it."""
        page = Reader("academic-handler").get(f"{answered['@id']}/@@faq").text
        original, _form, form = page.partition('name="title"')
        assert "<mark" in original
        assert "13800138000" in original
        assert "13800138000" not in form
        assert "投影仪已换新灯泡" in form

    def test_made(self, draft, answered, ask):
        """In the department's folder, for staff; a second one is the same."""
        assert "/departments/academic/" in draft
        assert state(draft, ask) == "draft"
        handler = Reader("academic-handler")
        assert handler.get(f"{answered['@id']}/@@faq").url == draft
        assert draft in handler.get(answered["@id"]).text
        assert ask.get(NOBODY, draft).status_code == 401

    def test_office(self, answered):
        """Its pages stand with the common ones."""
        office = Reader("office")
        url = f"{answered['@id']}/@@faq"
        made = office.post(url, office.get(url).text, **PUBLIC)
        assert re.search(r"/jiesu/faq/[^/]+$", made.url)

    @pytest.mark.parametrize(
        ("user", "status"),
        [
            ("academic-head", 200),
            ("student1", 403),
            ("supervisor", 403),
            ("student2", 403),
            ("library-handler", 403),
        ],
    )
    def test_who(self, answered, user, status, ask):
        page = Reader(user).session.get(
            f"{answered['@id']}/@@faq", allow_redirects=False
        )
        shown = page.status_code == 200 and 'name="answer"' in page.text
        assert shown == (status == 200)

    def test_not_before_the_answer(self, ask):
        told = ask.submit("student1")
        ask.act("academic-handler", told, "accept")
        page = Reader("academic-handler").get(f"{told['@id']}/@@faq")
        assert 'name="answer"' not in page.text

    def test_missing(self, answered):
        """Named at the field; what was typed stays."""
        handler = Reader("academic-handler")
        url = f"{answered['@id']}/@@faq"
        page = handler.post(url, handler.get(url).text, title="", answer="请报修")
        assert 'href="#ji-f-title"' in page.text
        assert "请报修" in page.text


class TestReview:
    """Handed in, looked at, published."""

    def step(self, user: str, url: str, step: str, **more) -> requests.Response:
        reader = Reader(user)
        page = reader.get(url).text
        return reader.post(f"{url}/@@faq-step", page, step=step, **more)

    def test_way(self, draft, ask):
        self.step("academic-handler", draft, "publish")
        assert state(draft, ask) == "draft"
        self.step("academic-handler", draft, "submit")
        assert state(draft, ask) == "pending"
        edit = Reader("academic-handler").get(f"{draft}/@@edit-faq")
        assert 'name="answer"' not in edit.text
        self.step("academic-head", draft, "publish")
        assert state(draft, ask) == "published"
        found = Reader(NOBODY).get(f"{ask.url}/faq?q=投影仪看不清")
        assert draft in found.text
        self.step("academic-head", draft, "retract")
        assert draft not in Reader(NOBODY).get(f"{ask.url}/faq?q=投影仪看不清").text

    def test_sent_back(self, draft, ask):
        self.step("academic-handler", draft, "submit")
        self.step("office", draft, "send_back")
        assert state(draft, ask) == "draft"

    @pytest.mark.parametrize("channel", ["page", "menu", "REST"])
    def test_persons(self, draft, ask, channel):
        """Not published before somebody confirmed it, whichever way."""
        head = Reader("academic-head")
        text = "请找王小明老师，电话13800138000。"
        page = head.get(f"{draft}/@@edit-faq").text
        head.post(f"{draft}/@@edit-faq", page, **(PUBLIC | {"answer": text}))
        shown = head.get(draft).text
        assert "<mark>13800138000</mark>" in shown
        if channel == "page":
            self.step("academic-head", draft, "publish")
        elif channel == "menu":
            menu = f"{draft}/content_status_modify"
            head.post(menu, shown, workflow_action="publish")
        else:
            ask.post("academic-head", f"{draft}/@workflow/publish")
        assert state(draft, ask) == "draft"
        self.step("academic-head", draft, "publish", checked="1")
        assert state(draft, ask) == "published"

    def test_source_is_not_told(self, draft, answered, ask):
        """Neither on the page nor in REST; staff have a link."""
        self.step("academic-head", draft, "publish")
        complaint = answered["@id"].rsplit("/", 1)[1]
        for told in (
            Reader(NOBODY).get(draft).text,
            ask.get(NOBODY, draft).text,
            ask.get("student2", draft).text,
            ask.get(NOBODY, f"{ask.site}/@search?metadata_fields=_all&b_size=200"),
        ):
            text = told if isinstance(told, str) else told.text
            assert complaint not in text
            assert answered["number"] not in text
            assert "乐天成" not in text
        assert complaint in Reader("academic-handler").get(draft).text
        assert complaint not in Reader("library-handler").get(draft).text

    def test_helpful(self, draft, ask):
        """Once for each browser; staff see how often."""
        self.step("academic-head", draft, "publish")
        visitor = Reader(NOBODY)
        page = visitor.get(draft).text
        after = visitor.post(f"{draft}/@@helpful", page, helpful="yes")
        assert 'name="helpful"' not in after.text
        visitor.session.post(f"{draft}/@@helpful", data={"helpful": "yes"})
        transaction.begin()
        path = draft.removeprefix(f"{ask.site}/")
        from jiesu.addon.browser.public.votes import votes_of

        found = api.portal.get().unrestrictedTraverse(path)
        assert votes_of(found) == {"yes": 1, "no": 0}


class TestComplaintStays:
    """Making a page leaves the complaint as it was."""

    def test_journal(self, served, answered, ask):
        transaction.begin()
        complaint = served["complaints"][answered["@id"].rsplit("/", 1)[1]]
        before = len(journal_of(complaint)), complaint._p_serial
        handler = Reader("academic-handler")
        url = f"{answered['@id']}/@@faq"
        handler.post(url, handler.get(url).text, **PUBLIC)
        transaction.begin()
        complaint._p_deactivate()
        assert (len(journal_of(complaint)), complaint._p_serial) == before
        assert faq.page_of(complaint) is not None


@pytest.mark.parametrize("words", ["(", "投影 AND", "NOT", '"', "*", "投影，屏幕"])
def test_any_words(ask, served, words):
    """Nothing that is typed is a query language."""
    answer = requests.get(
        f"{ask.url}/faq", params={"q": words}, headers=HTML, timeout=60
    )
    assert answer.status_code == 200
