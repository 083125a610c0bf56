"""The marks that steps set on a complaint's clock, as its journal keeps them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from jiesu.addon.calendar.moment import to_utc
from jiesu.addon.deadlines.limits import Limit


LIMIT_FIELDS = ("accept", "answer", "give_back", "support")


class MarkKind(StrEnum):
    """What can happen to a clock."""

    DISPATCH = "dispatch"
    ACCEPT = "accept"
    GIVE_BACK = "give_back"
    PAUSE = "pause"
    RESUME = "resume"
    HOLD = "hold"
    RELEASE = "release"
    FOLLOW = "follow"
    PART = "part"
    EXTEND = "extend"
    SUPPORTED = "supported"
    ANSWER = "answer"
    REWORK = "rework"
    UNSOLVED = "unsolved"
    STOP = "stop"


@dataclass(frozen=True)
class Mark:
    """One thing that happened to the clock, with the limits that it sets.

    The limits are those in force at that moment, so that a later change of the
    settings changes no running complaint. `restart` lets a dispatch renew the answer
    limit, which otherwise stays what the submitter was promised.

    support, departments: the limit of the supporting departments of a dispatch; or the
        department that has given its support
    until: the new due moment of an extension

    raises: ValueError for a naive time
    """

    time: datetime
    kind: MarkKind
    accept: Limit | None = None
    answer: Limit | None = None
    give_back: Limit | None = None
    restart: bool = False
    support: Limit | None = None
    departments: tuple[str, ...] = ()
    until: datetime | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "time", to_utc(self.time))
        object.__setattr__(self, "kind", MarkKind(self.kind))
        if self.until is not None:
            object.__setattr__(self, "until", to_utc(self.until))

    def to_dict(self) -> dict[str, str]:
        """Return the mark as plain strings, without its time (the entry has it)."""
        data = {"kind": str(self.kind)}
        for name in LIMIT_FIELDS:
            limit = getattr(self, name)
            if limit is not None:
                data[name] = str(limit)
        if self.restart:
            data["restart"] = "true"
        if self.departments:
            data["departments"] = " ".join(self.departments)
        if self.until is not None:
            data["until"] = self.until.isoformat()
        return data

    @classmethod
    def from_dict(cls, time: datetime, data: Mapping[str, str]) -> "Mark":
        """Return the mark that `to_dict` wrote.

        raises: ValueError for an unknown kind, a malformed limit or a naive time
        """
        limits = {
            name: Limit.parse(data[name]) for name in LIMIT_FIELDS if data.get(name)
        }
        return cls(
            time,
            MarkKind(data.get("kind", "")),
            restart=data.get("restart") == "true",
            departments=tuple(data.get("departments", "").split()),
            until=datetime.fromisoformat(data["until"]) if data.get("until") else None,
            **limits,
        )
