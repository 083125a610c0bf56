"""Fixtures of all tests: the layers, a small desk to work on, the demo."""

from hypothesis import settings
from jiesu.addon.intake import guards
from jiesu.addon.testing import FUNCTIONAL
from jiesu.addon.testing import INTEGRATION
from plone.app.testing import applyProfile
from pytest_plone import fixtures_factory

import pytest
import transaction


pytest_plugins = ["pytest_plone"]

# How long an example takes says something of the machine, not of the code.
settings.register_profile("jiesu", deadline=None)
settings.load_profile("jiesu")

globals().update(
    fixtures_factory(((INTEGRATION, "integration"), (FUNCTIONAL, "functional")))
)


@pytest.fixture(scope="class")
def demo(portal_class):
    """The demo desk, as `make start` makes it; shared by the tests of a class."""
    applyProfile(portal_class, "jiesu.addon:demo")
    return portal_class["jiesu"]


@pytest.fixture(scope="class")
def served(functional_portal_class):
    """The demo desk, committed, behind the real publisher; shared by a class.

    Tests get at it by HTTP; see tests/services/conftest.py.
    """
    applyProfile(functional_portal_class, "jiesu.addon:demo")
    transaction.commit()
    return functional_portal_class["jiesu"]


@pytest.fixture
def guarded(monkeypatch):
    """With the guards against scripts on, as on a real site."""
    monkeypatch.setenv(guards.SWITCH, "on")
    guards.forget()
    yield
    guards.forget()
