"""Fixtures of this room's tests: those of the department's pages."""

from tests.browser.department.conftest import browser
from tests.browser.department.conftest import complaints


__all__ = ["browser", "complaints"]
