"""The closed loop as people go through it: clicks, a phone, a wide screen."""

from io import BytesIO
from jiesu.addon.journal.pictures import SMALL_SIDE
from PIL import Image
from playwright.sync_api import expect
from tests.pages.person import PHONE
from tests.pages.person import WIDE

import pytest
import re


TITLE = "335教室投影仪不清晰"
SUBMITTER = "程以宁"
QUESTION = "整个画面都模糊，还是只有一侧？"
MORE = "整个画面都发虚。"
NOTE = "灯泡老化，库房有两只。"
FIRST_ANSWER = "已经调焦，请再看看。"
WHY = "还是看不清。"
SECOND_ANSWER = "换了新的灯泡。"


@pytest.fixture
def photo() -> dict:
    """A picture, as a phone hands it on."""
    file = BytesIO()
    Image.new("RGB", (120, 90), "steelblue").save(file, "PNG")
    return {"name": "335.png", "mimeType": "image/png", "buffer": file.getvalue()}


def button(page, name: str):
    """The button or link of our part of the page that is called so."""
    either = page.get_by_role("button", name=name, exact=True)
    return page.locator(".ji").locator(
        either.or_(page.get_by_role("link", name=name, exact=True))
    )


def state(page):
    """What the complaint's page calls its state."""
    return page.locator(".ji-tag.is-accent")


def due(page) -> str:
    """Until when the complaint's page asks staff for an answer."""
    fact = page.locator(".ji-facts > div").filter(has_text=re.compile("^答复时限"))
    return fact.locator("time").get_attribute("datetime")


