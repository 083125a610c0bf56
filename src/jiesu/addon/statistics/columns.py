"""The columns of all complaints of a desk, in memory: numbers side by side.

Read off the rows of the catalog, which stays the truth; no complaint is woken. Words
are kept as numbers of a list.
"""

from BTrees.IIBTree import IIBTree
from jiesu.addon.catalog.catalog import ComplaintsCatalog
from jiesu.addon.catalog.facts import FLAGS
from jiesu.addon.catalog.facts import HEAD
from jiesu.addon.catalog.facts import NUMBERS
from jiesu.addon.catalog.facts import unpack_words
from jiesu.addon.catalog.facts import UNSURE
from jiesu.addon.catalog.rows import COLUMNS
from jiesu.addon.statistics.measures import ENDED
from jiesu.addon.statistics.measures import PRAISE
from jiesu.addon.statistics.measures import WITHDRAWN

import numpy as np


# The packed facts as numpy reads them (see HEAD in catalog/facts.py).
_FACTS = np.dtype(
    [
        *((name, "<i4") for name in NUMBERS),
        ("bits", "<u2"),
        ("score", "u1"),
    ]
)
_NOTHING = bytes(HEAD.size)

_PLACE = {name: place for place, name in enumerate(COLUMNS)}
_STATE, _KIND, _CATEGORY, _DEPARTMENT, _RECEIVED, _DUE, _ASKED, _PACKED = (
    _PLACE[name]
    for name in (
        "state",
        "kind",
        "category",
        "department",
        "received",
        "due",
        "asked",
        "facts",
    )
)

WORDS = ("state", "kind", "category", "department", "channel")
TYPES = {
    "document": np.int32,
    "received": np.int32,
    "due": np.int32,
    "asked": np.bool_,
    **dict.fromkeys(WORDS, np.int16),
    "profile": np.int32,
    "merged": np.bool_,
    **{name: _FACTS[name].newbyteorder("=") for name in _FACTS.names},
}
# Rows that are turned into numbers at once: what they take meanwhile.
AT_ONCE = 20_000
# By how much the columns grow when they are full.
GROWTH = 1.25


class Names:
    """Words, or whatever can be a key, by number and back."""

    def __init__(self):
        """Begin empty."""
        self.all: list = []
        self._numbers: dict = {}

    def number(self, word) -> int:
        """The number of a word; a new one where it is new."""
        found = self._numbers.get(word)
        if found is None:
            found = self._numbers[word] = len(self.all)
            self.all.append(word)
        return found

    def known(self, word) -> int:
        """The number of a word, -1 where it does not occur."""
        return self._numbers.get(word, -1)


