"""The outbox: what a record holds, when it is due, and what becomes of it."""

from jiesu.addon.calendar.moment import at
from jiesu.addon.notifications.outbox import FAILED
from jiesu.addon.notifications.outbox import LOGGED
from jiesu.addon.notifications.outbox import outbox_if_any
from jiesu.addon.notifications.outbox import outbox_of
from jiesu.addon.notifications.outbox import WAITING
from jiesu.addon.notifications.wake import woken
from jiesu.addon.writer.api import commit
from tests.notifications.engine.post import HOUR
from tests.notifications.engine.post import MINUTE
from tests.notifications.engine.post import NOON
from tests.notifications.engine.post import tell
from ZODB.DB import DB
from ZODB.FileStorage import FileStorage
from ZODB.POSException import ConflictError

import pytest
import transaction


@pytest.fixture
def outbox(desk):
    """The desk's outbox."""
    return outbox_of(desk)


def test_a_record_holds_what_was_said(desk, outbox):
    with at(NOON):
        record_id = tell(
            desk,
            "bea",
            "wecom",
            event="yellow",
            about="supervision/s1",
            entry=4,
            not_before=NOON + HOUR,
            urgent=True,
            gather="day",
            data={"department": "it"},
        )
    record = outbox.get(record_id)
    assert vars(record) == {
        "id": record_id,
        "event": "yellow",
        "about": "supervision/s1",
        "receiver": "bea",
        "channel": "wecom",
        "entry": 4,
        "created": NOON,
        "not_before": NOON + HOUR,
        "urgent": True,
        "gather": "day",
        "data": {"department": "it"},
        "tries": 0,
        "state": WAITING,
        "error": "",
        "last_try": None,
    }


def test_ids_follow_time_and_differ(desk, outbox):
    with at(NOON):
        first = {tell(desk) for _ in range(50)}
    with at(NOON + MINUTE):
        last = tell(desk)
    assert len(first) == 50
    assert max(first) < last


def test_is_due_from_its_moment_on(desk, outbox):
    with at(NOON):
        later = tell(desk, not_before=NOON + HOUR)
        at_once = tell(desk)
    assert outbox.due_ids(NOON) == [at_once]
    assert not outbox.is_due(NOON - MINUTE)
    assert outbox.due_ids(NOON + HOUR - MINUTE / 60) == [at_once]
    assert outbox.due_ids(NOON + HOUR) == [at_once, later]
    assert outbox.next_due() == NOON


def test_nothing_is_there_after_an_abort(desk, outbox):
    woken.clear()
    tell(desk)
    transaction.abort()
    assert outbox.count(WAITING) == 0
    assert not outbox.due
    assert not woken.is_set()


def test_the_worker_is_woken_by_the_commit(desk):
    woken.clear()
    tell(desk)
    assert not woken.is_set()
    transaction.commit()
    assert woken.is_set()


def test_what_is_for_later_wakes_nobody(desk):
    woken.clear()
    with at(NOON):
        tell(desk, not_before=NOON + HOUR)
    transaction.commit()
    assert not woken.is_set()


def test_a_step_that_is_tried_again_tells_once(desk):
    tried = []

    def step(desk):
        tell(desk)
        tried.append(1)
        if len(tried) < 3:
            raise ConflictError

    commit(desk, step)
    assert len(tried) == 3
    assert outbox_of(desk).count(WAITING) == 1


def test_one_is_made_where_there_is_none(desk):
    del desk["complaints"]._outbox
    assert outbox_if_any(desk) is None
    tell(desk)
    assert outbox_if_any(desk).count(WAITING) == 1


def test_two_connections_put_at_the_same_time(desk, database):
    tell(desk)
    transaction.commit()
    manager = transaction.TransactionManager()
    connection = database.open(manager)
    try:
        other = connection.root()["Application"].site.jiesu
        other_outbox = other["complaints"]._outbox
        assert other_outbox.count(WAITING) == 1
        tell(desk, "bea")
        transaction.commit()
        other_outbox.add(_values_like(desk))
        manager.commit()
    finally:
        manager.abort()
        connection.close()
    transaction.begin()
    assert outbox_of(desk).count(WAITING) == 3


def _values_like(desk):
    from jiesu.addon.notifications.outbox import _Values

    return _Values(*next(iter(outbox_of(desk).waiting.values())))


