"""The worker: delivers what is due in all desks of a database, round after round.

In a process that works in the background (JIESU_BACKGROUND) it is a thread, woken by
the commits of this process that put something; what other processes put it finds by
looking every few seconds. Where no process does, a command runs it (commands.py). In
either case a lease sees to it that one works on a desk at a time.
"""

from collections.abc import Callable
from jiesu.addon import logger
from jiesu.addon.notifications.backoff import Pauses
from jiesu.addon.notifications.delivery import has_work
from jiesu.addon.notifications.delivery import Round
from jiesu.addon.notifications.wake import woken
from jiesu.addon.writer.api import commit
from jiesu.addon.writer.background import in_background
from jiesu.addon.writer.errors import Busy
from jiesu.addon.writer.errors import Unfinished
from jiesu.addon.writer.lease import Lease
from jiesu.addon.writer.lease import lease
from jiesu.addon.writer.rounds import Rounds
from threading import Event
from transaction.interfaces import TransientError

import time
import transaction


LEASE = "deliver"
# Seconds. Longer than any channel may take without the lease being renewed: its turn
# and one message more to a server that uses up every time-out.
LEASE_SECONDS = 300.0
RENEW_AFTER = 60.0
# Seconds between looks at what has become due meanwhile.
TICK = 5.0
# Seconds between tries to write when the writer has too much to do.
PATIENCE = (1.0, 2.0, 4.0, 8.0, 16.0)


def database_opened(event) -> None:
    """Let the worker run where this process works in the background."""
    if in_background():
        Worker(event.database).start()


class Worker(Rounds):
    """Delivers what is due of each desk."""

    called = "deliver"

    def __init__(self, database):
        """Make it; `start` lets it run."""
        super().__init__(database)
        self._pauses = Pauses()

    def _pause(self) -> None:
        """Wait until something is put, or may have become due."""
        woken.wait(TICK)
        # What was put before this is seen by the round that follows.
        woken.clear()

    def _end_pause(self) -> None:
        woken.set()

    def _work(self, desk) -> bool:
        return has_work(desk, self._pauses) and self._deliver(desk)

    def _deliver(self, desk) -> bool:
        with lease(desk, LEASE, LEASE_SECONDS) as held:
            if held is None:
                return False
            keeper = _Keeper(held, self._stopped)
            return Round(desk, self._transact, self._pauses, keeper.may_go_on).run()

    def _transact(self, desk, function: Callable, *arguments):
        """Do a piece of work in a transaction of its own, waiting for a busy writer."""
        # Whatever was touched while reading must not be written with it.
        transaction.abort()
        for pause in PATIENCE:
            try:
                return commit(desk, function, *arguments)
            except (Busy, Unfinished, TransientError) as error:
                logger.info("worker: %s", type(error).__name__)
                self._stopped.wait(pause)
        return commit(desk, function, *arguments)


class _Keeper:
    """Keeps the lease during a round."""

    def __init__(self, held: Lease, stopped: Event):
        """It was just taken."""
        self._held = held
        self._stopped = stopped
        self._taken = time.monotonic()

    def may_go_on(self) -> bool:
        """Whether the worker is not stopped and the lease still ours."""
        if self._stopped.is_set():
            return False
        if time.monotonic() - self._taken < RENEW_AFTER:
            return True
        transaction.abort()
        self._taken = time.monotonic()
        return self._held.renew()
