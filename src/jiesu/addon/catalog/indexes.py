"""The catalog's indexes of values: ZCatalog's own, on trees with small nodes."""

from BTrees.IIBTree import IISet
from jiesu.addon.catalog.trees import ByValue
from jiesu.addon.catalog.trees import DocumentOf
from jiesu.addon.catalog.trees import Documents
from jiesu.addon.catalog.trees import ValueOf
from jiesu.addon.catalog.trees import WordOf
from Products.PluginIndexes.FieldIndex.FieldIndex import FieldIndex
from Products.PluginIndexes.KeywordIndex.KeywordIndex import KeywordIndex
from Products.PluginIndexes.UUIDIndex.UUIDIndex import UUIDIndex


# Of so many documents each one's value is looked at; of more, they are intersected with
# all documents that have the value.
FEW = 1000


# What an index reads, where that is not the column of its name (rows.py).
SOURCES = {"state": "listed", "supporting": "taking_part"}


class SmallTrees:
    """Makes an index keep its values and documents in small nodes."""

    values_kept_in: type = ValueOf

    def getIndexSourceNames(self):
        """The attribute that is read."""
        return [SOURCES.get(self.id, self.id)]

    def clear(self):
        """Begin anew."""
        super().clear()
        self._index = ByValue()
        self._unindex = self.values_kept_in()

    def insertForwardIndexEntry(self, entry, documentId):
        """Note that a document has a value."""
        documents = self._index.get(entry)
        if documents is None:
            self._index[entry] = Documents((documentId,))
            self._length.change(1)
        else:
            documents.insert(documentId)

    def query_index(self, record, resultset=None):
        """The documents with one of the values; see ZCatalog."""
        if resultset is None or len(resultset) > FEW or not _asks_for_any(record):
            return super().query_index(record, resultset)
        return IISet(self._with_any(resultset, set(record.keys)))


def _asks_for_any(record) -> bool:
    """Whether a query names values, and one of them will do."""
    special = record.get("range", None) or record.get("not", None)
    return record.operator == "or" and not special


class ValueIndex(SmallTrees, FieldIndex):
    """One value for each document, of few that there are."""

    values_kept_in = WordOf

    def _with_any(self, documents, wanted: set):
        values = self._unindex
        return [one for one in documents if values.get(one) in wanted]


class ValuesIndex(SmallTrees, KeywordIndex):
    """Several values for each document."""

    def _with_any(self, documents, wanted: set):
        values = self._unindex
        return [one for one in documents if wanted.intersection(values.get(one, ()))]


class UniqueIndex(UUIDIndex):
    """A value that no two documents share."""

    def clear(self):
        """Begin anew."""
        super().clear()
        self._index = DocumentOf()
        self._unindex = ValueOf()
