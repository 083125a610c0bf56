"""The clock of a demo that a developer moves, to see what time brings.

Only with JIESU_DEMO_CLOCK=1 (calendar/moment.py), and for one process. By how much it
was moved is kept in the database, so that time does not go back when the site is
started again.
"""

from collections.abc import Iterator
from datetime import datetime
from datetime import timedelta
from jiesu.addon import logger
from jiesu.addon.calendar import moment
from jiesu.addon.content.lookup import desks_in
from jiesu.addon.notifications.worker import Worker
from jiesu.addon.scanner.background import Scanner
from jiesu.addon.scanner.scan import next_look
from jiesu.addon.writer.rounds import opened
from threading import Lock
from threading import Thread

import transaction


KEY = "jiesu.addon.demo.clock"
# How far it can be moved at once; longer takes minutes.
LONGEST = timedelta(days=62)
# What happens by itself happens at its moment; besides, somebody may look at the clock.
STEP = timedelta(hours=6)
# Rounds of one step, should something be due for ever.
ROUNDS = 50

_moving = Lock()


class Refused(Exception):
    """The clock cannot be moved so."""


def database_opened(event) -> None:
    """Go on with the time that it was, where the clock can be moved."""
    if not moment.can_move():
        return
    connection = event.database.open()
    try:
        moment.shift(timedelta(seconds=connection.root().get(KEY, 0.0)))
    finally:
        connection.close()


def move(database, wanted: datetime) -> datetime:
    """Let time pass until a moment, as if one had waited.

    The clock goes from one thing that becomes due to the next; at each the scanner and
    the worker that delivers do what there is to do. It works in a thread of its own, on
    connections of its own, and comes back when it is done.

    :param wanted: an aware datetime to come
    :returns: the present moment then
    :raises Refused: the switch is off, it is moved already, or the moment is past or
        too far away
    """
    if not moment.can_move():
        raise Refused("off")
    if not moment.now() < wanted <= moment.now() + LONGEST:
        raise Refused("moment")
    if not _moving.acquire(blocking=False):
        raise Refused("busy")
    try:
        failed: list[Exception] = []
        thread = Thread(target=_pass, args=(database, wanted, failed), daemon=True)
        thread.start()
        thread.join()
    finally:
        _moving.release()
    if failed:
        raise failed[0]
    return moment.now()


def _pass(database, wanted: datetime, failed: list[Exception]) -> None:
    scanner, worker = Scanner(database), Worker(database)
    try:
        for step in _steps(database, wanted):
            _set(database, step)
            for one in (scanner, worker):
                _until_done(one)
    except Exception as error:
        logger.exception("clock: stopped on the way")
        failed.append(error)


def _steps(database, wanted: datetime) -> Iterator[datetime]:
    """The moments to stop at, the last one the one that is wanted."""
    present = moment.now()
    while present < wanted:
        due = _next(database)
        later = present + STEP
        if due is not None and present < due < later:
            later = due
        present = min(later, wanted)
        yield present


def _next(database) -> datetime | None:
    with opened(database) as application:
        found = [next_look(desk) for desk in desks_in(application)]
    # Due moments have parts of a second, the index has none: look when it is over.
    second = timedelta(seconds=1)
    return min((one + second for one in found if one is not None), default=None)


def _set(database, present: datetime) -> None:
    offset = present - (moment.now() - moment.moved())
    moment.shift(offset)
    transaction.begin()
    connection = database.open()
    try:
        connection.root()[KEY] = offset.total_seconds()
        transaction.commit()
    finally:
        transaction.abort()
        connection.close()


def _until_done(works) -> None:
    for _ in range(ROUNDS):
        if not works.turn():
            return
