"""The demo site follows the address at which it is served."""

from instance import settings
from instance.demo_site import link_to_here
from jiesu.addon.notifications.settings import INotificationSettings
from jiesu.addon.notifications.settings import setting
from plone import api

import pytest


@pytest.fixture
def chosen(monkeypatch):
    """A start on port 8123."""
    monkeypatch.setenv("PORT", "8123")
    return settings.read()


def set_address(value: str) -> None:
    api.portal.set_registry_record("site_url", value, interface=INotificationSettings)


@pytest.mark.parametrize("known", ["", "http://localhost:8080/Plone"])
def test_links_lead_to_where_it_is_served(portal, chosen, known):
    set_address(known)
    link_to_here(portal, chosen)
    assert setting("site_url") == "http://localhost:8123/Plone"


def test_an_address_that_somebody_set_stays(portal, chosen):
    set_address("https://jiesu.example.edu.cn")
    link_to_here(portal, chosen)
    assert setting("site_url") == "https://jiesu.example.edu.cn"


def test_a_site_from_before_there_was_the_setting(portal, chosen):
    del portal.portal_registry.records[
        f"{INotificationSettings.__identifier__}.site_url"
    ]
    link_to_here(portal, chosen)
    assert setting("site_url") == ""
