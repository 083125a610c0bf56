"""The pages of reports, by HTTP through the real publisher."""

from io import BytesIO
from jiesu.addon.content.report import DRAFT
from jiesu.addon.content.report import RELEASED
from jiesu.addon.exports import jobs
from jiesu.addon.reports.kept import keep
from openpyxl import load_workbook
from tests.browser.department.client import _credentials
from tests.browser.department.client import Browser
from tests.browser.department.client import MANAGER
from tests.browser.department.client import NOBODY

import pytest
import re
import requests
import time
import transaction


OTHERS = ("student1", "student2", MANAGER)
# Led to the login, told that it is not there, or that it is not for them.
REFUSED = (302, 401, 403, 404)
WRITING = ("words", "cases", "release")


@pytest.fixture(scope="class")
def browser(served):
    """Somebody at a browser."""
    return Browser(served.absolute_url())


@pytest.fixture(scope="class")
def month(served) -> str:
    """The path of the demo's released report."""
    transaction.begin()
    (name,) = [n for n in served["reports"].objectIds() if n.startswith("monthly")]
    return f"reports/{name}"


@pytest.fixture(scope="class")
def week(served) -> str:
    """The path of the demo's draft."""
    transaction.begin()
    (name,) = [n for n in served["reports"].objectIds() if n.startswith("weekly")]
    return f"reports/{name}"


class TestRead:
    """Who reads what, and where numbers lead."""

    @pytest.mark.parametrize(
        "user", ("office", "supervisor", "academic-head", "it-handler")
    )
    def test_a_released_one(self, browser, month, user):
        shown = browser.open(user, month)
        assert shown.status == 200
        assert "1. Overview" in shown.text

    @pytest.mark.parametrize("user", (*OTHERS, NOBODY))
    def test_not_for_others(self, browser, month, week, user):
        for path in (month, week, f"{month}/@@report.xlsx", f"{month}/@@behind"):
            shown = browser.open(user, path)
            assert shown.status in REFUSED, path
            assert "党政办公室" not in shown.text

    @pytest.mark.parametrize("user", ("academic-head", "it-handler"))
    def test_a_draft_is_not_for_departments(self, browser, week, user):
        for page in ("", "/@@words", "/@@report.xlsx", "/@@behind?figure=x"):
            assert browser.open(user, week + page).status in REFUSED

    def test_each_number_leads_to_its_list(self, browser, month):
        shown = browser.open("office", month)
        links = [
            one
            for one in shown.tree.xpath('//td[contains(@class, "ji-num")]/a')
            if "@@behind" in one.get("href", "")
        ]
        assert len(links) > 30
        for link in links[:40:4]:
            behind = browser.open("office", link.get("href"))
            assert behind.status == 200
            counted = behind.tree.xpath('string(//h1/b[@class="ji-num"])')
            told = link.text_content().strip()
            if told.isdigit():
                assert counted == told
                assert len(behind.titles) == min(int(told), 25)

    def test_departments_are_told_how_many_they_do_not_see(self, browser, month):
        shown = browser.open("it-handler", f"{month}/@@behind?figure=received%7Cpart")
        assert "more are counted that you may not see" in shown.text

    def test_no_such_figure(self, browser, month):
        assert browser.open("office", f"{month}/@@behind?figure=x").status == 404

    def test_supervisors_write_nothing(self, browser, week):
        shown = browser.open("supervisor", week)
        assert "Release" not in shown.words("ji-btn")
        for page in WRITING:
            assert browser.open("supervisor", f"{week}/@@{page}").status in REFUSED

    @pytest.mark.parametrize("user", OTHERS)
    def test_the_list_is_not_for_others(self, browser, user):
        assert browser.open(user, "@@reports").status in REFUSED

    def test_the_list(self, browser):
        assert len(browser.open("office", "@@reports").titles) == 2
        shown = browser.open("it-handler", "@@reports")
        assert len(shown.titles) == 1
        assert "Draft a report" not in shown.text

    def test_the_way_there(self, browser):
        shown = browser.open("office", "@@office")
        assert any(
            link.endswith("/@@reports") for link in shown.tree.xpath("//a/@href")
        )


