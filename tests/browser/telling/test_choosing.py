"""What one is told, and how: one's own choice, and the defaults of others."""

from jiesu.addon.notifications.choices import choices_of
from jiesu.addon.notifications.choices import has_defaults
from jiesu.addon.notifications.choices import is_own
from tests.browser.department.client import MANAGER
from tests.browser.department.client import NOBODY
from tests.notifications.telling.waiting import set_sender

import pytest
import transaction


PAGE = "@@notifications"
OF_DEPARTMENT = "departments/academic/@@notifications"
OF_SUBMITTERS = "@@notification-defaults"
HANDLER = "academic-handler"
HEAD = "academic-head"
FORM = {"do": "save", "quiet": "true", "quiet_from": "21:00", "quiet_to": "06:00"}


@pytest.fixture(autouse=True, scope="class")
def mail(served):
    """The site can send mails."""
    transaction.begin()
    set_sender("jiesu@example.edu.cn")
    transaction.commit()


def choices(served, user: str, department: str = ""):
    """What holds, as it is in the database."""
    transaction.begin()
    return choices_of(served, user, department)


def fields(page) -> set[str]:
    """The names of the inputs that can be filled in."""
    return set(page.tree.xpath("//form[@data-ji-once]//*[@name]/@name")) - {
        "_authenticator",
        "do",
    }


QUIET = {"quiet", "quiet_from", "quiet_to"}
SUBMITTERS = {"your_turn", "progress"}
STAFF = {"work", "replies", "reminders", "supervision", "reports"}


class TestWhatIsAsked:
    """Each of those who have something to choose."""

    @pytest.mark.parametrize(
        "user,expected",
        [
            ("student1", SUBMITTERS | QUIET),
            (HANDLER, SUBMITTERS | STAFF | QUIET),
            (HEAD, SUBMITTERS | STAFF | QUIET | {"digest"}),
            ("office", SUBMITTERS | STAFF | QUIET | {"digest"}),
            ("supervisor", SUBMITTERS | STAFF | QUIET | {"digest"}),
        ],
    )
    def test_own(self, browser, user, expected):
        page = browser.open(user, PAGE)
        assert page.status == 200
        assert fields(page) == expected

    def test_nobody(self, browser):
        assert browser.open(NOBODY, PAGE).status in (302, 401)

    @pytest.mark.parametrize("user", [HEAD, "office", MANAGER])
    def test_department(self, browser, user):
        page = browser.open(user, OF_DEPARTMENT)
        assert page.status == 200
        assert fields(page) == STAFF | QUIET | {"digest"}

    @pytest.mark.parametrize(
        "user", [NOBODY, "student1", HANDLER, "library-head", "supervisor"]
    )
    def test_department_closed(self, browser, served, user):
        assert browser.open(user, OF_DEPARTMENT).status in (302, 401)
        assert browser.send(user, OF_DEPARTMENT, **FORM).status in (302, 401, 403)
        transaction.begin()
        assert not has_defaults(served, "academic")

    def test_submitters(self, browser):
        page = browser.open("office", OF_SUBMITTERS)
        assert fields(page) == SUBMITTERS | QUIET

    @pytest.mark.parametrize("user", [NOBODY, "student1", HANDLER, HEAD, "supervisor"])
    def test_submitters_closed(self, browser, served, user):
        assert browser.open(user, OF_SUBMITTERS).status in (302, 401)
        assert browser.send(user, OF_SUBMITTERS, **FORM).status in (302, 401, 403)
        transaction.begin()
        assert not has_defaults(served, "")


class TestChoosing:
    """What is kept."""

    def test_round(self, browser, served):
        """A choice is kept, shown again, and given up."""
        page = browser.submit(HEAD, PAGE, work="mail", **FORM)
        assert page.status == 200
        found = choices(served, HEAD, "academic")
        assert found.channels["work"] == ("mail",)
        assert found.channels["replies"] == ()
        assert found.digest is False
        assert (found.quiet.start.hour, found.quiet.end.hour) == (21, 6)
        checked = page.tree.xpath("//input[@type='checkbox'][@checked]/@name")
        assert checked == ["work", "quiet"]

        browser.submit(HEAD, PAGE, do="reset")
        transaction.begin()
        assert not is_own(served, HEAD)
        assert choices(served, HEAD, "academic").channels["replies"] == ("mail",)

    def test_no_quiet_hours(self, browser, served):
        form = {**FORM, "quiet": ""}
        browser.submit("student1", PAGE, **form)
        assert choices(served, "student1").quiet is None
        browser.submit("student1", PAGE, do="reset")

    @pytest.mark.parametrize(
        "wrong",
        [{"quiet_from": "25:00"}, {"quiet_to": ""}, {"your_turn": "carrier-pigeon"}],
    )
    def test_wrong(self, browser, served, wrong):
        """What cannot be is said, and nothing is kept."""
        page = browser.submit("student1", PAGE, **{**FORM, **wrong})
        assert page.tree.get_element_by_id("ji-errors") is not None
        transaction.begin()
        assert not is_own(served, "student1")

    def test_needs_our_form(self, browser, served):
        assert browser.send("student1", PAGE, **FORM).status == 403
        transaction.begin()
        assert not is_own(served, "student1")

    def test_department(self, browser, served):
        """A head sets what holds for the members who did not choose."""
        browser.submit(HEAD, OF_DEPARTMENT, work="mail", digest="true", **FORM)
        found = choices(served, HANDLER, "academic")
        assert found.channels["work"] == ("mail",)
        assert found.channels["reminders"] == ()
        page = browser.submit(HEAD, OF_DEPARTMENT, do="reset")
        assert page.status == 200
        transaction.begin()
        assert not has_defaults(served, "academic")

    def test_submitters(self, browser, served):
        browser.submit("office", OF_SUBMITTERS, your_turn="mail", **FORM)
        assert choices(served, "student2").channels["progress"] == ()
        assert choices(served, "student2").channels["your_turn"] == ("mail",)
        browser.submit("office", OF_SUBMITTERS, do="reset")


class TestWithoutChannels:
    """A site that sends nothing."""

    def test_said(self, browser, served):
        with transaction.manager:
            set_sender(None)
        page = browser.open("student1", PAGE)
        assert fields(page) == QUIET
        assert page.all("ji-note")
        with transaction.manager:
            set_sender("jiesu@example.edu.cn")
