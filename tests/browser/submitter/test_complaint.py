"""One complaint from submission to the end, by its page and forms."""

from jiesu.addon.demo.load import password
from jiesu.addon.handling.interfaces import IAction
from lxml import html
from plone import api
from zope.component import getAdapters

import pytest
import requests


def made(browse, user="student1", **data) -> str:
    """Submit something; its address."""
    student = browse(user)
    values = {
        "title": "335教室投影仪不清晰",
        "text": "后排看不清字。",
        "category": "academic-classroom",
        "agreed": "true",
        **data,
    }
    return student.send(student.get("@@submit"), "@@submit", **values).url


def act(browse, user: str, url: str, action: str, **data):
    """Do something by the form of the action; the page that follows."""
    person = browse(user)
    return person.send(person.get(f"{url}/@@handle/{action}"), action, **data)


class TestStory:
    """The way that a complaint takes, by forms alone."""

    def test_closed_loop(self, browse):
        url = made(browse)
        handler, student = browse("academic-handler"), browse("student1")

        page = handler.get(url)
        assert "待签收" in page.words(".ji-tag")
        page = handler.send(page, "@@handle/accept")
        assert page.url == url
        assert "办理中" in page.words(".ji-tag")

        note = "灯泡型号 ELPLP96，库房有两只。"
        page = act(browse, "academic-handler", url, "note", text=note)
        staff = page.words(".ji-said.is-staff")
        assert note in staff
        assert page.all(".ji-said.is-staff")[0].get("data-label") == "仅工作人员可见"
        assert note not in student.get(url).text

        act(browse, "academic-handler", url, "ask", text="整个画面都模糊吗？")
        page = student.get(url)
        assert "整个画面都模糊吗" in page.words(".ji-said")
        page = student.send(page, "@@handle/supplement", text="整个画面都发虚。")
        assert page.url == url
        assert "整个画面都发虚" in handler.get(url).words(".ji-timeline")

        act(
            browse,
            "academic-handler",
            url,
            "answer",
            text="已更换灯泡。",
            outcome="solved",
        )
        page = student.get(url)
        assert "已更换灯泡" in page.words(".ji-said.is-answer")
        assert "评价" in page.words(".ji-steps .is-now")

        page = student.send(page, "@@handle/rate", solved="false", score="2")
        assert page.words("#ji-f-reasons-wrong")
        form = dict(page.form("@@handle/rate").form_values())
        assert (form["solved"], form["score"]) == ("false", "2")
        page = student.send(page, "@@handle/rate", reasons=["not_solved"])
        assert page.url == url
        assert "重新办理" in page.words(".ji-steps .is-now")
        assert "重办" in handler.get(url).words(".ji-tag")

        again = {"text": "已换投影仪。", "outcome": "solved"}
        act(browse, "academic-handler", url, "answer", **again)
        page = student.get(url)
        page = student.send(page, "@@handle/rate", solved="true", score="5")
        assert "已办结" in page.words(".ji-tag")

        page = act(browse, "student1", url, "reopen", reason="又坏了。")
        assert "办理中" in page.words(".ji-tag")

    def test_return_and_dispatch(self, browse):
        """Who returns it loses sight of it; the Office passes it on as proposed."""
        url = made(browse)
        page = act(
            browse,
            "academic-handler",
            url,
            "return",
            reason="not_ours",
            department="it",
            text="应由网络中心处理。",
        )
        assert "/departments/academic" in page.url
        assert not browse("academic-handler").get(url).all(".ji h1")

        office = browse("office")
        page = office.get(f"{url}/@@handle/dispatch")
        assert dict(page.form("dispatch").form_values())["department"] == "it"
        data = {"supporting": ["assets"], "text": "请尽快。"}
        page = office.send(page, "dispatch", **data)
        assert page.url == url
        assert "资产管理处" in page.words(".ji-facts")

        page = act(browse, "assets-handler", url, "contribute", text="同批次。")
        assert "同批次" in page.words(".ji-said.is-staff")
        student = browse("student1").get(url)
        assert "同批次" not in student.text
        assert "请尽快" not in student.text
        assert "应由网络中心处理" not in student.text

    def test_assign(self, browse):
        url = made(browse)
        page = act(browse, "academic-head", url, "assign", handler="academic-handler")
        assert page.status == 200
        assert page.url == url

    def test_reject(self, browse):
        url = made(browse)
        told = {"reason": "not_campus", "text": "请联系校外单位。"}
        act(browse, "academic-head", url, "reject", **told)
        page = browse("student1").get(url)
        assert "请联系校外单位" in page.words(".ji-timeline")

    def test_withdraw(self, browse):
        page = act(browse, "student1", made(browse), "withdraw")
        assert "已撤回" in page.words(".ji-tag")

    def test_close(self, browse):
        url = made(browse)
        handler = browse("academic-handler")
        handler.send(handler.get(url), "@@handle/accept")
        answer = {"text": "好了。", "outcome": "solved"}
        act(browse, "academic-handler", url, "answer", **answer)
        page = act(browse, "office", url, "close")
        assert "已办结" in page.words(".ji-tag")

    def test_reveal(self, browse):
        """The name is shown once, after a reason, and never by the address alone."""
        url = made(browse, hide_identity="true", **{"contact-phone": "0000 5678"})
        office = browse("office")
        assert "程以宁" not in office.get(url).text
        form = office.get(f"{url}/@@handle/reveal")
        page = office.send(form, "reveal", reason="")
        assert page.words("#ji-f-reason-wrong")
        assert "程以宁" not in page.text
        page = office.send(form, "reveal", reason="核实举报人身份")
        assert "程以宁" in page.words(".ji-facts")
        assert "0000 5678" in page.words(".ji-facts")
        again = office.get(url)
        assert "程以宁" not in again.text
        assert "核实举报人身份" in again.text
        assert "核实举报人身份" not in browse("student1").get(url).text


