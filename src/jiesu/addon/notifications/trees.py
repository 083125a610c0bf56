"""BTrees with small nodes, as those of catalog/trees.py: a step writes whole nodes."""

from BTrees.OOBTree import OOBTree
from BTrees.OOBTree import OOTreeSet
from jiesu.addon.catalog.trees import CHILDREN


class Records(OOBTree):
    """Id to the facts of a record. Ids sort by time: one step writes one leaf."""

    max_leaf_size = 12
    max_internal_size = CHILDREN


class Due(OOTreeSet):
    """(moment in whole seconds, id), in the order in which records are due."""

    max_leaf_size = 30
    max_internal_size = CHILDREN


class Items(OOBTree):
    """Id to an item of an inbox or of the log."""

    max_leaf_size = 12
    max_internal_size = CHILDREN


class Boxes(OOBTree):
    """User id to inbox."""

    max_leaf_size = 16
    max_internal_size = CHILDREN
