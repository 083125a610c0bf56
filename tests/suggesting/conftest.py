"""Fixtures of this room's tests."""

from jiesu.addon.suggesting import memory
from tests.handling.world import desk
from tests.handling.world import undone

import pytest


__all__ = ["desk", "undone"]


@pytest.fixture(autouse=True)
def nothing_remembered():
    """What another test left behind does not count."""
    memory.forget()
    yield
    memory.forget()
