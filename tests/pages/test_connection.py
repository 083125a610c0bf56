"""A connection that drops: nothing is lost, it goes again, and makes one complaint."""

from contextlib import contextmanager
from jiesu.addon.catalog.queries import count
from jiesu.addon.catalog.queries import Query
from playwright.sync_api import expect
from plone import api
from tests.pages.person import close
from tests.pages.person import Person
from tests.pages.person import PHONE
from tests.pages.test_accessible import violations
from tests.pages.test_sending import chosen
from tests.pages.test_sending import drafts
from tests.pages.test_sending import opened
from tests.pages.test_sending import photo
from tests.pages.test_sending import send
from tests.pages.test_sending import write

import pytest
import re


WAITING = "[data-ji-waiting]"
SUBMIT = "**/@@submit"


@pytest.fixture(params=["student1", None], ids=["student", "guest"])
def writer(chromium, served, request):
    """Somebody at a phone that nobody has used yet, with an account and without."""
    person = Person(
        chromium, served.absolute_url(), request.param, works_offline=True
    ).at(PHONE)
    person.user = request.param
    yield person
    close(person.context)
    assert person.errors == []


@pytest.fixture
def made(served):
    """How many complaints come to be: ``with made(1): ...``"""

    def stored() -> int:
        served._p_jar.sync()
        with api.env.adopt_user(username="office"):
            return count(served, Query())

    @contextmanager
    def so_many(number: int):
        before = stored()
        yield
        assert stored() - before == number

    return so_many


def lose_answer(route) -> None:
    """Let the server have it, and nobody its answer."""
    route.fetch(max_redirects=0)
    route.abort("connectionreset")


def thanked(writer) -> None:
    """The page that follows: the complaint, or a guest's number and code."""
    if writer.user:
        writer.page.wait_for_url("**/complaints/*")
    else:
        expect(writer.page.locator("[data-ji-copy]").first).to_be_visible()
    assert drafts(writer.page) == 0


class TestLost:
    """Before, while and after it is sent."""

    def test_no_network(self, writer, made):
        """It is said, and goes by itself as soon as there is a network again."""
        page = opened(writer)
        write(page, f"投影仪不亮：没有网络时写的，{writer.user}")
        files = chosen(page)
        with made(0):
            writer.context.set_offline(True)
            send(page)
            expect(page.locator(WAITING)).to_be_visible()
            assert [*violations(page, "phone")] == []
            assert chosen(page) == files
        with made(1):
            writer.context.set_offline(False)
            thanked(writer)

    def test_drops_on_the_way(self, writer, made):
        """Sent again with one tap; what was typed stands there meanwhile."""
        page = opened(writer)
        write(page, f"投影仪不亮：半路断线，{writer.user}")
        page.route(SUBMIT, lambda route: route.abort("connectionreset"))
        with made(0):
            send(page)
            expect(page.locator(WAITING)).to_be_visible()
        page.unroute(SUBMIT)
        with made(1):
            send(page)
            thanked(writer)

    def test_answer_is_lost(self, writer, made):
        """The server has it already: sent again, it is the same one."""
        page = opened(writer)
        write(page, f"投影仪不亮：回执丢了，{writer.user}")
        page.route(SUBMIT, lose_answer)
        with made(1):
            send(page)
            expect(page.locator(WAITING)).to_be_visible()
            page.unroute(SUBMIT)
            send(page)
            thanked(writer)

    def test_changed_after_the_answer_was_lost(self, writer, made):
        """The first one is told, with its number; what is new is added, photos too."""
        page = opened(writer)
        text = f"投影仪不亮：改了再发，{writer.user}"
        write(page, text)
        page.route(SUBMIT, lose_answer)
        with made(1):
            send(page)
            expect(page.locator(WAITING)).to_be_visible()
            page.unroute(SUBMIT)
            page.locator("[name=text]").fill(f"{text}，后排也看不清")
            page.locator("[name=files]").set_input_files([photo("c.jpg")])
            expect(page.locator(".ji-photo img")).to_have_count(3)
            send(page)
            expect(page.locator("h1")).to_have_text("您的诉求已经收到")
            assert drafts(page) == 0
            assert [*violations(page, "phone")] == []
            expect(page.locator("textarea[name=text]")).to_have_value("后排也看不清")
            expect(page.locator(".ji-photo img")).to_have_count(3)
            page.locator("form[action$=supplement] [type=submit]").click()
            expect(page.locator(".ji-timeline")).to_contain_text("后排也看不清")
            expect(page.locator(".ji-timeline .ji-photo img")).to_have_count(5)

    def test_page_of_a_proxy(self, writer, made):
        """A gateway's error page is no answer."""
        page = opened(writer)
        write(page, f"投影仪不亮：网关超时，{writer.user}")
        page.route(SUBMIT, lambda route: route.fulfill(status=504, body="<h1>504</h1>"))
        with made(0):
            send(page)
            expect(page.locator(WAITING)).to_be_visible()
        page.unroute(SUBMIT)
        with made(1):
            send(page)
            thanked(writer)

    def test_closed_meanwhile(self, writer, made):
        """Opened again later, it says that it was not sent, with all of it."""
        page = opened(writer)
        write(page, f"投影仪不亮：关掉了再打开，{writer.user}")
        files = chosen(page)
        page.route(SUBMIT, lambda route: route.abort("connectionreset"))
        send(page)
        expect(page.locator(WAITING)).to_be_visible()
        page.unroute(SUBMIT)
        opened(writer)
        expect(page.locator(WAITING)).to_be_visible()
        assert chosen(page) == files
        with made(1):
            send(page)
            thanked(writer)

    def test_changed_meanwhile(self, writer, made):
        """Who goes on writing is not done: it waits for the button."""
        page = opened(writer)
        write(page, "投影仪不亮：先这样")
        writer.context.set_offline(True)
        send(page)
        expect(page.locator(WAITING)).to_be_visible()
        page.locator("[name=text]").press_sequentially("，再补充")
        expect(page.locator(WAITING)).to_be_hidden()
        with made(0):
            writer.context.set_offline(False)
        with made(1):
            send(page)
            thanked(writer)


def test_wrong_input_is_told_in_place(chromium, served, made):
    """An answer that names what is missing takes the form's place, photos and all."""
    person = Person(chromium, served.absolute_url(), "student1", works_offline=True).at(
        PHONE
    )
    page = opened(person)
    write(page, "投影仪不亮：没有勾选须知")
    files = chosen(page)
    page.locator("[name=agreed]").uncheck()
    with made(0):
        with page.expect_request(SUBMIT) as asked:
            send(page)
        assert "a.jpg" not in (asked.value.post_data or "")
        expect(page.locator("#ji-errors")).to_be_focused()
    page.locator("form[data-ji-ready]").wait_for()
    assert chosen(page) == files
    assert re.search("@@submit$", page.url)
    page.locator("[name=agreed]").check()
    with made(1):
        send(page)
        page.wait_for_url("**/complaints/*")
    expect(page.locator(".ji-timeline .ji-photo img")).to_have_count(2)
    close(person.context)
    assert person.errors == []
