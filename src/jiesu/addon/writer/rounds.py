"""A thread that works in rounds over all desks of a database, until it is stopped.

What becomes due is delivered and scanned for in this way. A command runs the same where
no process works in the background.
"""

from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import noSecurityManager
from AccessControl.users import system
from collections.abc import Iterator
from contextlib import contextmanager
from jiesu.addon import logger
from jiesu.addon.content.lookup import desks_in
from jiesu.addon.interfaces import IBrowserLayer
from jiesu.addon.writer.thread import at_stop
from Testing.makerequest import makerequest
from threading import Event
from threading import Thread
from zope.globalrequest import clearRequest
from zope.globalrequest import setRequest
from zope.interface import alsoProvides

import transaction


# Seconds to wait at the end for what is being done.
STOPPING = 15.0


class Rounds(Thread):
    """Works in rounds, in this thread once started, or one by one by `turn`.

    A subclass says what is done for a desk (`_work`) and how long to wait (`_pause`).
    """

    # What the log calls it.
    called = ""

    def __init__(self, database):
        """Make it; `start` lets it run."""
        super().__init__(name=f"jiesu-{self.called}", daemon=True)
        self._database = database
        self._stopped = Event()

    def start(self) -> None:
        """Let the thread run until `stop`, or until the process ends its writers."""
        at_stop(self.stop)
        super().start()

    def stop(self) -> None:
        """Finish what is being done, then end."""
        self._stopped.set()
        self._end_pause()
        if self.is_alive():
            self.join(STOPPING)

    def run(self) -> None:
        """Work and wait, until `stop`."""
        while not self._stopped.is_set():
            if not self._turn_or_log():
                self._pause()

    def _turn_or_log(self) -> bool:
        try:
            return self.turn()
        except Exception:
            # A database that is away comes back.
            logger.exception(
                "%s: a round failed; the next one tries again", self.called
            )
            return False

    def turn(self) -> bool:
        """One round over all desks; whether there is more to do at once."""
        more = False
        with opened(self._database) as application:
            for desk in desks_in(application):
                if not self._stopped.is_set():
                    more = self._work(desk) or more
        return more

    def _work(self, desk) -> bool:
        """Do what there is to do for a desk; whether there is more to do at once."""
        raise NotImplementedError

    def _pause(self) -> None:
        """Wait for the next round."""
        raise NotImplementedError

    def _end_pause(self) -> None:
        """End a pause that waits for more than the stop."""


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
