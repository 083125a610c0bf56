"""Which documents changed, in order: so that what is kept in memory can follow.

One number a change, in a tree of small nodes. The newest are kept; who lags further
behind reads the catalog anew. Old ones are forgotten by the writer's upkeep, never in a
submitter's transaction.
"""

from BTrees.IIBTree import IIBTree
from jiesu.addon.catalog.trees import CHILDREN

import transaction
import uuid


# So many changes can be followed; twice as many are kept at most.
KEPT = 10_000
# So many are forgotten in one transaction.
AT_ONCE = 1_000

_KEY = "jiesu.addon.catalog.changes"


class Changes(IIBTree):
    """Number of the change to document."""

    max_leaf_size = 20
    max_internal_size = CHILDREN


def new_generation() -> str:
    """A name for a catalog that begins anew: what was known of it is void."""
    return uuid.uuid4().hex


def note(changes: Changes, document: int) -> None:
    """Note that a document was changed, in this transaction."""
    changes[last(changes) + 1] = document
    mark()


def mark() -> None:
    """Note that this transaction has changes, which others must not learn of yet."""
    transaction.get().set_data(_KEY, True)


def last(changes: Changes | None) -> int:
    """The number of the latest change, 0 where there was none."""
    return changes.maxKey() if changes else 0


def since(changes: Changes, known: int) -> set[int] | None:
    """The documents that were changed after the change with this number.

    :returns: None where that is not known any more
    """
    if last(changes) <= known:
        return set()
    if changes.minKey() > known + 1:
        return None
    return set(changes.values(known + 1))


def is_long(changes: Changes | None) -> bool:
    """Whether old ones should be forgotten."""
    return bool(changes) and changes.maxKey() - changes.minKey() >= 2 * KEPT


def forget_old(changes: Changes) -> bool:
    """Forget some old ones; whether there are more."""
    if not changes:
        return False
    limit = changes.maxKey() - KEPT
    for number in list(changes.keys(changes.minKey(), limit))[:AT_ONCE]:
        del changes[number]
    return changes.minKey() <= limit


def uncommitted() -> bool:
    """Whether this transaction has changes, see `mark`."""
    try:
        return transaction.get().data(_KEY)
    except KeyError:
        return False
