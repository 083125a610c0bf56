"""The workbench on a wide screen: a complaint beside the list, keys, and back."""

from jiesu.addon.calendar.moment import now
from playwright.sync_api import expect
from tests.handling.world import complain
from tests.pages.person import PHONE
from tests.pages.person import WIDE
from tests.pages.test_accessible import violations
from urllib.parse import urlsplit

import pytest
import re
import transaction


HANDLER = "academic-handler"
BENCH = "departments/academic"
ANSWER = "投影仪的灯泡已经换好。"


def opened(page):
    """The heading of what stands beside the list."""
    return page.locator(".ji-pane-title")


def titles(page):
    """The titles of the rows."""
    return page.locator("[data-ji-list] .ji-title")


def count(page, tab: str) -> int:
    """What stands on a tab."""
    return int(page.locator(f".ji-tab[href*='tab={tab}'] b").inner_text())


def where(page) -> str:
    """The path of the page's address."""
    return urlsplit(page.url).path


def open_first(page) -> str:
    """Open the first row; returns its title."""
    title = titles(page).first.inner_text()
    titles(page).first.click()
    expect(opened(page)).to_be_focused()
    return title


class TestBeside:
    """A handler's day, without leaving the workbench."""

    def test_work_off(self, use, served):
        """Accepted and answered where the list is, which tells what has changed."""
        complaint = complain(served, when=now()).absolute_url()
        transaction.commit()
        page = use(HANDLER, WIDE).go(f"{BENCH}?tab=pending")
        bench = where(page)
        pending, processing = count(page, "pending"), count(page, "processing")
        page.locator(f".ji-title[href='{complaint}']").click()
        expect(opened(page)).to_be_focused()
        assert where(page) == bench

        pane = page.locator("[data-ji-pane]")
        pane.get_by_role("button", name="签收", exact=True).click()
        expect(pane.locator(".ji-tag.is-accent")).to_have_text("办理中")
        expect(page.locator(f".ji-title[href='{complaint}']")).to_have_count(0)
        assert count(page, "pending") == pending - 1
        assert count(page, "processing") == processing + 1

        page.keyboard.press("r")
        pane.locator("[name=text]").fill(ANSWER)
        pane.get_by_role("button", name="答复", exact=True).click()
        expect(pane.locator("#ji-errors")).to_be_focused()
        expect(pane.locator("[name=text]")).to_have_value(ANSWER)
        pane.locator("[name=outcome][value=solved]").check()
        pane.get_by_role("button", name="答复", exact=True).click()
        expect(pane.locator(".ji-tag.is-accent")).to_have_text("已答复")
        expect(pane.locator(".ji-said.is-answer").first).to_contain_text(ANSWER)
        expect(pane.locator("[data-ji-said]")).not_to_be_empty()
        expect(page.locator(".ji-tab[href*='tab=processing'] b")).to_have_text(
            str(processing)
        )
        assert where(page) == bench

    def test_back(self, use):
        """The address says what is open; Back goes the way that was come."""
        page = use(HANDLER, WIDE).go(f"{BENCH}?tab=all")
        one = open_first(page)
        shared = page.url
        titles(page).nth(1).click()
        two = titles(page).nth(1).inner_text()
        expect(opened(page)).to_have_text(two)
        page.go_back()
        expect(opened(page)).to_have_text(one)
        page.go_back()
        expect(page.locator("[data-ji-pane]")).to_be_hidden()
        page.goto(shared)
        expect(opened(page)).to_have_text(one)

    def test_phone(self, use):
        """A narrow screen has a page for each, for a shared address, too."""
        page = use(HANDLER, WIDE).go(f"{BENCH}?tab=all")
        open_first(page)
        shared = page.url
        page = use(HANDLER, PHONE).go(f"{BENCH}?tab=all")
        expect(page.locator("[data-ji-help]")).to_be_hidden()
        with page.expect_navigation():
            titles(page).first.click()
        alone = page.url
        assert "/complaints/" in alone
        page.goto(shared)
        page.wait_for_url(alone)

    def test_accept_in_the_row(self, use):
        """One press, and it is among what is in process."""
        page = use("logistics-handler", WIDE).go("departments/logistics?tab=pending")
        pending = count(page, "pending")
        title = titles(page).first.inner_text()
        page.locator("[data-ji-quick] button").first.click()
        expect(page.locator("[data-ji-told]")).to_contain_text(title)
        assert count(page, "pending") == pending - 1
        expect(page.locator("[data-ji-pane]")).to_be_hidden()

    def test_template(self, use):
        """Written once; inserted where the cursor is, with the complaint's facts."""
        page = use(HANDLER, WIDE).go(f"{BENCH}/@@templates")
        page.locator(".ji [name=title]").fill("灯泡已换")
        page.locator(".ji [name=text]").fill("{department}已换好灯泡。")
        page.locator(".ji [name=do][value=save]").click()
        expect(page.locator(".ji-list")).to_contain_text("灯泡已换")

        page = use(HANDLER, WIDE).go(f"{BENCH}?tab=processing")
        open_first(page)
        page.keyboard.press("r")
        text = page.locator("[data-ji-pane] [name=text]")
        text.fill("您好！谢谢。")
        text.evaluate("field => field.setSelectionRange(3, 3)")
        page.locator("[data-ji-pane] summary").filter(has_text="模板").click()
        page.locator("[data-ji-insert]").first.click()
        value = re.sub(r"\s", "", text.input_value())
        assert value == "您好！教务处已换好灯泡。谢谢。"
        expect(text).to_be_focused()

    def test_nobody_else(self, use, first):
        """A shared address opens nothing for who may not read it."""
        complaint = first(HANDLER, "processing", department="academic")
        name = complaint.rsplit("/", 1)[1]
        person = use("logistics-handler", WIDE)
        title = use(HANDLER, WIDE).go(complaint).locator(".ji h1").inner_text()
        page = person.go(f"departments/logistics?open={name}")
        page.wait_for_url(re.compile("insufficient-privileges"))
        assert title not in page.content()


