"""The first day: a student, a department, a guest, an editor, a visitor, the Office.

Each goes on where the one before left off, in a browser of their own.
"""

from playwright.sync_api import expect
from tests.pages.person import close
from tests.pages.person import Person
from tests.pages.person import PHONE
from tests.pages.person import WIDE
from tests.pictures import picture

import pytest
import time


WRONG = "302教室投影仪开机没有画面"
ANSWER = "投影仪的灯泡已经换好，今天起可以正常使用。"
GUEST_WRONG = "体育馆南门的路灯不亮"
GUEST_MORE = "从羽毛球馆到南门一共三盏都不亮。"
GUEST_ANSWER = "三盏灯都已修好。"
BROKEN = "阅览室的空调"
QUESTION = "教室投影仪没有画面怎么办？"
ADVICE = "先按遥控器的信号源键；仍没有画面就在这里反映，当天更换。"
A_MINUTE = 60


def button(page, name: str):
    """The button or link of our part of the page that is called so."""
    either = page.get_by_role("button", name=name, exact=True)
    return page.locator(".ji").locator(
        either.or_(page.get_by_role("link", name=name, exact=True))
    )


def received(page) -> int:
    """How many complaints the page of figures counts."""
    title = page.get_by_text("受理", exact=True)
    figure = page.locator(".ji-figure").filter(has=title)
    return int(figure.locator("dd").first.inner_text())


@pytest.fixture
def somebody(chromium, served):
    """Somebody without an account, at a browser that was never here."""
    person = Person(chromium, served.absolute_url(), None)
    yield person
    close(person.context)
    assert person.errors == []


