"""One round over things of which something is due: batch by batch, none blocks another.

It knows its things by a port of two methods, so that it is tested without a site.
"""

from collections.abc import Callable
from jiesu.addon import logger
from jiesu.addon.scanner.failures import Failures
from jiesu.addon.scanner.outcome import Looked
from jiesu.addon.scanner.outcome import Outcome
from jiesu.addon.writer.errors import Busy
from jiesu.addon.writer.errors import Unfinished
from typing import Protocol

import traceback


# Things looked at in one transaction: some hundredths of a second, for others wait.
BATCH = 10


class Port(Protocol):
    """Where the things are."""

    name: str

    def due(self, size: int, without: set[str]) -> list[str]:
        """The ids of things that are due now."""

    def look(self, ids: list[str]) -> Looked:
        """Look at these in one transaction: all or none."""


class Round:
    """A round over one kind of things."""

    def __init__(
        self, port: Port, failures: Failures, may_go_on: Callable[[], bool]
    ) -> None:
        """Not begun."""
        self._port = port
        self._failures = failures
        self._may_go_on = may_go_on

    def run(self, size: int) -> Outcome:
        """Look at each thing that is due, once.

        :param size: at how many at most
        """
        outcome = Outcome()
        seen: set[str] = set()
        try:
            while len(seen) < size and self._may_go_on():
                ids = self._due(min(BATCH, size - len(seen)), seen)
                if not ids:
                    return outcome
                outcome += self._batch(ids)
                seen.update(ids)
        except (Busy, Unfinished) as error:
            # People come first; what was begun is done or not, and found again if not.
            logger.info("scanner: %s, goes on later", type(error).__name__)
            return outcome
        return outcome + Outcome(more=bool(self._due(1, seen)))

    def _due(self, size: int, seen: set[str]) -> list[str]:
        return self._port.due(size, seen | self._failures.resting())

    def _batch(self, ids: list[str]) -> Outcome:
        try:
            looked = self._port.look(ids)
        except (Busy, Unfinished):
            raise
        except Exception as error:
            if len(ids) > 1:
                return sum((self._batch([one]) for one in ids), Outcome())
            self._failures.add(ids[0])
            logger.error("scanner: %s %s: %s", self._port.name, ids[0], _told(error))
            return Outcome(looked=1, failed=1)
        for one in ids:
            self._failures.forget(one)
        return Outcome(len(ids), looked.acted, looked.told)


def _told(error: Exception) -> str:
    """What went wrong and where, without the error's words: they may name people."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"
