"""The Office changes the texts of messages, sees them, and goes back."""

from jiesu.addon.notifications import texts
from tests.browser.department.client import MANAGER
from tests.browser.department.client import NOBODY

import pytest
import transaction


PAGE = "@@messages"
MESSAGE = "your_answer"
FORM = {
    "message": MESSAGE,
    "do": "save",
    "subject_zh_CN": "诉求 ${number} 有答复了",
    "text_zh_CN": "${name}同学：\n${department}说：${text}",
    "subject_en": "Complaint ${number}: an answer",
    "text_en": "${department} says: ${text}",
}


def kept(served, language: str = texts.CHINESE) -> texts.Text:
    """The text that holds, as it is in the database."""
    transaction.begin()
    return texts.text_of(served, MESSAGE, language)


class TestWho:
    """The Office alone."""

    def test_open(self, browser):
        page = browser.open("office", PAGE)
        assert page.status == 200
        assert len(page.titles) == len(texts.names())

    @pytest.mark.parametrize(
        "user", [NOBODY, "student1", "academic-head", "supervisor", MANAGER]
    )
    def test_closed(self, browser, served, user):
        assert browser.open(user, PAGE).status in (302, 401)
        assert browser.send(user, PAGE, **FORM).status in (302, 401, 403)
        assert kept(served) == texts.original(MESSAGE, texts.CHINESE)

    def test_needs_our_form(self, browser, served):
        assert browser.send("office", PAGE, **FORM).status == 403
        assert kept(served) == texts.original(MESSAGE, texts.CHINESE)

    @pytest.mark.parametrize("message", texts.names())
    def test_each(self, browser, message):
        """Each message can be opened; its texts are sound by the rules of the page."""
        page = browser.open("office", PAGE, message=message)
        assert page.status == 200
        assert page.tree.get_element_by_id("ji-f-subject_zh_CN").get("value")

    def test_unknown_message(self, browser):
        assert len(browser.open("office", PAGE, message="nothing").titles) > 1


class TestChanging:
    """Both languages, placeholders, a look, and back."""

    def test_round(self, browser, served):
        page = f"{PAGE}?message={MESSAGE}"
        browser.submit("office", page, PAGE, **FORM)
        assert kept(served).subject == FORM["subject_zh_CN"]
        assert kept(served, texts.ENGLISH).text == FORM["text_en"]
        assert browser.open("office", PAGE).all("is-accent")

        browser.submit("office", page, PAGE, message=MESSAGE, do="reset")
        assert kept(served) == texts.original(MESSAGE, texts.CHINESE)
        assert not browser.open("office", PAGE).all("is-accent")

    @pytest.mark.parametrize("field", ["text_zh_CN", "text_en"])
    @pytest.mark.parametrize("name", ["nummer", "", "count"])
    def test_unknown_placeholder(self, browser, served, field, name):
        """It is named, with those that may stand there; what was typed stays."""
        wrong = f"${{{name}}} ist da"
        page = browser.submit(
            "office", f"{PAGE}?message={MESSAGE}", PAGE, **{**FORM, field: wrong}
        )
        told = page.tree.get_element_by_id("ji-errors").text_content()
        assert f"${{{name}}}" in told
        assert "${number}" in told
        assert page.tree.get_element_by_id(f"ji-f-{field}").text.strip() == wrong
        assert kept(served) == texts.original(MESSAGE, texts.CHINESE)

    @pytest.mark.parametrize("name", ["title", "text", "name", "submitter", "content"])
    def test_nothing_of_persons_in_a_subject(self, browser, served, name):
        form = {**FORM, "subject_zh_CN": f"诉求 ${{{name}}}"}
        page = browser.submit("office", f"{PAGE}?message={MESSAGE}", PAGE, **form)
        assert page.tree.get_element_by_id("ji-errors") is not None
        assert kept(served) == texts.original(MESSAGE, texts.CHINESE)

    def test_submitter_is_for_staff(self, browser, served):
        """A submitter's text does not know it, one for staff does."""
        form = {**FORM, "text_zh_CN": "${submitter}"}
        page = browser.submit("office", f"{PAGE}?message={MESSAGE}", PAGE, **form)
        assert page.tree.get_element_by_id("ji-errors") is not None
        form["message"] = "dispatch"
        browser.submit("office", f"{PAGE}?message=dispatch", PAGE, **form)
        transaction.begin()
        found = texts.text_of(served, "dispatch", texts.CHINESE)
        assert found.text == "${submitter}"
        browser.submit(
            "office", f"{PAGE}?message=dispatch", PAGE, message="dispatch", do="reset"
        )

    @pytest.mark.parametrize("field", ["subject_zh_CN", "text_en"])
    def test_nothing(self, browser, served, field):
        page = browser.submit(
            "office", f"{PAGE}?message={MESSAGE}", PAGE, **{**FORM, field: " "}
        )
        assert page.tree.get_element_by_id("ji-errors") is not None
        assert kept(served) == texts.original(MESSAGE, texts.CHINESE)

    def test_preview(self, browser, served):
        """It is shown with a made-up complaint, and kept nowhere."""
        form = {**FORM, "do": "try", "text_en": "<b>${department}</b>: ${text}"}
        page = browser.submit("office", f"{PAGE}?message={MESSAGE}", PAGE, **form)
        chinese, english = page.words("ji-said")
        assert "诉求 20261122-7K3F9C 有答复了" in chinese
        assert "<b>Academic Affairs</b>: The lamp was changed" in english
        assert "$" not in chinese
        assert kept(served) == texts.original(MESSAGE, texts.CHINESE)
