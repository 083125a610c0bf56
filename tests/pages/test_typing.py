"""While somebody writes: answers, categories, what to follow; and what came of it."""

from jiesu.addon.catalog.indexing import index_all_texts
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.suggesting import memory
from jiesu.addon.suggesting.counting import counted
from jiesu.addon.suggesting.visits import COUNTED
from playwright.sync_api import expect
from tests.pages.person import close
from tests.pages.person import Person
from tests.pages.person import PHONE
from tests.pages.test_accessible import violations

import datetime
import pytest
import transaction


TYPED = "3号楼五层的无线网络一直掉线，连不上校园网"
HEADLINE = "3号楼五层无线不稳，正在检修"
FAQ = "校园网连得上却打不开网页，先检查什么？"
NOTHING = dict.fromkeys(COUNTED, 0)


@pytest.fixture
def person(chromium, served):
    """Makes people at a phone that nobody has used yet."""
    memory.forget()
    transaction.begin()
    index_all_texts(served)
    complaints_of(served).__dict__.pop("_visits", None)
    complaints_of(served)._p_changed = True
    transaction.commit()
    made = []

    def somebody(user: str | None) -> Person:
        made.append(Person(chromium, served.absolute_url(), user).at(PHONE))
        return made[-1]

    yield somebody
    for one in made:
        close(one.context)
        assert one.errors == []


@pytest.fixture
def counts(served):
    """What was counted, once it is so much: ``counts(read=1)``."""

    def wait(page, **expected) -> None:
        today = datetime.date.today()
        day = datetime.timedelta(days=1)
        for _try in range(50):
            served._p_jar.sync()
            found = counted(served, today - day, today + day)
            if found == NOTHING | expected:
                return
            page.wait_for_timeout(100)
        assert found == NOTHING | expected

    return wait


def write(person, text: str = TYPED):
    """The form with something written, once something was found."""
    page = person.go("@@submit")
    page.locator("form[data-ji-ready]").wait_for()
    page.locator("[name=text]").fill(text)
    return page


def found(page):
    """What fits, opened."""
    box = page.locator("[data-ji-typing-found]")
    box.locator("> summary").click()
    return box


def send(page) -> None:
    page.locator(".ji-suggested .ji-choice").first.click()
    page.locator("[name=agreed]").check()
    page.locator(".ji-foot .ji-btn").click()
    page.wait_for_load_state()


