"""The worker: rounds over all desks, woken by commits, one process at a time."""

from contextlib import contextmanager
from jiesu.addon.calendar.moment import at
from jiesu.addon.content.lookup import desks_in
from jiesu.addon.notifications import commands
from jiesu.addon.notifications import worker
from jiesu.addon.notifications.errors import Temporary
from jiesu.addon.notifications.outbox import outbox_of
from jiesu.addon.notifications.outbox import WAITING
from jiesu.addon.notifications.worker import Worker
from jiesu.addon.writer import rounds
from jiesu.addon.writer.errors import Busy
from jiesu.addon.writer.lease import Lease
from jiesu.addon.writer.thread import stop_writers
from tests.notifications.engine.post import NOON
from tests.notifications.engine.post import tell
from threading import Event
from zope.component.hooks import setSite
from zope.processlifetime import DatabaseOpenedWithRoot

import click.testing
import pytest
import transaction


@pytest.fixture(autouse=True)
def one_desk(monkeypatch):
    """The worker finds the test's desk, which is in no Plone site."""

    def desks_in(application):
        setSite(application.site)
        return [application.site.jiesu]

    monkeypatch.setattr(rounds, "desks_in", desks_in)
    monkeypatch.setattr(worker, "PATIENCE", (0.01, 0.01))


@pytest.fixture(params=["inline", "thread"])
def written(desk, monkeypatch, request):
    """The desk, written to without a writer's thread and with one."""
    monkeypatch.setenv("JIESU_WRITER", request.param)
    return desk


@pytest.fixture
def working(database):
    """A worker that is not started."""
    return Worker(database)


def put(desk, *args, **more) -> str:
    """Put a record and commit."""
    record_id = tell(desk, *args, **more)
    transaction.commit()
    return record_id


def left(desk) -> int:
    """How many records wait."""
    transaction.begin()
    return outbox_of(desk).count(WAITING)


class TestTurn:
    """One round."""

    def test_delivers_and_notes_it(self, written, working, post):
        one = put(written)
        assert not working.turn()
        assert post["mail"].ids == [one]
        assert left(written) == 0
        working.turn()
        assert post["mail"].ids == [one]

    def test_only_looks_where_nothing_is_due(self, desk, working, post, database):
        with at(NOON):
            put(desk, not_before=NOON.replace(hour=10))
            before = database.lastTransaction()
            working.turn()
        assert database.lastTransaction() == before

    def test_writes_nothing_for_a_channel_that_is_left_alone(
        self, desk, working, post, database
    ):
        with at(NOON):
            put(desk)
            put(desk, "bea")
            post["mail"].always = Temporary("down", pause=True)
            working.turn()
            before = database.lastTransaction()
            assert not working.turn()
        assert post["mail"].tried == 1
        assert database.lastTransaction() == before

    def test_leaves_it_to_the_process_that_has_the_lease(self, desk, working, post):
        put(desk)
        other = Lease(desk, worker.LEASE, 60)
        assert other.take()
        assert not working.turn()
        assert post["mail"].ids == []
        other.give_back()
        working.turn()
        assert len(post["mail"].ids) == 1

    def test_stops_when_the_lease_is_lost(self, desk, working, post, monkeypatch):
        for number in range(5):
            put(desk, f"anna{number}")
        monkeypatch.setattr(worker, "RENEW_AFTER", 0)
        renewals = iter([True, True, True, False])
        monkeypatch.setattr(Lease, "renew", lambda lease: next(renewals, False))
        working.turn()
        assert 0 < len(post["mail"].ids) < 5
        assert left(desk) == 5 - len(post["mail"].ids)

    def test_waits_for_a_writer_that_has_too_much_to_do(
        self, desk, working, post, monkeypatch
    ):
        put(desk)
        commit, calls = worker.commit, []

        def busy(*arguments):
            calls.append(1)
            if len(calls) < 3:
                raise Busy
            return commit(*arguments)

        monkeypatch.setattr(worker, "commit", busy)
        working.turn()
        assert len(post["mail"].ids) == 1

    def test_what_was_touched_while_reading_is_not_written(self, desk, working, post):
        put(desk)
        render = post.renderer.render

        def touching(desk, records):
            desk.touched = True
            return render(desk, records)

        post.renderer.render = touching
        working.turn()
        assert left(desk) == 0
        assert not hasattr(desk, "touched")


