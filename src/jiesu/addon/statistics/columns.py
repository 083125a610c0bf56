"""The columns of all complaints of a desk, in memory: numbers side by side.

Read off the rows of the catalog, which stays the truth; no complaint is woken. Words
are kept as numbers of a list. Nearly all rows stand in the order in which they were
received, so that a period is one piece of each column.
"""

from collections.abc import Iterable
from jiesu.addon.catalog.catalog import ComplaintsCatalog
from jiesu.addon.catalog.facts import FLAGS
from jiesu.addon.catalog.facts import HEAD
from jiesu.addon.catalog.facts import NUMBERS
from jiesu.addon.catalog.facts import unpack_words
from jiesu.addon.catalog.facts import UNSURE
from jiesu.addon.catalog.rows import COLUMNS
from jiesu.addon.statistics.cases import EVER
from jiesu.addon.statistics.cases import keys_of
from jiesu.addon.statistics.cases import VALUES
from jiesu.addon.statistics.measures import ENDED
from jiesu.addon.statistics.measures import PRAISE
from jiesu.addon.statistics.measures import WITHDRAWN
from jiesu.addon.statistics.places import place_of

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

_AT = {name: place for place, name in enumerate(COLUMNS)}
_PACKED, _DEPARTMENT, _RECEIVED = _AT["facts"], _AT["department"], _AT["received"]

# Words that the row has as they are, and how large their numbers can be.
OF_ROW = {
    "state": np.int16,
    "kind": np.int16,
    "category": np.int16,
    "department": np.int16,
    "handler": np.int32,
}
WORDS = {**OF_ROW, "channel": np.int16, "place": np.int32}
TYPES = {
    "document": np.int32,
    "received": np.int32,
    "due": np.int32,
    "asked": np.bool_,
    **WORDS,
    # The departments that had it, and those that worked on it.
    "profile": np.int32,
    # Reasons that were chosen, and the ways of returns; 0 for none of either.
    "story": np.int32,
    # What of it the measures look at, see cases.py.
    "case": np.int32,
    "merged": np.bool_,
    **{name: _FACTS[name].newbyteorder("=") for name in _FACTS.names},
}
# Rows that are turned into numbers at once: what they take meanwhile.
AT_ONCE = 20_000
# By how much the columns grow when they are full.
GROWTH = 1.25
# All rows are sorted anew when more than this, and more than a part of them, are not.
UNSORTED = 2_000
UNSORTED_PART = 50
# So many documents are looked up apart before all are sorted for looking up.
APART = 20_000

NO_STORY = ((), ())


class Names:
    """Words, or whatever can be a key, by number and back."""

    def __init__(self, words: Iterable = ()):
        """Begin with these."""
        self.all: list = list(words)
        self._numbers: dict = {word: number for number, word in enumerate(self.all)}

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


class PlaceNames(Names):
    """Places by what is alike in how they are written."""

    def __init__(self, words: Iterable = (), spellings: Iterable = ()):
        """Begin with these.

        :param spellings: for each word how it is told
        """
        super().__init__(words)
        self.spellings: list[str] = list(spellings)
        self._written: dict[str, int] = {}

    def number_of(self, written: str) -> int:
        """The number of a place that is written so."""
        found = self._written.get(written)
        if found is None:
            found = self.number(place_of(written))
            self._spell(found, written.strip())
            if len(self._written) < APART:
                self._written[written] = found
        return found

    def _spell(self, number: int, written: str) -> None:
        """Tell a place as it is written shortest: in whatever order they are read."""
        if number == len(self.spellings):
            self.spellings.append(written)
        elif _short_first(written) < _short_first(self.spellings[number]):
            self.spellings[number] = written


def _short_first(written: str) -> tuple[int, str]:
    return len(written), written


class Whereabouts:
    """In which row a document is: all sorted once, what came later apart."""

    def __init__(self, documents: np.ndarray):
        """Of these, in their rows."""
        self._rows = np.argsort(documents).astype(np.int32)
        self._documents = documents[self._rows]
        self._later: dict[int, int] = {}

    def of(self, document: int) -> int:
        """The row of a document, -1 where there is none."""
        found = self._later.get(document)
        if found is not None:
            return found
        at = int(np.searchsorted(self._documents, document))
        if at < len(self._documents) and self._documents[at] == document:
            return int(self._rows[at])
        return -1

    def put(self, document: int, row: int) -> None:
        """Remember the row of a document, -1 for none."""
        self._later[document] = row

    @property
    def is_long(self) -> bool:
        """Whether so many are kept apart that all should be sorted."""
        return len(self._later) > APART

    @property
    def bytes(self) -> int:
        """About how much memory it takes."""
        return self._rows.nbytes + self._documents.nbytes + 100 * len(self._later)


