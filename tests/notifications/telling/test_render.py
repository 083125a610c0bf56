"""Messages in words: of whom and of what they may tell, in which language, and how."""

from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.handling.watching import _begin
from jiesu.addon.notifications import texts
from jiesu.addon.notifications.render import Renderer
from jiesu.addon.notifications.rendered import Rendered
from jiesu.addon.notifications.rules import MESSAGES
from jiesu.addon.notifications.rules import SUBMITTER
from lxml import html
from plone import api
from tests.access.lives import Life
from tests.handling.world import at
from tests.handling.world import complain
from tests.handling.world import do
from tests.handling.world import HOUR
from tests.handling.world import MONDAY
from tests.notifications.telling.waiting import due
from tests.notifications.telling.waiting import forget
from tests.notifications.telling.waiting import records
from tests.notifications.telling.waiting import step

import pytest
import re


STUDENT = "student1"
STUDENTS_NAME = "程以宁"
FOLLOWER = "student2"
HANDLER = "academic-handler"
HEAD = "academic-head"
PHONE = "13800138000"

pytestmark = pytest.mark.usefixtures("undone")


def render(desk, *found) -> Rendered | None:
    with at(MONDAY + HOUR):
        return Renderer().render(desk, list(found))


def message(desk, receiver: str, event: str) -> Rendered | None:
    """The message of this kind that waits for somebody."""
    (record,) = (
        one for one in records(desk) if (one.receiver, one.event) == (receiver, event)
    )
    return render(desk, record)


class TestAnswer:
    """An answer as its submitter gets it."""

    @pytest.fixture
    def complaint(self, desk):
        life = Life(desk, title="335教室投影仪不清晰").dispatched().accepted()
        forget(desk)
        life.step(HANDLER, "answer", text="已更换灯泡。\n<请再看看>", outcome="solved")
        return life.complaint

    def test_words(self, desk, complaint):
        told = message(desk, STUDENT, "your_answer")
        assert told.subject == f"诉求 {complaint.number} 已答复，请您评价"
        assert told.title == told.subject
        assert told.text.startswith(f"{STUDENTS_NAME}，您好：")
        assert "教务处已经答复（已解决）" in told.text
        assert "已更换灯泡。\n<请再看看>" in told.text
        assert "请在 11 月 23 日 09:04 前评价。" in told.text
        assert "$" not in told.text + told.html

    def test_leads_to_it(self, desk, complaint):
        """To the thing itself, in text and as the one button."""
        told = message(desk, STUDENT, "your_answer")
        path = f"/jiesu/complaints/{complaint.getId()}"
        assert told.url.endswith(path)
        assert told.url in told.text
        links = html.fromstring(told.html).xpath("//a/@href")
        assert links == [told.url, told.url.replace(path, "/jiesu/@@notifications")]

    def test_rating_link(self, desk, complaint, mail):
        """By mail the button rates without a login; the complaint is a link besides."""
        forget(desk)
        with at(MONDAY):
            due(complaint, "rating_ends")
        (record,) = records(desk, "mail")
        told = render(desk, record)
        assert "/jiesu/@@rate?t=" in told.url
        links = html.fromstring(told.html).xpath("//a/@href")
        assert any(one.endswith(f"/complaints/{complaint.getId()}") for one in links)
        assert told.url in links
        assert f"/complaints/{complaint.getId()}\n" in told.text

    def test_html_is_escaped(self, desk, complaint):
        told = message(desk, STUDENT, "your_answer")
        assert "&lt;请再看看&gt;" in told.html
        assert html.fromstring(told.html).xpath("string(//title)") == told.subject

    def test_address_and_thread(self, desk, complaint):
        told = message(desk, STUDENT, "your_answer")
        assert told.address_for("email") == "student1@example.edu.cn"
        assert told.address_for("userid") == STUDENT
        assert told.address_for("wecom") == STUDENT
        assert told.address_for("openid") == ""
        assert told.thread == complaint.getId()

    def test_english(self, desk, complaint):
        api.user.get(STUDENT).setMemberProperties({"language": "en"})
        told = message(desk, STUDENT, "your_answer")
        assert told.subject == (
            f"Complaint {complaint.number} is answered: please rate"
        )
        assert "(Solved)" in told.text
        assert "by 23 Nov 09:04" in told.text
        assert "Rate the answer" in told.html

    def test_text_of_the_office(self, desk, complaint):
        """Words that the Office changed are used; the other language keeps its own."""
        words = texts.Text("诉求 ${number} 有答复了", "${text}\n${reason}\n${url}")
        texts.change(desk, "your_answer", texts.CHINESE, words)
        told = message(desk, STUDENT, "your_answer")
        assert told.subject == f"诉求 {complaint.number} 有答复了"
        assert told.text.startswith(f"已更换灯泡。\n<请再看看>\n{told.url}")
        texts.back_to_original(desk, "your_answer", texts.CHINESE)
        assert "已答复" in message(desk, STUDENT, "your_answer").subject


