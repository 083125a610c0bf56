"""The lease: of several processes one holds it at a time."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from jiesu.addon.calendar.moment import at
from jiesu.addon.calendar.moment import shift
from jiesu.addon.writer import lease as module
from jiesu.addon.writer.lease import Lease
from jiesu.addon.writer.lease import lease
from threading import Barrier
from threading import Thread

import pytest
import transaction


NOON = datetime(2026, 11, 16, 4, 0, tzinfo=UTC)


@pytest.fixture(params=["inline", "thread"])
def mine(place, monkeypatch, request):
    """The place, seen by one process; by its writer or without one."""
    monkeypatch.setenv("JIESU_WRITER", request.param)
    return place


@pytest.fixture
def others(mine, database):
    """The place in a second connection, as another process sees it."""
    connection = database.open()
    yield connection.root()["Application"].site.place
    transaction.abort()
    connection.close()


def test_one_holds_it(mine, others):
    with lease(mine, "deliver", 60) as held:
        assert held
        with lease(others, "deliver", 60) as second:
            assert second is None


def test_it_is_given_back(mine, others):
    with lease(mine, "deliver", 60) as held:
        assert held
    with lease(others, "deliver", 60) as held:
        assert held


def test_it_is_given_back_after_an_error(mine, others):
    with pytest.raises(ZeroDivisionError), lease(mine, "deliver", 60):
        raise ZeroDivisionError
    with lease(others, "deliver", 60) as held:
        assert held


def test_each_name_is_a_lease_of_its_own(mine, others):
    with lease(mine, "deliver", 60), lease(others, "scan", 60) as held:
        assert held


def test_who_died_holds_it_until_it_ends(mine, others):
    with at(NOON):
        assert Lease(mine, "deliver", 60).take()
    with at(NOON + timedelta(seconds=59)), lease(others, "deliver", 60) as held:
        assert held is None
    with at(NOON + timedelta(seconds=60)), lease(others, "deliver", 60) as held:
        assert held


def test_who_renews_keeps_it(mine, others):
    first = Lease(mine, "deliver", 60)
    with at(NOON):
        assert first.take()
    with at(NOON + timedelta(seconds=50)):
        assert first.renew()
    with at(NOON + timedelta(seconds=100)), lease(others, "deliver", 60) as held:
        assert held is None


def test_who_was_too_late_learns_that_it_is_lost(mine, others):
    first, second = Lease(mine, "deliver", 60), Lease(others, "deliver", 60)
    with at(NOON):
        assert first.take()
    with at(NOON + timedelta(seconds=61)):
        assert second.take()
        assert not first.renew()
        # Nor does it give back what is another's.
        first.give_back()
        assert second.renew()
        assert not Lease(mine, "deliver", 60).take()


def test_a_lease_that_cannot_be_given_back_ends_by_itself(mine, monkeypatch, caplog):
    def broken(*arguments):
        raise OSError("disk")

    with lease(mine, "deliver", 60):
        monkeypatch.setattr(module, "_give_back", broken)
    assert "deliver is not given back" in caplog.text


def test_of_many_at_the_same_time_one_gets_it(place, database, monkeypatch):
    monkeypatch.setenv("JIESU_WRITER", "inline")
    barrier, got = Barrier(6), []

    def compete():
        connection = database.open()
        place = connection.root()["Application"].site.place
        barrier.wait(10)
        got.append(Lease(place, "deliver", 60).take())
        connection.close()

    threads = [Thread(target=compete) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(got) == [False] * 5 + [True]


def test_moving_the_clock_of_a_demo_ends_no_lease(mine, others, monkeypatch):
    """Or two would deliver the same message while a developer lets time pass."""
    monkeypatch.setenv("JIESU_DEMO_CLOCK", "1")
    with lease(mine, "deliver", 60) as held:
        assert held
        shift(timedelta(days=3))
        try:
            with lease(others, "deliver", 60) as second:
                assert second is None
        finally:
            shift(timedelta(0))