class Columns:
    """All complaints of one catalog at one of its changes."""

    def __init__(self):
        """Begin empty."""
        self.size = 0
        # So many rows from the first on stand in the order of `received`.
        self.ordered = 0
        self.words: dict[str, Names] = {name: Names() for name in WORDS}
        self.words["place"] = PlaceNames()
        # What was made of a department and the words of its facts.
        self.profiles = Names()
        self.stories = Names([NO_STORY])
        self.cases = Names()
        self._told: dict = {}
        self._arrays = {name: np.empty(0, kind) for name, kind in TYPES.items()}
        self._whereabouts = Whereabouts(self._arrays["document"])

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
                columns._append(documents, rows)
                documents, rows = [], []
                if jar is not None:
                    # Memory: all rows of a million complaints are not to stay.
                    jar.cacheMinimize()
        columns._append(documents, rows)
        columns.sort()
        return columns

    def follow(self, catalog: ComplaintsCatalog, documents: Iterable[int]) -> None:
        """Read these documents anew, and forget those that are gone."""
        found = []
        for document in documents:
            row = catalog.data.get(document)
            if row is None:
                self._forget(document)
            else:
                found.append((row[_RECEIVED], document, row))
        found.sort(key=lambda one: one[:2])
        known, new = [], []
        for _received, document, row in found:
            place = self._whereabouts.of(document)
            (known if place >= 0 else new).append((place, document, row))
        self._put_again([place for place, _d, _r in known], *_columns_of(known))
        first = self.size
        self._append(*_columns_of(new))
        for place, (_p, document, _r) in enumerate(new, start=first):
            self._whereabouts.put(document, place)
        self._keep_order()

    def __getitem__(self, name: str) -> np.ndarray:
        """A column."""
        return self._arrays[name][: self.size]

    @property
    def bytes(self) -> int:
        """About how much memory they take, without the words."""
        arrays = sum(one.nbytes for one in self._arrays.values())
        return arrays + self._whereabouts.bytes

    def sort(self) -> None:
        """Let all rows stand in the order in which they were received."""
        received = self["received"]
        if np.any(received[1:] < received[:-1]):
            order = np.argsort(received, kind="stable")
            for array in self._arrays.values():
                array[: self.size] = array[order]
        self.ordered = self.size
        self.look_up_anew()

    def look_up_anew(self) -> None:
        """Learn from the rows themselves where each document is."""
        self._whereabouts = Whereabouts(self["document"])

    def _keep_order(self) -> None:
        """Say how far the order goes now, and sort where it does not go far."""
        received = self["received"][max(self.ordered - 1, 0) :]
        breaks = np.flatnonzero(received[1:] < received[:-1])
        if len(breaks):
            self.ordered = max(self.ordered - 1, 0) + int(breaks[0]) + 1
        else:
            self.ordered = self.size
        rest = self.size - self.ordered
        if rest > max(UNSORTED, self.size // UNSORTED_PART) or (
            self._whereabouts.is_long
        ):
            self.sort()

    def _reserve(self, size: int) -> None:
        room = len(self._arrays["document"])
        if size <= room:
            return
        room = max(size, int(room * GROWTH))
        for name, array in self._arrays.items():
            grown = np.empty(room, array.dtype)
            grown[: self.size] = array[: self.size]
            self._arrays[name] = grown

    def _append(self, documents: list[int], rows: list[tuple]) -> None:
        first = self.size
        self._reserve(first + len(rows))
        self.size += len(rows)
        self._put(slice(first, self.size), documents, rows)

    def _put_again(self, places: list[int], documents, rows) -> None:
        for place, row in zip(places, rows, strict=True):
            if self._arrays["received"][place] != row[_RECEIVED]:
                self.ordered = min(self.ordered, place)
        self._put(places, documents, rows)

    def _put(self, places, documents: list[int], rows: list[tuple]) -> None:
        if not rows:
            return
        heads = b"".join(
            row[_PACKED][: HEAD.size]
            if len(row) > _PACKED and row[_PACKED]
            else _NOTHING
            for row in rows
        )
        facts = np.frombuffer(heads, _FACTS)
        values = {name: facts[name] for name in _FACTS.names}
        told = [self._of_words(row) for row in rows]
        for name, found in zip(
            ("profile", "channel", "story", "merged"),
            zip(*told, strict=True),
            strict=True,
        ):
            values[name] = found
        values["document"] = documents
        for name in ("received", "due", "asked"):
            values[name] = [row[_AT[name]] for row in rows]
        for name in OF_ROW:
            number, at = self.words[name].number, _AT[name]
            values[name] = [number(row[at]) for row in rows]
        number, at = self.words["place"].number_of, _AT["location"]
        values["place"] = [number(row[at] or "") for row in rows]
        for name, found in values.items():
            self._arrays[name][places] = found
        self._arrays["case"][places] = self._cases_at(places)

    def _cases_at(self, places) -> np.ndarray:
        values = {name: self._arrays[name][places] for name in (*VALUES, *EVER)}
        keys, numbers = np.unique(keys_of(values), return_inverse=True)
        return np.array([self.cases.number(key) for key in keys.tolist()])[numbers]

    def _of_words(self, row: tuple) -> tuple[int, int, int, bool]:
        """The profile, the channel, the story and whether it is merged."""
        packed = row[_PACKED] if len(row) > _PACKED else b""
        key = (row[_DEPARTMENT], packed[HEAD.size :])
        found = self._told.get(key)
        if found is None:
            words = unpack_words(packed, row[_DEPARTMENT])
            found = (
                self.profiles.number((frozenset(words.sent), frozenset(words.worked))),
                self.words["channel"].number(words.channel),
                self.stories.number((words.reasons, words.moves)),
                bool(words.merged_into),
            )
            # Not for good what names a single complaint.
            if not words.merged_into:
                self._told[key] = found
        return found

    def _forget(self, document: int) -> None:
        """Let the last row take the place of one that is gone."""
        place = self._whereabouts.of(document)
        if place < 0:
            return
        self._whereabouts.put(document, -1)
        self.size -= 1
        if place != self.size:
            for array in self._arrays.values():
                array[place] = array[self.size]
            self._whereabouts.put(int(self._arrays["document"][place]), place)
        self.ordered = min(self.ordered, place)


