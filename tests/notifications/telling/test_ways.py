"""By which channels, when, and together with what: choices, quiet hours, digests."""

from datetime import timedelta
from jiesu.addon.notifications import choices
from jiesu.addon.notifications.channels.inbox import inbox_of
from jiesu.addon.notifications.delivery import deliver_due
from jiesu.addon.notifications.interfaces import IChannel
from plone import api
from tests.access.lives import Life
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
from zope.component import getGlobalSiteManager
from zope.interface import implementer

import pytest


HANDLER = "academic-handler"
HEAD = "academic-head"
EVENING = MONDAY + 14 * HOUR
SEVEN = MONDAY + 22 * HOUR
EIGHT = MONDAY + 23 * HOUR

pytestmark = pytest.mark.usefixtures("undone")


@implementer(IChannel)
class Sent:
    """A channel that keeps what it was given."""

    title = "Sent"
    transactional = False

    def __init__(self):
        self.messages = []

    def available(self, desk):
        return True

    def send(self, desk, record_ids, rendered):
        self.messages.append((rendered.address_for("userid"), rendered))

    def to(self, user: str) -> list:
        """What somebody got."""
        return [rendered for receiver, rendered in self.messages if receiver == user]


@pytest.fixture
def sent(desk):
    """One more channel of another package, beside the inbox."""
    channel = Sent()
    registry = getGlobalSiteManager()
    registry.registerUtility(channel, IChannel, name="sent")
    yield channel
    registry.unregisterUtility(channel, IChannel, name="sent")


def deliver(desk, when) -> None:
    with at(when):
        while deliver_due(desk):
            pass


class TestChannels:
    """Which ones."""

    def test_nothing_is_set_up(self, desk):
        complain(desk)
        assert told(desk, "mail") == set()
        assert len(told(desk)) == 2

    def test_mail(self, desk, mail):
        complain(desk)
        assert told(desk, "mail") == told(desk)

    def test_channel_of_another_package(self, desk, sent):
        assert choices.offered(desk) == ("sent",)
        complain(desk)
        assert told(desk, "sent") == told(desk)

    def test_without_an_address(self, desk, mail):
        """The inbox has it all the same."""
        api.user.get("student1").setMemberProperties({"email": ""})
        complain(desk)
        assert told(desk, "mail") == {(HANDLER, "dispatch")}
        assert ("student1", "your_dispatch") in told(desk)

    def test_the_address_given_with_it(self, desk, sent):
        """Submitters mean the one that they gave with the complaint."""
        complain(desk, contact={"email": "elsewhere@example.org"})
        deliver(desk, MONDAY)
        (message,) = sent.to("student1")
        assert message.address_for("email") == "elsewhere@example.org"
        (message,) = sent.to(HANDLER)
        assert message.address_for("email") == f"{HANDLER}@example.edu.cn"

    def test_guest(self, desk, mail):
        """By mail, if there is an address; nothing else can reach a guest."""
        desk.guests = True
        complaint = complain(desk, who=None, contact={"email": "guest@example.org"})
        guest = f"guest:{complaint.getId()}"
        assert told(desk, "mail") == {(HANDLER, "dispatch"), (guest, "your_dispatch")}
        assert told(desk) == {(HANDLER, "dispatch")}

    def test_own_choice(self, desk, sent):
        choices.choose(desk, HANDLER, channels={"work": (), "reminders": ("sent",)})
        complaint = complain(desk)
        due(complaint, "yellow")
        assert told(desk, "sent") == {
            ("student1", "your_dispatch"),
            (HANDLER, "yellow"),
        }
        assert (HANDLER, "dispatch") in told(desk)

    def test_defaults_of_a_department(self, desk, sent):
        choices.set_defaults(desk, "academic", channels={"work": ()})
        complain(desk)
        complain(desk, category="security-parking", who="student2")
        assert told(desk, "sent") == {
            ("student1", "your_dispatch"),
            ("student2", "your_dispatch"),
            ("security-handler", "dispatch"),
        }

    def test_own_choice_before_the_defaults(self, desk, sent):
        choices.set_defaults(desk, "academic", channels={"work": ()})
        choices.choose(desk, HANDLER, channels={"work": ("sent",)})
        complain(desk)
        assert (HANDLER, "dispatch") in told(desk, "sent")
        choices.follow_defaults(desk, HANDLER)
        forget(desk)
        complain(desk, who="student2")
        assert (HANDLER, "dispatch") not in told(desk, "sent")

    def test_defaults_of_submitters(self, desk, sent):
        choices.set_defaults(desk, choices.SUBMITTERS, channels={"progress": ()})
        complain(desk)
        assert told(desk, "sent") == {(HANDLER, "dispatch")}
        choices.drop_defaults(desk, choices.SUBMITTERS)
        forget(desk)
        complain(desk, who="student2")
        assert ("student2", "your_dispatch") in told(desk, "sent")

    def test_a_channel_that_is_switched_off(self, desk, sent):
        """What somebody chose once is not tried when it is no longer set up."""
        choices.choose(desk, HANDLER, channels={"work": ("sent", "wecom")})
        complain(desk)
        assert told(desk, "wecom") == set()


