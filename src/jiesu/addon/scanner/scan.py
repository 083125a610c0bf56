"""A round over a desk: all that became due, by whoever registered it."""

from collections.abc import Callable
from datetime import datetime
from jiesu.addon.calendar.moment import now
from jiesu.addon.scanner.failures import Failures
from jiesu.addon.scanner.interfaces import IScanned
from jiesu.addon.scanner.outcome import Looked
from jiesu.addon.scanner.outcome import Outcome
from jiesu.addon.scanner.round import Round
from jiesu.addon.writer.api import commit
from zope.component import getUtilitiesFor
from zope.component import getUtility


# Things looked at in one round, unless told otherwise.
SIZE = 200


def scan(
    desk,
    size: int = SIZE,
    transact: Callable = commit,
    failures: Failures | None = None,
    may_go_on: Callable[[], bool] = lambda: True,
) -> Outcome:
    """Look at what is due on a desk, in short transactions through the writer.

    Each thing is looked at once in a round. It can be run at any time, as often as one
    likes and after any stop.

    :param size: at how many things at most; `Outcome.more` says that some are left
    :param transact: does a piece of work in a transaction, called as `commit` is; with
        the default the caller's transaction must have no changes: it ends
    :param failures: remembers between rounds what failed
    :param may_go_on: asked before each batch
    """
    failures = failures if failures is not None else Failures()
    outcome = Outcome()
    for port in ports(desk, transact):
        left = size - outcome.looked
        outcome += Round(port, failures, may_go_on).run(left)
    return outcome


def is_due(desk, failures: Failures) -> bool:
    """Whether there is something to look at now; only reads."""
    resting = failures.resting()
    return any(port.due(1, resting) for port in ports(desk, commit))


def next_look(desk) -> datetime | None:
    """When there is something to look at next, or was; None for never."""
    found = [scanned.next(desk) for _name, scanned in getUtilitiesFor(IScanned)]
    return min((moment for moment in found if moment is not None), default=None)


def ports(desk, transact: Callable) -> list["DeskPort"]:
    """All kinds of things of a desk, always in the same order."""
    names = sorted(name for name, _scanned in getUtilitiesFor(IScanned))
    return [DeskPort(desk, name, transact) for name in names]


class DeskPort:
    """One kind of things of a desk; see `round.Port`."""

    def __init__(self, desk, name: str, transact: Callable):
        """The kind of this name."""
        self.name = name
        self._desk = desk
        self._transact = transact

    def due(self, size: int, without: set[str]) -> list[str]:
        """See `round.Port`."""
        scanned = getUtility(IScanned, self.name)
        return list(scanned.due(self._desk, now(), size, without))

    def look(self, ids: list[str]) -> Looked:
        """See `round.Port`."""
        return self._transact(self._desk, _look, self.name, ids)


def _look(desk, kind: str, ids: list[str]) -> Looked:
    scanned = getUtility(IScanned, kind)
    return sum((scanned.look(desk, one) for one in ids), Looked())