def _columns_of(found: list[tuple]) -> tuple[list[int], list[tuple]]:
    return [document for _p, document, _r in found], [row for _p, _d, row in found]


class Selected:
    """Some rows of the columns, each column picked when it is asked for.

    The columns of `measures.Rows`.
    """

    def __init__(self, columns: Columns, places: np.ndarray | slice):
        """Pick these.

        :param places: their places; a slice, where they stand side by side, is not
            copied
        """
        self.columns = columns
        self.places = places
        self._picked: dict[str, np.ndarray] = {}

    def picked(self, numbers: np.ndarray) -> "Selected":
        """Some of the rows.

        :param numbers: counted from the first of these rows
        """
        if isinstance(self.places, slice):
            return Selected(self.columns, numbers + self.places.start)
        return Selected(self.columns, self.places[numbers])

    def __len__(self) -> int:
        if isinstance(self.places, slice):
            return self.places.stop - self.places.start
        return len(self.places)

    def __getitem__(self, name: str) -> np.ndarray:
        found = self._picked.get(name)
        if found is None:
            found = self._picked[name] = self._pick(name)
        return found

    def _pick(self, name: str) -> np.ndarray:
        if name in FLAGS:
            return self["bits"] & (1 << FLAGS.index(name)) != 0
        if name in UNSURE:
            pair = self["bits"] >> (len(FLAGS) + 2 * UNSURE.index(name)) & 3
            # -1 for unknown, 0 for no, 1 for yes; yes is never unknown.
            return _UNSURE_OF[pair]
        if name == "responded":
            return self["accept_late"] >= 0
        if name == "open":
            return ~self.among("state", ENDED)
        if name == "praise":
            return self.among("kind", (PRAISE,))
        if name == "withdrawn":
            return self.among("state", (WITHDRAWN,))
        return self.columns[name][self.places]

    def among(self, name: str, words: Iterable) -> np.ndarray:
        """Which rows have one of some words."""
        known = self.columns.words[name].known
        numbers = [number for number in map(known, words) if number >= 0]
        if len(numbers) == 1:
            return self[name] == numbers[0]
        wanted = np.zeros(len(self.columns.words[name].all), bool)
        wanted[numbers] = True
        return wanted[self[name]] if len(wanted) else np.zeros(len(self), bool)


_UNSURE_OF = np.array([-1, 0, -1, 1], np.int8)