class TestWorkersWork:
    """What the worker writes."""

    def test_a_try_says_when_it_is_due_again(self, desk, outbox):
        with at(NOON):
            one = tell(desk)
            outbox.begin_try(one, MINUTE)
        record = outbox.get(one)
        assert (record.tries, record.last_try) == (1, NOON)
        assert outbox.due_ids(NOON) == []
        assert outbox.due_ids(NOON + MINUTE) == [one]

    def test_a_failure_keeps_its_reason(self, desk, outbox):
        with at(NOON):
            one = tell(desk)
            outbox.begin_try(one, MINUTE)
            outbox.try_again(one, "no connection", HOUR)
        assert outbox.get(one).error == "no connection"
        assert outbox.due_ids(NOON + MINUTE) == []
        assert outbox.due_ids(NOON + HOUR) == [one]

    def test_what_was_not_tried_has_no_try(self, desk, outbox):
        with at(NOON):
            one = tell(desk)
            outbox.begin_try(one, MINUTE)
            outbox.not_tried(one)
        assert outbox.get(one).tries == 0
        assert outbox.due_ids(NOON) == [one]

    def test_delivered_is_gone_and_in_the_log(self, desk, outbox):
        with at(NOON):
            one = tell(desk)
            outbox.delivered(one, "sent")
        assert outbox.get(one) is None
        assert not outbox.due
        (entry,) = outbox.deliveries()
        assert vars(entry) == {
            "when": NOON,
            "event": "answer",
            "channel": "mail",
            "outcome": "sent",
        }

    def test_the_log_is_bounded(self, desk, outbox):
        for _ in range(LOGGED + 5):
            outbox.delivered(tell(desk), "sent")
        assert len(list(outbox.deliveries())) == LOGGED

    def test_given_up_waits_for_an_administrator(self, desk, outbox):
        one = tell(desk)
        outbox.give_up(one, "unknown")
        assert not outbox.due
        record = outbox.get(one)
        assert (record.state, record.error) == (FAILED, "unknown")
        assert list(outbox.records(FAILED)) == [record]

    def test_of_what_is_gone_nothing_is_noted(self, desk, outbox):
        one = tell(desk)
        outbox.remove(one)
        outbox.try_again(one, "late")
        outbox.not_tried(one)
        outbox.give_up(one, "late")
        outbox.delivered(one, "sent")
        assert outbox.begin_try(one, MINUTE) is None
        assert outbox.get(one) is None
        assert not list(outbox.deliveries())


class TestAdministratorsWork:
    """Send again, remove."""

    def test_send_again(self, desk, outbox):
        with at(NOON):
            one = tell(desk)
            outbox.begin_try(one, MINUTE)
            outbox.give_up(one, "unknown")
        with at(NOON + HOUR):
            assert outbox.send_again(one)
        record = outbox.get(one)
        assert (record.state, record.tries) == (WAITING, 0)
        assert outbox.due_ids(NOON + HOUR) == [one]

    def test_send_again_what_waits_for_its_next_try(self, desk, outbox):
        with at(NOON):
            one = tell(desk)
            outbox.begin_try(one, HOUR)
            assert outbox.send_again(one)
        assert outbox.due_ids(NOON) == [one]
        assert len(outbox.due) == 1

    def test_remove(self, desk, outbox):
        waiting, failed = tell(desk), tell(desk)
        outbox.give_up(failed, "unknown")
        assert outbox.remove(waiting)
        assert outbox.remove(failed)
        assert not outbox.remove("other")
        assert not outbox.send_again("other")
        assert (outbox.count(WAITING), outbox.count(FAILED)) == (0, 0)
        assert not outbox.due


def test_five_records_add_few_bytes(tmp_path):
    """As many as a submission puts: little beside the 60 KB that it may write."""
    from OFS.Application import Application
    from tests.notifications.engine.post import make_desk

    path = tmp_path / "Data.fs"
    database = DB(FileStorage(str(path)))
    connection = database.open()
    application = connection.root()["Application"] = Application()
    desk = make_desk(application)
    transaction.commit()
    added = []
    for number in range(200):
        # Ten remain of each, as when the mail server is down for long.
        size = path.stat().st_size
        for channel in ("inbox", "inbox", "mail", "wecom", "webhook"):
            tell(desk, f"academic-handler-{number}", channel, about="0" * 32, entry=1)
        transaction.commit()
        added.append(path.stat().st_size - size)
    connection.close()
    database.close()
    assert max(added) <= 8 * 1024
    assert sum(added) / len(added) <= 5 * 1024
