"""Settings of the channels, and something to say."""

from jiesu.addon.notifications.channels.tencent import forget_tokens
from jiesu.addon.notifications.rendered import Rendered
from jiesu.addon.notifications.settings import INotificationSettings
from plone import api
from tests.handling.world import desk
from tests.handling.world import undone

import pytest


__all__ = ["desk", "undone"]


@pytest.fixture
def settings(desk, undone, monkeypatch):
    """Sets settings of the site, for the test alone; half a second is long to wait."""
    # No proxy of the machine is asked for its own loopback.
    monkeypatch.setenv("NO_PROXY", "*")

    def change(**values):
        for name, value in values.items():
            api.portal.set_registry_record(name, value, interface=INotificationSettings)

    change(timeout=0.5)
    forget_tokens()
    return change


@pytest.fixture
def rendered():
    """A message to student1."""
    return message()


def message(**facts) -> Rendered:
    """A message to student1; what is given differs."""
    default = {
        "subject": "您的诉求有了答复",
        "text": "您的诉求 20261116-7K3F9C 有了答复。\n请评价。",
        "html": "<p>您的诉求有了<b>答复</b>。</p>",
        "url": "https://jiesu.example.edu.cn/jiesu/complaints/7f3k",
        "title": "有了答复",
        "address": {
            "email": "student1@example.edu.cn",
            "userid": "student1",
            "wecom": "S2026001",
            "openid": "oABC",
        },
        "thread": "7f3k",
        "event": {"event": "answer", "number": "20261116-7K3F9C", "todo": None},
    }
    return Rendered(**default | facts)
