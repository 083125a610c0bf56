"""Departments, the Office and the leadership at one complaint, on a phone and wide.

More time is asked for and granted, another department supports, the matter is
supervised and followed up; everybody finds what they have to do, and hears of it.
"""

from datetime import timedelta
from jiesu.addon.calendar.moment import now
from jiesu.addon.deadlines.desk import calendar_of
from jiesu.addon.notifications.delivery import deliver_due
from playwright.sync_api import expect
from tests.handling.world import complain
from tests.pages.person import PHONE
from tests.pages.person import WIDE
from tests.pages.test_accessible import violations

import pytest
import transaction


WHY = "备件下周才到货"
ANSWER = "投影仪已经修好，今天起可以正常使用。"


def button(page, name: str):
    """The button or link of our part of the page that is called so, in sight."""
    either = page.get_by_role("button", name=name, exact=True)
    found = page.locator(".ji").locator(
        either.or_(page.get_by_role("link", name=name, exact=True))
    )
    if not found.first.is_visible():
        page.locator(".ji .ji-behind > summary").click()
    return found.first


def sent(page, name: str) -> None:
    """Send the form of an action; the complaint's page tells that it was done."""
    page.locator(".ji form .ji-btn.is-primary", has_text=name).last.click()


@pytest.fixture
def told(served):
    """Delivers what waits to be told, as the worker does within seconds."""

    def deliver() -> None:
        transaction.begin()
        while deliver_due(served):
            pass
        transaction.commit()

    return deliver


@pytest.fixture
def workday(served) -> str:
    """A working day that an extension can end on."""
    day = now().date() + timedelta(days=11)
    while not calendar_of(served).is_workday(day):
        day -= timedelta(days=1)
    return day.isoformat()


@pytest.mark.parametrize("width", [PHONE, WIDE])
class TestTogether:
    """One complaint on its way through many hands."""

    def test_walk(self, use, served, told, workday, width):
        transaction.begin()
        complaint = complain(served, when=now()).absolute_url()
        transaction.commit()
        self.asks_for_time(use("academic-handler", width), complaint, workday)
        self.grants_it(use("office", width), complaint)
        self.lets_another_support(use("office", width), complaint)
        self.contributes(use("library-handler", width), complaint)
        self.supervises(use("supervisor", width), complaint)
        self.answers(use("academic-handler", width), complaint)
        told()
        self.hears_of_it(use("student1", width), complaint)
        self.follows_up(use("office", width), complaint)

    def asks_for_time(self, handler, complaint: str, day: str) -> None:
        page = handler.go(complaint)
        button(page, "签收").click()
        expect(page.locator(".ji")).to_contain_text("由教务处答复")
        button(page, "申请延期").click()
        page.locator("[name=until]").fill(day)
        page.locator("[name=reason]").fill(WHY)
        sent(page, "申请延期")
        expect(page.locator(".ji")).to_contain_text("延期申请等待办公室审批")

    def grants_it(self, office, complaint: str) -> None:
        page = office.go("@@office?tab=extensions")
        expect(page.locator(f".ji-title[href='{complaint}']")).to_be_visible()
        office.go(complaint)
        button(page, "审批延期").click()
        page.locator("[name=granted][value=true]").check()
        sent(page, "审批延期")
        expect(page.locator(".ji-timeline")).to_contain_text(WHY)

    def lets_another_support(self, office, complaint: str) -> None:
        page = office.go(complaint)
        button(page, "派单").click()
        page.locator("[name=supporting][value=library]").check()
        sent(page, "派单")
        expect(page.locator(".ji-facts")).to_contain_text("图书馆")

    def contributes(self, library, complaint: str) -> None:
        page = library.go("departments/library?tab=supporting")
        expect(page.locator(f".ji-title[href='{complaint}']")).to_be_visible()
        library.go(complaint)
        button(page, "协办意见").click()
        page.locator("[name=text]").fill("线路已查，没有问题。")
        sent(page, "协办意见")
        expect(page.locator(".ji-timeline")).to_contain_text("线路已查")

    def supervises(self, supervisor, complaint: str) -> None:
        page = supervisor.go(complaint)
        button(page, "督办").click()
        sent(page, "督办")
        expect(page.locator(".ji-facts")).to_contain_text("督办")
        supervisor.go("@@supervisions")
        expect(page.locator(".ji-list")).to_contain_text("335教室投影仪不清晰")

    def answers(self, handler, complaint: str) -> None:
        page = handler.go(complaint)
        button(page, "签收").click()
        button(page, "答复").click()
        page.locator("[name=text]").fill(ANSWER)
        page.locator("[name=outcome][value=solved]").check()
        sent(page, "答复")
        expect(page.locator(".ji-said.is-answer").first).to_contain_text(ANSWER)

    def hears_of_it(self, student, complaint: str) -> None:
        """The bell rings; the timeline tells each move, and nothing of staff's."""
        page = student.go("@@inbox")
        expect(page.locator(".ji")).to_contain_text("已答复，请您评价")
        expect(page.locator(".ji")).to_contain_text("答复时间已延长")
        student.go(complaint)
        timeline = page.locator(".ji-timeline")
        expect(timeline).to_contain_text("图书馆")
        expect(timeline).to_contain_text(WHY)
        expect(timeline).not_to_contain_text("线路已查")
        expect(timeline).not_to_contain_text("督办")
        page.locator("[name=score][value='4']").check()
        page.locator("[name=solved][value=true]").check()
        page.locator(".ji form .ji-btn.is-primary").first.click()
        expect(page.locator(".ji")).to_contain_text("已办结")

    def follows_up(self, office, complaint: str) -> None:
        page = office.go(complaint)
        button(page, "回访").click()
        page.locator("[name=solved][value=true]").check()
        sent(page, "回访")
        expect(page.locator(".ji-timeline")).to_contain_text("回访")


class TestBulk:
    """Several at once, from the Office's list."""

    @pytest.mark.parametrize("width", [PHONE, WIDE])
    def test_preview_then_done(self, use, width):
        page = use("office", width).go("@@office?tab=all")
        boxes = page.locator(".ji-work-choose")
        boxes.nth(0).check()
        boxes.nth(1).check()
        page.locator("[data-ji-bulk] select").select_option("note")
        page.locator("[data-ji-bulk] button").click()
        page.locator("[name=text]").fill("一起看看")
        button(page, "预览结果").click()
        confirm = page.locator("[name=confirmed]")
        expect(confirm).to_contain_text("2")
        assert list(violations(page, str(width))) == []
        confirm.click()
        expect(page.locator("[role=status]").last).to_contain_text("已办 2 件")
