"""The catalog of one desk's complaints, kept beside them in their container."""

from Acquisition import aq_base
from BTrees.IIBTree import IITreeSet
from BTrees.IOBTree import IOBTree
from jiesu.addon.catalog.rows import COLUMNS
from jiesu.addon.catalog.rows import Indexable
from jiesu.addon.catalog.rows import Row
from jiesu.addon.catalog.text import LEXICON
from jiesu.addon.catalog.text import make_index
from jiesu.addon.catalog.text import make_lexicon
from Products.PluginIndexes.FieldIndex.FieldIndex import FieldIndex
from Products.PluginIndexes.KeywordIndex.KeywordIndex import KeywordIndex
from Products.ZCatalog.Catalog import Catalog


ATTRIBUTE = "_complaints_catalog"

FIELDS = (
    "number",
    "key",
    "state",
    "kind",
    "category",
    "department",
    "handler",
    "submitter",
    "received",
    "due",
    "yellow",
    "asked",
)
KEYWORDS = ("supporting", "allowed")
TEXT = "words"


class Rows(IOBTree):
    """The columns of all complaints; small buckets, since a write writes a whole one."""

    max_leaf_size = 12


class ComplaintsCatalog(Catalog):
    """ZCatalog's inner catalog with our indexes and columns.

    Complaints are known in it by their ids, so that it stays true when the site or the
    desk gets another name.
    """

    def __init__(self):
        """Make it with all its indexes, empty."""
        super().__init__()
        setattr(self, LEXICON, make_lexicon())
        # Documents whose text waits to be indexed; survives a stop.
        self.waiting = IITreeSet()
        for name in FIELDS:
            self.addIndex(name, FieldIndex(name))
        for name in KEYWORDS:
            self.addIndex(name, KeywordIndex(name))
        self.addIndex(TEXT, make_index(TEXT, self))
        for name in COLUMNS:
            self.addColumn(name)

    def clear(self):
        """Forget everything; see `Rows`."""
        super().clear()
        self.data = Rows()
        self.waiting = IITreeSet()

    def put(self, values: Indexable) -> bool:
        """Index a complaint but for its text.

        :returns: whether its text now waits to be indexed
        """
        new = self.uids.get(values.id) is None
        self.catalogObject(values, values.id, idxs=[*FIELDS, *KEYWORDS])
        if new:
            # A complaint's own words never change, so once is enough.
            self.waiting.insert(self.uids[values.id])
        return new

    def put_text(self, values: Indexable) -> None:
        """Index a complaint's text."""
        document = self.uids[values.id]
        self.getIndex(TEXT).index_object(document, values)
        if document in self.waiting:
            self.waiting.remove(document)

    def remove(self, complaint_id: str) -> None:
        """Forget a complaint."""
        document = self.uids.get(complaint_id)
        if document is None:
            return
        if document in self.waiting:
            self.waiting.remove(document)
        self.uncatalogObject(complaint_id)

    def row(self, document: int) -> Row:
        """The columns of a document."""
        return Row(*self.data[document])


def begin_catalog(complaints) -> ComplaintsCatalog:
    """Give a new container of complaints its catalog."""
    catalog = ComplaintsCatalog()
    setattr(complaints, ATTRIBUTE, catalog)
    return catalog


def catalog_of(complaints) -> ComplaintsCatalog:
    """The catalog of a container of complaints."""
    return getattr(aq_base(complaints), ATTRIBUTE).__of__(complaints)