class Columns:
    """All complaints of one catalog at one of its changes."""

    def __init__(self):
        """Begin empty."""
        self.size = 0
        self.words = {name: Names() for name in WORDS}
        # What was made of a department and the words of its facts.
        self.profiles = Names()
        self._told: dict = {}
        self._places = IIBTree()
        self._arrays = {name: np.empty(0, kind) for name, kind in TYPES.items()}

    @classmethod
    def of(cls, catalog: ComplaintsCatalog) -> "Columns":
        """Read a whole catalog."""
        columns = cls()
        columns._reserve(len(catalog))
        documents, rows = [], []
        jar = catalog._p_jar
        for document, row in catalog.data.items():
            documents.append(document)
            rows.append(row)
            if len(rows) == AT_ONCE:
                columns._put(documents, rows)
                documents, rows = [], []
                if jar is not None:
                    # Memory: all rows of a million complaints are not to stay.
                    jar.cacheGC()
        columns._put(documents, rows)
        return columns

    def follow(self, catalog: ComplaintsCatalog, documents) -> None:
        """Read these documents anew, and forget those that are gone."""
        found, rows = [], []
        for document in documents:
            row = catalog.data.get(document)
            if row is None:
                self._forget(document)
            else:
                found.append(document)
                rows.append(row)
        self._put(found, rows)

    def __getitem__(self, name: str) -> np.ndarray:
        """A column."""
        return self._arrays[name][: self.size]

    @property
    def bytes(self) -> int:
        """About how much memory they take."""
        place = 2 * np.dtype(np.int32).itemsize
        return sum(one.nbytes for one in self._arrays.values()) + self.size * place

    def _reserve(self, size: int) -> None:
        room = len(self._arrays["document"])
        if size <= room:
            return
        room = max(size, int(room * GROWTH))
        for name, array in self._arrays.items():
            grown = np.empty(room, array.dtype)
            grown[: self.size] = array[: self.size]
            self._arrays[name] = grown

    def _put(self, documents: list[int], rows: list[tuple]) -> None:
        if not rows:
            return
        places = self._places_for(documents)
        heads = b"".join(
            row[_PACKED][: HEAD.size]
            if len(row) > _PACKED and row[_PACKED]
            else _NOTHING
            for row in rows
        )
        facts = np.frombuffer(heads, _FACTS)
        for name in _FACTS.names:
            self._arrays[name][places] = facts[name]
        told = [self._of_words(row) for row in rows]
        profiles, channels, merged = zip(*told, strict=True)
        values = {
            "document": documents,
            "received": [row[_RECEIVED] for row in rows],
            "due": [row[_DUE] for row in rows],
            "asked": [row[_ASKED] for row in rows],
            "profile": profiles,
            "channel": channels,
            "merged": merged,
        }
        for name, place in (
            ("state", _STATE),
            ("kind", _KIND),
            ("category", _CATEGORY),
            ("department", _DEPARTMENT),
        ):
            number = self.words[name].number
            values[name] = [number(row[place]) for row in rows]
        for name, found in values.items():
            self._arrays[name][places] = found

    def _places_for(self, documents: list[int]) -> np.ndarray:
        self._reserve(self.size + len(documents))
        places = np.empty(len(documents), np.int64)
        for index, document in enumerate(documents):
            place = self._places.get(document, -1)
            if place < 0:
                place = self._places[document] = self.size
                self.size += 1
            places[index] = place
        return places

    def _of_words(self, row: tuple) -> tuple[int, int, bool]:
        """The profile, the channel and whether it is merged."""
        packed = row[_PACKED] if len(row) > _PACKED else b""
        key = (row[_DEPARTMENT], packed[HEAD.size :])
        found = self._told.get(key)
        if found is None:
            channel, sent, worked, merged = unpack_words(packed, row[_DEPARTMENT])
            profile = (frozenset(sent), frozenset(worked))
            found = (
                self.profiles.number(profile),
                self.words["channel"].number(channel),
                bool(merged),
            )
            # Not for good what names a single complaint.
            if not merged:
                self._told[key] = found
        return found

    def _forget(self, document: int) -> None:
        place = self._places.pop(document, -1)
        if place < 0:
            return
        self.size -= 1
        if place != self.size:
            for array in self._arrays.values():
                array[place] = array[self.size]
            self._places[int(self._arrays["document"][place])] = place


class Selected:
    """Some rows of the columns, each column picked when it is asked for.

    The columns of `measures.Rows`.
    """

    def __init__(self, columns: Columns, places: np.ndarray | None):
        """Pick these.

        :param places: their places, None for all
        """
        self._columns = columns
        self._places = places
        self._picked: dict[str, np.ndarray] = {}

    def __len__(self) -> int:
        return self._columns.size if self._places is None else len(self._places)

    def __getitem__(self, name: str) -> np.ndarray:
        found = self._picked.get(name)
        if found is None:
            found = self._picked[name] = self._pick(name)
        return found

    def _pick(self, name: str) -> np.ndarray:
        if name in FLAGS:
            return (self["bits"] >> FLAGS.index(name) & 1).astype(bool)
        if name in UNSURE:
            pair = self["bits"] >> (len(FLAGS) + 2 * UNSURE.index(name))
            yes = (pair >> 1 & 1).astype(np.int8)
            return np.where(pair & 1, yes, np.int8(-1))
        if name == "responded":
            return self["accept_late"] >= 0
        if name == "open":
            return ~self._is("state", ENDED)
        if name == "praise":
            return self._is("kind", (PRAISE,))
        if name == "withdrawn":
            return self._is("state", (WITHDRAWN,))
        column = self._columns[name]
        return column if self._places is None else column[self._places]

    def _is(self, name: str, words) -> np.ndarray:
        numbers = [self._columns.words[name].known(word) for word in words]
        return np.isin(self[name], numbers)
