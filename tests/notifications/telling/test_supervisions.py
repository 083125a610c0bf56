"""Who is told what of a supervision: by hand, from the rules; and in which words."""

from jiesu.addon.access.deputies import name_deputy
from jiesu.addon.access.deputyplugin import register
from jiesu.addon.content.lookup import supervisions_of
from jiesu.addon.notifications import telling
from jiesu.addon.notifications import texts
from jiesu.addon.notifications.channels.inbox import inbox_of
from jiesu.addon.notifications.delivery import deliver_due
from jiesu.addon.notifications.render import Renderer
from plone import api
from tests.access.lives import Life
from tests.handling.supervised import supervise
from tests.handling.world import at
from tests.handling.world import complain
from tests.handling.world import DAY
from tests.handling.world import do
from tests.handling.world import HOUR
from tests.handling.world import MONDAY
from tests.notifications.telling.waiting import due
from tests.notifications.telling.waiting import forget
from tests.notifications.telling.waiting import records
from tests.notifications.telling.waiting import told

import pytest


OFFICE = "office"
SUPERVISOR = "supervisor"
# `academic` leads, `library` supports.
HEAD = "academic-head"
SUPPORT_HEAD = "library-head"
HANDLER = "academic-handler"
SUPPORT_HANDLER = "library-handler"

pytestmark = pytest.mark.usefixtures("undone")


def all_of(message: str, *receivers: str) -> set[tuple[str, str]]:
    return {(receiver, message) for receiver in receivers}


@pytest.fixture
def supervision(desk):
    """One in which the lead's head has named a handler, who was told."""
    found = supervise(desk)
    do(found, HEAD, "assign", handler=HANDLER)
    forget(desk)
    return found


@pytest.fixture
def reported(desk, supervision):
    do(supervision, HEAD, "report_result", text="已更换水泵")
    forget(desk)
    return supervision


class TestOpening:
    """The heads have to do something; the Office will have to look at the result."""

    def test_by_the_office(self, desk):
        supervise(desk)
        assert told(desk) == all_of("supervision_open", HEAD, SUPPORT_HEAD)

    def test_by_a_supervisor(self, desk):
        supervise(desk, SUPERVISOR)
        assert told(desk) == all_of("supervision_open", HEAD, SUPPORT_HEAD, OFFICE)

    def test_with_complaints(self, desk):
        """Once for whoever is told of the opening, and not for each complaint too."""
        lives = [Life(desk).dispatched().accepted() for _ in range(2)]
        forget(desk)
        supervise(desk, SUPERVISOR, complaints=[one.complaint.number for one in lives])
        pairs = [(one.receiver, one.event) for one in records(desk)]
        opened = all_of("supervision_open", HEAD, SUPPORT_HEAD, OFFICE)
        each = all_of("supervise", HANDLER, SUPPORT_HANDLER)
        assert sorted(pairs) == sorted([*opened, *each, *each])

    def test_from_a_complaint(self, desk):
        life = Life(desk).dispatched().accepted()
        forget(desk)
        life.step(SUPERVISOR, "supervise", text="限期解决")
        assert told(desk) == (
            all_of("supervision_open", HEAD, SUPPORT_HEAD, OFFICE)
            | all_of("supervise", HANDLER, SUPPORT_HANDLER)
        )

    def test_head_and_handler_in_one(self, desk):
        with api.env.adopt_roles(["Manager"]):
            api.group.add_user(groupname="jiesu-academic-heads", username=HANDLER)
        life = Life(desk).dispatched().accepted()
        forget(desk)
        life.step(OFFICE, "supervise")
        assert told(desk) == (
            all_of("supervision_open", HEAD, HANDLER, SUPPORT_HEAD)
            | all_of("supervise", SUPPORT_HANDLER)
        )

    def test_led_by_others(self, desk):
        """The head of the complaint's department knows from the complaint."""
        complaint = complain(desk)
        forget(desk)
        numbers = [complaint.number]
        supervise(desk, department="security", supporting=[], complaints=numbers)
        assert told(desk) == (
            all_of("supervision_open", "security-head")
            | all_of("supervise", HANDLER, HEAD)
        )

    def test_joined_later(self, desk, supervision):
        """Nothing is opened: whoever has the complaint is told of it."""
        life = Life(desk).dispatched().accepted()
        forget(desk)
        life.step(SUPERVISOR, "supervise", supervision=supervision.getId())
        everybody = all_of("supervise", HANDLER, HEAD, SUPPORT_HANDLER, OFFICE)
        assert told(desk) == everybody
        forget(desk)
        other = Life(desk).dispatched().accepted().complaint
        forget(desk)
        do(supervision, SUPERVISOR, "link", complaints=[other.number])
        assert told(desk) == everybody


