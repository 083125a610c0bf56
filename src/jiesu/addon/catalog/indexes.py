"""The catalog's indexes of values: ZCatalog's own, on trees with small nodes."""

from jiesu.addon.catalog.trees import ByValue
from jiesu.addon.catalog.trees import DocumentOf
from jiesu.addon.catalog.trees import Documents
from jiesu.addon.catalog.trees import ValueOf
from jiesu.addon.catalog.trees import WordOf
from Products.PluginIndexes.FieldIndex.FieldIndex import FieldIndex
from Products.PluginIndexes.KeywordIndex.KeywordIndex import KeywordIndex
from Products.PluginIndexes.UUIDIndex.UUIDIndex import UUIDIndex


class SmallTrees:
    """Makes an index keep its values and documents in small nodes."""

    values_kept_in: type = ValueOf

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


class ValueIndex(SmallTrees, FieldIndex):
    """One value for each document, of few that there are."""

    values_kept_in = WordOf


class ValuesIndex(SmallTrees, KeywordIndex):
    """Several values for each document."""


class UniqueIndex(UUIDIndex):
    """A value that no two documents share."""

    def clear(self):
        """Begin anew."""
        super().clear()
        self._index = DocumentOf()
        self._unindex = ValueOf()