class TestQuietHours:
    """At night nobody is disturbed, but for what is urgent."""

    def test_night(self, desk, sent):
        complain(desk, when=EVENING)
        assert {record.not_before for record in records(desk, "sent")} == {SEVEN}
        assert {record.not_before for record in records(desk)} == {EVENING}

    def test_urgent(self, desk, sent):
        desk["categories"]["academic"]["academic-classroom"].urgent = True
        complain(desk, when=EVENING)
        assert {record.not_before for record in records(desk, "sent")} == {EVENING}
        desk["categories"]["academic"]["academic-classroom"].urgent = False

    def test_own_hours(self, desk, sent):
        choices.choose(desk, HANDLER, quiet="")
        choices.choose(desk, "student1", quiet="20:00-23:30")
        complain(desk, when=EVENING)
        found = {record.receiver: record.not_before for record in records(desk, "sent")}
        assert found == {HANDLER: EVENING, "student1": EVENING + timedelta(minutes=30)}

    def test_in_the_morning_all_in_one(self, desk, sent):
        """What waited overnight comes as one message."""
        complaint = complain(desk, when=EVENING)
        do(complaint, HANDLER, "accept", EVENING)
        do(complaint, HANDLER, "answer", EVENING, text="好了", outcome="solved")
        deliver(desk, SEVEN - HOUR)
        assert sent.messages == []
        deliver(desk, SEVEN)
        (message,) = sent.to("student1")
        assert message.subject == "接诉即办：2 条消息"
        assert complaint.number in message.text
        assert message.url.endswith("/jiesu/@@inbox")


class TestDigests:
    """What heads and the Office are told once a day, and what falls together."""

    @pytest.fixture
    def complaints(self, desk):
        """Three that a department handles."""
        found = [Life(desk).dispatched().accepted().complaint for _ in range(3)]
        forget(desk)
        return found

    def test_heads(self, desk, sent, complaints):
        for complaint in complaints:
            due(complaint, "red")
        held = [one for one in records(desk, "sent") if one.receiver == HEAD]
        assert {one.not_before for one in held} == {EIGHT}
        assert {one.event for one in held} == {"red"}
        deliver(desk, EIGHT)
        (message,) = sent.to(HEAD)
        assert "3" in message.subject
        for complaint in complaints:
            assert complaint.number in message.text
            assert f"/complaints/{complaint.getId()}" in message.html

    def test_at_once(self, desk, sent, complaints):
        choices.choose(desk, HEAD, digest=False)
        due(complaints[0], "red")
        deliver(desk, MONDAY)
        assert len(sent.to(HEAD)) == 1

    def test_what_waits_for_the_office_comes_at_once(self, desk, sent):
        complain(desk, about_department=True)
        deliver(desk, MONDAY)
        assert len(sent.to("office")) == 1

    def test_weekend(self, desk, sent, complaints):
        friday = MONDAY + 4 * DAY + 9 * HOUR
        due(complaints[0], "escalated", when=friday)
        (held,) = records(desk, "sent")
        assert held.not_before == MONDAY + 7 * DAY - HOUR

    def test_after_a_stop(self, desk, sent, complaints):
        """A scanner that catches up sends one message, and each line once."""
        for complaint in complaints:
            due(complaint, "yellow")
            due(complaint, "red")
        deliver(desk, MONDAY)
        (message,) = sent.to(HANDLER)
        assert "6" in message.subject
        assert len(inbox_of(desk, HANDLER).items(0, 50)) == 6

    def test_bulk_action(self, desk, sent):
        """Many at once: one message for each handler."""
        lives = [Life(desk) for _ in range(4)]
        forget(desk)
        for life in lives:
            life.dispatched()
        deliver(desk, MONDAY + HOUR)
        (message,) = sent.to(HANDLER)
        assert "4" in message.subject
        # Submitters get a message for each complaint, so that their mails group.
        assert len(sent.to("student1")) == 4