@contextmanager
def running(working, monkeypatch, tick=60.0):
    """The worker's thread; it does not look by itself unless `tick` is short."""
    monkeypatch.setattr(worker, "TICK", tick)
    working.start()
    try:
        yield
    finally:
        working.stop()
    assert not working.is_alive()


def told(channel) -> Event:
    """Set when the channel was given something."""
    event, send = Event(), channel.send

    def send_and_tell(*arguments):
        try:
            send(*arguments)
        finally:
            event.set()

    channel.send = send_and_tell
    return event


class TestThread:
    """The thread of a process that works in the background."""

    def test_is_woken_by_a_commit(self, written, working, post, monkeypatch):
        with running(working, monkeypatch):
            event = told(post["mail"])
            one = put(written)
            assert event.wait(10)
        assert post["mail"].ids == [one]
        assert left(written) == 0

    def test_finds_by_itself_what_is_due(self, desk, working, post, monkeypatch):
        with running(working, monkeypatch, tick=0.01):
            event = told(post["mail"])
            desk["complaints"]._outbox.add(_copy_of(desk))
            worker.woken.clear()
            transaction.commit()
            assert event.wait(10)

    def test_goes_on_after_an_error(self, desk, working, post, monkeypatch, caplog):
        failures = [OSError("the database is away")]
        deliver = working._deliver

        def failing(desk):
            if failures:
                raise failures.pop()
            return deliver(desk)

        monkeypatch.setattr(working, "_deliver", failing)
        with running(working, monkeypatch, tick=0.01):
            event = told(post["mail"])
            put(desk)
            assert event.wait(10)
        assert "a round failed" in caplog.text

    def test_ends_before_the_writers_do(self, desk, working, post, monkeypatch):
        monkeypatch.setenv("JIESU_WRITER", "thread")
        monkeypatch.setattr(worker, "TICK", 60.0)
        working.start()
        stop_writers()
        assert not working.is_alive()

    @pytest.mark.parametrize("flag,started", [("1", 1), ("", 0)])
    def test_starts_where_it_is_wanted(self, flag, started, monkeypatch):
        monkeypatch.setenv("JIESU_BACKGROUND", flag)
        starts = []
        monkeypatch.setattr(Worker, "start", lambda worker: starts.append(worker))
        worker.database_opened(DatabaseOpenedWithRoot(None))
        assert len(starts) == started


def _copy_of(desk):
    """The values of a record, to be put without waking anybody."""
    from jiesu.addon.notifications.outbox import _Values

    tell(desk)
    packed = next(iter(outbox_of(desk).waiting.values()))
    transaction.abort()
    return _Values(*packed)


class TestCommand:
    """The command for set-ups of several processes."""

    def run(self, desk, *arguments):
        application = desk.getPhysicalRoot()
        transaction.begin()
        done = click.testing.CliRunner().invoke(
            commands.deliver, arguments, obj=application, catch_exceptions=False
        )
        assert done.exit_code == 0
        return done

    def test_once(self, desk, post):
        ids = [put(desk), put(desk, "bea", "wecom")]
        self.run(desk)
        assert post["mail"].ids + post["wecom"].ids == ids
        assert left(desk) == 0

    def test_until_stopped(self, desk, post, monkeypatch):
        one = put(desk)
        workers = []

        def join(working, timeout=None):
            workers.append(working)
            if timeout is None:
                # As a signal ends the command, once something was told.
                assert event.wait(10)
                raise SystemExit(0)
            join_thread(working, timeout)

        event = told(post["mail"])
        join_thread = Worker.join
        monkeypatch.setattr(Worker, "join", join)
        self.run(desk, "--forever")
        assert post["mail"].ids == [one]
        assert left(desk) == 0
        assert not workers[0].is_alive()


@pytest.mark.usefixtures("demo")
class TestInPlone:
    """The desks of a real site."""

    def test_all_desks_are_found(self, demo, portal_class):
        application = portal_class.aq_parent
        found = [
            (desk.getPhysicalPath(), outbox_of(desk).count(WAITING))
            for desk in desks_in(application)
        ]
        setSite(portal_class)
        assert found == [(demo.getPhysicalPath(), outbox_of(demo).count(WAITING))]
