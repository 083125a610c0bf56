"""The pages of supervisions, as people use them: list, one, forms, boxes."""

from jiesu.addon.calendar.moment import now
from jiesu.addon.deadlines.supervision import default_day
from urllib.parse import quote

import pytest


TITLE = "宿舍热水供应"


def status(browse, user: str, path: str) -> int:
    """What a real browser of somebody is answered, which asks for HTML."""
    browser = browse(user)
    browser.session.headers["Accept"] = "text/html"
    page = browser.get(path)
    assert TITLE not in page.text
    return page.status


def opened(browse, user: str = "office", **facts):
    """The page of one that somebody opened from nothing."""
    browser = browse(user)
    form = browser.get("@@supervise")
    data = {"title": TITLE, "department": "academic", "supporting": ["library"]}
    page = browser.send(form, "@@supervise", **data | facts)
    assert page.words("h1") == facts.get("title", TITLE), page.words()
    return page


class TestOpening:
    """From nothing, from a list, from a complaint."""

    def test_from_nothing(self, browse, served):
        page = opened(browse, title="食堂排队")
        assert "教务处" in page.words(".ji-facts")
        assert default_day(served, now()).isoformat() in page.words(".ji-facts")
        assert "食堂排队" in browse("library-head").get("@@supervisions").words()

    def test_errors(self, browse):
        browser = browse("office")
        page = browser.send(browser.get("@@supervise"), "@@supervise", text="请办")
        assert page.words("#ji-f-title-wrong")
        assert page.words("#ji-f-department-wrong")
        assert "请办" in page.words("textarea")

    def test_from_a_list(self, browse, listed):
        rows = listed("office", department="academic", states=("processing",))[:2]
        numbers = [row.number for row in rows]
        browser = browse("office")
        form = browser.get(f"@@supervise?numbers={','.join(numbers)}")
        assert form.words("#ji-f-complaints").split() == numbers
        page = browser.send(form, "@@supervise", title="一并督办")
        assert all(number in page.words(".ji-list") for number in numbers)
        row = next(one for one in listed("office") if one.number == numbers[0])
        assert "supervised" in row.flags

    def test_several_at_once(self, browse, listed):
        """The boxes of a list lead to one form for all, not to one for each."""
        rows = listed("office", department="academic", states=("answered",))[:2]
        ids = "&".join(f"ids={row.id}" for row in rows)
        form = browse("office").get(f"@@bulk?action=supervise&{ids}")
        numbers = {row.number for row in rows}
        assert set(form.words("#ji-f-complaints").split()) == numbers

    def test_number_that_is_not_there(self, browse):
        page = browse("supervisor").get("@@supervise?numbers=20200101-XXXXXX")
        assert "20200101-XXXXXX" in page.words("#ji-errors")

    def test_from_a_complaint(self, browse, listed):
        row = listed("office", department="it", states=("processing",))[0]
        browser = browse("supervisor")
        form = browser.get(f"complaints/{row.id}/@@handle/supervise")
        page = browser.send(form, "@@handle/supervise", text="限期解决")
        assert "督办" in page.words(".ji-tag.is-red")
        supervision = page.all(".ji-facts a")[0].get("href")
        assert row.title in browser.get(supervision).words("h1")
        # Its handler reads that it is supervised, and has no way to the supervision.
        seen = browse("it-handler").get(f"complaints/{row.id}")
        assert "限期解决" in seen.words(".ji-timeline")
        assert not seen.all(".ji-facts a")
        assert status(browse, "it-handler", supervision) == 404

    @pytest.mark.parametrize("user", ["student1", "academic-head", "academic-handler"])
    def test_not_for_others(self, browse, user):
        assert status(browse, user, "@@supervise") == 403
        assert browse(None).get("@@supervise").sent_to_login()


