"""Joint handling, reviewed answers and merging, by their pages."""

from tests.browser.submitter.test_complaint import act
from tests.browser.submitter.test_complaint import made

import base64


PDF = base64.b64decode("JVBERi0=")
DRAFT = "拟于周五更换灯泡"
FINAL = "周五 17:00 前更换灯泡"


def tabs(page) -> str:
    """The tabs of a list."""
    return page.words(".ji-tabs")


class TestSupport:
    """Each supporting department is shown with its own time."""

    def test_lights(self, browse):
        url = made(browse, category="other")
        data = {"department": "academic", "supporting": ["library", "it"]}
        act(browse, "office", url, "dispatch", **data)
        act(browse, "it-handler", url, "contribute", text="网络正常")
        facts = browse("academic-handler").get(url).words(".ji-facts")
        assert "图书馆 还剩" in facts
        assert "已反馈" in facts
        mine = browse("library-handler").get("departments/library?tab=supporting")
        assert "还剩" in mine.words(".ji-list")
        done = browse("it-handler").get("departments/it?tab=supporting")
        assert "已反馈" in done.words(".ji-list")

        act(browse, "academic-handler", url, "accept")
        answer = {"text": "已修好", "outcome": "solved"}
        act(browse, "academic-handler", url, "answer", **answer)
        told = browse("student1").get(url)
        assert "参与办理" in told.words(".ji-timeline")
        assert "还剩" not in told.words(".ji-facts")

    def test_dispatched_again_after_a_return(self, browse):
        """The form proposes those who supported it before."""
        url = made(browse, category="other")
        data = {"department": "academic", "supporting": ["library"]}
        act(browse, "office", url, "dispatch", **data)
        act(browse, "academic-head", url, "return", reason="not_ours")
        form = browse("office").get(f"{url}/@@handle/dispatch").form("dispatch")
        checked = form.xpath('.//input[@name="supporting"][@checked]/@value')
        assert checked == ["library"]
        assert "后排看不清字" not in browse("library-handler").get(url).text


class TestConsult:
    """Another department is asked."""

    def test_found_and_answered(self, browse):
        url = made(browse)
        act(browse, "academic-handler", url, "accept")
        question = {"department": "library", "text": "有无备用设备？"}
        act(browse, "academic-handler", url, "consult", **question)
        asked = browse("library-handler")
        list_ = asked.get("departments/library?tab=consulted")
        assert "征询我们" in tabs(list_)
        assert "335教室投影仪不清晰" in list_.words(".ji-list")
        page = asked.get(url)
        assert "有无备用设备" in page.words(".ji-timeline")
        assert "征询图书馆" in page.words(".ji-facts")
        act(browse, "library-handler", url, "contribute", text="有两台")
        assert "有两台" in browse("academic-handler").get(url).words(".ji-timeline")
        assert "有两台" not in browse("student1").get(url).text

    def test_colleague(self, browse):
        url = made(browse)
        act(browse, "academic-handler", url, "accept")
        act(browse, "academic-handler", url, "involve", handler="academic-head")
        page = browse("academic-head").get("departments/academic?tab=helping")
        assert "请我协助" in tabs(page)
        assert "335教室投影仪不清晰" in page.words(".ji-list")
        assert "协助人" in browse("academic-handler").get(url).words(".ji-facts")


class TestReview:
    """The head sends what a handler drafts."""

    def test_drafted_and_sent(self, browse):
        head, handler = browse("library-head"), browse("library-handler")
        page = head.get("departments/library/@@department-settings")
        head.send(page, "@@department-settings", review_answers="true")
        refused = handler.get("departments/library/@@department-settings")
        assert not refused.all(".ji form")

        url = made(browse, category="", department="library")
        act(browse, "library-handler", url, "accept")
        draft = handler.get(f"{url}/@@handle/draft_answer")
        files = {"files": ("草稿.pdf", PDF, "application/pdf")}
        handler.send(draft, "draft_answer", files, text=DRAFT, outcome="planned")

        listed = head.get("departments/library?tab=review")
        assert "待审核" in tabs(listed)
        assert "335教室投影仪不清晰" in listed.words(".ji-list")
        assert DRAFT in head.get(url).words(".ji-timeline")
        assert DRAFT not in browse("office").get(url).text

        form = head.get(f"{url}/@@handle/answer")
        assert "拟写，尚未发送" in form.words(".ji-note")
        assert form.form("answer").fields["text"].strip() == DRAFT
        assert form.form("answer").fields["outcome"] == "planned"
        head.send(form, "answer", text=FINAL)
        told = browse("student1").get(url)
        assert FINAL in told.words(".ji-said.is-answer")
        assert "草稿.pdf" in told.text
        assert DRAFT not in told.text

    def test_the_handler_is_told_what_to_do(self, browse):
        url = made(browse, category="", department="library")
        act(browse, "library-handler", url, "accept")
        page = browse("library-handler").get(f"{url}/@@handle/answer")
        assert "请拟写答复后交负责人审核" in page.words(".ji-errors")


class TestMerge:
    """One is answered for all."""

    def number(self, browse, url: str) -> str:
        """The number of a complaint."""
        return browse("office").get(url).all("header .ji-num")[0].text_content()

    def test_story(self, browse):
        first, second = made(browse), made(browse, user="student2", title="投影模糊")
        act(browse, "academic-handler", first, "accept")
        master, number = self.number(browse, first), self.number(browse, second)
        act(browse, "academic-handler", second, "merge", into=master)

        staff = browse("academic-handler").get(first)
        assert "已并入 1 件" in staff.text
        assert number in staff.text
        follower = browse("academic-handler").get(second)
        assert f"并入{master}" in follower.words(".ji-facts")
        assert "已并案" in browse("office").get("@@office?tab=merged").words(".ji-list")
        work = browse("academic-handler").get("departments/academic?tab=pending")
        assert "投影模糊" not in work.words(".ji-list")

        mine = browse("student2")
        page = mine.get(second)
        assert "与同类诉求合并办理" in page.words(".ji-tag")
        assert master not in page.text
        assert "与同类诉求合并办理" in mine.get("@@mine").words(".ji-list")
        assert number not in browse("student1").get(first).text

        answer = {"text": "已更换灯泡", "outcome": "solved"}
        act(browse, "academic-handler", first, "answer", **answer)
        page = mine.get(second)
        assert "已更换灯泡" in page.words(".ji-said.is-answer")
        assert page.form("@@handle/rate") is not None

    def test_wrong_number(self, browse):
        """What was typed stays, and says what is wrong."""
        url = made(browse)
        page = act(browse, "office", url, "merge", into="20261116-AAAAAA")
        assert "没有这个编号的诉求" in page.words(".ji")
        assert page.form("merge").fields["into"] == "20261116-AAAAAA"