# Steps: who takes them, with what, and who is told.
STEPS = [
    (HEAD, "progress", {"text": "已派人"}, {OFFICE}),
    (HANDLER, "progress", {"text": "已派人"}, {OFFICE}),
    (OFFICE, "progress", {"text": "已催"}, set()),
    (HEAD, "report_result", {"text": "已恢复"}, {OFFICE, SUPERVISOR}),
    (SUPERVISOR, "instruct", {"text": "限期"}, {HEAD, SUPPORT_HEAD, HANDLER, OFFICE}),
    (OFFICE, "instruct", {"text": "限期"}, {HEAD, SUPPORT_HEAD, HANDLER}),
    (
        OFFICE,
        "postpone",
        {"until": "2026-11-27", "text": "等配件"},
        {HEAD, SUPPORT_HEAD, HANDLER},
    ),
    (OFFICE, "cancel", {"text": "重复"}, {HEAD, SUPPORT_HEAD, HANDLER}),
    (
        OFFICE,
        "assign_departments",
        {"department": "security", "supporting": ["library"]},
        {"security-head", SUPPORT_HEAD},
    ),
]


class TestSteps:
    """What people do."""

    @pytest.mark.parametrize("who,action,data,expected", STEPS)
    def test_step(self, desk, supervision, who, action, data, expected):
        do(supervision, who, action, **data)
        assert told(desk) == all_of(f"supervision_{action}", *expected)

    @pytest.mark.parametrize("action", ["finish", "send_back"])
    def test_of_a_result(self, desk, reported, action):
        do(reported, OFFICE, action, text="好")
        everybody = (HEAD, SUPPORT_HEAD, HANDLER)
        assert told(desk) == all_of(f"supervision_{action}", *everybody)

    def test_assign(self, desk, supervision):
        """The one who was named, for the department that named them."""
        do(supervision, SUPPORT_HEAD, "assign", handler=SUPPORT_HANDLER)
        assert told(desk) == all_of("supervision_assign", SUPPORT_HANDLER)
        forget(desk)
        do(supervision, SUPPORT_HEAD, "assign", handler="")
        assert told(desk) == set()

    def test_link_and_unlink(self, desk, supervision):
        """The complaint's own people are told, of the complaint."""
        complaint = complain(desk, category="security-parking")
        forget(desk)
        do(supervision, OFFICE, "link", complaints=[complaint.number])
        assert told(desk) == all_of("supervise", "security-handler", "security-head")
        forget(desk)
        do(supervision, OFFICE, "unlink", complaints=[complaint.getId()])
        assert told(desk) == set()


class TestDue:
    """What the scanner finds."""

    def test_yellow(self, desk, supervision):
        due(supervision, "supervision_yellow")
        expected = all_of("supervision_yellow", HEAD, SUPPORT_HEAD, HANDLER)
        assert told(desk) == expected

    def test_red(self, desk, supervision):
        """It escalates."""
        due(supervision, "supervision_red")
        heads = all_of("supervision_red", HEAD, SUPPORT_HEAD, HANDLER)
        assert told(desk) == heads | all_of("supervision_red", OFFICE, SUPERVISOR)


