"""From opening the page to sent, with one thumb; by keyboard; without JavaScript."""

from jiesu.addon.demo.load import password
from playwright.sync_api import expect
from tests.pages.person import close
from tests.pages.person import HEIGHTS
from tests.pages.person import PATIENCE
from tests.pages.person import Person
from tests.pages.person import PHONE
from tests.pages.test_accessible import violations
from tests.pages.test_sending import opened
from tests.pages.test_sending import photo

import pytest
import time


TEXT = "12号楼五层的投影仪不亮"
# Seconds: what a thumb takes for a tap and for a character of Chinese, generously.
TAP = 1.5
CHARACTER = 0.8
LONGEST = 30


@pytest.fixture
def phone(chromium, served):
    """A guest's phone, with a finger."""
    context = chromium.new_context(
        locale="zh-CN",
        viewport={"width": PHONE, "height": HEIGHTS[PHONE]},
        is_mobile=True,
        has_touch=True,
        reduced_motion="reduce",
        service_workers="block",
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.desk = served.absolute_url()
    yield page
    close(context)
    assert page.errors == []


class TestThumb:
    """Under thirty seconds."""

    def test_sent(self, phone, guarded):
        """The text, a category that is offered, consent, the button: four taps."""
        taps = []

        def tap(locator):
            taps.append(locator)
            locator.tap()

        begun = time.monotonic()
        phone.goto(f"{phone.desk}/@@submit")
        tap(phone.locator("[name=text]"))
        phone.keyboard.insert_text(TEXT)
        tap(phone.locator(".ji-suggested .ji-choice").first)
        tap(phone.locator("[name=agreed]"))
        tap(phone.locator(".ji-foot .ji-btn"))
        expect(phone.locator("[data-ji-copy]").first).to_be_visible()
        pages = time.monotonic() - begun
        person = len(taps) * TAP + len(TEXT) * CHARACTER
        print(f"{len(taps)} taps, {len(TEXT)} characters: {pages:.1f} s of pages")
        assert len(taps) <= 4
        assert person < LONGEST * 2 / 3
        # The heading is made of the text.
        phone.goto(f"{phone.desk}/@@track")
        expect(phone.locator(".ji h1").first).to_contain_text("12号楼五层")

    @pytest.mark.parametrize("height", [844, 667, 400])
    def test_nothing_lies_below_the_button(self, phone, height):
        """Whatever has the focus is seen, on a small screen and above a keyboard."""
        phone.set_viewport_size({"width": PHONE, "height": height})
        phone.goto(f"{phone.desk}/@@submit")
        phone.locator("form[data-ji-ready]").wait_for()
        for name in ("text", "location", "agreed"):
            field = phone.locator(f"[name={name}]")
            field.focus()
            field.evaluate("field => field.scrollIntoView({block: 'nearest'})")
            seen = field.evaluate(
                "field => { const box = field.getBoundingClientRect();"
                " const at = document.elementFromPoint("
                "box.left + 8, box.top + Math.min(8, box.height / 2));"
                " return at === field || field.labels[0].contains(at); }"
            )
            assert seen, name


class TestPlace:
    """The field that offers the desk's buildings and rooms."""

    def test_by_touch(self, phone):
        """A building, then a room of it, with two taps."""
        phone.goto(f"{phone.desk}/@@submit")
        field = phone.locator("[name=location]")
        field.tap()
        expect(phone.get_by_role("option", name="图书馆总馆")).to_be_visible()
        assert [*violations(phone, "phone")] == []
        phone.keyboard.insert_text("12号楼")
        phone.get_by_role("option", name="学生公寓12号楼", exact=True).tap()
        expect(field).to_have_value("学生公寓12号楼")
        phone.get_by_role("option", name="学生公寓12号楼 503").tap()
        expect(field).to_have_value("学生公寓12号楼 503")
        expect(phone.get_by_role("listbox")).to_be_hidden()

    def test_by_keyboard(self, phone):
        """Arrows, Enter and Escape, told to a screen reader."""
        phone.goto(f"{phone.desk}/@@submit")
        field = phone.locator("[name=location]")
        field.focus()
        field.press_sequentially("三教 5")
        found = phone.get_by_role("option", name="三号教学楼 507")
        expect(found).to_be_visible()
        expect(field).to_have_attribute("aria-expanded", "true")
        expect(phone.locator(".ji-combo [role=status]")).to_contain_text("找到 3 个")
        field.press("ArrowDown")
        expect(found).to_have_attribute("aria-selected", "true")
        chosen = found.get_attribute("id")
        expect(field).to_have_attribute("aria-activedescendant", chosen)
        field.press("Enter")
        expect(field).to_have_value("三号教学楼 507")
        expect(field).to_be_focused()
        field.fill("三教")
        expect(found).to_be_visible()
        field.press("Escape")
        expect(found).to_be_hidden()
        expect(field).to_have_value("三教")

    def test_anything_else_can_be_typed(self, phone):
        """It stays as it is, also without a network."""
        phone.goto(f"{phone.desk}/@@submit")
        field = phone.locator("[name=location]")
        field.fill("南门外的小桥")
        expect(phone.locator(".ji-combo [role=status]")).to_contain_text("不在")
        phone.context.set_offline(True)
        field.fill("北门外")
        field.press("Tab")
        expect(field).to_have_value("北门外")
        phone.context.set_offline(False)

    def test_a_scanned_code(self, chromium, served):
        """Fills the place in; a draft of another one does not take its place."""
        from jiesu.addon.content.places import places_of

        room = next(p for p in places_of(served) if p.title == "明德楼 335")
        person = Person(chromium, served.absolute_url(), None).at(PHONE)
        page = opened(person)
        page.locator("[name=location]").fill("东门")
        page.evaluate("window.dispatchEvent(new Event('pagehide'))")
        page = opened(person, f"@@submit?place={room.id}")
        expect(page.locator("[name=location]")).to_have_value("明德楼 335")
        self.told_at_the_top(page)
        close(person.context)
        assert person.errors == []

    def told_at_the_top(self, page):
        """Whoever scanned it sees at once that it worked, and can say another one."""
        told = page.locator("[data-ji-says]")
        expect(told).to_contain_text("地点： 明德楼 335")
        assert told.bounding_box()["y"] < HEIGHTS[PHONE] / 2
        assert [*violations(page, "phone")] == []
        told.locator("a").click()
        expect(page.locator("[name=location]")).to_be_focused()
        expect(page.locator("[name=location]")).to_be_in_viewport()
        page.locator("[name=location]").fill("东门")
        expect(told).to_contain_text("东门")
        page.locator("[name=location]").fill("")
        expect(told).to_be_hidden()


class TestCorrected:
    """What was corrected is not red any more, field by field."""

    def test_without_the_server(self, chromium, served):
        """The field, its words and its line of the summary; the last takes it along."""
        person = Person(chromium, served.absolute_url(), "student1").at(PHONE)
        page = opened(person)
        page.locator(".ji-foot .ji-btn").click()
        lines = page.locator("#ji-errors li")
        expect(lines).to_have_count(3)
        text = page.locator("[name=text]")
        expect(text).to_have_attribute("aria-invalid", "true")
        text.fill(TEXT)
        assert text.get_attribute("aria-invalid") is None
        expect(page.locator("#ji-f-text-wrong")).to_have_count(0)
        expect(lines).to_have_count(2)
        expect(page.locator("#ji-errors a[href='#ji-f-text']")).to_have_count(0)
        page.locator("[name=department]").evaluate(
            "one => { one.closest('details').open = true; }"
        )
        page.locator("[name=department]").select_option(index=1)
        expect(page.locator("#ji-f-category-wrong")).to_have_count(0)
        expect(lines).to_have_count(1)
        assert [*violations(page, "phone")] == []
        page.locator("[name=agreed]").check()
        expect(page.locator("#ji-errors")).to_be_hidden()
        expect(page.locator(".ji-wrong:visible, [aria-invalid]")).to_have_count(0)
        page.locator(".ji-foot .ji-btn").click()
        page.wait_for_url("**/complaints/*")
        close(person.context)
        assert person.errors == []


class TestPlain:
    """Without JavaScript it is a form like any other."""

    @pytest.mark.parametrize("user", [None, "student1"])
    def test_sent(self, chromium, served, guarded, user):
        """With a photo; a guest gets number and code."""
        context = chromium.new_context(
            locale="zh-CN",
            viewport={"width": PHONE, "height": HEIGHTS[PHONE]},
            java_script_enabled=False,
        )
        context.set_default_timeout(PATIENCE)
        if user:
            site = served.absolute_url().rsplit("/", 1)[0]
            form = {"__ac_name": user, "__ac_password": password()}
            form["buttons.login"] = "Log in"
            context.request.post(f"{site}/login", form=form, max_redirects=0)
        page = context.new_page()
        page.goto(f"{served.absolute_url()}/@@submit")
        page.locator("[name=text]").fill(f"没有脚本也能提交 {user}")
        page.locator("[name=files]").set_input_files([photo("a.jpg")])
        page.locator(".ji-choice", has_text="其他").last.click()
        page.locator("[name=location]").fill("三号教学楼507")
        page.locator("[name=agreed]").check()
        page.locator(".ji-foot .ji-btn").click()
        if user:
            page.wait_for_url("**/complaints/*")
            expect(page.locator(".ji").first).to_contain_text("三号教学楼 507")
        else:
            expect(page.locator("[data-ji-copy]").first).to_be_attached()
        close(context)
