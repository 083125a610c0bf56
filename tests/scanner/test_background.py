"""The scanner at work by itself: in a thread, as a command, never two at once."""

from bench.server import wait_for
from click.testing import CliRunner
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from jiesu.addon.calendar.moment import now
from jiesu.addon.catalog.catalog import catalog_of
from jiesu.addon.catalog.indexing import flush
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.demo import load
from jiesu.addon.handling.interfaces import IComplaintDue
from jiesu.addon.intake.birth import submit
from jiesu.addon.scanner import background
from jiesu.addon.scanner import commands
from jiesu.addon.scanner.background import every
from jiesu.addon.scanner.background import Scanner
from jiesu.addon.writer.lease import lease
from jiesu.addon.writer.thread import stop_writers
from plone import api
from tests.handling.world import acting
from tests.scanner.conftest import heard
from threading import Barrier
from threading import Thread
from zope.component import getGlobalSiteManager
from zope.processlifetime import DatabaseOpenedWithRoot

import pytest
import transaction


@pytest.fixture(scope="class")
def lasting(functional_portal_class):
    """A desk, committed, without a night: it may be night when the tests run."""
    with api.env.adopt_roles(["Manager"]):
        load.make_accounts()
        made = load.make_desk(functional_portal_class)
        load.make_departments(made)
        load.make_categories(made)
        load.fill_groups()
        made.quiet_hours = ""
    transaction.commit()
    return made


@pytest.fixture(params=["inline", "thread"])
def mode(request, monkeypatch, lasting):
    """By a writer's thread, as where it serves, and without, as in a command."""
    monkeypatch.setenv("JIESU_WRITER", request.param)
    yield request.param
    stop_writers()
    transaction.begin()


def overdue(desk) -> str:
    """A complaint that nobody has accepted for weeks, committed; its id."""
    raw = {"text": "投影仪", "agreed": True, "category": "academic-classroom"}
    long_ago = now() - timedelta(days=30)
    with acting("student1", long_ago):
        complaint_id = submit(desk, raw).id
        flush()
        transaction.commit()
    return complaint_id


def turn(desk) -> bool:
    """A round, in a thread of its own as always: it has no site and its own user."""
    return apart(Scanner(desk._p_jar.db()).turn)


def command(desk, *arguments: str):
    """Run the command, as the console does."""
    app = desk._p_jar.db().open().root()["Application"]
    try:
        return CliRunner().invoke(commands.scan, list(arguments), obj=app)
    finally:
        transaction.abort()
        app._p_jar.close()


