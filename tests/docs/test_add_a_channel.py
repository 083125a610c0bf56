"""docs/how-to/add-a-channel.md and docs/reference/webhook.md: their code works."""

from jiesu.addon.calendar.moment import at
from jiesu.addon.notifications.channels import webhook
from jiesu.addon.notifications.delivery import deliver_due
from jiesu.addon.notifications.interfaces import IChannel
from jiesu.addon.notifications.outbox import FAILED
from jiesu.addon.notifications.outbox import outbox_of
from jiesu.addon.notifications.outbox import WAITING
from pathlib import Path
from tests.notifications.engine.conftest import database
from tests.notifications.engine.conftest import desk
from tests.notifications.engine.conftest import place
from tests.notifications.engine.post import NOON
from tests.notifications.engine.post import registered
from tests.notifications.engine.post import tell
from types import ModuleType
from zope.configuration import xmlconfig
from zope.interface.verify import verifyObject

import json
import pytest
import re
import sys
import zope.component


__all__ = ["database", "desk", "place"]

DOCS = Path(__file__).resolve().parents[2] / "docs"
BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
SECRET = "a-long-shared-secret"


def block(page: str, kind: str) -> str:
    """The only code block of one kind."""
    found = BLOCK.finditer((DOCS / page).read_text("utf-8"))
    (text,) = (one["text"] for one in found if one["kind"] == kind)
    return text


def run(page: str) -> dict:
    """The names that a page's Python makes."""
    names: dict = {"__name__": "example.screen"}
    exec(compile(block(page, "python"), page, "exec"), names)  # noqa: S102
    return names


@pytest.fixture
def screen(monkeypatch, tmp_path):
    """The channel of the page, registered by its ZCML; gives the screen's file."""
    module = ModuleType("example.screen")
    module.__dict__.update(run("how-to/add-a-channel.md"))
    package = ModuleType("example")
    package.screen = module
    package.__path__ = []
    monkeypatch.setitem(sys.modules, "example", package)
    monkeypatch.setitem(sys.modules, "example.screen", module)
    monkeypatch.setenv("SCREEN", str(tmp_path / "screen"))
    context = xmlconfig.file("meta.zcml", zope.component)
    context.package = package
    zcml = '<configure xmlns="http://namespaces.zope.org/zope">{}</configure>'
    xmlconfig.string(zcml.format(block("how-to/add-a-channel.md", "xml")), context)
    registry = zope.component.getGlobalSiteManager()
    channel = registry.getUtility(IChannel, "screen")
    with registered():
        yield channel, tmp_path / "screen"
    assert registry.unregisterUtility(provided=IChannel, name="screen")


class TestAddAChannel:
    def test_it_is_a_channel(self, screen, desk):
        channel, _file = screen
        assert verifyObject(IChannel, channel)
        assert channel.available(desk)

    def test_messages_go_by_it(self, screen, desk):
        _channel, file = screen
        record_id = tell(desk, channel="screen", about="7f3k")
        deliver_due(desk)
        line = file.read_text("utf-8")
        assert line.startswith(f"{record_id} answer http")
        assert outbox_of(desk).count(WAITING) == 0

    def test_a_receiver_that_it_cannot_reach(self, screen, desk):
        record_id = tell(desk, "", channel="screen")
        deliver_due(desk)
        assert outbox_of(desk).get(record_id).state == FAILED

    def test_while_it_is_not_set_up(self, screen, desk, monkeypatch):
        monkeypatch.delenv("SCREEN")
        record_id = tell(desk, channel="screen")
        deliver_due(desk)
        assert outbox_of(desk).get(record_id).error == "not_set_up"


class TestWebhookPage:
    """What a receiver is told to do lets in what we send, and nothing else."""

    @pytest.fixture
    def is_genuine(self, monkeypatch):
        """The function of the page, at noon."""
        names = run("reference/webhook.md")
        monkeypatch.setattr(names["time"], "time", NOON.timestamp)
        return names["is_genuine"]

    @pytest.fixture
    def sent(self):
        """Headers and body of the page's event."""
        event = json.loads(block("reference/webhook.md", "json"))
        record_id = event.pop("id")
        body = webhook.body_of(record_id, event)
        assert json.loads(body) == {"id": record_id, **event}
        with at(NOON):
            return webhook.headers_of(record_id, body, SECRET), body

    def test_ours_is_genuine(self, is_genuine, sent):
        assert is_genuine(*sent, SECRET)

    def test_another_secret_is_not(self, is_genuine, sent):
        assert not is_genuine(*sent, "another-long-secret")

    def test_another_body_is_not(self, is_genuine, sent):
        headers, body = sent
        assert not is_genuine(headers, body + b" ", SECRET)

    @pytest.mark.parametrize("seconds", [-301, 301])
    def test_an_old_one_is_not(self, is_genuine, sent, monkeypatch, seconds):
        import time

        monkeypatch.setattr(time, "time", lambda: NOON.timestamp() + seconds)
        assert not is_genuine(*sent, SECRET)

    @pytest.mark.parametrize(
        "name", [webhook.EVENT, webhook.TIMESTAMP, webhook.SIGNATURE]
    )
    def test_every_header_is_on_the_page(self, name):
        assert f"`{name}`" in (DOCS / "reference/webhook.md").read_text("utf-8")
