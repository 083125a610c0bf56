"""Fixtures of this room's tests."""

from tests.browser.department.conftest import browser


__all__ = ["browser"]
