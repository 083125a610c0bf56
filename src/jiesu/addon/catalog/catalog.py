"""The catalog of one desk's complaints, kept beside them in their container."""

from Acquisition import aq_base
from BTrees.IIBTree import IITreeSet
from itertools import islice
from jiesu.addon.catalog.changes import Changes
from jiesu.addon.catalog.changes import mark
from jiesu.addon.catalog.changes import new_generation
from jiesu.addon.catalog.changes import note
from jiesu.addon.catalog.indexes import UniqueIndex
from jiesu.addon.catalog.indexes import ValueIndex
from jiesu.addon.catalog.indexes import ValuesIndex
from jiesu.addon.catalog.moments import MomentIndex
from jiesu.addon.catalog.rows import COLUMNS
from jiesu.addon.catalog.rows import Indexable
from jiesu.addon.catalog.rows import Row
from jiesu.addon.catalog.text import WordIndex
from jiesu.addon.catalog.trees import DocumentOf
from jiesu.addon.catalog.trees import ValueOf
from Products.ZCatalog.Catalog import Catalog
from ZTUtils.Lazy import LazyMap


ATTRIBUTE = "_complaints_catalog"

UNIQUE = ("number", "key")
FIELDS = ("state", "kind", "category", "department", "handler", "submitter", "asked")
# wake: when the scanner has to look at it next.
MOMENTS = ("received", "due", "yellow", "wake")
KEYWORDS = ("supporting", "allowed", "flags")
TEXT = "words"

KINDS = (
    (UNIQUE, UniqueIndex),
    (FIELDS, ValueIndex),
    (MOMENTS, MomentIndex),
    (KEYWORDS, ValuesIndex),
)
# What stands in rows until they are indexed anew; else None.
DEFAULTS = {"facts": b"", "flags": ()}
# All but the text.
AT_ONCE = [name for names, _kind in KINDS for name in names]

# In which order a query asks the indexes: first what leaves few, moments at the end.
ORDER = (
    *UNIQUE,
    TEXT,
    "flags",
    "submitter",
    "handler",
    "supporting",
    "state",
    "department",
    "allowed",
    "category",
    "kind",
    *MOMENTS,
    "asked",
)

# Up to so many results are sorted; more are met in order by walking the sorted index.
SORTED = 2000


class Plan:
    """Which indexes a query asks, in which order.

    ZCatalog learns the order from how long each took, query by query. Ours is fixed:
    the same in each process, from the first query on, and nothing to remember.
    """

    def __init__(self, query: dict):
        """For this query."""
        self._names = [name for name in ORDER if name in query]

    def plan(self) -> list[str]:
        """The indexes, in order."""
        return self._names

    def start(self, *measured, **more) -> None:
        """Nothing is measured; nor below."""

    stop = start_split = stop_split = start