class TestStory:
    """Reported, asked, answered, not solved, reworked, solved."""

    def test_closed_loop(self, use, photo):
        student = use("student1", PHONE)
        handler = use("academic-handler", WIDE)
        url = self.report(student.go(), photo)
        self.accept_and_ask(handler, url)
        self.supplement(student.go("@@mine"))
        self.note(handler.go(url))
        before = due(handler.page)
        self.answer(handler.go(url), FIRST_ANSWER)
        self.not_solved(student.go(url))
        self.is_back(handler, before)
        self.answer(handler.go(url), SECOND_ANSWER)
        self.solved(student.go(url))
        self.what_staff_read(handler.go(url))
        self.what_the_student_reads(student.go(url))
        self.what_a_supervisor_reads(use("supervisor", WIDE).go(url))
        self.what_others_read(use("student2", PHONE).go(url))

    def report(self, page, photo) -> str:
        """On the phone: a sentence, a photo, the category that is proposed."""
        button(page, "我要反映").click()
        page.locator("[name=text]").fill(TITLE)
        page.locator("[name=files]").set_input_files(photo)
        expect(page.locator(".ji-photo img")).to_have_attribute("alt", photo["name"])
        page.locator(".ji-suggested .ji-choice").first.click()
        expect(page.locator("[data-ji-hint]")).to_contain_text("教务处")
        page.locator("[name=agreed]").check()
        button(page, "提交").click()
        expect(page.locator(".ji h1")).to_have_text(TITLE)
        expect(page.locator(".portalMessage")).to_contain_text("教务处")
        picture = page.locator(".ji-timeline .ji-photo img")
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("naturalWidth", SMALL_SIDE)
        return page.url

    def accept_and_ask(self, handler, url: str) -> None:
        """From the desk to the workbench: it is on top of what is to accept."""
        page = handler.go()
        page.locator(".ji").get_by_role("link", name="教务处").first.click()
        expect(page.locator(".ji-tab.is-on")).to_contain_text("待签收")
        newest = page.locator(".ji-item .ji-title").first
        expect(newest).to_have_text(TITLE)
        newest.click()
        button(page, "单独打开").click()
        page.wait_for_url(url)
        expect(page.locator(".ji-facts")).to_contain_text(SUBMITTER)
        expect(page.locator(".ji-said .ji-photo")).to_have_count(1)
        button(page, "签收").click()
        expect(state(page)).to_have_text("办理中")
        self.do(page, "询问诉求人", text=QUESTION)
        expect(page.locator(".ji-light")).to_contain_text("等待")

    def supplement(self, page) -> None:
        """The question is on the complaint's page, with a place for the answer."""
        page.get_by_role("link", name=TITLE).click()
        expect(page.locator(".ji-said.is-answer").first).to_contain_text(QUESTION)
        page.locator(".ji [name=text]").fill(MORE)
        button(page, "补充情况").click()
        expect(page.locator(".ji-timeline")).to_contain_text(MORE)

    def note(self, page) -> None:
        """For staff alone."""
        expect(page.locator(".ji-timeline")).to_contain_text(MORE)
        self.do(page, "内部备注", text=NOTE)
        note = page.locator(".ji-timeline .ji-said.is-staff")
        expect(note).to_contain_text(NOTE)
        expect(note).to_have_attribute("data-label", "仅工作人员可见")

    def answer(self, page, text: str) -> None:
        """Solved, as the department sees it."""
        self.do(page, "答复", text=text, outcome="solved")
        expect(state(page)).to_have_text("已答复")

    def not_solved(self, page) -> None:
        """2, and why; without a reason it is asked for."""
        expect(page.locator(".ji-said.is-answer").first).to_contain_text(FIRST_ANSWER)
        self.rate(page, "2", solved="false")
        expect(page.locator("#ji-errors")).to_be_focused()
        page.locator("[name=reasons][value=not_solved]").check()
        page.locator("[name=text]").fill(WHY)
        button(page, "评价").click()
        expect(page.locator(".ji-steps .is-now")).to_have_text("重新办理")

    def is_back(self, handler, before: str) -> None:
        """As rework among what is in process, with another due time."""
        page = handler.go("departments/academic?tab=processing&sort=-received")
        row = page.locator(".ji-item").filter(has_text=TITLE)
        expect(row).to_contain_text("重办")
        row.locator(".ji-title").click()
        expect(page.locator(".ji-timeline")).to_contain_text(WHY)
        assert due(page) != before

    def solved(self, page) -> None:
        """5: it is closed."""
        self.rate(page, "5", solved="true")
        expect(state(page)).to_have_text("已办结")

    def what_staff_read(self, page) -> None:
        """Everything."""
        expect(state(page)).to_have_text("已办结")
        expect(page.locator(".ji-said.is-answer").first).to_contain_text(SECOND_ANSWER)
        for text in (QUESTION, MORE, NOTE, FIRST_ANSWER, WHY):
            expect(page.locator(".ji-timeline")).to_contain_text(text)

    def what_the_student_reads(self, page) -> None:
        """Everything but the note."""
        expect(page.locator(".ji-said.is-answer").first).to_contain_text(SECOND_ANSWER)
        assert NOTE not in page.content()

    def what_a_supervisor_reads(self, page) -> None:
        """Everything but the name."""
        expect(page.locator(".ji-timeline")).to_contain_text(NOTE)
        assert SUBMITTER not in page.content()

    def what_others_read(self, page) -> None:
        """Nothing, not even that it is there."""
        expect(page.locator(".ji-timeline")).to_have_count(0)
        expect(page.locator(".ji h1")).to_have_text("这里没有内容")
        assert TITLE not in page.content()

    def do(self, page, name: str, **fields: str) -> None:
        """Do something that has a form of its own, and come back."""
        here = page.url
        more = page.locator(".ji-behind > summary")
        if not button(page, name).is_visible():
            more.click()
        button(page, name).click()
        for field, value in fields.items():
            self.fill(page.locator(f".ji [name={field}]"), value)
        button(page, name).click()
        page.wait_for_url(here)

    def rate(self, page, score: str, solved: str) -> None:
        """Fill in the form under the answer, and send it."""
        page.locator(f"[name=score][value='{score}']").check()
        page.locator(f"[name=solved][value={solved}]").check()
        button(page, "评价").click()

    def fill(self, field, value: str) -> None:
        """Write, or choose among radio buttons or options."""
        kinds = field.evaluate_all("all => all.map(one => one.type)")
        if kinds[0] == "radio":
            field.and_(field.page.locator(f"[value={value}]")).check()
        elif kinds[0].startswith("select"):
            field.select_option(value)
        else:
            field.fill(value)
