"""The clock of a demo: moved only where the switch says so, and time passes then."""

from datetime import timedelta
from jiesu.addon.calendar import moment
from jiesu.addon.calendar.moment import now
from jiesu.addon.catalog.indexing import flush
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.catalog.queries import due_by
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.demo import clock
from jiesu.addon.demo.clock import move
from jiesu.addon.demo.clock import Refused
from jiesu.addon.intake.birth import submit
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from tests.browser.conftest import Browser
from tests.handling.world import acting
from tests.handling.world import do
from tests.scanner.conftest import heard
from zope.processlifetime import DatabaseOpenedWithRoot

import pytest
import transaction


DAY = timedelta(days=1)
TOLERANCE = timedelta(minutes=5)


@pytest.fixture(autouse=True)
def unmoved():
    """The clock of the test's process goes on as it did."""
    yield
    moment._moved = moment.NOT_MOVED


@pytest.fixture
def demo_clock(monkeypatch):
    """The switch is on."""
    monkeypatch.setenv(moment.DEMO_CLOCK, "1")


class TestMoment:
    """Of the whole process."""

    @pytest.mark.usefixtures("demo_clock")
    def test_is_shifted(self):
        before = now()
        moment.shift(DAY)
        assert DAY <= now() - before < DAY + TOLERANCE
        assert moment.moved() == DAY

    @pytest.mark.usefixtures("demo_clock")
    def test_a_frozen_time_is_what_it_is(self):
        moment.shift(DAY)
        then = now()
        with moment.at(then):
            moment.shift(2 * DAY)
            assert now() == then

    @pytest.mark.parametrize("value", ["", "0", "true", "no"])
    def test_is_dead_without_the_switch(self, monkeypatch, value):
        monkeypatch.setenv(moment.DEMO_CLOCK, value)
        before = now()
        with pytest.raises(RuntimeError):
            moment.shift(DAY)
        assert now() - before < TOLERANCE
        assert moment.moved() == timedelta(0)

    def test_is_back_when_the_switch_is_gone(self, monkeypatch):
        monkeypatch.setenv(moment.DEMO_CLOCK, "1")
        before = now()
        moment.shift(DAY)
        monkeypatch.delenv(moment.DEMO_CLOCK)
        assert now() - before < TOLERANCE


class TestMove:
    """On the demo's desk, with its scanner."""

    def test_refused_without_the_switch(self, served):
        with pytest.raises(Refused):
            move(served._p_jar.db(), now() + DAY)

    @pytest.mark.usefixtures("demo_clock")
    def test_refused_backwards_and_too_far(self, served):
        database = served._p_jar.db()
        for wanted in (now() - DAY, now() + clock.LONGEST + DAY):
            with pytest.raises(Refused):
                move(database, wanted)

    @pytest.mark.usefixtures("demo_clock")
    def test_time_passes(self, served):
        """Things happen at their moments on the way, not all at the end."""
        raw = {"text": "灯坏了", "agreed": True, "category": "academic-classroom"}
        with acting("student1", now()):
            complaint_id = submit(served, raw).id
        complaint = complaints_of(served)[complaint_id]
        do(complaint, "academic-handler", "accept", now())
        do(
            complaint,
            "academic-handler",
            "answer",
            now(),
            text="已修好",
            outcome="solved",
        )
        flush()
        transaction.commit()
        database = served._p_jar.db()
        answered = complaint.answered_at
        with heard():
            present = move(database, now() + 10 * DAY)
        assert abs(present - answered - 10 * DAY) < TOLERANCE
        transaction.begin()
        assert state_of(complaint) == "closed"
        # The desk closed it when the rating period ended, to the minute.
        late = complaint.closed_at - answered - 7 * DAY
        assert timedelta(0) <= late < timedelta(minutes=2)
        assert due_by(served, now(), 1) == []

    @pytest.mark.usefixtures("demo_clock")
    def test_after_a_start_it_is_as_late_as_before(self, served):
        database = served._p_jar.db()
        move(database, now() + DAY)
        was = moment.moved()
        moment.shift(timedelta(0))
        clock.database_opened(DatabaseOpenedWithRoot(database))
        assert moment.moved() == was

    def test_without_the_switch_a_start_moves_nothing(self, served):
        clock.database_opened(DatabaseOpenedWithRoot(served._p_jar.db()))
        assert moment._moved == timedelta(0)


class TestPage:
    """`@@clock`, and the banner on all pages."""

    @pytest.fixture
    def manager(self, served):
        browser = Browser(served.absolute_url(), None)
        browser.session.auth = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
        return browser

    def test_is_not_there_without_the_switch(self, manager):
        assert manager.get("@@clock").status == 404
        assert manager.post("@@clock", {"hours": "24"}).status == 404

    @pytest.mark.usefixtures("demo_clock")
    @pytest.mark.parametrize("user", [None, "student1", "office", "supervisor"])
    def test_is_for_managers(self, served, user):
        browser = Browser(served.absolute_url(), user)
        page = browser.get("@@clock")
        # Told that it is not for them, or asked to log in.
        assert not page.all("[name=hours]")
        browser.post("@@clock", {"hours": "24"})
        assert moment.moved() == timedelta(0)

    @pytest.mark.usefixtures("demo_clock")
    def test_moves_and_says_so_on_every_page(self, manager, served):
        page = manager.get("@@clock")
        assert page.status == 200
        assert not page.all(".ji-note.is-yellow[role=status]")
        before = now()
        page = manager.send(page, "@@clock", hours="24")
        assert page.all(".ji-note.is-yellow[role=status]")
        assert abs(now() - before - DAY) < TOLERANCE
        for user in (None, "student1", "office"):
            home = Browser(served.absolute_url(), user).get()
            assert "演示" in home.words(".ji-note.is-yellow[role=status]")

    @pytest.mark.usefixtures("demo_clock")
    @pytest.mark.parametrize("until", ["", "soon", "2020-01-01T09:00"])
    def test_what_cannot_be_is_said(self, manager, until):
        before = now()
        page = manager.get("@@clock")
        page = manager.send(page, "@@clock", until=until)
        assert page.status == 200
        assert now() - before < TOLERANCE

    @pytest.mark.usefixtures("demo_clock")
    def test_not_from_elsewhere(self, manager):
        before = now()
        assert manager.post("@@clock", {"hours": "24"}).status == 403
        assert now() - before < TOLERANCE

    def test_no_banner_where_the_clock_was_not_moved(self, served):
        home = Browser(served.absolute_url(), "student1").get()
        assert not home.all("[role=status].ji-note.is-yellow")