class TestOne:
    """The page of one, and its forms."""

    def test_from_progress_to_the_end(self, browse):
        url = opened(browse).url
        head, office = browse("academic-head"), browse("office")
        form = head.get(f"{url}/@@handle/progress")
        page = head.send(form, "@@handle/progress", text="已派人检查")
        assert "已派人检查" in page.words(".ji-timeline")
        wrong = head.send(head.get(f"{url}/@@handle/progress"), "@@handle/progress")
        assert wrong.words("#ji-f-text-wrong")
        form = head.get(f"{url}/@@handle/report_result")
        head.send(form, "@@handle/report_result", text="已恢复供应")
        assert TITLE in office.get("@@supervisions?tab=reported").words()
        assert "结果待审核" in office.get(url).words(".ji-light")
        page = office.send(office.get(f"{url}/@@handle/finish"), "@@handle/finish")
        assert "已办结" in page.words()
        assert not page.all(".ji-act")

    def test_form_keeps_what_is_there(self, browse):
        url = opened(browse).url
        form = browse("office").get(f"{url}/@@handle/assign_departments")
        values = form.form("assign_departments").form_values()
        assert ("department", "academic") in values
        assert ("supporting", "library") in values

    def test_a_head_names_a_handler(self, browse):
        url = opened(browse).url
        head = browse("library-head")
        form = head.get(f"{url}/@@handle/assign")
        options = {one.get("value") for one in form.all("#ji-f-handler option")}
        assert options == {"", "library-handler", "library-head"}
        head.send(form, "@@handle/assign", handler="library-handler")
        handler = browse("library-handler")
        assert handler.get(url).status == 200
        assert TITLE in handler.get("@@supervisions").words()
        assert handler.get("departments/library").all("#ji-supervision")

    @pytest.mark.parametrize("user", ["student1", "academic-handler", "it-head"])
    def test_not_for_others(self, browse, user):
        url = opened(browse).url
        for path in ("", "/@@handle/progress", "/@@attachment/1/1", "/main_template"):
            assert status(browse, user, url + path) == 404, path
        assert browse(None).get(url).sent_to_login()

    @pytest.mark.parametrize("user", ["academic-head", "supervisor"])
    def test_what_one_may_not_do(self, browse, user):
        """A reader who sends a form of the Office's is refused, and nothing is told."""
        url = opened(browse).url
        browser = browse(user)
        assert browser.get(f"{url}/@@handle/cancel").status == 403
        token = browser.get("@@submit").all("[name=_authenticator]")[0].get("value")
        data = {"_authenticator": token, "text": "x"}
        assert browser.post(f"{url}/@@handle/cancel", data).status == 403
        assert "督办中" in browser.get(url).words(".ji-tag")


class TestLists:
    """The list and the boxes on other pages."""

    def test_address_of_the_container(self, browse):
        page = browse("academic-head").get("supervision")
        assert page.url.endswith("/@@supervisions")
        assert page.words("h1") == "督办"

    def test_office(self, browse):
        page = browse("office").get("@@supervisions")
        assert "12号公寓消防通道堆放杂物" in page.words(".ji-list")
        assert page.all(".ji-list .ji-light.is-red")
        box = browse("office").get("@@office").words("[aria-labelledby=ji-supervision]")
        assert "督办中" in box
        assert "1 件超期" in box

    def test_a_head_sees_the_departments_own(self, browse):
        page = browse("logistics-head").get("@@supervisions")
        assert "12号公寓消防通道堆放杂物" in page.words()
        assert "三教投影设备" not in page.words()
        assert not page.all("[href$='@@supervise']")
        bench = browse("logistics-head").get("departments/logistics")
        assert "1 件超期" in bench.words("[aria-labelledby=ji-supervision]")
        bench = browse("logistics-handler").get("departments/logistics")
        assert not bench.all("[aria-labelledby=ji-supervision]")

    def test_complaints_of_others_are_a_number(self, browse):
        page = browse("assets-head").get("@@supervisions")
        url = page.all(".ji-list .ji-title")[0].get("href")
        page = browse("assets-head").get(url)
        assert "另有 2 件由其他部门办理" in page.words()
        assert "三教412投影糊成一片" not in page.text

    @pytest.mark.parametrize("user", ["student1", "academic-handler"])
    def test_not_for_others(self, browse, user):
        assert status(browse, user, "@@supervisions") == 403
        assert browse(None).get("@@supervisions").sent_to_login()

    @pytest.mark.parametrize("query", ["tab=nothing", "b_start=x", quote("tab=督")])
    def test_wrong_query(self, browse, query):
        assert browse("office").get(f"@@supervisions?{query}").status == 200