def apart(function, *arguments):
    """Call something in a thread of its own."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(function, *arguments).result(60)


def told(desk, complaint_id: str) -> set[str]:
    """Names of what was told, as another connection committed it."""
    transaction.begin()
    return {key.split()[0] for key in complaints_of(desk)[complaint_id].told}


@pytest.mark.usefixtures("mode")
class TestTurn:
    def test_does_what_is_due_and_commits_it(self, lasting):
        complaint_id = overdue(lasting)
        with heard() as due:
            assert turn(lasting) is False
            assert {one.name for name, one in due if name == complaint_id} == {
                "accept_red",
                "red",
                "supervision_proposed",
            }
            assert len(told(lasting, complaint_id)) == 6
            due.clear()
            turn(lasting)
            assert due == []

    def test_two_at_once_tell_once(self, lasting, monkeypatch):
        """Even without the lease: both would change the same complaint."""
        monkeypatch.setattr(background, "lease", no_lease)
        ids = {overdue(lasting) for _ in range(5)}
        together = Barrier(2)

        def work():
            together.wait(10)
            turn(lasting)

        committed: list = []
        with heard_committed(committed):
            threads = [Thread(target=work) for _ in range(2)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(60)
        mine = [(name, due.key) for name, due in committed if name in ids]
        assert len(mine) == len(set(mine)) == 3 * len(ids)
        for complaint_id in ids:
            assert "red" in told(lasting, complaint_id)

    def test_one_holds_the_lease(self, lasting):
        complaint_id = overdue(lasting)
        with lease(lasting, background.LEASE, 300) as held:
            assert held
            turn(lasting)
            assert told(lasting, complaint_id) == set()
        turn(lasting)
        assert "red" in told(lasting, complaint_id)

    def test_nothing_due_writes_nothing(self, lasting):
        turn(lasting)
        transaction.begin()
        before = lasting._p_jar.db().lastTransaction()
        turn(lasting)
        assert lasting._p_jar.db().lastTransaction() == before

    def test_a_thread_of_its_own(self, lasting, monkeypatch):
        complaint_id = overdue(lasting)
        scanner = Scanner(lasting._p_jar.db())
        # At the first pause: all that is due was looked at.
        monkeypatch.setattr(background, "every", lambda: scanner._stopped.set() or 60.0)
        scanner.start()
        scanner.join(60)
        assert not scanner.is_alive()
        assert "red" in told(lasting, complaint_id)

    def test_texts_that_a_killed_process_left_are_indexed(self, lasting, monkeypatch):
        monkeypatch.setenv("JIESU_WRITER", "inline")
        overdue(lasting)
        waiting = catalog_of(complaints_of(lasting)).waiting
        assert waiting
        monkeypatch.setenv("JIESU_WRITER", "thread")
        scanner = Scanner(lasting._p_jar.db())
        scanner.start()

        def done() -> bool:
            transaction.begin()
            return not waiting

        try:
            wait_for(done, 30, "the texts to be indexed")
        finally:
            scanner.stop()


class TestCommand:
    def test_once(self, lasting):
        complaint_id = overdue(lasting)
        result = apart(command, lasting)
        assert result.exit_code == 0, result.output
        assert "red" in told(lasting, complaint_id)
        assert state_of(complaints_of(lasting)[complaint_id]) == "pending"

    def test_for_ever_until_stopped(self, lasting, monkeypatch):
        turns = []

        def turn(scanner):
            turns.append(1)
            scanner._stopped.set()

        monkeypatch.setattr(Scanner, "turn", turn)
        result = apart(command, lasting, "--forever")
        assert result.exit_code == 0, result.output
        assert turns == [1]


@pytest.mark.parametrize(("flag", "started"), [("1", 1), ("", 0)])
def test_starts_where_it_is_wanted(flag, started, monkeypatch):
    monkeypatch.setenv("JIESU_BACKGROUND", flag)
    starts = []
    monkeypatch.setattr(Scanner, "start", lambda scanner: starts.append(scanner))
    background.database_opened(DatabaseOpenedWithRoot(None))
    assert len(starts) == started


@pytest.mark.parametrize(
    ("text", "seconds"), [("", 60), ("5", 5), ("0", 1), ("often", 60)]
)
def test_how_often(text, seconds, monkeypatch):
    monkeypatch.setenv("JIESU_SCAN_EVERY", text)
    assert every() == seconds


def test_a_round_that_fails_is_not_the_end(monkeypatch, caplog):
    scanner = Scanner(None)
    rounds = []

    def turn():
        rounds.append(1)
        if len(rounds) == 2:
            scanner._stopped.set()
        raise OSError

    monkeypatch.setattr(scanner, "turn", turn)
    monkeypatch.setattr(background, "every", lambda: 0.0)
    scanner.run()
    assert len(rounds) == 2
    assert "a round failed" in caplog.text


@contextmanager
def no_lease(*arguments) -> Iterator[bool]:
    """As if the lease had been given to both."""
    yield True


@contextmanager
def heard_committed(committed: list) -> Iterator[None]:
    """What is told by transactions that were committed."""

    def hear(event) -> None:
        told = (event.object.getId(), event.due)
        transaction.get().addAfterCommitHook(
            lambda success: committed.append(told) if success else None
        )

    manager = getGlobalSiteManager()
    manager.registerHandler(hear, (IComplaintDue,))
    try:
        yield
    finally:
        manager.unregisterHandler(hear, (IComplaintDue,))
