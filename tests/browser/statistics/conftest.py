"""Fixtures of the pages of figures."""

from tests.browser.department.client import Browser

import pytest
import transaction


@pytest.fixture(scope="class")
def browser(served):
    """Look at the served desk, which has terms."""
    served.terms = ["2020-01-01 2026-08-31 2026春", "2026-09-01 2035-01-17 2026秋"]
    transaction.commit()
    return Browser(served.absolute_url())
