"""`write`: who does it, under which circumstances, and what the caller sees."""

from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import noSecurityManager
from datetime import datetime
from datetime import UTC
from jiesu.addon.calendar.moment import at
from jiesu.addon.writer.api import hand_over
from jiesu.addon.writer.api import write
from jiesu.addon.writer.thread import writer_of
from tests.writer import works
from ZODB.POSException import ConflictError

import pytest
import transaction


def test_caller_sees_what_was_written(place):
    assert write(place, works.put, "color", "red") == "color"
    assert place.color == "red"
    assert not place._p_jar._registered_objects


def test_writer_thread_does_it(place):
    assert write(place, works.circumstances)["thread"] == "jiesu-writer"


def test_hand_over_leaves_the_transaction_of_the_caller(place):
    """Somebody who only reads has it done, in the midst of what they look at."""
    transaction.begin()
    assert not hasattr(place, "color")
    assert hand_over(place, works.put, "color", "red")
    assert not hasattr(place, "color")
    transaction.begin()
    assert place.color == "red"


def test_hand_over_without_a_writer(place, monkeypatch):
    monkeypatch.setenv("JIESU_WRITER", "inline")
    assert not hand_over(place, works.put, "color", "red")
    assert not hasattr(place, "color")


def test_inline_without_thread_mode(place, monkeypatch):
    monkeypatch.setenv("JIESU_WRITER", "inline")
    assert write(place, works.circumstances)["thread"] != "jiesu-writer"
    write(place, works.put, "color")
    transaction.abort()
    assert not hasattr(place, "color")


def test_circumstances_travel_along(place):
    moment = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    users = place.aq_parent.acl_users
    newSecurityManager(None, users.getUserById("anna").__of__(users))
    try:
        with at(moment):
            found = write(place, works.circumstances)
    finally:
        noSecurityManager()
    assert found == {
        "user": "anna",
        "site": ("", "site"),
        "path": ("", "site", "place"),
        "request": True,
        "now": moment,
        "thread": "jiesu-writer",
    }


def test_nobody_stays_nobody(place):
    noSecurityManager()
    assert write(place, works.circumstances)["user"] is None


def test_deleted_user_becomes_nobody(place):
    users = place.aq_parent.acl_users
    newSecurityManager(None, users.getUserById("anna").__of__(users))
    other = place._p_jar.db().open(transaction.TransactionManager())
    other.root()["Application"].site.acl_users._doDelUsers(["anna"])
    other.transaction_manager.commit()
    other.close()
    try:
        assert write(place, works.circumstances)["user"] is None
    finally:
        noSecurityManager()


def test_error_reaches_the_caller_and_nothing_is_written(place):
    with pytest.raises(KeyError, match="what"):
        write(place, works.fail, KeyError("what"))
    assert not hasattr(place, "half_done")


def test_even_an_exit_is_only_the_callers(place):
    with pytest.raises(SystemExit):
        write(place, works.fail, SystemExit(3))
    assert write(place, works.put, "after") == "after"


def test_caller_with_changes_keeps_its_transaction(place):
    place.own = 1
    assert write(place, works.circumstances)["thread"] != "jiesu-writer"
    write(place, works.put, "color")
    transaction.abort()
    assert not hasattr(place, "own")
    assert not hasattr(place, "color")


def test_caller_with_a_savepoint_keeps_its_transaction(place):
    place.own = 1
    transaction.savepoint(optimistic=True)
    assert write(place, works.circumstances)["thread"] != "jiesu-writer"


def test_work_within_work_is_part_of_it(place):
    assert write(place, works.put_nested, "inner") == "inner"
    assert place.inner == 1


def test_work_within_work_fails_as_a_whole(place):
    with pytest.raises(ValueError, match="second"):
        write(place, works.put_half_then_nested_fails)
    assert not hasattr(place, "first")


class TestConflict:
    def test_is_tried_again(self, place):
        tries = []

        def conflicts_twice(place):
            tries.append(1)
            place.count = len(tries)
            if len(tries) < 3:
                raise ConflictError

        write(place, conflicts_twice)
        assert place.count == 3

    def test_of_a_real_kind_is_tried_again(self, place):
        tries = []

        def somebody_else_writes_too(place):
            tries.append(1)
            place.mine = len(tries)
            if len(tries) == 1:
                other = place._p_jar.db().open(transaction.TransactionManager())
                other.root()["Application"].site.place.theirs = True
                other.transaction_manager.commit()
                other.close()

        write(place, somebody_else_writes_too)
        assert (place.mine, place.theirs) == (2, True)

    def test_that_never_ends_reaches_the_caller(self, place, monkeypatch):
        monkeypatch.setattr("jiesu.addon.writer.thread.PAUSES", (0, 0))
        with pytest.raises(ConflictError):
            write(place, works.fail, ConflictError())
        assert not hasattr(place, "half_done")


def test_ended_writer_is_replaced(place):
    first = writer_of(place._p_jar.db())
    first.stop()
    write(place, works.put, "color")
    assert writer_of(place._p_jar.db()) is not first
    assert place.color == 1
