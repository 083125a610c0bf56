"""The clock of a demo: its page and the banner, on both widths, checked by axe."""

from datetime import timedelta
from jiesu.addon.calendar import moment
from tests.pages.person import PHONE
from tests.pages.person import WIDE
from tests.pages.test_accessible import strange
from tests.pages.test_accessible import violations
from tests.pages.test_accessible import widths

import pytest
import transaction


MANAGER = "editor"


@pytest.fixture
def manager(served, monkeypatch):
    """A demo account that looks after the site; the switch is on."""
    monkeypatch.setenv(moment.DEMO_CLOCK, "1")
    users = served.getPhysicalRoot()[served.getPhysicalPath()[1]].acl_users
    users.portal_role_manager.assignRoleToPrincipal("Manager", MANAGER)
    transaction.commit()
    yield MANAGER
    moment._moved = moment.NOT_MOVED


class TestClock:
    def test_a_day_passes(self, use, manager):
        person = use(manager, WIDE)
        page = person.go("@@clock")
        page.get_by_role("button", name="一天", exact=True).click()
        banner = page.get_by_role("status").filter(has_text="已被拨动")
        banner.wait_for()
        assert moment.moved() > timedelta(hours=23)
        faults = [*violations(page, "wide"), *strange(page), *widths(page)]
        person.at(PHONE)
        faults += [*violations(page, "phone"), *widths(page)]
        page.emulate_media(color_scheme="dark")
        faults += violations(page, "dark")
        page.emulate_media(color_scheme="light")
        assert faults == []
