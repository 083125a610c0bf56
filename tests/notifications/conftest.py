"""Fixtures of this room's tests."""

from tests.handling.world import desk
from tests.handling.world import undone


__all__ = ["desk", "undone"]