class TestWhoMayKnow:
    """Names and texts are for those who may read them, when it is delivered."""

    def test_submitter_for_the_department(self, desk):
        texts.change(desk, "dispatch", texts.CHINESE, texts.Text("x", "${submitter}"))
        complain(desk)
        assert STUDENTS_NAME in message(desk, HANDLER, "dispatch").text

    def test_hidden_name(self, desk):
        texts.change(
            desk, "dispatch", texts.CHINESE, texts.Text("x", "a\n${submitter}")
        )
        complain(desk, hide_identity=True, contact={"name": "王小明", "phone": PHONE})
        told = message(desk, HANDLER, "dispatch")
        for secret in (STUDENTS_NAME, "王小明", PHONE, STUDENT):
            assert secret not in repr(told)

    def test_remark_of_a_dispatch(self, desk):
        """For staff: it stands in an entry of its own."""
        complaint = complain(desk, about_department=True)
        forget(desk)
        do(complaint, "office", "dispatch", department="library", text="请加急")
        assert "请加急" in message(desk, "library-handler", "dispatch").text
        assert "请加急" not in message(desk, STUDENT, "your_dispatch").text

    def test_return(self, desk):
        """The submitter learns that it moves, not why."""
        complaint = complain(desk)
        forget(desk)
        do(complaint, HANDLER, "return", reason="not_ours", text="这是后勤的事")
        told = message(desk, STUDENT, "your_return")
        assert "重新安排" in told.text
        assert "不属于本部门职责" not in repr(told)
        assert "后勤" not in repr(told)
        told = message(desk, "office", "return")
        assert "不属于本部门职责" in told.text
        assert "这是后勤的事" in told.text

    def test_taken_away(self, desk):
        """Who no longer sees it when it is delivered is not told any more."""
        complaint = complain(desk)
        (record,) = (one for one in records(desk) if one.receiver == HANDLER)
        assert render(desk, record) is not None
        do(complaint, HANDLER, "return", reason="not_ours")
        assert render(desk, record) is None

    def test_gone(self, desk):
        """A complaint or an account that is not there any more."""
        complaint = complain(desk)
        found = records(desk)
        api.portal.get().acl_users.source_users.removeUser(STUDENT)
        desk["complaints"]._delOb(complaint.getId())
        assert [render(desk, record) for record in found] == [None, None]

    def test_digest_leaves_out_what_one_may_not_see(self, desk):
        first, second = complain(desk), complain(desk)
        found = [one for one in records(desk) if one.receiver == HANDLER]
        do(first, HANDLER, "return", reason="not_ours")
        told = render(desk, *found)
        assert second.number in told.subject
        assert first.number not in repr(told)


class TestDigest:
    """Several in one."""

    def test_lines(self, desk):
        complaints = [complain(desk, title=f"第{n}间<教室>") for n in "一二三"]
        found = [one for one in records(desk) if one.receiver == HANDLER]
        told = render(desk, *found)
        assert told.subject == "接诉即办：3 条消息"
        assert told.url.endswith("/jiesu/@@inbox")
        for complaint in complaints:
            assert complaint.number in told.text
            assert complaint.title in told.text
            assert f"/complaints/{complaint.getId()}" in told.html
        assert "<教室>" not in told.html