class TestFirstDay:
    """Everything that the people of the first day come for."""

    def test_first_day(self, use, somebody):
        office = use("office", WIDE)
        before = received(office.go("@@statistics"))
        self.reports(use("student1", PHONE))
        complaint = self.works_off(use("academic-handler", WIDE))
        number, code = self.sends_as_guest(use(None, PHONE))
        self.follows_as_guest(somebody.at(PHONE), number, code)
        self.answers_the_guest(use("security-handler", WIDE))
        self.rates_as_guest(somebody)
        form = self.copies_a_form(use("editor", WIDE))
        self.files_with_the_copy(use("student2", PHONE), form)
        self.makes_a_faq_page(use("academic-head", WIDE), complaint)
        self.finds_it(somebody)
        assert received(office.go("@@statistics")) == before + 3

    def reports(self, student) -> None:
        """Two photos, from the desk's home to the receipt, within a minute."""
        began = time.monotonic()
        page = student.go()
        button(page, "我要反映").click()
        page.locator("[name=text]").fill(WRONG)
        photos = [
            {"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": picture("JPEG")}
            for name in ("screen", "lamp")
        ]
        page.locator("[name=files]").set_input_files(photos)
        expect(page.locator(".ji-photo img")).to_have_count(2)
        page.locator(".ji-suggested .ji-choice").first.click()
        page.locator("[name=agreed]").check()
        button(page, "提交").click()
        expect(page.locator(".ji h1")).to_have_text(WRONG)
        assert time.monotonic() - began < A_MINUTE
        expect(page.locator(".ji-timeline .ji-photo")).to_have_count(2)

    def works_off(self, handler) -> str:
        """Accepted and answered beside the list: the page is never left."""
        page = handler.go("departments/academic")
        page.evaluate("window.stayed = true")
        page.locator(".ji-item .ji-title").filter(has_text=WRONG).click()
        pane = page.locator("[data-ji-pane]")
        expect(pane.locator(".ji-photo")).to_have_count(2)
        pane.get_by_role("button", name="签收").click()
        expect(pane.locator(".ji-tag.is-accent")).to_have_text("办理中")
        page.keyboard.press("r")
        pane.locator("[name=text]").fill(ANSWER)
        pane.locator("[name=outcome][value=solved]").check()
        pane.get_by_role("button", name="答复").click()
        expect(pane.locator(".ji-tag.is-accent")).to_have_text("已答复")
        expect(page.locator("[data-ji-list]")).not_to_contain_text(WRONG)
        assert page.evaluate("window.stayed")
        return pane.locator("[data-ji-full]").get_attribute("href")

    def sends_as_guest(self, guest) -> tuple[str, str]:
        """No account, no name; a number and a code."""
        page = guest.go("@@submit")
        page.locator("[name=text]").fill(GUEST_WRONG)
        page.locator("[data-ji-filter]").fill("路灯")
        page.locator("[name=category]:visible").first.check()
        page.locator("[name=agreed]").check()
        button(page, "提交").click()
        page.locator(".ji-facts dd.ji-num").first.wait_for()
        number, code = page.locator(".ji-facts dd.ji-num").all_inner_texts()
        return number, code

    def follows_as_guest(self, guest, number: str, code: str) -> None:
        """From another device, with both and nothing else."""
        page = guest.go("@@track")
        page.locator("[name=number]").fill(number)
        page.locator("[name=code]").fill(code.lower())
        button(page, "查看").click()
        expect(page.locator(".ji h1")).to_have_text(GUEST_WRONG)
        assert code not in page.url
        button(page, "补充情况").click()
        page.locator("[name=text]").fill(GUEST_MORE)
        button(page, "补充情况").click()
        expect(page.locator(".ji-timeline")).to_contain_text(GUEST_MORE)

    def answers_the_guest(self, handler) -> None:
        """The department reads what was added, and answers."""
        page = handler.go("departments/security")
        page.locator(".ji-item .ji-title").filter(has_text=GUEST_WRONG).click()
        pane = page.locator("[data-ji-pane]")
        expect(pane.locator(".ji-timeline")).to_contain_text(GUEST_MORE)
        pane.get_by_role("button", name="签收").click()
        expect(pane.locator(".ji-tag.is-accent")).to_have_text("办理中")
        page.keyboard.press("r")
        pane.locator("[name=text]").fill(GUEST_ANSWER)
        pane.locator("[name=outcome][value=solved]").check()
        pane.get_by_role("button", name="答复").click()
        expect(pane.locator(".ji-tag.is-accent")).to_have_text("已答复")

    def rates_as_guest(self, guest) -> None:
        """The same browser still has its pass: no code is asked for again."""
        page = guest.go("@@track")
        expect(page.locator(".ji-said.is-answer")).to_contain_text(GUEST_ANSWER)
        page.locator("[name=score][value='5']").check()
        page.locator("[name=solved][value=true]").check()
        button(page, "评价").click()
        expect(page.locator(".ji")).to_contain_text("已办结")

    def copies_a_form(self, editor) -> str:
        """By Plone's own menus, into a folder of the editor's; it is published."""
        site = editor.desk_url.rsplit("/", 1)[0]
        page = editor.go(f"{site}/++add++Folder")
        page.locator("[name$='.title']").fill("图书馆")
        page.locator("[name='form.buttons.save']").click()
        folder = page.url.removesuffix("/view")
        editor.go(f"{site}/forms/repair")
        self.chooses(page, "actions-copy")
        editor.go(folder)
        self.chooses(page, "actions-paste")
        self.chooses(page, "workflow-transition-publish")
        editor.go(f"{folder}/repair")
        self.chooses(page, "workflow-transition-publish")
        return f"{folder}/repair"

    def chooses(self, page, name: str) -> None:
        """Something of the toolbar's menus."""
        with page.expect_navigation():
            page.locator(f"#edit-zone [id$='{name}']").dispatch_event("click")

    def files_with_the_copy(self, student, form: str) -> None:
        """A complaint comes of it, in the department's hands."""
        page = student.go(form)
        page.locator("[name$='building:list']").select_option(index=2)
        page.locator("[name$='.room']").fill("201")
        page.locator("[name$='.broken']").fill(BROKEN)
        page.locator("[type=checkbox][name*=agreed]").check()
        button(page, "提交报修").click()
        button(page, "去跟进").click()
        expect(page.locator(".ji h1")).to_contain_text(BROKEN)
        expect(page.locator(".ji-timeline")).to_contain_text("后勤")

    def makes_a_faq_page(self, head, complaint: str) -> None:
        """Of the answer, in words for everybody."""
        site = head.desk_url.split("/", 3)
        page = head.go("/".join(site[:3]) + complaint)
        button(page, "整理为常见问题").click()
        page.locator("[name=title]").fill(QUESTION)
        page.locator("[name=answer]").fill(ADVICE)
        button(page, "保存").click()
        button(page, "发布").click()
        expect(page.locator(".ji-tag.is-staff")).to_have_text("已发布")

    def finds_it(self, visitor) -> None:
        """By a word of everyday, from the desk's home."""
        page = visitor.go()
        page.locator(".ji [type=search]").fill("投影")
        page.locator(".ji [type=search]").press("Enter")
        page.locator(".ji").get_by_role("link", name=QUESTION).click()
        expect(page.locator(".ji")).to_contain_text(ADVICE)
