"""Fixtures of the tests of who is told what: the small desk with its people."""

from tests.handling.world import desk
from tests.handling.world import undone
from tests.notifications.telling.waiting import set_sender

import pytest


__all__ = ["desk", "undone"]


@pytest.fixture
def mail(desk):
    """The site can send mails."""
    set_sender("jiesu@example.edu.cn")
    yield
    set_sender(None)
