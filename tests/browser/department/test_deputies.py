"""Naming deputies by HTTP: who sees the page, who names whom, what others are shown."""

from datetime import timedelta
from jiesu.addon.access.deputies import deputies_of
from jiesu.addon.access.deputies import stand_ins
from jiesu.addon.calendar.moment import now
from jiesu.addon.content.zone import day_of
from tests.browser.department.client import MANAGER
from tests.browser.department.client import NOBODY

import pytest
import transaction


PAGE = "departments/logistics/@@deputies"
HANDLER = "logistics-handler"
HEAD = "logistics-head"


def days(ahead: int = 3) -> dict:
    """From today to some days ahead."""
    today = day_of(now())
    last = today + timedelta(days=ahead)
    return {"first": today.isoformat(), "last": last.isoformat()}


def acting_for(desk, user: str) -> tuple[str, ...]:
    """Who acts for somebody, in the database."""
    transaction.begin()
    return stand_ins(desk, user)


@pytest.fixture(autouse=True)
def forgotten(served):
    """Nobody is away before the next test."""
    yield
    transaction.begin()
    deputies = deputies_of(served)
    if deputies is not None:
        deputies.by_absent.clear()
        deputies.by_deputy.clear()
        transaction.commit()


class TestDeputies:
    """Over the demo."""

    @pytest.mark.parametrize("user", [HANDLER, HEAD, "office", MANAGER])
    def test_open(self, browser, user):
        page = browser.open(user, PAGE)
        assert page.status == 200
        assert "Everybody is here." in page.text

    @pytest.mark.parametrize(
        "user", [NOBODY, "student1", "academic-head", "supervisor"]
    )
    def test_closed(self, browser, served, user):
        """Neither seen nor sent by others."""
        assert browser.open(user, PAGE).status in (302, 401, 403)
        form = {"absent": HANDLER, "deputy": HEAD, **days()}
        assert browser.send(user, PAGE, **form).status in (302, 401, 403)
        assert acting_for(served, HANDLER) == ()

    def test_handler_names_for_themself_alone(self, browser, served):
        """Nobody else stands in the choice, and none is taken."""
        page = browser.open(HANDLER, PAGE)
        names = page.tree.xpath('//*[@name="absent"]//@value')
        assert [name for name in names if name] == [HANDLER]
        form = {"absent": HEAD, "deputy": HANDLER, **days()}
        page = browser.submit(HANDLER, PAGE, **form)
        assert page.status == 403
        assert "You have no right to do this." in page.text
        assert acting_for(served, HEAD) == ()

    def test_name_and_end(self, browser, served):
        """The rights are there at once, and are gone at once."""
        members = "departments/logistics/@@members"
        assert browser.open(HANDLER, members).status != 200
        form = {"absent": HEAD, "deputy": HANDLER, **days()}
        page = browser.submit(HEAD, PAGE, **form)
        assert page.status == 200
        assert "田禾青 acts for 卢振坤" in page.text
        assert acting_for(served, HEAD) == (HANDLER,)
        # What only a head may.
        assert browser.open(HANDLER, members).status == 200

        (one,) = deputies_of(served).of(HEAD)
        page = browser.submit(HEAD, PAGE, do="end", id=one.id)
        assert "It is over now." in page.text
        assert acting_for(served, HEAD) == ()
        assert browser.open(HANDLER, members).status != 200
        page = browser.submit(HEAD, PAGE, do="end", id=one.id)
        assert "It is over already." in page.text

    def test_wrong(self, browser, served):
        """What was chosen stays, with what is wrong beside it."""
        form = {"absent": HANDLER, "deputy": HANDLER, **days()}
        page = browser.submit(HEAD, PAGE, **form)
        assert "Nobody can be their own deputy." in page.text
        assert page.tree.xpath('//*[@name="last"]/@value') == [form["last"]]
        assert acting_for(served, HANDLER) == ()

    def test_without_token(self, browser, served):
        """A foreign page's form is refused."""
        form = {"absent": HEAD, "deputy": HANDLER, **days()}
        assert browser.send(HEAD, PAGE, **form).status == 403
        assert acting_for(served, HEAD) == ()

    def test_links(self, browser):
        """From the workbench, and from the members."""
        for page in ("departments/logistics", "departments/logistics/@@members"):
            shown = browser.open(HEAD, page)
            assert shown.tree.xpath('//a[contains(@href, "/@@deputies")]')

    def test_shown(self, browser, complaints):
        """On the members' page, and to staff on the complaint of the one away."""
        form = {"absent": HANDLER, "deputy": HEAD, **days()}
        browser.submit(HANDLER, PAGE, **form)
        shown = browser.open(HEAD, "departments/logistics/@@members")
        assert "away until" in shown.text
        assert "卢振坤 acts" in shown.text
        mine = next(c for c in complaints if c.handler == HANDLER)
        page = f"complaints/{mine.getId()}"
        assert "卢振坤 acts" in browser.open("office", page).text
        assert "卢振坤" not in browser.open(mine.submitter, page).text
