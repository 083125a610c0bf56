"""The index of moments: found by range and walked in order, without a record for each.

An ordinary index keeps a set of documents for each value. Moments are nearly all
different, so that would be one more record for every complaint, and thousands to read
for one range.
"""

from BTrees.IIBTree import IISet
from BTrees.IIBTree import intersection
from BTrees.IIBTree import multiunion
from BTrees.Length import Length
from collections.abc import Iterator
from jiesu.addon.catalog.trees import MomentOf
from jiesu.addon.catalog.trees import Moments
from OFS.SimpleItem import SimpleItem
from Products.PluginIndexes.interfaces import ILimitedResultIndex
from Products.PluginIndexes.interfaces import IQueryIndex
from Products.PluginIndexes.interfaces import ISortIndex
from zope.interface import implementer


# Of so many documents each one's moment is looked at; of more, the range is read.
FEW = 5000

# Moments and document ids are numbers of 32 bits with a sign.
_BITS = 32
_MASK = (1 << _BITS) - 1
_SIGN = 1 << (_BITS - 1)


def _joined(moment: int, document: int) -> int:
    """Both as one number, which sorts by moment, then document."""
    return (moment << _BITS) + document + _SIGN


def _document(joined: int) -> int:
    return (joined & _MASK) - _SIGN


@implementer(IQueryIndex, ILimitedResultIndex, ISortIndex)
class MomentIndex(SimpleItem):
    """Moments in whole seconds by document, and documents in the order of moments.

    A query asks it after the other indexes, which leave few documents to look at.
    """

    meta_type = "Jiesu Moment Index"
    operators = ("or",)
    useOperator = "or"
    query_options = ("query", "range")

    def __init__(self, id):  # noqa: A002
        """Make it.

        :param id: also the name of the attribute that it indexes
        """
        self.id = id
        self.clear()

    def clear(self):
        """Begin anew."""
        self._moments = Moments()
        self._unindex = MomentOf()
        self._length = Length()

    def __len__(self):
        return self._length()

    def index_object(self, documentId, obj, threshold=None):
        """Index a document; says how many values changed."""
        moment = getattr(obj, self.id)
        known = self._unindex.get(documentId)
        if known == moment:
            return 0
        if known is None:
            self._length.change(1)
        else:
            self._moments.remove(_joined(known, documentId))
        self._moments.insert(_joined(moment, documentId))
        self._unindex[documentId] = moment
        return 1

    def unindex_object(self, documentId):
        """Forget a document."""
        known = self._unindex.get(documentId)
        if known is None:
            return
        self._moments.remove(_joined(known, documentId))
        del self._unindex[documentId]
        self._length.change(-1)

    def query_index(self, record, resultset=None):
        """The documents within a range ("min", "max", "min:max"), both ends inclusive,
        or those with one of the moments.
        """
        limits = record.get("range", None) or ""
        if not limits:
            ranges = [(key, key) for key in record.keys]
        else:
            ranges = [
                (
                    min(record.keys) if "min" in limits else None,
                    max(record.keys) if "max" in limits else None,
                )
            ]
        if resultset is not None and len(resultset) <= FEW:
            return self._those_within(resultset, ranges)
        found = multiunion(
            [_document(one) for limit in ranges for one in self._between(*limit)]
        )
        return found if resultset is None else intersection(resultset, found)

    def _those_within(self, documents, ranges: list[tuple]) -> IISet:
        """The documents whose moment is within one of the ranges."""
        moments = self._unindex
        return IISet(
            document
            for document in documents
            for start, end in ranges
            if (start is None or start <= moments[document])
            and (end is None or moments[document] <= end)
        )

    def _between(self, start: int | None, end: int | None):
        low = None if start is None else start << _BITS
        high = None if end is None else (end << _BITS) + _MASK
        return self._moments.keys(low, high)

    def until(self, moment: int) -> Iterator[int]:
        """The documents up to a moment, the earliest first; no others are looked at."""
        return map(_document, self._between(None, moment))

    def ordered(self, reverse: bool = False) -> Iterator[int]:
        """All documents in the order of their moments."""
        if not reverse:
            yield from map(_document, self._moments)
            return
        joined = self._moments.maxKey() if self._moments else None
        while joined is not None:
            yield _document(joined)
            try:
                joined = self._moments.maxKey(joined - 1)
            except ValueError:
                return

    # What else ZCatalog asks of an index.

    def documentToKeyMap(self):
        """Moments by document."""
        return self._unindex

    def getEntryForObject(self, documentId, default=None):
        """The moment of a document."""
        return self._unindex.get(documentId, default)

    def getIndexSourceNames(self):
        """The attribute that is read."""
        return [self.id]

    getIndexQueryNames = getIndexSourceNames

    def numObjects(self):
        """How many documents there are."""
        return self._length()

    indexSize = numObjects
