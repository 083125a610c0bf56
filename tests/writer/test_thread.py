"""The thread: what is committed together, what is refused, how it ends."""

from jiesu.addon.writer import thread
from jiesu.addon.writer.api import at_end
from jiesu.addon.writer.api import later
from jiesu.addon.writer.api import task_of
from jiesu.addon.writer.api import write
from jiesu.addon.writer.errors import Busy
from jiesu.addon.writer.errors import Unfinished
from jiesu.addon.writer.thread import writer_of
from tests.writer import works
from threading import Event
from threading import Thread

import pytest
import transaction


@pytest.fixture
def gate(place):
    """Holds the writer; opened at the end."""
    gate = works.Gate()
    waiting = Thread(
        target=writer_of(place._p_jar.db()).do, args=(task(place, gate.wait),)
    )
    waiting.start()
    assert gate.reached.wait(10)
    yield gate
    gate.open.set()
    waiting.join(10)


def task(place, function, *arguments):
    """A task as `write` makes it."""
    return task_of(place, function, arguments)


def queue(place, tasks):
    """Queue tasks as callers of their own would; returns the callers."""
    writer = writer_of(place._p_jar.db())
    callers = []
    for one in tasks:
        caller = Thread(target=writer.do, args=(one,))
        caller.start()
        callers.append(caller)
    wait_until(lambda: writer._queue.qsize() >= len(tasks))
    return callers


def wait_until(condition, seconds=10):
    """Wait for a condition without holding anything up."""
    pause = Event()
    for _ in range(int(seconds / 0.005)):
        if condition():
            return
        pause.wait(0.005)
    raise AssertionError("it did not come true")


def test_what_waits_is_committed_together(place, gate):
    tasks = [task(place, put_and_name_transaction, str(n)) for n in range(20)]
    callers = queue(place, tasks)
    gate.open.set()
    for caller in callers:
        caller.join(10)
    transaction.begin()
    assert all(hasattr(place, str(n)) for n in range(20))
    assert len({one.result for one in tasks}) == 1


def put_and_name_transaction(place, name):
    """A piece of work that tells in which transaction it was done."""
    works.put(place, name)
    return id(transaction.get())


def test_one_that_fails_fails_alone(place, gate):
    tasks = [
        task(place, works.put, "before"),
        task(place, works.fail, ValueError("bad")),
        task(place, works.put, "after"),
    ]
    callers = queue(place, tasks)
    gate.open.set()
    for caller in callers:
        caller.join(10)
    transaction.begin()
    assert [type(one.error) for one in tasks] == [type(None), ValueError, type(None)]
    assert (place.before, place.after) == (1, 1)
    assert not hasattr(place, "half_done")


def test_too_many_are_told_to_come_back(place, gate, monkeypatch):
    writer = writer_of(place._p_jar.db())
    monkeypatch.setattr(writer._queue, "maxsize", 2)
    callers = queue(place, [task(place, works.put, name) for name in "ab"])
    with pytest.raises(Busy) as refused:
        write(place, works.put, "c")
    assert refused.value.retry_after > 0
    gate.open.set()
    for caller in callers:
        caller.join(10)
    transaction.begin()
    assert (place.a, place.b) == (1, 1)
    assert not hasattr(place, "c")


def test_who_waited_too_long_is_told(place, gate, monkeypatch):
    monkeypatch.setattr(thread, "PATIENCE", 0.01)
    with pytest.raises(Unfinished):
        write(place, works.put, "late")
    gate.open.set()
    thread.stop_writers()
    transaction.begin()
    assert place.late == 1


def test_stop_does_what_waits_and_takes_no_more(place, gate):
    writer = writer_of(place._p_jar.db())
    callers = queue(place, [task(place, works.put, name) for name in "abc"])
    stopping = Thread(target=writer.stop)
    stopping.start()
    wait_until(lambda: writer._closed)
    with pytest.raises(Busy):
        writer.do(task(place, works.put, "d"))
    gate.open.set()
    for caller in (*callers, stopping):
        caller.join(10)
    assert not writer.alive
    transaction.begin()
    assert (place.a, place.b, place.c) == (1, 1, 1)


def test_error_of_the_writer_itself_leaves_nobody_waiting(place, gate, monkeypatch):
    writer = writer_of(place._p_jar.db())

    def broken(application):
        raise OSError("disk")

    waiting = task(place, works.put, "a")
    callers = queue(place, [waiting])
    monkeypatch.setattr(writer, "_turn", broken)
    monkeypatch.setattr(writer, "_do_upkeep", broken)
    gate.open.set()
    for caller in callers:
        caller.join(10)
    wait_until(lambda: not writer.alive)
    assert isinstance(waiting.error, Busy)
    assert write(place, works.put, "b") == "b"


class TestLater:
    def test_is_done_after_the_commit_until_nothing_is_left(self, place, monkeypatch):
        monkeypatch.setattr(thread, "IDLE", 0.01)
        done = Event()

        def count_down(place):
            place.left = getattr(place, "left", 3) - 1
            if not place.left:
                transaction.get().addAfterCommitHook(lambda ok: done.set())
            return place.left

        later(place, count_down)
        later(place, count_down)
        assert not done.wait(0.02)
        monkeypatch.setattr(thread.Writer.ask_upkeep, "__defaults__", (0,))
        transaction.commit()
        assert done.wait(10)
        transaction.begin()
        assert place.left == 0

    def test_is_not_done_after_an_abort(self, place):
        later(place, works.circumstances)
        transaction.abort()
        assert not writer_of(place._p_jar.db())._upkeep

    def test_that_fails_is_tried_again_later(self, place, monkeypatch):
        writer = writer_of(place._p_jar.db())
        monkeypatch.setattr(thread, "IDLE", 0.01)
        asked = []
        monkeypatch.setattr(
            writer, "ask_upkeep", lambda task, delay: asked.append(delay)
        )
        one = task(place, works.fail, ValueError("bad"))
        writer._upkeep[one.function, one.path] = (0, one)
        wait_until(lambda: asked)
        assert asked == [thread.UPKEEP_RETRY]
        assert write(place, works.put, "a") == "a"


class TestAtEnd:
    def test_within_a_task_the_user_and_site_are_still_there(self, place):
        found = []

        def work(place):
            at_end(lambda: found.append(works.circumstances(place)))
            assert not found

        write(place, work)
        assert found[0]["site"] == ("", "site")
        assert found[0]["request"]

    def test_elsewhere_it_is_just_before_the_commit(self, place):
        found = []
        at_end(lambda: found.append(1))
        assert not found
        transaction.commit()
        assert found == [1]
