"""Fixtures of this room's tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from jiesu.addon.handling.interfaces import IComplaintDue
from tests.handling.world import desk
from tests.handling.world import undone
from zope.component import getGlobalSiteManager

import pytest


__all__ = ["desk", "undone"]


@contextmanager
def heard() -> Iterator[list]:
    """What becomes due while the block runs, as pairs of complaint's id and `Due`."""
    events: list = []

    def hear(event) -> None:
        events.append((event.object.getId(), event.due))

    manager = getGlobalSiteManager()
    manager.registerHandler(hear, (IComplaintDue,))
    try:
        yield events
    finally:
        manager.unregisterHandler(hear, (IComplaintDue,))


@pytest.fixture
def due():
    """What was told during the test."""
    with heard() as events:
        yield events
