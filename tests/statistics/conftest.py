"""Fixtures of the tests of figures."""

from tests.handling.world import desk
from tests.handling.world import undone


__all__ = ["desk", "undone"]
