"""BTrees with small nodes: a write stores whole nodes, and one submission writes many.

The sizes are a balance: large nodes cost bytes at every write, small ones more records
to read at the first query after a start. bench/bytes.py shows what a submission writes.
"""

from BTrees.IIBTree import IIBTree
from BTrees.IIBTree import IITreeSet
from BTrees.IOBTree import IOBTree
from BTrees.LLBTree import LLTreeSet
from BTrees.OIBTree import OIBTree
from BTrees.OOBTree import OOBTree


# Children of an inner node; BTrees' own 250 to 500 would be 10 KB at each split, and
# many trees split at the same document.
CHILDREN = 30


class Documents(IITreeSet):
    """The documents with one value of an index."""

    max_leaf_size = 90
    max_internal_size = CHILDREN


class Postings(IITreeSet):
    """The documents with one word; a text writes a hundred of them."""

    max_leaf_size = 30
    max_internal_size = CHILDREN


class Moments(LLTreeSet):
    """Moments with their documents, see moments.py."""

    max_leaf_size = 40
    max_internal_size = CHILDREN


class MomentOf(IIBTree):
    """Document to moment."""

    max_leaf_size = 40
    max_internal_size = CHILDREN


class WordOf(IOBTree):
    """Document to a short word."""

    max_leaf_size = 40
    max_internal_size = CHILDREN


class ValueOf(IOBTree):
    """Document to a value of some length."""

    max_leaf_size = 12
    max_internal_size = CHILDREN


class DocumentOf(OIBTree):
    """Value to its only document."""

    max_leaf_size = 16
    max_internal_size = CHILDREN


class ByValue(OOBTree):
    """Value to its documents."""

    max_leaf_size = 16
    max_internal_size = CHILDREN