class TestGuest:
    """Somebody without an account."""

    def test_message(self, desk, mail):
        """By mail, to the page that asks for number and code; with neither in it."""
        desk.guests = True
        complaint = complain(
            desk, who=None, contact={"name": "赵客", "email": "guest@example.org"}
        )
        (record,) = (
            one for one in records(desk, "mail") if one.receiver.startswith("guest:")
        )
        told = render(desk, record)
        assert told.url.endswith("/jiesu/@@track")
        assert told.address_for("email") == "guest@example.org"
        assert told.address_for("userid") == ""
        assert complaint.getId() not in told.text + told.html
        assert "查询码" in told.text
        assert "@@notifications" not in told.html

    def test_department(self, desk):
        """The address stays away from departments."""
        desk.guests = True
        complain(desk, who=None, contact={"email": "guest@example.org"})
        assert "guest@example.org" not in repr(message(desk, HANDLER, "dispatch"))


class TestSubjects:
    """A subject may be read over somebody's shoulder."""

    @pytest.mark.parametrize("language", texts.LANGUAGES)
    @pytest.mark.parametrize("name", texts.names())
    def test_placeholders(self, name, language):
        """Texts of the package hold only what may stand there, and are not empty."""
        text = texts.original(name, language)
        side = texts.side_of(name)
        assert not texts.unknown(text.subject, texts.IN_SUBJECT[side])
        assert not texts.unknown(text.text, texts.IN_TEXT[side])
        assert text.subject.strip() and text.text.strip()

    @pytest.mark.parametrize("name", MESSAGES)
    def test_no_person_and_no_words_of_theirs(self, desk, name):
        """Whatever is told, whoever hears of it."""
        secret = "宿舍漏水"
        complaint = complain(
            desk,
            title=secret,
            text=f"{secret}，我的电话是{PHONE}",
            contact={"name": "王小明", "phone": PHONE},
        )
        do(complaint, HANDLER, "accept")
        number = step(complaint, "ask", text=secret, role="handler", actor=HANDLER)
        receiver = STUDENT if MESSAGES[name].side == SUBMITTER else HANDLER
        record = next(one for one in records(desk) if one.receiver == receiver)
        changed = {"event": name, "entry": number}
        if name.startswith("followed_"):
            _begin(complaints_of(desk), complaint.getId(), FOLLOWER)
            changed["receiver"] = FOLLOWER
        told = render(desk, type(record)(**{**vars(record), **changed}))
        for word in (secret, PHONE, "王小明", STUDENTS_NAME, STUDENT):
            assert word not in told.subject
            assert word not in told.title
        assert "$" not in told.text


class TestTimes:
    """Times are told in the zone of the site, with their day."""

    def test_due(self, desk):
        complaint = complain(desk)
        forget(desk)
        due(complaint, "yellow", moment=MONDAY + 80 * HOUR)
        assert "11 月 19 日 17:00" in message(desk, HANDLER, "yellow").text

    def test_accept(self, desk):
        complain(desk)
        assert re.search(
            r"签收时限：11 月 16 日 \d\d:\d\d", message(desk, HANDLER, "dispatch").text
        )


class TestWords:
    """How texts are filled in."""

    FACTS = {"number": "7", "reason": "", "text": "a\nb"}

    @pytest.mark.parametrize(
        "text,expected",
        [
            ("x ${number}", "x 7"),
            ("x\n原因：${reason}\ny", "x\ny"),
            ("${number} ${reason}", ""),
            ("x\n\n${reason}\n\ny", "x\n\ny"),
            ("${text}", "a\nb"),
            ("$number $$ {number}", "$number $$ {number}"),
        ],
    )
    def test_text(self, text, expected):
        assert texts.filled_text(text, self.FACTS) == expected

    def test_subject_is_one_line(self):
        facts = {"text": "a\r\nBcc: x@example.org"}
        assert texts.filled_subject("x ${text}", facts) == "x a Bcc: x@example.org"

    @pytest.mark.parametrize(
        "language,key",
        [("zh-cn", "zh_CN"), ("zh", "zh_CN"), ("en", "en"), ("de", "en")],
    )
    def test_language(self, language, key):
        assert texts.language_key(language) == key
