"""The scanner at work by itself: round after round over all desks of a database.

In a process that works in the background (JIESU_BACKGROUND) it is a thread. Where none
does, a command runs it (commands.py). In either case a lease sees to it that one works
on a desk at a time; were there two, each thing would still be done once, for both would
change the same complaint.
"""

from jiesu.addon import logger
from jiesu.addon.catalog.background import index_waiting
from jiesu.addon.scanner.failures import Failures
from jiesu.addon.scanner.outcome import Outcome
from jiesu.addon.scanner.scan import is_due
from jiesu.addon.scanner.scan import scan
from jiesu.addon.writer.background import in_background
from jiesu.addon.writer.lease import lease
from jiesu.addon.writer.rounds import Rounds

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


class Scanner(Rounds):
    """Scans each desk for what became due."""

    called = "scan"

    def __init__(self, database):
        """Make it; `start` lets it run."""
        super().__init__(database)
        self._failures = Failures()

    def _pause(self) -> None:
        # What another process left, which was killed.
        index_waiting(self._database)
        self._stopped.wait(every())

    def _work(self, desk) -> bool:
        return self._scan(desk).more

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
