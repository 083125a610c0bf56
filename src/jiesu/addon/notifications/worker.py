"""The worker: delivers what is due in all desks of a database, round after round.

In a process that works in the background (JIESU_BACKGROUND) it is a thread, woken by
the commits of this process that put something; what other processes put it finds by
looking every few seconds. Where no process does, a command runs it (commands.py). In
either case a lease sees to it that one works on a desk at a time.
"""

from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import noSecurityManager
from AccessControl.users import system
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from jiesu.addon import logger
from jiesu.addon.content.lookup import desks_in
from jiesu.addon.interfaces import IBrowserLayer
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
from jiesu.addon.writer.thread import at_stop
from Testing.makerequest import makerequest
from threading import Event
from threading import Thread
from transaction.interfaces import TransientError
from zope.globalrequest import clearRequest
from zope.globalrequest import setRequest
from zope.interface import alsoProvides

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
# Seconds to wait at the end for the message that is being sent.
STOPPING = 15.0


def database_opened(event) -> None:
    """Let the worker run where this process works in the background."""
    if in_background():
        Worker(event.database).start()


class Worker(Thread):
    """Delivers in rounds, in this thread once started, or one by one by `turn`."""

    def __init__(self, database):
        """Make it; `start` lets it run."""
        super().__init__(name="jiesu-deliver", daemon=True)
        self._database = database
        self._pauses = Pauses()
        self._stopped = Event()

    def start(self) -> None:
        """Let the thread run until `stop`, or until the process ends its writers."""
        at_stop(self.stop)
        super().start()

    def stop(self) -> None:
        """Finish the message that is being sent, then end."""
        self._stopped.set()
        woken.set()
        if self.is_alive():
            self.join(STOPPING)

    def run(self) -> None:
        """Wait and deliver, until `stop`."""
        while not self._stopped.is_set():
            woken.clear()
            if not self._turn_or_log():
                woken.wait(TICK)

    def _turn_or_log(self) -> bool:
        try:
            return self.turn()
        except Exception:
            # A database that is away comes back.
            logger.exception("worker: a round failed; the next one tries again")
            return False

    def turn(self) -> bool:
        """One round over all desks; whether there is more to do at once."""
        more = False
        with opened(self._database) as application:
            for desk in desks_in(application):
                if not self._stopped.is_set() and has_work(desk, self._pauses):
                    more = self._deliver(desk) or more
        return more

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


@contextmanager
def opened(database) -> Iterator:
    """The root of a database in a connection of its own, as the system user sees it."""
    transaction.begin()
    connection = database.open()
    application = makerequest(connection.root()["Application"])
    alsoProvides(application.REQUEST, IBrowserLayer)
    setRequest(application.REQUEST)
    newSecurityManager(None, system)
    try:
        yield application
    finally:
        noSecurityManager()
        clearRequest()
        transaction.abort()
        connection.close()
