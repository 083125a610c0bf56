"""Fixtures of this room's tests."""

from jiesu.addon.suggesting import memory
from tests.handling.world import desk
from tests.handling.world import undone

import pytest


__all__ = ["desk", "undone"]


@pytest.fixture(autouse=True)
def nothing_remembered(desk):
    """What another test left behind does not count."""
    memory.forget()
    # The site's catalog remembers answers for a request, which all tests share here.
    desk.REQUEST.other.pop("__catalog_cache__", None)
    yield
    memory.forget()
