"""Where a complaint's journal is kept, and the only way to add to it."""

from collections.abc import Iterator
from jiesu.addon.access.capacities import FOR_DEPARTMENT
from jiesu.addon.access.capacities import readable
from jiesu.addon.journal.entry import Entry
from persistent import Persistent


ATTRIBUTE = "_journal"


class Journal(Persistent):
    """The entries of one complaint, oldest first. Grows only."""

    def __init__(self):
        """Begin empty."""
        self._entries: tuple[Entry, ...] = ()

    def __iter__(self) -> Iterator[Entry]:
        """All entries; callers that show them go through `readable_entries`."""
        return iter(self._entries)

    def __len__(self) -> int:
        """How many entries there are."""
        return len(self._entries)

    def __getitem__(self, number: int) -> Entry:
        """The entry with this number, from 1.

        :raises LookupError: there is none
        """
        if not 1 <= number <= len(self._entries):
            raise LookupError(number)
        return self._entries[number - 1]

    def add(self, **fields) -> Entry:
        """Append an entry.

        :param fields: those of `Entry` but its number
        :returns: the entry
        """
        entry = Entry(number=len(self._entries) + 1, **fields)
        self._entries = (*self._entries, entry)
        return entry


def journal_of(complaint) -> Journal:
    """The journal of a complaint; made with the complaint in intake/birth.py."""
    return getattr(complaint, ATTRIBUTE)


def begin_journal(complaint) -> Journal:
    """Give a new complaint its journal."""
    journal = Journal()
    setattr(complaint, ATTRIBUTE, journal)
    return journal


def readable_entries(complaint, held: frozenset[str]) -> list[Entry]:
    """The entries that somebody with these roles may read, oldest first."""
    allowed = readable(held)
    return [
        entry
        for entry in journal_of(complaint)
        if entry.visibility in allowed
        and (
            entry.visibility != FOR_DEPARTMENT
            or entry.department == complaint.department
        )
    ]