class ComplaintsCatalog(Catalog):
    """ZCatalog's inner catalog with our indexes and columns.

    Complaints are known in it by their ids, so that it stays true when the site or the
    desk gets another name.
    """

    # Of a catalog made before these were kept, until its first change.
    changes = None
    generation = ""

    def __init__(self):
        """Make it with all its indexes, empty."""
        super().__init__()
        self.addIndex(TEXT, WordIndex(TEXT))
        self.complete()

    def complete(self) -> None:
        """Add the indexes and columns that are missing, empty."""
        for names, kind in KINDS:
            for name in names:
                if name not in self.indexes:
                    self.addIndex(name, kind(name))
        for name in COLUMNS:
            if name not in self.schema:
                self.addColumn(name, DEFAULTS.get(name))

    def clear(self):
        """Forget everything."""
        super().clear()
        self.data = ValueOf()
        self.uids = DocumentOf()
        self.paths = ValueOf()
        # Documents whose text waits to be indexed; survives a stop.
        self.waiting = IITreeSet()
        self.begin_changes()

    def begin_changes(self) -> None:
        """Let all that is kept in memory of this catalog be read anew."""
        self.changes = Changes()
        self.generation = new_generation()
        mark()

    def _note(self, document: int) -> None:
        """Note that a row changed, for what is kept in memory."""
        if self.changes is None:
            self.begin_changes()
        note(self.changes, document)

    def getCatalogPlan(self, query=None):
        """See `Plan`."""
        return Plan(query or {})

    def put(self, values: Indexable) -> bool:
        """Index a complaint but for its text.

        :returns: whether its text now waits to be indexed
        """
        known = self.uids.get(values.id)
        before = None if known is None else self.data[known]
        new = known is None
        self.catalogObject(values, values.id, idxs=AT_ONCE)
        document = self.uids[values.id]
        if self.data[document] != before:
            self._note(document)
        if new:
            # A complaint's own words never change, so once is enough.
            self.waiting.insert(document)
        return new

    def put_text(self, values: Indexable) -> None:
        """Index a complaint's text."""
        document = self.uids[values.id]
        self.getIndex(TEXT).index_object(document, values)
        if document in self.waiting:
            self.waiting.remove(document)

    def remove(self, values: Indexable) -> None:
        """Forget a complaint."""
        document = self.uids.get(values.id)
        if document is None:
            return
        if document in self.waiting:
            self.waiting.remove(document)
        else:
            self.getIndex(TEXT).unindex_text(document, values.words)
        self.uncatalogObject(values.id)
        self._note(document)

    def sortResults(
        self, rs, sort_index, reverse=False, limit=None, merge=True, **more
    ):
        """Sort a result; see ZCatalog.

        What is due or came at the same moment is always in the same order, or pages
        would repeat some and leave others out. Where the result is large and only a
        page is wanted, walk along the sorted index until the page is full, instead of
        asking for the moment of every result.
        """
        size = more.get("b_size")
        if not size or not isinstance(sort_index, MomentIndex):
            return super().sortResults(rs, sort_index, reverse, limit, merge, **more)
        start = more.get("b_start") or 0
        page_of = _sorted if len(rs) <= SORTED else _walk
        page = page_of(sort_index, rs, reverse, start, size)
        return LazyMap(self.__getitem__, page, len(page), actual_result_count=len(rs))

    def documents(self, terms: dict, sort_index: MomentIndex, reverse: bool) -> list:
        """All documents of an answer in an order, without reading their rows."""
        everything = {**terms, "b_start": 0, "b_size": max(1, len(self))}
        found = self.search(everything, sort_index=sort_index, reverse=reverse)
        return list(found._seq)

    def row(self, document: int) -> Row:
        """The columns of a document."""
        return Row(*self.data[document])


def _sorted(
    index: MomentIndex, found, reverse: bool, start: int, size: int
) -> list[int]:
    """A page of what was found, which is little, in the order of the index."""
    moments = index.documentToKeyMap()
    ordered = sorted(found, key=lambda d: (moments[d], d), reverse=reverse)
    return ordered[start : start + size]


def _walk(index: MomentIndex, found, reverse: bool, start: int, size: int) -> list[int]:
    """A page of what was found, in the order of the index.

    :param found: a set of documents
    """
    total = len(found)
    end = min(start + size, total)
    if start <= total // 2:
        ordered = (document for document in index.ordered(reverse) if document in found)
        return list(islice(ordered, start, end))
    # Nearer from the other end.
    ordered = (document for document in index.ordered(not reverse) if document in found)
    return list(islice(ordered, total - end, total - start))[::-1]


def begin_catalog(complaints) -> ComplaintsCatalog:
    """Give a new container of complaints its catalog."""
    catalog = ComplaintsCatalog()
    setattr(complaints, ATTRIBUTE, catalog)
    return catalog


def catalog_of(complaints) -> ComplaintsCatalog:
    """The catalog of a container of complaints."""
    return getattr(aq_base(complaints), ATTRIBUTE).__of__(complaints)