class TestReaders:
    """Who sees what on the page."""

    def test_facts_for_staff(self, browse):
        url = made(browse)
        page = browse("academic-handler").get(url)
        assert "程以宁" in page.words(".ji-facts")
        assert page.words(".ji-light")
        page = browse("student1").get(url)
        assert not page.all(".ji-facts")
        assert not page.all(".ji-light")

    def test_supervisor(self, browse):
        """A supervisor reads, does not know the name, and can only instruct."""
        url = made(browse)
        page = browse("supervisor").get(url)
        assert page.status == 200
        assert "程以宁" not in page.text
        ways = {link.get("href", "") for link in page.all(".ji-act a")}
        assert ways == {f"{url}/@@handle/instruct", f"{url}/@@handle/supervise"}

    def test_handlers_are_not_named(self, browse):
        """The submitter knows the department, not who in it."""
        url = made(browse)
        handler = browse("academic-handler")
        handler.send(handler.get(url), "@@handle/accept")
        name = api.user.get(username="academic-handler").getProperty("fullname")
        assert name in handler.get(url).text
        assert name not in browse("student1").get(url).text

    @pytest.mark.parametrize(
        "user", ["student2", "library-handler", "library-head", "teacher1"]
    )
    @pytest.mark.parametrize("path", ["", "/view", "/@@handle/note", "/@@handle/x"])
    def test_strangers(self, browse, user, path):
        """Others get nothing of it."""
        page = browse(user).get(made(browse, title="只有我能看") + path)
        assert "只有我能看" not in page.text
        assert not page.all(".ji h1")

    @pytest.mark.parametrize("path", ["", "/@@handle/rate"])
    def test_nobody(self, browse, path):
        """Nobody is led to the login and back."""
        page = browse(None).get(made(browse) + path)
        assert page.sent_to_login()
        assert "came_from" in page.url

    def test_text_is_escaped(self, browse):
        """What people write is text."""
        url = made(browse, text="<script>alert(1)</script>", title="<i>x</i>")
        for user in ("student1", "academic-handler"):
            page = browse(user).get(url)
            assert "<script>alert" not in page.text
            assert "<i>x</i>" not in page.text


