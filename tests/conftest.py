"""Fixtures of all tests: the layers, and a small desk to work on."""

from jiesu.addon.testing import DEMO_FUNCTIONAL
from jiesu.addon.testing import DEMO_INTEGRATION
from jiesu.addon.testing import FUNCTIONAL
from jiesu.addon.testing import INTEGRATION
from pytest_plone import fixtures_factory


pytest_plugins = ["pytest_plone"]

globals().update(
    fixtures_factory(
        (
            (INTEGRATION, "integration"),
            (FUNCTIONAL, "functional"),
            (DEMO_INTEGRATION, "demo"),
            (DEMO_FUNCTIONAL, "demo_functional"),
        )
    )
)
