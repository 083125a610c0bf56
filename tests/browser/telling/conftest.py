"""Fixtures of the pages of staff."""

from tests.browser.department.client import Browser

import pytest
import transaction


@pytest.fixture(scope="class")
def browser(served):
    """Look at the served desk."""
    return Browser(served.absolute_url())


@pytest.fixture
def complaints(served):
    """The complaints as they are now in the database."""
    transaction.begin()
    return list(served["complaints"].objectValues())
