"""One entry of a journal. Written once, never changed."""

from collections.abc import Mapping
from datetime import datetime
from jiesu.addon.access.capacities import VISIBILITIES
from persistent import Persistent
from types import MappingProxyType


# Who did it when no person did: the desk itself.
SYSTEM = ""

_FIELDS = (
    "number",
    "time",
    "action",
    "actor",
    "role",
    "department",
    "text",
    "files",
    "visibility",
    "changes",
    "clock",
)


class Entry(Persistent):
    """What happened: who, in what role, when, by which action, for whom to read.

    A record of its own in the database, so that writing the next one does not write
    this one again.
    """

    number: int
    time: datetime
    action: str
    actor: str
    role: str
    department: str
    text: str
    files: tuple
    visibility: str

    def __init__(
        self,
        number: int,
        time: datetime,
        action: str,
        actor: str = SYSTEM,
        role: str = "",
        department: str = "",
        text: str = "",
        files: tuple = (),
        visibility: str = "public",
        changes: dict | None = None,
        clock: dict | None = None,
    ):
        """Make the entry.

        :param number: its place in the journal, from 1
        :param time: when it happened, with offset
        :param action: the name of the action
        :param actor: user id, or `SYSTEM`
        :param role: the role in which the actor did it
        :param department: the department for which the actor did it, if any
        :param text: what was said
        :param files: what was attached, see journal/files.py
        :param visibility: who may read it, see access/capacities.py
        :param changes: what changed, plain data
        :param clock: what it means for the clock, see deadlines/clock.py
        :raises ValueError: for a time without offset or an unknown visibility
        """
        if time.tzinfo is None:
            raise ValueError("an entry needs a time with offset")
        if visibility not in VISIBILITIES:
            raise ValueError(f"unknown visibility {visibility!r}")
        values = locals()
        state = {name: values[name] for name in _FIELDS if values[name]}
        # Stored without the empty ones: most entries say little.
        self.__dict__.update(state)

    def __setattr__(self, name, value):
        """Refuse: nothing in a complaint's history is ever changed."""
        if name.startswith(("_p_", "_v_")):
            return super().__setattr__(name, value)
        raise AttributeError("journal entries are never changed")

    def __delattr__(self, name):
        """Refuse, as for setting."""
        if name.startswith(("_p_", "_v_")):
            return super().__delattr__(name)
        raise AttributeError("journal entries are never changed")

    @property
    def changes(self) -> Mapping:
        """What changed; to be read only."""
        return MappingProxyType(self.__dict__.get("changes", {}))

    @property
    def clock(self) -> Mapping:
        """What it means for the clock; to be read only."""
        return MappingProxyType(self.__dict__.get("clock", {}))

    def __getattr__(self, name):
        """The empty value of a field that was not stored."""
        if name == "files":
            return ()
        if name in _FIELDS:
            return ""
        raise AttributeError(name)
