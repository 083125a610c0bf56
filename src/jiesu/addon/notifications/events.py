"""What happened, by the name that rules.py calls it."""

from dataclasses import dataclass
from datetime import datetime
from jiesu.addon.access.capacities import PUBLIC
from jiesu.addon.handling.supervising import OPENED_IT
from jiesu.addon.journal.entry import Entry


@dataclass(frozen=True)
class Happening:
    """One event of a complaint or supervision.

    name: as in rules.py; "" for what nobody is told
    entry: of the journal; None for what the scanner found
    due: the moment that the scanner's event is about
    department: the supporting department that it concerns, if it does
    opened: the id of the supervision that the step opened, if it did
    actor: whose own step it was, where no entry says so
    """

    name: str
    entry: Entry | None = None
    due: datetime | None = None
    department: str = ""
    opened: str = ""
    actor: str = ""

    @property
    def by_scanner(self) -> bool:
        """Whether it came by the time and not by a step."""
        return self.entry is None

    @property
    def number(self) -> int:
        """The number of the entry, 0 for none."""
        return self.entry.number if self.entry is not None else 0

    @property
    def visibility(self) -> str:
        """Who may know of it."""
        return self.entry.visibility if self.entry is not None else PUBLIC


def step(entry: Entry) -> Happening:
    """What an entry of a complaint's journal tells."""
    name = NAMES.get(entry.action, _as_the_action)(entry)
    opened = entry.changes["supervision"] if entry.changes.get(OPENED_IT) else ""
    return Happening(name, entry, opened=opened)


def step_of_supervision(entry: Entry) -> Happening:
    """What an entry of a supervision's journal tells."""
    return Happening(f"supervision_{entry.action}", entry)


def _as_the_action(entry: Entry) -> str:
    return entry.action


def _rate(entry: Entry) -> str:
    """A solved one is good news for figures, and asks nobody for anything."""
    if entry.changes.get("solved"):
        return ""
    return "rework" if entry.changes.get("rework") else "unsolved_again"


def _decide_extension(entry: Entry) -> str:
    granted = entry.changes.get("granted")
    return "extension_granted" if granted else "extension_refused"


def _follow_up(entry: Entry) -> str:
    return "" if entry.changes.get("solved") else "follow_up"


def _dispatch(entry: Entry) -> str:
    """For its submitter nothing moves where it stays with the same department."""
    before, after = entry.changes.get("department", ("", ""))
    return "dispatch_again" if before == after else "dispatch"


def _agree_publication(entry: Entry) -> str:
    leave = entry.changes.get("leave")
    return "publication_agreed" if leave else "publication_refused"


def _take_back_publication(entry: Entry) -> str:
    """By the desk itself where the submitter said nothing; else as the action."""
    return "publication_lapsed" if entry.role == "system" else entry.action


NAMES = {
    "agree_publication": _agree_publication,
    "take_back_publication": _take_back_publication,
    "dispatch": _dispatch,
    "rate": _rate,
    "decide_extension": _decide_extension,
    "follow_up": _follow_up,
}
