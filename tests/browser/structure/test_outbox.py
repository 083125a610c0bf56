"""The outbox's page: what waits and failed, for those who may know, and no more."""

from datetime import datetime
from datetime import UTC
from jiesu.addon.notifications.outbox import FAILED
from jiesu.addon.notifications.outbox import outbox_of
from jiesu.addon.notifications.outbox import put
from jiesu.addon.notifications.outbox import WAITING
from jiesu.addon.notifications.reasons import reason
from tests.browser.department.client import MANAGER
from tests.browser.department.client import NOBODY

import pytest
import transaction


PAGE = "@@outbox"
ABOUT = "0123456789abcdef"
FAR = datetime(2040, 1, 1, tzinfo=UTC)


@pytest.fixture
def outbox(served):
    """The outbox with one that waits, one that is tried again and two that failed."""
    transaction.begin()
    served["complaints"]._outbox = type(outbox_of(served))()
    facts = {"event": "answer", "about": ABOUT, "not_before": FAR}
    put(served, receiver="student1", channel="inbox", **facts)
    later = put(served, receiver="student2", channel="mail", **facts)
    outbox = outbox_of(served)
    outbox.try_again(later, reason("later", 450))
    for receiver, channel in (("student3", "wecom"), (f"guest:{ABOUT}", "mail")):
        failed = put(served, receiver=receiver, channel=channel, **facts)
        outbox.give_up(failed, reason("unknown", 81013))
    outbox.delivered(put(served, receiver="", channel="webhook", **facts), "sent")
    transaction.commit()
    return outbox


def state(served) -> tuple[int, int]:
    """How many wait and failed."""
    transaction.begin()
    outbox = outbox_of(served)
    return outbox.count(WAITING), outbox.count(FAILED)


def first_failed(outbox) -> str:
    transaction.begin()
    return next(outbox.records(FAILED)).id


@pytest.mark.parametrize(
    "user", [NOBODY, "student1", "logistics-handler", "logistics-head", "supervisor"]
)
def test_others_do_not_see_it(browser, user, outbox):
    assert browser.open(user, PAGE).status in (302, 401)


def test_an_empty_one(browser, served):
    del served["complaints"]._outbox
    transaction.commit()
    page = browser.open(MANAGER, PAGE)
    assert page.status == 200
    assert page.words("ji-figure")[0].startswith("Waiting 0")
    assert "Send all" not in page.text
    transaction.begin()
    assert not hasattr(served["complaints"].aq_base, "_outbox")


@pytest.mark.parametrize("user", [MANAGER, "office"])
def test_what_waits_and_failed_and_why(browser, user, outbox):
    page = browser.open(user, PAGE)
    assert page.status == 200
    figures = page.words("ji-figure")
    assert figures[0].startswith("Waiting 2 the oldest since")
    assert figures[1] == "Failed 2"
    assert "The receiver is unknown there (81013)" in page.text
    assert "Not now, says the server (450)" in page.text
    assert "Inbox in the site" in page.text
    assert "Webhook Sent" in page.text


@pytest.mark.parametrize("user,told", [(MANAGER, True), ("office", False)])
def test_who_it_is_for_is_for_administrators(browser, user, told, outbox):
    page = browser.open(user, PAGE)
    for account in ("student1", "student2", "student3"):
        assert (account in page.text) is told
    assert "A guest" in page.text


@pytest.mark.parametrize("user", [MANAGER, "office"])
def test_which_complaint_it_is_about_is_told_to_nobody(browser, user, outbox):
    assert ABOUT not in browser.open(user, PAGE).source


def test_the_office_is_led_there_when_something_failed(browser, served, outbox):
    page = browser.open("office", "@@checklist")
    assert "2 messages could not be delivered." in page.text
    assert f"/{PAGE}" in page.source
    browser.submit(MANAGER, PAGE, do="all_again")
    assert "could not be delivered" not in browser.open("office", "@@checklist").text


def test_send_again(browser, served, outbox):
    failed = first_failed(outbox)
    page = browser.submit(MANAGER, PAGE, do="again", id=failed)
    assert "It will be sent in a moment." in page.text
    assert state(served) == (3, 1)
    assert outbox_of(served).get(failed).tries == 0


def test_send_all_again(browser, served, outbox):
    page = browser.submit(MANAGER, PAGE, do="all_again")
    assert "All of them" in page.text
    assert state(served) == (4, 0)


def test_remove(browser, served, outbox):
    page = browser.submit(MANAGER, PAGE, do="remove", id=first_failed(outbox))
    assert "It will not be sent." in page.text
    assert state(served) == (2, 1)


@pytest.mark.parametrize("step", ["again", "remove"])
def test_what_is_gone_meanwhile(browser, served, outbox, step):
    page = browser.submit(MANAGER, PAGE, do=step, id="gone")
    assert "no longer there" in page.text
    assert state(served) == (2, 2)


@pytest.mark.parametrize("step", ["again", "remove", "all_again"])
def test_the_office_only_looks(browser, served, outbox, step):
    failed = first_failed(outbox)
    assert "Send again" not in browser.open("office", PAGE).text
    browser.submit("office", PAGE, do=step, id=failed)
    assert state(served) == (2, 2)


def test_nothing_is_done_without_our_form(browser, served, outbox):
    answer = browser.send(MANAGER, PAGE, do="remove", id=first_failed(outbox))
    assert answer.status == 403
    assert state(served) == (2, 2)


def test_a_step_that_there_is_not(browser, served, outbox):
    assert browser.submit(MANAGER, PAGE, do="read").status == 400
    assert state(served) == (2, 2)
