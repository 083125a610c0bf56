"""The scanner at work by itself: round after round over all desks of a database.

In a process that works in the background (JIESU_BACKGROUND) it is a thread. Where none
does, a command runs it (commands.py). In either case a lease sees to it that one works
on a desk at a time; were there two, each thing would still be done once, for both would
change the same complaint.
"""

from jiesu.addon import logger
from jiesu.addon.catalog.background import index_waiting
from jiesu.addon.content.lookup import desks_in
from jiesu.addon.notifications.worker import opened
from jiesu.addon.scanner.failures import Failures
from jiesu.addon.scanner.outcome import Outcome
from jiesu.addon.scanner.scan import is_due
from jiesu.addon.scanner.scan import scan
from jiesu.addon.writer.background import in_background
from jiesu.addon.writer.lease import lease
from jiesu.addon.writer.thread import at_stop
from threading import Event
from threading import Thread

import os
import time
import transaction


# Seconds between rounds.
EVERY = "JIESU_SCAN_EVERY"
DEFAULT_EVERY = 60.0
LEASE = "scan"
# Seconds. A round ends well before its lease does, whatever its writer waits for.
LEASE_SECONDS = 300.0
ROUND_SECONDS = 60.0
# Seconds to wait at the end for the batch that is being looked at.
STOPPING = 15.0


def database_opened(event) -> None:
    """Let the scanner run where this process works in the background."""
    if in_background():
        Scanner(event.database).start()


def every() -> float:
    """Seconds between rounds, as the environment says; never less than one."""
    try:
        return max(1.0, float(os.environ.get(EVERY) or DEFAULT_EVERY))
    except ValueError:
        logger.error("scanner: %s is no number", EVERY)
        return DEFAULT_EVERY


class Scanner(Thread):
    """Scans in rounds, in this thread once started, or one by one by `turn`."""

    def __init__(self, database):
        """Make it; `start` lets it run."""
        super().__init__(name="jiesu-scan", daemon=True)
        self._database = database
        self._failures = Failures()
        self._stopped = Event()

    def start(self) -> None:
        """Let the thread run until `stop`, or until the process ends its writers."""
        at_stop(self.stop)
        super().start()

    def stop(self) -> None:
        """Finish the batch that is being looked at, then end."""
        self._stopped.set()
        if self.is_alive():
            self.join(STOPPING)

    def run(self) -> None:
        """Scan and wait, until `stop`."""
        pause = 0.0
        while not self._stopped.wait(pause):
            pause = 0.0 if self._turn_or_log() else every()

    def _turn_or_log(self) -> bool:
        try:
            more = self.turn()
            if not more:
                # What another process left, which was killed.
                index_waiting(self._database)
            return more
        except Exception:
            # A database that is away comes back.
            logger.exception("scanner: a round failed; the next one tries again")
            return False

    def turn(self) -> bool:
        """One round over all desks; whether there is more to do at once."""
        more = False
        with opened(self._database) as application:
            for desk in desks_in(application):
                if self._stopped.is_set():
                    break
                more = self._scan(desk).more or more
        return more

    def _scan(self, desk) -> Outcome:
        # Most of the time there is nothing: no lease is written for that.
        if not is_due(desk, self._failures):
            return Outcome()
        # Whatever was touched while reading must not be written.
        transaction.abort()
        with lease(desk, LEASE, LEASE_SECONDS) as held:
            if held is None:
                return Outcome()
            end = time.monotonic() + ROUND_SECONDS
            outcome = scan(
                desk,
                failures=self._failures,
                may_go_on=lambda: not self._stopped.is_set() and time.monotonic() < end,
            )
        logger.info("scanner: %s: %s", desk.getId(), outcome)
        return outcome
