"""The channels' settings: for administrators, and no secret is ever shown."""

from jiesu.addon.notifications.settings import INotificationSettings
from jiesu.addon.notifications.settings import PREFIX
from jiesu.addon.notifications.settings import setting
from plone import api
from tests.browser.department.client import MANAGER
from tests.browser.department.client import NOBODY
from zope.globalrequest import getRequest
from zope.schema import getFieldNames

import pytest
import transaction


PAGE = "@@jiesu-notifications"
SECRET = "a-long-shared-secret"


def save(site, **values):
    """Open the form, change fields, save it."""
    shown = site.open(MANAGER, PAGE)
    form = shown.tree.xpath('//form[@id="form"]')[0]
    sent = {name: value for name, value in form.form_values() if "buttons" not in name}
    sent |= {f"form.widgets.{name}": value for name, value in values.items()}
    sent.pop("_authenticator", None)
    page = site.submit(MANAGER, PAGE, "", **sent, **{"form.buttons.save": "Save"})
    transaction.begin()
    # The registry remembers for a request what it read, and this one outlives the save.
    getRequest().other.pop("_plone_registry_cache", None)
    return page


def test_prefix_is_that_of_the_profile():
    assert INotificationSettings.__identifier__ == PREFIX


@pytest.mark.parametrize("user", [NOBODY, "student1", "office", "supervisor"])
def test_others_do_not_see_it(site, user):
    assert site.open(user, PAGE).status in (302, 401)


def test_it_is_in_the_control_panel(site):
    panel = site.open(MANAGER, "@@overview-controlpanel")
    assert PAGE in panel.source
    assert site.open(MANAGER, PAGE).status == 200


def test_every_setting_is_a_field(site):
    source = site.open(MANAGER, PAGE).source
    for name in getFieldNames(INotificationSettings):
        assert f"form.widgets.{name}" in source


def test_save(site):
    save(site, webhook_url="https://oa.example.edu.cn/hook", timeout="5.0")
    assert setting("webhook_url") == "https://oa.example.edu.cn/hook"
    assert setting("timeout") == 5.0


def test_a_secret_is_stored_and_never_shown(site):
    page = save(site, webhook_secret=SECRET)
    assert setting("webhook_secret") == SECRET
    assert SECRET not in page.source
    assert SECRET not in site.open(MANAGER, PAGE).source


def test_a_secret_that_is_left_empty_stays(site):
    save(site, webhook_secret=SECRET)
    save(site, webhook_secret="", site_url="https://jiesu.example.edu.cn")
    assert setting("webhook_secret") == SECRET
    assert setting("site_url") == "https://jiesu.example.edu.cn"


def test_an_other_setting_can_be_emptied(site):
    save(site, wecom_corp_id="corp")
    save(site, wecom_corp_id="")
    assert setting("wecom_corp_id") == ""


@pytest.mark.parametrize("name,value", [("timeout", "0"), ("timeout", "soon")])
def test_what_is_wrong_is_not_stored(site, name, value):
    before = setting(name)
    save(site, **{name: value})
    assert setting(name) == before


def test_a_site_without_the_records_has_the_defaults(served):
    registry = api.portal.get_tool("portal_registry")
    del registry.records[f"{PREFIX}.wecom_url"]
    assert setting("wecom_url") == "https://qyapi.weixin.qq.com"
    transaction.abort()
