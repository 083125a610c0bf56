"""Fixtures of the tests of who is told what: the small desk with its people."""

from tests.handling.world import desk
from tests.handling.world import undone


__all__ = ["desk", "undone"]