class TestKeys:
    """What keys do, and when they do nothing."""

    @pytest.fixture
    def page(self, use):
        page = use(HANDLER, WIDE).go(f"{BENCH}?tab=processing")
        page.evaluate("localStorage.clear()")
        return page

    def test_rows(self, page):
        """Down and up the list, open, close; the focus is where one was."""
        page.keyboard.press("j")
        expect(titles(page).first).to_be_focused()
        page.keyboard.press("j")
        expect(titles(page).nth(1)).to_be_focused()
        page.keyboard.press("k")
        expect(titles(page).first).to_be_focused()
        page.keyboard.press("o")
        expect(opened(page)).to_be_focused()
        page.keyboard.press("j")
        expect(opened(page)).to_have_text(titles(page).nth(1).inner_text())
        page.keyboard.press("Escape")
        expect(page.locator("[data-ji-pane]")).to_be_hidden()
        expect(titles(page).nth(1)).to_be_focused()

    def test_not_while_typing(self, page):
        """In a field they are letters."""
        page.keyboard.press("/")
        field = page.locator("[data-ji-list] [type=search]")
        expect(field).to_be_focused()
        page.keyboard.type("j?r")
        expect(field).to_have_value("j?r")
        expect(page.locator("dialog[open]")).to_have_count(0)

    def test_nothing_is_sent_or_lost(self, page):
        """The key that opens a form never sends what is in it; closing keeps it."""
        open_first(page)
        page.keyboard.press("r")
        text = page.locator("[data-ji-pane] [name=text]")
        text.fill(ANSWER)
        page.locator("[name=outcome][value=solved]").check()
        page.keyboard.press("r")
        expect(text).to_have_value(ANSWER)
        assert page.locator("[data-ji-pane][aria-busy]").count() == 0

        page.keyboard.press("Escape")
        expect(page.locator("[data-ji-pane]")).to_be_hidden()
        open_first(page)
        page.keyboard.press("r")
        expect(text).to_have_value(ANSWER)
        expect(page.locator("[name=outcome][value=solved]")).to_be_checked()

        page.locator("[data-ji-pane]").get_by_role("link", name="取消").click()
        expect(text).to_have_count(0)
        page.keyboard.press("r")
        expect(text).to_have_value("")

    def test_help_and_off(self, page):
        """Shown in a dialog; switched off there, and stay so."""
        page.keyboard.press("?")
        dialog = page.get_by_role("dialog", name="快捷键")
        expect(dialog).to_be_visible()
        dialog.get_by_role("checkbox").uncheck()
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        page.reload()
        page.keyboard.press("j")
        expect(titles(page).first).not_to_be_focused()
        page.locator("[data-ji-help]").click()
        expect(dialog.get_by_role("checkbox")).not_to_be_checked()
        dialog.get_by_role("checkbox").check()
        dialog.get_by_role("button", name="关闭").click()
        expect(page.locator("[data-ji-help]")).to_be_focused()


class TestAccessible:
    """As far as a program can tell, on a wide screen and in the dark."""

    @pytest.fixture
    def page(self, use):
        page = use(HANDLER, WIDE).go(f"{BENCH}?tab=processing")
        open_first(page)
        yield page
        page.emulate_media(color_scheme="light")

    @pytest.mark.parametrize("what", ["complaint", "answer", "errors", "keys"])
    def test_pane(self, page, what):
        if what in ("answer", "errors"):
            page.keyboard.press("r")
            page.locator("[data-ji-pane] [name=text]").wait_for()
        if what == "errors":
            page.get_by_role("button", name="答复", exact=True).click()
            page.locator("#ji-errors").wait_for()
        if what == "keys":
            page.keyboard.press("?")
        faults = [*violations(page, "light")]
        page.emulate_media(color_scheme="dark")
        faults += violations(page, "dark")
        assert faults == []

    @pytest.mark.parametrize(
        ("user", "path"), [(HANDLER, f"{BENCH}/@@templates"), ("office", "@@templates")]
    )
    def test_templates(self, use, user, path):
        page = use(user, WIDE).go(path)
        page.locator(".ji [type=submit]").first.click()
        page.locator("#ji-errors").wait_for()
        faults = [*violations(page, "wide")]
        use(user, PHONE)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= PHONE
        faults += violations(page, "phone")
        assert faults == []
