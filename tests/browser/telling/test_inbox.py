"""The inbox by HTTP: what is there, reading it, and the count on every page."""

from jiesu.addon.notifications.channels.inbox import inbox_of
from jiesu.addon.notifications.delivery import deliver_due
from jiesu.addon.notifications.texts import change
from jiesu.addon.notifications.texts import original
from jiesu.addon.notifications.texts import originals
from jiesu.addon.notifications.texts import retold
from jiesu.addon.notifications.texts import Text
from plone import api
from tests.browser.department.client import NOBODY

import pytest
import string
import transaction


PAGE = "@@inbox"
HANDLER = "academic-handler"
STUDENT = "student1"


@pytest.fixture(autouse=True, scope="class")
def delivered(served):
    """What the demo's people did was told."""
    transaction.begin()
    while deliver_due(served):
        pass
    transaction.commit()


def unread(served, user: str) -> int:
    """How many somebody has not read, as it is in the database."""
    transaction.begin()
    return inbox_of(served, user).unread


class TestInbox:
    """Over the demo."""

    def test_shown(self, browser, served):
        """The newest first, unread ones marked."""
        page = browser.open(STUDENT, PAGE)
        assert page.status == 200
        items = inbox_of(served, STUDENT).items(0, 25)
        titles = [retold(served, item.event, item.title, "en") for item in items]
        assert page.titles == titles
        assert len(page.all("is-unread")) == len(titles)

    def test_others_have_their_own(self, browser):
        mine, others = (browser.open(user, PAGE) for user in (STUDENT, "student2"))
        assert set(mine.titles).isdisjoint(others.titles)

    def test_empty(self, browser):
        page = browser.open("editor", PAGE)
        assert page.status == 200
        assert page.all("ji-empty")

    def test_nobody(self, browser):
        """Who is not logged in is led to do so, and has no bell."""
        assert browser.open(NOBODY, PAGE).status in (302, 401)
        assert not browser.open(NOBODY).all("ji-bell")

    @pytest.mark.parametrize("path", ["", "@@mine", "@@submit", PAGE])
    def test_bell(self, browser, served, path):
        """Every page says how many wait."""
        (bell,) = browser.open(STUDENT, path).words("ji-bell")
        assert str(unread(served, STUDENT)) in bell

    def test_open(self, browser, served):
        """A message leads to the complaint, and counts as read from then on."""
        before = unread(served, STUDENT)
        item = next(i for i in inbox_of(served, STUDENT).items(0, 50) if i.unread)
        page = browser.open(STUDENT, PAGE, open=item.id)
        assert page.status in (302, 303)
        assert unread(served, STUDENT) == before - 1
        browser.open(STUDENT, PAGE, open=item.id)
        assert unread(served, STUDENT) == before - 1

    def test_what_it_leads_to(self, browser, served):
        item = inbox_of(served, STUDENT).items(0, 1)[0]
        page = browser.open(STUDENT, item.path)
        assert page.status == 200

    def test_of_somebody_else(self, browser, served):
        """Somebody else's message is neither shown nor read."""
        item = next(i for i in inbox_of(served, STUDENT).items(0, 50) if i.unread)
        before = unread(served, STUDENT)
        browser.open("student2", PAGE, open=item.id)
        assert unread(served, STUDENT) == before

    @pytest.mark.parametrize("item", ["", "nothing", "0" * 17])
    def test_no_such_message(self, browser, item):
        assert browser.open(STUDENT, PAGE, open=item).status in (200, 302, 303)

    def test_heading_only_for_those_who_see_it(self, browser, served):
        """Somebody who lost sight of a complaint is not told its heading here."""
        with transaction.manager:
            inbox = inbox_of(served, HANDLER)
            item = inbox.items(0, 1)[0]
            complaint = served["complaints"][item.about]
            department, complaint.department = complaint.department, "security"
        try:
            page = browser.open(HANDLER, PAGE)
            rows = page.words("ji-item")
            assert (complaint.title or complaint.text[:10]) not in rows[0]
        finally:
            with transaction.manager:
                complaint.department = department

    def test_of_a_supervision(self, browser, served):
        """Its line has the heading, and leads to it."""
        found = inbox_of(served, "logistics-head").items(0, 100)
        item = next(one for one in found if one.about.startswith("supervision/"))
        supervision = served["supervision"][item.about.removeprefix("supervision/")]
        title = retold(served, item.event, item.title, "en")
        row = next(
            words
            for words in browser.open("logistics-head", PAGE).words("ji-item")
            if title in words
        )
        assert supervision.title in row
        page = browser.open("logistics-head", PAGE, open=item.id)
        assert page.status in (302, 303)
        shown = browser.open("logistics-head", item.path)
        assert shown.status == 200
        assert supervision.title in shown.text

    def test_read_all(self, browser, served):
        assert unread(served, STUDENT)
        page = browser.submit(STUDENT, PAGE, do="read_all")
        assert page.status == 200
        assert unread(served, STUDENT) == 0
        assert "is-on" not in page.all("ji-bell")[0].get("class")

    def test_read_all_needs_our_form(self, browser, served):
        before = unread(served, HANDLER)
        assert before
        assert browser.send(HANDLER, PAGE, do="read_all").status == 403
        assert unread(served, HANDLER) == before


class TestLanguages:
    """Messages are told when something happens, and read in the reader's language."""

    def test_the_reader_s(self, browser, served):
        told = {item.title for item in inbox_of(served, STUDENT).items(0, 25)}
        assert any("诉求" in one for one in told)
        shown = browser.open(STUDENT, PAGE).titles
        assert shown
        assert not any("诉求" in one for one in shown)
        assert any(one.startswith("Complaint ") for one in shown)

    @pytest.mark.parametrize("message", sorted(originals()))
    def test_each_both_ways(self, served, message):
        """What stands for the placeholders is kept."""
        facts = {
            "number": "20261122-7K3F9C",
            "department": "教务处",
            "matter": "投影(模糊).*",
            "desk": "接诉即办",
            "count": "12",
        }
        told = {
            language: string.Template(original(message, language).subject).substitute(
                facts
            )
            for language in ("zh_CN", "en")
        }
        assert retold(served, message, told["zh_CN"], "en") == told["en"]
        assert retold(served, message, told["en"], "zh-cn") == told["zh_CN"]
        assert retold(served, message, told["en"], "en") == told["en"]

    def test_words_of_the_office_stay(self, served):
        """They are in the language that the Office wrote."""
        assert retold(served, "your_close", "办好啦", "en") == "办好啦"
        assert retold(served, "unknown", "办好啦", "en") == "办好啦"

    def test_words_of_the_office_in_the_reader_s_language(self, served):
        with api.env.adopt_roles(["Manager"]):
            change(served, "your_close", "en", Text("Done: ${number}", "Done."))
            assert retold(served, "your_close", "诉求 1-A 已办结", "en") == "Done: 1-A"
            change(served, "your_close", "en", Text("Done by ${due}", "Done."))
            told = retold(served, "your_close", "诉求 1-A 已办结", "en")
            assert told == "Complaint 1-A is closed"
        transaction.abort()
