"""Templates for answers by HTTP: who keeps them, and where they are offered."""

from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.content.complaint import PROCESSING
from jiesu.addon.content.templates import templates_of
from tests.browser.department.client import NOBODY

import pytest
import transaction


PAGE = "departments/logistics/@@templates"
OF_DESK = "@@templates"
TITLE = "灯已换好"
TEXT = "{title}（{number}）：{department}已更换灯具。"

MEMBERS = ["logistics-handler", "logistics-head", "office", "manager"]
OTHERS = [NOBODY, "student1", "academic-handler", "academic-head", "supervisor"]


def kept(place) -> list[str]:
    """The names of a place's templates, as they are now in the database."""
    transaction.begin()
    return [one.title for one in templates_of(place)]


class TestWhoKeepsThem:
    """Over the demo; what one refused test sends is stored nowhere."""

    @pytest.mark.parametrize("user", MEMBERS)
    def test_open(self, browser, user):
        """The department's members and the Office see the department's."""
        assert browser.open(user, PAGE).status == 200

    @pytest.mark.parametrize("user", OTHERS)
    def test_closed(self, browser, served, user):
        """Nobody else sees or changes them."""
        before = kept(served["departments"]["logistics"])
        assert browser.open(user, PAGE).status in (302, 401)
        form = {"do": "save", "title": TITLE, "text": TEXT}
        assert browser.send(user, PAGE, **form).status in (302, 401, 403)
        assert kept(served["departments"]["logistics"]) == before

    @pytest.mark.parametrize("user", ["office", "manager"])
    def test_open_of_desk(self, browser, user):
        """The Office keeps those of the desk."""
        assert browser.open(user, OF_DESK).status == 200

    @pytest.mark.parametrize("user", [*OTHERS, "logistics-handler", "logistics-head"])
    def test_closed_of_desk(self, browser, served, user):
        """No department changes those of all."""
        before = kept(served)
        assert browser.open(user, OF_DESK).status in (302, 401)
        form = {"do": "save", "title": TITLE, "text": TEXT}
        assert browser.send(user, OF_DESK, **form).status in (302, 401, 403)
        assert kept(served) == before

    def test_token(self, browser, served):
        """What no form of ours sent is not kept."""
        before = kept(served["departments"]["logistics"])
        form = {"do": "save", "title": TITLE, "text": TEXT}
        assert browser.send("logistics-handler", PAGE, **form).status == 403
        assert kept(served["departments"]["logistics"]) == before


class TestKeeping:
    """A handler writes one, changes it, and removes it."""

    def test_round(self, browser, served):
        logistics = served["departments"]["logistics"]
        before = kept(logistics)
        form = {"do": "save", "title": TITLE, "text": TEXT}
        page = browser.submit("logistics-handler", PAGE, **form)
        assert TITLE in page.text
        assert kept(logistics) == [*before, TITLE]
        new = templates_of(logistics)[-1].id

        form = {"do": "save", "id": new, "title": TITLE, "text": "好了。"}
        page = browser.submit("logistics-head", PAGE, **form)
        assert "好了。" in page.text
        assert kept(logistics) == [*before, TITLE]

        browser.submit("logistics-handler", PAGE, do="remove", id=new)
        assert kept(logistics) == before

    def test_nothing(self, browser, served):
        """A template without a text is not kept; what was typed stays."""
        before = kept(served["departments"]["logistics"])
        form = {"do": "save", "title": TITLE, "text": ""}
        page = browser.submit("logistics-handler", PAGE, **form)
        assert page.tree.get_element_by_id("ji-errors") is not None
        assert page.tree.get_element_by_id("ji-f-title").get("value") == TITLE
        assert kept(served["departments"]["logistics"]) == before

    def test_unknown_placeholder(self, browser, served):
        """A word in braces that stands for nothing is named."""
        before = kept(served["departments"]["logistics"])
        form = {"do": "save", "title": TITLE, "text": "{nummer} ist fertig"}
        page = browser.submit("logistics-handler", PAGE, **form)
        assert "{nummer}" in page.words("ji-errors")[0]
        assert kept(served["departments"]["logistics"]) == before


class TestOffered:
    """Beside the answer, with the complaint's facts in it."""

    @pytest.fixture(autouse=True)
    def one_each(self, browser, served):
        """One of the department, one of the desk; removed afterwards."""
        places = (
            ("logistics-handler", PAGE, served["departments"]["logistics"], TEXT),
            ("office", OF_DESK, served, "感谢您的反映，{number}。"),
        )
        for user, page, _place, text in places:
            form = {"do": "save", "title": TITLE, "text": text}
            browser.submit(user, page, **form)
        transaction.begin()
        made = [templates_of(place)[-1].id for _u, _p, place, _t in places]
        yield
        for (user, page, _place, _text), new in zip(places, made, strict=True):
            browser.submit(user, page, do="remove", id=new)

    @pytest.fixture
    def complaint(self, complaints):
        """One that the department is working on."""
        return next(
            c
            for c in complaints
            if (c.department, state_of(c)) == ("logistics", PROCESSING)
        )

    @pytest.mark.parametrize("action", ["answer", "ask"])
    def test_filled_in(self, browser, complaint, action):
        """Both, with the complaint's number and the department's name."""
        path = f"complaints/{complaint.getId()}/@@handle/{action}"
        page = browser.open("logistics-handler", path)
        offered = page.words("ji-templates")[0]
        assert f"（{complaint.number}）：后勤管理处已更换灯具。" in offered
        assert f"感谢您的反映，{complaint.number}。" in offered
        assert "{" not in offered

    def test_not_for_a_note(self, browser, complaint):
        """A note is not said to anybody outside."""
        path = f"complaints/{complaint.getId()}/@@handle/note"
        assert not browser.open("logistics-handler", path).all("ji-templates")

    @pytest.mark.parametrize("user", ["student1", "supervisor", "academic-handler"])
    def test_not_for_others(self, browser, complaint, user):
        """Whoever cannot answer is not shown how."""
        path = f"complaints/{complaint.getId()}/@@handle/answer"
        assert TITLE not in browser.open(user, path).source

    @pytest.mark.parametrize("path", ["", "departments/logistics"])
    def test_not_public(self, browser, path):
        """Neither the desk nor the department tells others of them."""
        for user in (NOBODY, "student1"):
            assert TITLE not in browser.open(user, path).source
