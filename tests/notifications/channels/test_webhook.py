"""The webhook: what is posted, and what the receiver's answers mean."""

from datetime import timedelta
from jiesu.addon.calendar.moment import at
from jiesu.addon.notifications.channels import webhook
from jiesu.addon.notifications.channels.webhook import WebhookChannel
from jiesu.addon.notifications.errors import Permanent
from jiesu.addon.notifications.errors import Temporary
from tests.handling.world import MONDAY
from tests.notifications.channels.conftest import message
from tests.notifications.channels.servers import free_port
from tests.notifications.channels.servers import Reply
from tests.notifications.channels.servers import Web

import pytest


CHANNEL = WebhookChannel()
ID = "1a21670139d33e1ae"
SECRET = "a-long-shared-secret"
OPEN = {"event": "dispatch", "number": "20261116-7K3F9C", "todo": {"id": "7f3k-it"}}


@pytest.fixture
def receiver(desk, settings):
    """A receiver that takes everything, unless its `answer` is another."""
    with Web(lambda request: Reply(204)) as web:
        settings(webhook_url=f"{web.url}/hook", webhook_secret=SECRET)
        yield web


def send(desk, event=None):
    """Post an event."""
    CHANNEL.send(desk, (ID,), message(event=event or OPEN))


class TestPost:
    """What is posted."""

    def test_the_event(self, desk, receiver):
        send(desk, OPEN | {"title": "投影仪"})
        (request,) = receiver.requests
        assert (request.method, request.path) == ("POST", "/hook")
        assert request.headers["Content-Type"] == "application/json; charset=utf-8"
        assert request.json == {"id": ID, **OPEN, "title": "投影仪"}
        assert "投影仪" in request.body.decode()

    def test_is_signed(self, desk, receiver):
        with at(MONDAY):
            send(desk)
        (request,) = receiver.requests
        timestamp = str(int(MONDAY.timestamp()))
        assert request.headers["X-Jiesu-Event"] == ID
        assert request.headers["X-Jiesu-Timestamp"] == timestamp
        signature = webhook.sign(SECRET, timestamp, request.body)
        assert request.headers["X-Jiesu-Signature"] == f"sha256={signature}"
        assert webhook.sign("another", timestamp, request.body) != signature
        assert webhook.sign(SECRET, "0", request.body) != signature

    def test_is_signed_anew_when_it_is_sent_again(self, desk, receiver):
        for moment in (MONDAY, MONDAY + timedelta(hours=1)):
            with at(moment):
                send(desk)
        first, second = receiver.requests
        assert first.body == second.body
        assert first.headers["X-Jiesu-Event"] == second.headers["X-Jiesu-Event"]
        stamps = {one.headers["X-Jiesu-Timestamp"] for one in receiver.requests}
        signatures = {one.headers["X-Jiesu-Signature"] for one in receiver.requests}
        assert len(stamps) == len(signatures) == 2


class TestAnswers:
    """What the answers mean."""

    @pytest.mark.parametrize("status", [200, 201, 202, 204])
    def test_taken(self, desk, receiver, status):
        receiver.answer = lambda request: Reply(status)
        send(desk)
        assert len(receiver.requests) == 1

    @pytest.mark.parametrize(
        "status,pause", [(500, False), (400, False), (503, True), (429, True)]
    )
    def test_later(self, desk, receiver, status, pause):
        receiver.answer = lambda request: Reply(status)
        with pytest.raises(Temporary) as raised:
            send(desk)
        assert raised.value.reason == f"later: {status}"
        assert raised.value.pause is pause
        assert raised.value.retry_after is None

    @pytest.mark.parametrize(
        "said,wait", [("120", 120), ("999999", 6 * 3600), ("soon", None)]
    )
    def test_later_and_when(self, desk, receiver, said, wait):
        reply = Reply(503, headers=(("Retry-After", said),))
        receiver.answer = lambda request: reply
        with pytest.raises(Temporary) as raised:
            send(desk)
        assert raised.value.retry_after == wait

    def test_never_again(self, desk, receiver):
        receiver.answer = lambda request: Reply(410)
        with pytest.raises(Permanent):
            send(desk)

    @pytest.mark.parametrize("status", [301, 302, 307, 308])
    def test_a_redirect_is_not_followed(self, desk, receiver, status):
        with Web(lambda request: Reply(200)) as other:
            where = (("Location", f"{other.url}/elsewhere"),)
            receiver.answer = lambda request: Reply(status, headers=where)
            with pytest.raises(Permanent):
                send(desk)
            assert not other.requests

    def test_slow(self, desk, receiver, settings):
        settings(timeout=0.1)
        receiver.answer = lambda request: None
        with pytest.raises(Temporary) as raised:
            send(desk)
        assert raised.value.pause

    def test_down(self, desk, receiver, settings):
        settings(webhook_url=f"http://127.0.0.1:{free_port()}/")
        with pytest.raises(Temporary) as raised:
            send(desk)
        assert raised.value.pause

    def test_an_endless_answer_is_not_read(self, desk, receiver):
        receiver.answer = lambda request: Reply(200, b"x" * 10_000_000)
        with pytest.raises(Temporary) as raised:
            send(desk)
        assert raised.value.reason == "odd_answer: 200"


class TestSettings:
    """Without an address or a good secret nothing is posted."""

    @pytest.mark.parametrize(
        "values",
        [
            {"webhook_url": ""},
            {"webhook_url": "ftp://127.0.0.1/"},
            {"webhook_secret": ""},
            {"webhook_secret": "too-short"},
        ],
    )
    def test_not_available(self, desk, receiver, settings, values):
        assert CHANNEL.available(desk)
        settings(**values)
        assert not CHANNEL.available(desk)
        with pytest.raises(Temporary) as raised:
            send(desk)
        assert raised.value.pause
        assert not receiver.requests

    def test_an_event_that_is_too_large(self, desk, receiver):
        with pytest.raises(Permanent):
            send(desk, OPEN | {"title": "长" * 100_000})
        assert not receiver.requests
