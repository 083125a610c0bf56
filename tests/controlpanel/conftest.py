"""The site's pages by HTTP."""

from tests.browser.department.client import Browser

import pytest


@pytest.fixture(scope="class")
def site(served):
    """Look at the site of the served desk."""
    return Browser(served.aq_parent.absolute_url())