class TestWho:
    """People, and what they may know."""

    def test_deputy_of_a_head(self, desk):
        """Who acts for a head is told with them, for as long as it lasts."""
        day = MONDAY.date()
        name_deputy(desk, "academic", HEAD, HANDLER, day, day, by=OFFICE)
        register(desk)
        supervision = supervise(desk)
        everybody = all_of("supervision_open", HEAD, SUPPORT_HEAD, HANDLER)
        assert told(desk) == everybody
        forget(desk)
        due(supervision, "supervision_yellow", when=MONDAY + 2 * DAY)
        assert told(desk) == all_of("supervision_yellow", HEAD, SUPPORT_HEAD)

    def test_named_who_left(self, desk, supervision):
        """Whoever left the department sees it no more, and is not told."""
        with api.env.adopt_roles(["Manager"]):
            api.group.remove_user(groupname="jiesu-academic-handlers", username=HANDLER)
        due(supervision, "supervision_yellow")
        assert told(desk) == all_of("supervision_yellow", HEAD, SUPPORT_HEAD)

    def test_taken_away(self, desk, supervision):
        """Who no longer sees it when it is delivered is told nothing any more."""
        due(supervision, "supervision_yellow")
        (record,) = (one for one in records(desk) if one.receiver == HEAD)
        assert Renderer().render(desk, [record]) is not None
        do(supervision, OFFICE, "assign_departments", department="security")
        assert Renderer().render(desk, [record]) is None

    def test_gone(self, desk, supervision):
        due(supervision, "supervision_yellow")
        (record,) = (one for one in records(desk) if one.receiver == HEAD)
        supervisions_of(desk)._delOb(supervision.getId())
        assert Renderer().render(desk, [record]) is None


class TestWays:
    """Digests and quiet hours, as for complaints."""

    NIGHT = MONDAY + 14 * HOUR
    SEVEN = MONDAY + 22 * HOUR
    EIGHT = MONDAY + 23 * HOUR

    def held(self, desk, user: str):
        """Before when somebody's mail is not sent."""
        (record,) = (one for one in records(desk, "mail") if one.receiver == user)
        return record.not_before

    def test_digest(self, desk, supervision, mail):
        """Heads are told once a day, their handler at once."""
        due(supervision, "supervision_yellow")
        assert self.held(desk, HEAD) == self.EIGHT
        assert self.held(desk, HANDLER) == MONDAY

    def test_what_waits(self, desk, supervision, mail):
        do(supervision, SUPERVISOR, "instruct", text="限期")
        assert self.held(desk, HEAD) == MONDAY

    def test_night(self, desk, supervision, mail):
        do(supervision, SUPERVISOR, "instruct", self.NIGHT, text="限期")
        assert self.held(desk, HEAD) == self.SEVEN


class TestWords:
    """As its receivers get it."""

    def message(self, desk, receiver: str):
        (record,) = (one for one in records(desk) if one.receiver == receiver)
        with at(MONDAY + HOUR):
            return Renderer().render(desk, [record])

    def test_opening(self, desk):
        supervision = supervise(desk)
        message = self.message(desk, HEAD)
        assert message.subject == f"新的督办 {supervision.number}"
        assert "督办事项：宿舍热水供应\n主办部门：教务处" in message.text
        assert "请在 11 月 20 日 17:30 前上报结果。" in message.text
        assert "请查明原因，限期恢复。" in message.text
        assert message.url.endswith(f"/jiesu/supervision/{supervision.getId()}")
        assert f"查看督办\n{message.url}" in message.text
        assert message.thread == f"supervision/{supervision.getId()}"
        assert message.address_for("userid") == HEAD

    def test_english(self, desk):
        api.user.get(HEAD).setMemberProperties({"language": "en"})
        supervision = supervise(desk)
        message = self.message(desk, HEAD)
        assert message.subject == f"A new supervision {supervision.number}"
        assert "Please report the result by 20 Nov 17:30." in message.text
        assert "Open the supervision" in message.html

    def test_result(self, desk, supervision):
        do(supervision, HEAD, "report_result", text="已更换水泵")
        message = self.message(desk, OFFICE)
        assert "教务处已上报结果：\n\n已更换水泵" in message.text
        assert "$" not in message.text + message.html

    def test_postponed(self, desk, supervision):
        do(supervision, OFFICE, "postpone", until="2026-11-27", text="等配件")
        message = self.message(desk, HEAD)
        assert "新的时限：11 月 27 日 17:30\n\n等配件" in message.text

    @pytest.mark.parametrize("language", ["zh-cn", "en"])
    @pytest.mark.parametrize("who,action,data,expected", STEPS)
    def test_every_step(self, desk, supervision, language, who, action, data, expected):
        """Subjects hold nothing that people wrote; texts are filled in."""
        for user in expected:
            api.user.get(user).setMemberProperties({"language": language})
        do(supervision, who, action, **data)
        for user in expected:
            message = self.message(desk, user)
            assert supervision.number in message.subject
            assert supervision.title not in message.subject
            assert supervision.title in message.text
            assert data.get("text", "") in message.text
            assert "$" not in message.text + message.subject

    def test_nothing_of_a_submitter(self, desk, supervision):
        """A text that asks for one leaves the line out."""
        words = texts.Text("x", "a\n${submitter}\n${outcome}\nb")
        texts.change(desk, "supervision_yellow", texts.CHINESE, words)
        due(supervision, "supervision_yellow")
        assert self.message(desk, HEAD).text.startswith("a\nb\n")
        texts.back_to_original(desk, "supervision_yellow", texts.CHINESE)

    def test_inbox(self, desk):
        supervision = supervise(desk)
        with at(MONDAY):
            while deliver_due(desk):
                pass
        (item,) = inbox_of(desk, HEAD).items(0, 5)
        assert item.about == item.path == f"supervision/{supervision.getId()}"
        assert item.title == f"新的督办 {supervision.number}"


