"""What a list of complaints is narrowed by: read from the address, kept in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from jiesu.addon import _
from jiesu.addon.catalog.queries import LIGHTS
from jiesu.addon.catalog.queries import Query
from jiesu.addon.catalog.queries import SORTS
from jiesu.addon.content.complaint import KINDS
from jiesu.addon.content.complaint import OPEN_STATES
from jiesu.addon.content.complaint import STATES
from jiesu.addon.services import asked
from zoneinfo import ZoneInfo


# More words than this only slow the search down.
LONGEST_WORDS = 100
# Not a state but all those before the end.
OPEN = "open"
STATE_TITLES = {OPEN: _("state_any_open", default="Not at its end yet"), **STATES}


@dataclass(frozen=True)
class Filters:
    """What somebody chose; "" or None where they chose nothing.

    `received_to` is the last day that still counts.
    """

    words: str = ""
    category: str = ""
    kind: str = ""
    light: str = ""
    department: str = ""
    state: str = ""
    received_from: date | None = None
    received_to: date | None = None
    sort: str = ""

    @classmethod
    def read(cls, form: Mapping) -> "Filters":
        """What the address says; what it says wrongly does not count.

        :param form: the request's form; values that are no text are left out
        """
        return cls(
            words=asked.text(form, "q")[:LONGEST_WORDS],
            category=asked.text(form, "category"),
            kind=asked.one_of(form, "kind", KINDS),
            light=asked.one_of(form, "light", LIGHTS),
            department=asked.text(form, "department"),
            state=asked.one_of(form, "state", STATE_TITLES),
            received_from=_day(form, "from"),
            received_to=_day(form, "to"),
            sort=asked.one_of(form, "sort", SORTS),
        )

    def parameters(self) -> dict[str, str]:
        """The same again for an address, without what was not chosen."""
        values = {
            "q": self.words,
            "category": self.category,
            "kind": self.kind,
            "light": self.light,
            "department": self.department,
            "state": self.state,
            "from": self.received_from.isoformat() if self.received_from else "",
            "to": self.received_to.isoformat() if self.received_to else "",
            "sort": self.sort,
        }
        return {name: value for name, value in values.items() if value}

    @property
    def states(self) -> tuple[str, ...]:
        """The states that were chosen."""
        if self.state == OPEN:
            return OPEN_STATES
        return (self.state,) if self.state else ()

    @property
    def is_narrowing(self) -> bool:
        """Whether anything but the order was chosen."""
        return bool(self.parameters().keys() - {"sort"})

    def narrow(
        self, query: Query, categories: Mapping[str, tuple[str, ...]], zone: str
    ) -> Query:
        """The query with what was chosen, where it does not say so already.

        :param categories: each category with those below it (see `Names.families`)
        :param zone: name of the time zone in which the days begin
        """
        changes: dict = {"words": self.words}
        if self.category:
            changes["category"] = categories.get(self.category, (self.category,))
        if self.kind:
            changes["kind"] = self.kind
        if self.light and query.light is None and query.asked is None:
            changes["light"] = self.light
        if self.department and query.department is None:
            changes["department"] = self.department
        if self.received_from:
            changes["received_from"] = _midnight(self.received_from, zone)
        if self.received_to:
            next_day = self.received_to + timedelta(days=1)
            changes["received_to"] = _midnight(next_day, zone)
        return query.narrowed(**changes)


def _day(form: Mapping, name: str) -> date | None:
    try:
        day = date.fromisoformat(asked.text(form, name))
    except ValueError:
        return None
    # The catalog counts seconds in 32 bits.
    return day if 1970 < day.year < 2038 else None


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone))