class TestHandle:
    """The form of any action."""

    def test_every_action_has_its_form(self, browse, served):
        """Or says why it cannot be done: no action is without a page."""
        url = made(browse)
        served._p_jar.sync()
        complaint = served["complaints"][url.split("/")[-1]]
        names = [name for name, _action in getAdapters((complaint,), IAction)]
        assert "answer" in names
        for name in names:
            for user in ("office", "academic-head", "student1"):
                page = browse(user).get(f"{url}/@@handle/{name}")
                assert page.status in (200, 403), (user, name)
                assert page.words("h1"), (user, name)

    def test_unknown(self, browse):
        url = made(browse)
        assert browse("office").get(f"{url}/@@handle/explode").status == 404
        assert browse("office").get(f"{url}/@@handle").status == 404
        assert browse("office").get(f"{url}/@@handle/note/x").status == 404

    def test_no_right(self, browse):
        """Who may read it but not do that is told so, whatever is sent."""
        url = made(browse)
        student = browse("student1")
        page = student.get(f"{url}/@@handle/note")
        assert page.status == 403
        assert not page.all(".ji form")
        token = student.get(url).all("[name=_authenticator]")
        token = token or student.get("@@submit").all("[name=_authenticator]")
        data = {"text": "偷偷写", "_authenticator": token[0].get("value")}
        assert student.post(f"{url}/@@handle/note", data).status == 403
        assert "偷偷写" not in browse("office").get(url).text

    def test_too_late(self, browse):
        """What cannot be done any more is said; what was typed is still there."""
        url = made(browse)
        handler = browse("academic-handler")
        handler.send(handler.get(url), "@@handle/accept")
        form = handler.get(f"{url}/@@handle/answer")
        act(browse, "student1", url, "withdraw")
        page = handler.send(form, "answer", text="写了很久的答复", outcome="solved")
        assert page.status == 409
        assert page.words(".ji-errors")
        assert "写了很久的答复" in page.words("textarea")

    def test_errors(self, browse):
        """An answer without its parts is not sent, and what is there stays."""
        url = made(browse)
        handler = browse("academic-handler")
        handler.send(handler.get(url), "@@handle/accept")
        form = handler.get(f"{url}/@@handle/answer")
        page = handler.send(form, "answer", text="马上修。")
        assert page.words("#ji-f-outcome-wrong")
        assert "马上修" in page.words("textarea")
        page = handler.send(form, "answer", outcome="nonsense")
        assert page.words("#ji-f-outcome-wrong")

    def test_without_token(self, browse):
        """What does not come from our form is refused."""
        url = made(browse)
        page = browse("academic-handler").post(f"{url}/@@handle/accept", {})
        assert page.status == 403
        assert "待签收" in browse("academic-handler").get(url).words(".ji-tag")

    def test_get_does_nothing(self, browse):
        """A link does nothing by itself."""
        url = made(browse)
        page = browse("academic-handler").get(f"{url}/@@handle/accept?_x=1")
        assert page.status == 200
        assert "待签收" in browse("academic-handler").get(url).words(".ji-tag")

    def test_login_comes_back(self, browse):
        """After the login one is where one wanted to go."""
        url = made(browse)
        session = requests.Session()
        login = session.get(url, timeout=60)
        form = html.fromstring(login.text).cssselect("form:has([name=__ac_name])")[0]
        data = dict(form.form_values()) | {
            "__ac_name": "student1",
            "__ac_password": password(),
            "buttons.login": "",
        }
        page = session.post(form.get("action"), data=data, timeout=60)
        assert page.url.rstrip("/") == url