class TestTyping:
    """What is shown, and what it is good for."""

    @pytest.mark.parametrize(
        ("language", "said"), [("zh-cn", "边写边"), ("en", "Answers that fit")]
    )
    def test_what_will_come_is_said_whole(self, person, language, said):
        """Its one line is not cut off on a phone."""
        reader = person(None)
        reader.page.route(
            "**/@@submit",
            lambda route: route.continue_(
                headers={**route.request.headers, "accept-language": language}
            ),
        )
        page = reader.go("@@submit")
        page.locator("form[data-ji-ready]").wait_for()
        hint = page.locator("[data-ji-typing-idle]")
        expect(hint).to_contain_text(said)
        assert hint.evaluate("one => one.scrollWidth <= one.clientWidth")

    def test_answers_and_matters(self, person, counts):
        page = write(person("student1"))
        said = page.locator("[data-ji-typing-said]")
        expect(said).to_have_text("下方有 2 条可能有用的内容")
        box = found(page)
        expect(box.locator(".is-answer > summary")).to_have_text(FAQ)
        # The line named this answer, so that it is open as well.
        expect(box.get_by_text("先退出认证页面再重新登录")).to_be_visible()
        expect(box.locator("[data-heading]")).to_have_text(HEADLINE)
        expect(box.locator("[data-told]")).to_contain_text("2 人跟进")
        counts(page, shown=1, read=1)
        assert list(violations(page, "phone")) == []

    def test_nothing_moves(self, person):
        """The field below stays where it was when something is found."""
        page = write(person("student1"), "")
        places = "[data-ji-photos], .ji-filter, [name=location]"
        before = [one.bounding_box() for one in page.locator(places).all()]
        page.locator("[name=text]").fill(TYPED)
        expect(page.locator("[data-ji-typing-found]")).to_be_visible()
        expect(page.locator(".ji-suggested .ji-choice").first).to_be_visible()
        assert [one.bounding_box() for one in page.locator(places).all()] == before

    def test_chips_set_the_category(self, person):
        page = write(person("student1"))
        chip = page.locator(".ji-suggested .ji-choice").first
        expect(chip).to_have_attribute("aria-pressed", "false")
        assert page.locator("[name=category]:checked").count() == 0
        chip.click()
        expect(chip).to_have_attribute("aria-pressed", "true")
        expect(page.locator("[name=category]:checked")).to_have_value("it-network")

    def test_a_choice_stays(self, person):
        """Whatever is typed afterwards."""
        page = write(person("student1"))
        page.locator(".ji-suggested .ji-choice").first.click()
        page.locator("[name=text]").fill("停电了，空调也不制冷，图书馆座位也约不上")
        chips = page.locator(".ji-suggested .ji-choice")
        expect(chips.first).not_to_have_text("校园网")
        expect(page.locator("[name=category]:checked")).to_have_value("it-network")

    def test_by_keyboard(self, person):
        page = write(person("student1"))
        expect(page.locator("[data-ji-typing-found]")).to_be_visible()
        page.locator("[name=text]").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("[data-helped]")).to_be_visible()
        for _time in range(2):
            page.keyboard.press("Tab")
        expect(page.locator("[data-helped]")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("[data-ji-typing-done]")).to_be_focused()

    def test_nothing_fits(self, person, counts):
        page = write(person("student1"), "今天心情特别好，谢谢各位")
        page.wait_for_timeout(1200)
        expect(page.locator("[data-ji-typing-found]")).to_be_hidden()
        expect(page.locator("[data-ji-typing-idle]")).to_be_visible()
        counts(page)

    def test_follow_instead(self, person, counts):
        someone = person("student1")
        page = write(someone)
        found(page).locator("[data-follow]").click()
        expect(page.locator("[data-followed]")).to_be_visible()
        counts(page, shown=1, read=1, followed=1)
        page = someone.go("@@mine?tab=followed")
        page.get_by_text(HEADLINE).click()
        expect(page.locator("h1")).to_have_text(HEADLINE)
        page.locator("[value=end]").click()
        expect(page.locator(".ji-empty")).to_contain_text("您没有跟进任何事项")

    def test_guests_log_in_to_follow(self, person):
        page = write(person(None))
        box = found(page)
        expect(box.locator("[data-follow]")).to_be_hidden()
        assert "@@follow?matter=" in box.locator("a[data-log-in]").get_attribute("href")
        expect(box.locator("[data-ji-typing-guests]")).to_contain_text("查询码")


class TestCounting:
    """How a visit ends."""

    def test_helped(self, person, counts):
        page = write(person("student1"))
        found(page).locator("[data-helped]").click()
        expect(page.locator("[data-ji-typing-done]")).to_be_visible()
        counts(page, shown=1, read=1, helped=1)
        page.goto("about:blank")
        counts(page, shown=1, read=1, helped=1)

    def test_left(self, person, counts):
        page = write(person("student1"))
        found(page)
        counts(page, shown=1, read=1)
        page.goto("about:blank")
        counts(page, shown=1, read=1, left=1)

    def test_left_without_reading(self, person, counts):
        page = write(person("student1"))
        counts(page, shown=1)
        page.goto("about:blank")
        page.wait_for_timeout(500)
        counts(page, shown=1)

    def test_sent_nevertheless(self, person, counts):
        page = write(person("student1"))
        found(page)
        send(page)
        counts(page, shown=1, read=1, sent=1)

    def test_came_back_and_sent(self, person, counts):
        """The draft has the key of the visit."""
        someone = person("student1")
        page = write(someone)
        found(page)
        # Nobody has read what was open for no moment.
        counts(page, shown=1, read=1)
        page.goto("about:blank")
        counts(page, shown=1, read=1, left=1)
        page = someone.go("@@submit")
        expect(page.locator("[name=text]")).to_have_value(TYPED)
        send(page)
        counts(page, shown=1, read=1, sent=1)
