"""The columns of each desk, one set a process, kept current.

A reader brings the columns up to the catalog as its own transaction sees it, by the
catalog's list of changes, and reads them under the same lock; so no figure is older
than what the reader's transaction sees as committed. It may be younger. A reader whose
own transaction has changes of complaints gets columns of its own, read anew: what is
not committed is nobody else's.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from jiesu.addon.catalog.catalog import catalog_of
from jiesu.addon.catalog.catalog import ComplaintsCatalog
from jiesu.addon.catalog.changes import last
from jiesu.addon.catalog.changes import since
from jiesu.addon.catalog.changes import uncommitted
from jiesu.addon.catalog.indexing import flush
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.statistics.columns import Columns
from threading import Lock
from weakref import WeakKeyDictionary


class _Kept:
    """The columns of one desk and up to which change they go."""

    def __init__(self):
        self.lock = Lock()
        self.generation: str | None = None
        self.change = 0
        self.columns = Columns()

    def bring_up(self, catalog: ComplaintsCatalog) -> None:
        """Follow the catalog, or read it whole. The caller holds the lock."""
        present = last(catalog.changes)
        if self.generation != catalog.generation:
            changed = None
        elif present <= self.change:
            return
        else:
            changed = since(catalog.changes, self.change)
        if changed is None:
            self.columns = Columns.of(catalog)
        else:
            try:
                self.columns.follow(catalog, changed)
            except BaseException:
                # They may be half changed: whoever comes next reads all anew.
                self.generation = None
                raise
        self.generation, self.change = catalog.generation, present


# By database, then by the catalog's place in it.
_kept: WeakKeyDictionary = WeakKeyDictionary()
_lock = Lock()


@contextmanager
def columns_of(desk) -> Iterator[Columns]:
    """The columns of a desk's complaints, for the block; they are not to be changed.

    Nobody else reads or changes them meanwhile, so do little in the block.
    """
    flush()
    catalog = catalog_of(complaints_of(desk))
    if uncommitted() or catalog._p_jar is None:
        yield Columns.of(catalog)
        return
    kept = _kept_of(catalog)
    with kept.lock:
        kept.bring_up(catalog)
        yield kept.columns


def _kept_of(catalog: ComplaintsCatalog) -> _Kept:
    with _lock:
        of_database = _kept.setdefault(catalog._p_jar.db(), {})
        return of_database.setdefault(catalog._p_oid, _Kept())
