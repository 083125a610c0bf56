"""The columns of each desk, one set a process, kept current.

A reader brings the columns up to the catalog as its own transaction sees it, by the
catalog's list of changes, and reads them under the same lock; so no figure is older
than what the reader's transaction sees as committed. It may be younger. A reader whose
own transaction has changes of complaints gets columns of its own, read anew: what is
not committed is nobody else's.

After a start they are read from a file, where there is one (see snapshot.py).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from jiesu.addon import logger
from jiesu.addon.catalog.catalog import catalog_of
from jiesu.addon.catalog.catalog import ComplaintsCatalog
from jiesu.addon.catalog.changes import last
from jiesu.addon.catalog.changes import since
from jiesu.addon.catalog.changes import uncommitted
from jiesu.addon.catalog.indexing import flush
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.statistics import snapshot
from jiesu.addon.statistics.columns import Columns
from jiesu.addon.statistics.snapshot import Snapshot
from pathlib import Path
from threading import Lock
from threading import Thread
from weakref import WeakKeyDictionary


# After so many changes the file is written anew; far fewer than can be followed.
CHANGES_A_FILE = 2_000


class _Kept:
    """The columns of one desk and up to which change they go."""

    def __init__(self):
        self.lock = Lock()
        self.generation: str | None = None
        self.change = 0
        self.columns = Columns()
        # Up to which change the file goes; None where there is none of this catalog.
        self.in_file: int | None = None

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
            self._begin(catalog)
        else:
            try:
                self.columns.follow(catalog, changed)
            except BaseException:
                # They may be half changed: whoever comes next reads all anew.
                self.generation = None
                raise
        self.generation, self.change = catalog.generation, present
        self._keep_file(catalog)

    def _begin(self, catalog: ComplaintsCatalog) -> None:
        """Read them from the file, or all from the catalog."""
        file, found = snapshot.file_of(catalog), None
        if file and self.generation is None:
            found = snapshot.read(file, catalog)
        if found:
            self.columns, self.in_file = found
        else:
            self.columns, self.in_file = Columns.of(catalog), None

    def _keep_file(self, catalog: ComplaintsCatalog) -> None:
        """Have the file written where it is of long ago; nobody waits for that."""
        file = snapshot.file_of(catalog)
        if file is None or self.columns.size < snapshot.WORTH_IT:
            return
        if self.in_file is None or self.change - self.in_file >= CHANGES_A_FILE:
            self.in_file = self.change
            taken = Snapshot(self.columns, catalog, self.change)
            Thread(target=_write, args=(taken, file), name="jiesu-figures-file").start()


def _write(taken: Snapshot, file: Path) -> None:
    try:
        taken.write(file)
    except OSError:
        # The next start takes longer, and that is all.
        logger.exception("statistics: %s cannot be written", file)


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
