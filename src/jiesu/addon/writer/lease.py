"""A lease: of several processes one at a time does a piece of work, such as delivering.

It is a record in the database with its holder and its end, taken and given back in
short transactions; who comes second has a conflict, looks again and sees the first. Of
a process that died another one of the same machine takes it at once; one of another
machine waits until it ends. The clocks of the machines have to agree within seconds, as
NTP sees to.
"""

from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from datetime import timedelta
from jiesu.addon import logger
from jiesu.addon.calendar.moment import moved
from jiesu.addon.calendar.moment import now
from jiesu.addon.writer.api import commit
from jiesu.addon.writer.holder import is_gone
from jiesu.addon.writer.holder import new_holder


LEASES = "jiesu.addon.leases"


class Lease:
    """A lease that is held."""

    def __init__(self, place, name: str, seconds: float):
        """Not taken yet; see `lease`."""
        self._place = place
        self._key = "/".join((*place.getPhysicalPath(), name))
        self._seconds = seconds
        self._holder = new_holder()

    def renew(self) -> bool:
        """Hold it for all its seconds from now on.

        :returns: whether it is ours; False: it ended, and another process took it
        """
        return commit(self._place, _take, self._key, self._holder, self._seconds)

    # To take it is the same.
    take = renew

    def give_back(self) -> None:
        """Let another process have it at once."""
        commit(self._place, _give_back, self._key, self._holder)


@contextmanager
def lease(place, name: str, seconds: float) -> Iterator[Lease | None]:
    """Hold the lease of this name while the block runs, or see that another does.

        with lease(desk, "deliver", 300) as held:
            if held:
                ...

    :param place: a desk or another place that the lease is for; its connection has no
        changes, for a transaction of its own is begun and ended
    :param seconds: after so many it ends, unless it is renewed
    :returns: the lease; None where another process has it
    """
    wanted = Lease(place, name, seconds)
    if not wanted.take():
        yield None
        return
    try:
        yield wanted
    finally:
        try:
            wanted.give_back()
        except Exception:
            # It ends by itself.
            logger.exception("lease: %s is not given back", name)


def _take(place, key: str, holder: str, seconds: float) -> bool:
    leases = _leases(place)
    known, until = leases.get(key, ("", None))
    if known not in ("", holder) and _time() < until and not is_gone(known):
        return False
    leases[key] = (holder, _time() + timedelta(seconds=seconds))
    return True


def _give_back(place, key: str, holder: str) -> None:
    leases = _leases(place)
    if leases.get(key, ("", None))[0] == holder:
        del leases[key]


def _leases(place) -> OOBTree:
    root = place._p_jar.root()
    if LEASES not in root:
        root[LEASES] = OOBTree()
    return root[LEASES]


def _time() -> datetime:
    """The time that work takes: to move the clock of a demo ends no lease."""
    return now() - moved()
