"""Whether the figures are right: what they are made of, made anew from the journals.

The rows of the catalog are compared with the complaints, and the columns that are kept
in the file with those read off the rows. Both can be put right.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import fields
from jiesu.addon.catalog.catalog import catalog_of
from jiesu.addon.catalog.facts import unpack
from jiesu.addon.catalog.indexing import flush
from jiesu.addon.catalog.indexing import index_now
from jiesu.addon.catalog.indexing import rebuild_facts
from jiesu.addon.catalog.indexing import values_of
from jiesu.addon.catalog.rows import COLUMNS
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.statistics import snapshot
from jiesu.addon.statistics.columns import Columns
from jiesu.addon.statistics.columns import TYPES
from jiesu.addon.statistics.columns import WORDS


# Complaints woken before memory is freed.
AT_ONCE = 500
# What differs in each process that reads them: numbers of words, and rows.
NUMBERED = (*WORDS, "profile", "story", "case")


@dataclass(frozen=True)
class Difference:
    """Something that is not as it should be.

    number: of the complaint, or its id where it has none
    name: of the column, or of the fact
    stored, right: what is kept, and what the journal says
    """

    number: str
    name: str
    stored: object
    right: object

    def __str__(self) -> str:
        """One line."""
        return f"{self.number}  {self.name}: {self.stored!r}, should be {self.right!r}"


def differences(desk) -> Iterator[Difference]:
    """All that is wrong, complaint by complaint, then what the file has wrong.

    Wakes every complaint: minutes for a hundred thousand.
    """
    flush()
    yield from _in_rows(desk)
    yield from _in_file(desk)


def put_right(desk) -> int:
    """Make all that the figures are made of anew; the caller commits.

    :returns: how many complaints there are
    """
    flush()
    container = complaints_of(desk)
    catalog = catalog_of(container)
    snapshot.remove(catalog)
    there = set(container.objectIds())
    for name in set(catalog.uids) - there:
        # Of a complaint that is gone its words are not known any more.
        catalog.waiting.discard(catalog.uids[name])
        catalog.uncatalogObject(name)
    for name in there - set(catalog.uids):
        index_now(container[name])
    return rebuild_facts(desk)


def _in_rows(desk) -> Iterator[Difference]:
    container = complaints_of(desk)
    catalog = catalog_of(container)
    known = set(catalog.uids)
    for number, name in enumerate(list(container.objectIds()), start=1):
        if name in known:
            known.discard(name)
            yield from _in_row(catalog, container[name])
        else:
            yield Difference(name, "row", "none", "one")
        if number % AT_ONCE == 0 and container._p_jar is not None:
            container._p_jar.cacheGC()
    for name in sorted(known):
        yield Difference(name, "row", "one", "none")


def _in_row(catalog, complaint) -> Iterator[Difference]:
    values = values_of(complaint)
    stored = catalog.data[catalog.uids[complaint.getId()]]
    right = tuple(getattr(values, name) for name in COLUMNS)
    stored = (*stored, *[b""] * (len(right) - len(stored)))
    for name, one, other in zip(COLUMNS, stored, right, strict=True):
        if one == other:
            continue
        if name != "facts":
            yield Difference(values.number, name, one, other)
            continue
        one, other = unpack(one, stored[_DEPARTMENT]), unpack(other, values.department)
        for fact in fields(one):
            pair = getattr(one, fact.name), getattr(other, fact.name)
            if pair[0] != pair[1]:
                yield Difference(values.number, fact.name, *pair)


_DEPARTMENT = COLUMNS.index("department")


def _in_file(desk) -> Iterator[Difference]:
    catalog = catalog_of(complaints_of(desk))
    file = snapshot.file_of(catalog)
    found = snapshot.read(file, catalog) if file else None
    if not found:
        return
    stored, right = (_by_document(one) for one in (found[0], Columns.of(catalog)))
    for document in sorted(stored.keys() | right.keys()):
        one, other = stored.get(document), right.get(document)
        if one != other:
            name = catalog.paths.get(document, str(document))
            yield Difference(name, "columns", one, other)


def _by_document(columns: Columns) -> dict[int, tuple]:
    """Each row, with words instead of numbers."""
    words = {name: columns.words[name].all for name in WORDS}
    words["profile"], words["story"] = columns.profiles.all, columns.stories.all
    words["case"] = columns.cases.all
    lists = []
    for name in TYPES:
        values = columns[name].tolist()
        if name in NUMBERED:
            values = [words[name][number] for number in values]
        lists.append(values)
    documents = columns["document"].tolist()
    return dict(zip(documents, zip(*lists, strict=True), strict=True))