class TestWrite:
    """How the Office drafts, writes and releases one."""

    def test_a_life(self, browser):
        drafted = browser.submit(
            "office", "@@reports", start="2026-01-01", end="2026-11-20"
        )
        assert drafted.status == 200
        assert "A draft: its figures and words can still change" in drafted.text
        path = drafted.url.split("/jiesu/")[1]
        written = browser.submit(
            "office",
            f"{path}/@@words",
            title="通报一",
            summary="总的来说不错，共12345件。",
            shown=["trend", "departments"],
            **{"remark-trend": "略有起伏。"},
        )
        assert "总的来说不错，共12345件。" in written.text
        assert "略有起伏。" in written.text
        assert "Overdue on" not in written.text
        renewed = browser.submit("office", path, f"{path}/@@renew")
        assert "The figures are those of now." in renewed.text
        asked = browser.open("office", f"{path}/@@release")
        assert "none of the report's figures: 12345." in asked.text
        released = browser.submit("office", f"{path}/@@release", to="supervisors")
        assert "The report is released." in released.text
        assert "no. 1" in released.text
        corrected = browser.submit("office", path, f"{path}/@@correct")
        assert "This is a draft of the corrected version." in corrected.text
        assert corrected.url != released.url
        gone = browser.submit(
            "office", corrected.url.split("/jiesu/")[1], f"{path}-2/@@discard"
        )
        assert "The draft is gone." in gone.text

    def test_wrong_words_are_kept(self, browser, week):
        shown = browser.submit("office", f"{week}/@@words", title=" ", closing="完。")
        assert shown.status == 400
        assert "It needs a title." in shown.text
        assert "完。" in shown.source

    def test_a_wrong_period(self, browser):
        shown = browser.submit(
            "office", "@@reports", start="2026-11-02", end="2026-11-01"
        )
        assert shown.status == 400
        assert "The last day comes before the first one." in shown.text

    def test_cases_are_picked_and_persons_pointed_out(self, browser):
        drafted = browser.submit(
            "office", "@@reports", start="2026-01-01", end="2026-11-21"
        )
        path = drafted.url.split("/jiesu/")[1]
        page = browser.open("office", f"{path}/@@cases")
        number = page.tree.xpath('string(//button[@name="add"]/@value)')
        browser.submit("office", f"{path}/@@cases", add=number)
        case = {"case-number": number, "case-title": "案例"}
        shown = browser.submit(
            "office", f"{path}/@@cases", **case, **{"case-text": "请找张三老师。"}
        )
        assert "may point to a person" in shown.text
        assert "张三" in shown.text
        shown = browser.submit(
            "office", f"{path}/@@cases", **case, **{"case-text": "已修好。"}
        )
        assert "已修好。" in shown.text

    def test_without_a_token(self, browser, week):
        for page in ("@@renew", "@@discard", "@@release", "@@words", "@@pdf"):
            assert browser.send("office", f"{week}/{page}").status in (302, 403)
        assert browser.open("office", week).status == 200


class TestFiles:
    """As they are kept; else the workbook at once, the pages beside the requests."""

    @pytest.mark.parametrize("user", ("supervisor", "it-handler"))
    def test_what_was_sent_is_handed_over(self, browser, served, week, user):
        """Whatever the pages would look like if they were made now."""
        whose = "whole" if user == "supervisor" else "departments"
        transaction.begin()
        report = served[week.partition("/")[0]][week.partition("/")[2]]
        report.state, report.issue, report.for_departments = RELEASED, 1, True
        sent = {f"{whose}-en.{one}": one.encode() for one in ("pdf", "xlsx")}
        keep(report, sent)
        transaction.commit()
        try:
            shown = browser.open(user, week)
            assert shown.tree.xpath('//a[contains(@href, "@@pdf")]')
            for page, data in (("@@pdf", b"pdf"), ("@@report.xlsx", b"xlsx")):
                answer = requests.get(
                    f"{browser.url}/{week}/{page}",
                    headers={"Accept-Language": "en"},
                    auth=_credentials(user),
                    timeout=60,
                )
                assert (answer.status_code, answer.content) == (200, data)
                assert "no-store" in answer.headers["Cache-Control"]
            address = f"{browser.url}/{week}/@@pdf"
            other = requests.get(address, auth=_credentials("student1"), timeout=60)
            assert other.content != b"pdf"
        finally:
            report.state, report.issue, report._kept = DRAFT, 0, None
            report.for_departments = False
            transaction.commit()

    @pytest.mark.parametrize("user", ("office", "it-handler"))
    def test_workbook(self, browser, month, user):
        answer = requests.get(
            f"{browser.url}/{month}/@@report.xlsx", auth=_credentials(user), timeout=60
        )
        assert answer.status_code == 200
        assert "no-store" in answer.headers["Cache-Control"]
        assert len(load_workbook(BytesIO(answer.content)).sheetnames) > 5

    def test_pdf(self, browser, month):
        session = requests.Session()
        session.auth = _credentials("supervisor")
        first = session.get(f"{browser.url}/{month}", timeout=60).text
        token = re.search(r'name="_authenticator" value="(\w+)"', first)[1]
        sent = session.post(
            f"{browser.url}/{month}/@@pdf", {"_authenticator": token}, timeout=60
        )
        assert "/@@export?job=" in sent.url
        job = jobs.job_of("/plone", "supervisor")
        for _try in range(600):
            job = jobs.job_of("/plone", "supervisor")
            if job.state != jobs.RUNNING:
                break
            time.sleep(0.1)
        assert job.state == jobs.READY
        file = session.post(
            f"{browser.url}/@@export",
            {"_authenticator": token, "job": job.id},
            timeout=60,
        )
        assert file.headers["Content-Type"] == "application/pdf"
        assert file.content.startswith(b"%PDF-")