class TestTodos:
    """For the university's OA: the lead's heads report, the Office accepts."""

    @pytest.fixture(autouse=True)
    def webhook(self, monkeypatch):
        """It is set up."""
        monkeypatch.setattr(telling, "is_set_up", lambda desk, name: name == "webhook")

    def events(self, desk) -> list[dict]:
        """What the webhook tells, and forget it."""
        found = [Renderer().render(desk, [one]) for one in records(desk, "webhook")]
        forget(desk)
        return [one.event for one in found]

    def todos(self, desk) -> set[tuple[str, str, str]]:
        """Action, kind and user."""
        return {
            (todo["action"], todo["id"].split("-")[2], todo["user"])
            for todo in (event["todo"] for event in self.events(desk))
            if todo
        }

    def test_to_the_end(self, desk):
        supervision = supervise(desk)
        assert self.todos(desk) == {("open", "report", HEAD)}
        do(supervision, HEAD, "progress", text="已派人")
        assert self.todos(desk) == set()
        do(supervision, HEAD, "report_result", text="已恢复")
        assert self.todos(desk) == {
            ("done", "report", HEAD),
            ("open", "accept_result", OFFICE),
        }
        do(supervision, OFFICE, "send_back", text="没有")
        assert self.todos(desk) == {
            ("done", "accept_result", OFFICE),
            ("open", "report", HEAD),
        }
        do(supervision, HEAD, "report_result", text="已恢复")
        self.events(desk)
        do(supervision, OFFICE, "finish")
        assert self.todos(desk) == {("done", "accept_result", OFFICE)}

    def test_cancelled_and_given_to_others(self, desk):
        supervision = supervise(desk)
        self.events(desk)
        do(supervision, OFFICE, "assign_departments", department="security")
        assert self.todos(desk) == {
            ("done", "report", HEAD),
            ("open", "report", "security-head"),
        }
        do(supervision, OFFICE, "cancel", text="重复")
        assert self.todos(desk) == {("done", "report", "security-head")}

    def test_event(self, desk):
        supervision = supervise(desk)
        (event,) = self.events(desk)
        assert event["event"] == "supervision_open"
        assert (event["number"], event["state"]) == (supervision.number, "open")
        assert event["department"] == "academic"
        assert event["url"].endswith(f"/jiesu/supervision/{supervision.getId()}")
        assert event["todo"]["title"] == f"上报督办结果 {supervision.number}"
        assert event["todo"]["url"] == event["url"]
        assert supervision.title not in repr(event)

    def test_due(self, desk):
        """The event without a to-do: that is open already."""
        supervision = supervise(desk)
        self.events(desk)
        due(supervision, "supervision_red")
        (event,) = self.events(desk)
        assert (event["event"], event["todo"]) == ("supervision_red", None)
