"""The site speaks Chinese, and English to whoever asks for it."""

from jiesu.addon import _
from jiesu.addon.content.complaint import KINDS
from jiesu.addon.content.complaint import STATES
from jiesu.addon.handling.interfaces import IAction
from plone import api
from zope.component import getGlobalSiteManager

import pytest
import re


HAN = re.compile(r"[\u3400-\u9fff]")


def actions():
    """All registered actions by name."""
    return {
        registration.name: registration.factory
        for registration in getGlobalSiteManager().registeredAdapters()
        if registration.provided is IAction
    }


def chinese(message, domain="plone") -> str:
    return api.portal.translate(message, domain=domain, lang="zh-cn")


class TestChineseSite:
    """Texts of a site whose language is zh-cn."""

    @pytest.fixture(autouse=True)
    def _site(self, portal_class):
        self.portal = portal_class

    def test_a_message(self):
        assert chinese(STATES["triage"]) == "待派单"

    def test_in_english_the_default_is_the_text(self):
        title = api.portal.translate(STATES["triage"], lang="en")
        assert title == "Waiting for dispatch"

    @pytest.mark.parametrize("titles", [STATES, KINDS])
    def test_states_and_kinds(self, titles):
        assert all(HAN.search(chinese(title)) for title in titles.values())

    def test_actions(self):
        assert len(actions()) > 10
        for action in actions().values():
            assert HAN.search(chinese(action.title))
            assert HAN.search(chinese(action.done))

    def test_a_message_in_a_message(self):
        refused = _(
            "refused_state",
            default='This cannot be done in the state "${state}".',
            mapping={"state": STATES["triage"]},
        )
        assert chinese(refused) == "“待派单”状态下不能进行此操作。"

    def test_types(self):
        fti = api.portal.get_tool("portal_types")["JiesuComplaint"]
        assert chinese(fti.title, fti.i18n_domain) == "诉求"

    def test_workflow_titles_as_plone_translates_them(self):
        workflow = api.portal.get_tool("portal_workflow")["jiesu_complaint_workflow"]
        told = {
            state.getId(): chinese(state.title, "plone")
            for state in workflow.states.objectValues()
        }
        assert told["triage"] == "待派单"
        assert all(HAN.search(title) for title in told.values())
