"""The inbox: what stands in it, what was read, and how much is kept."""

from jiesu.addon.calendar.moment import at
from jiesu.addon.notifications import addresses
from jiesu.addon.notifications.channels import inbox
from jiesu.addon.notifications.channels.inbox import DIGEST
from jiesu.addon.notifications.channels.inbox import inbox_of
from jiesu.addon.notifications.channels.inbox import InboxChannel
from jiesu.addon.notifications.errors import Permanent
from jiesu.addon.notifications.interfaces import IChannel
from jiesu.addon.notifications.outbox import put
from tests.handling.world import HOUR
from tests.handling.world import MONDAY
from tests.notifications.channels.conftest import message
from zope.component import getUtility
from zope.interface.verify import verifyObject

import pytest


CHANNEL = InboxChannel()


def tell(desk, when=MONDAY, about="7f3k", **facts) -> tuple[str, ...]:
    """Put a record and send it to student1; returns its ids."""
    url = addresses.address_of(desk, f"complaints/{about}")
    with at(when):
        record_id = put(
            desk,
            event="answer",
            about=about,
            receiver="student1",
            channel="inbox",
            entry=3,
        )
        CHANNEL.send(desk, (record_id,), message(url=url, **facts))
    return (record_id,)


@pytest.mark.parametrize("name", ["inbox", "mail", "wecom", "wechat", "webhook"])
def test_channels_are_found_by_their_names(name, portal):
    channel = getUtility(IChannel, name)
    assert verifyObject(IChannel, channel)
    assert channel.title


@pytest.mark.usefixtures("undone")
class TestInbox:
    def test_is_empty_at_first(self, desk):
        empty = inbox_of(desk, "student1")
        assert (len(empty), empty.unread, empty.items()) == (0, 0, [])

    def test_holds_what_was_told(self, desk):
        (record_id,) = tell(desk)
        (item,) = inbox_of(desk, "student1").items()
        assert vars(item) == {
            "id": record_id,
            "event": "answer",
            "about": "7f3k",
            "entry": 3,
            "when": MONDAY,
            "title": "有了答复",
            "path": "complaints/7f3k",
            "unread": True,
        }

    def test_is_each_users_own(self, desk):
        tell(desk)
        assert len(inbox_of(desk, "student2")) == 0

    def test_the_same_twice_is_once(self, desk):
        ids = tell(desk)
        CHANNEL.send(desk, ids, message())
        assert len(inbox_of(desk, "student1")) == 1

    def test_the_newest_comes_first_page_by_page(self, desk):
        for number in range(5):
            tell(desk, MONDAY + number * HOUR, title=str(number))
        box = inbox_of(desk, "student1")
        assert [item.title for item in box.items(size=3)] == ["4", "3", "2"]
        assert [item.title for item in box.items(3, 3)] == ["1", "0"]

    def test_read(self, desk):
        (first,), (_second,) = tell(desk), tell(desk)
        box = inbox_of(desk, "student1")
        assert box.unread == 2
        assert box.read(first)
        assert not box.read(first)
        assert not box.read("other")
        assert box.unread == 1
        assert not box.get(first).unread
        assert box.get("other") is None

    def test_read_all(self, desk):
        tell(desk), tell(desk)
        box = inbox_of(desk, "student1")
        box.read_all()
        assert box.unread == 0
        assert not any(item.unread for item in box.items())

    def test_the_oldest_make_room(self, desk, monkeypatch):
        monkeypatch.setattr(inbox, "KEPT", 3)
        for number in range(5):
            tell(desk, MONDAY + number * HOUR, title=str(number))
        box = inbox_of(desk, "student1")
        assert [item.title for item in box.items()] == ["4", "3", "2"]
        assert (len(box), box.unread) == (3, 3)

    def test_several_told_together_are_one(self, desk):
        with at(MONDAY):
            ids = tuple(
                put(
                    desk,
                    event="yellow",
                    about=about,
                    receiver="student1",
                    channel="inbox",
                    entry=3,
                )
                for about in ("7f3k", "8g4m")
            )
            CHANNEL.send(desk, ids, message(title="2 件", url="https://oa.example/x"))
        (item,) = inbox_of(desk, "student1").items()
        assert (item.event, item.about, item.entry) == (DIGEST, "", 0)
        assert (item.id, item.path) == (ids[0], "https://oa.example/x")

    def test_somebody_without_an_account(self, desk):
        with pytest.raises(Permanent):
            CHANNEL.send(desk, ("1",), message(address={"userid": ""}))

    def test_a_desk_that_has_none_yet(self, desk):
        del desk["complaints"]._inboxes
        assert len(inbox_of(desk, "student1")) == 0
        tell(desk)
        assert len(inbox_of(desk, "student1")) == 1


@pytest.mark.usefixtures("undone")
class TestAddresses:
    def test_as_the_site_is_published(self, desk):
        assert addresses.address_of(desk) == desk.absolute_url()
        assert addresses.address_of(desk, "a/b") == f"{desk.absolute_url()}/a/b"

    def test_as_people_reach_it(self, desk, settings):
        settings(site_url="https://jiesu.example.edu.cn/")
        address = addresses.address_of(desk, "complaints/7f3k")
        assert address == "https://jiesu.example.edu.cn/jiesu/complaints/7f3k"
        assert addresses.path_below(desk, address) == "complaints/7f3k"

    def test_an_address_elsewhere_stays(self, desk):
        assert addresses.path_below(desk, "https://oa.edu/x") == "https://oa.edu/x"
