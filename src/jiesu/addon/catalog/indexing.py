"""Keeps the catalog in step: once a transaction for each complaint, text later."""

from Acquisition import aq_base
from Acquisition import aq_inner
from Acquisition import aq_parent
from collections.abc import Callable
from itertools import islice
from jiesu.addon.catalog.catalog import begin_catalog
from jiesu.addon.catalog.catalog import catalog_of
from jiesu.addon.catalog.changes import forget_old
from jiesu.addon.catalog.changes import is_long
from jiesu.addon.catalog.rows import Indexable
from jiesu.addon.content.interfaces import IComplaintIndexer
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.writer.api import at_end
from jiesu.addon.writer.api import later
from zope.interface import implementer

import transaction


# Texts indexed in one transaction of the writer: some tenths of a second.
TEXTS_AT_ONCE = 50
# Rows given their facts before memory is freed.
FACTS_AT_ONCE = 1000

_KEY = "jiesu.addon.catalog"


@implementer(IComplaintIndexer)
class ComplaintIndexer:
    """See `IComplaintIndexer`."""

    def index(self, complaint) -> None:
        """Index before the transaction ends, or sooner if somebody asks a query."""
        waiting = _waiting()
        if not waiting:
            at_end(flush)
        waiting[complaint.getPhysicalPath()] = complaint

    def unindex(self, complaint) -> None:
        """Forget at once."""
        _waiting().pop(complaint.getPhysicalPath(), None)
        catalog_of(_container(complaint)).remove(values_of(complaint))


def flush() -> None:
    """Index what waits in this transaction."""
    waiting = _waiting()
    while waiting:
        _path, complaint = waiting.popitem()
        index_now(complaint)


def _waiting() -> dict:
    current = transaction.get()
    try:
        return current.data(_KEY)
    except KeyError:
        waiting: dict = {}
        current.set_data(_KEY, waiting)
        return waiting


def index_now(complaint) -> None:
    """Index a complaint but for its text, and ask for that."""
    container = _container(complaint)
    catalog = catalog_of(container)
    if catalog.put(values_of(complaint)):
        later(container, index_texts)
    if is_long(catalog.changes):
        later(container, forget_changes)


def forget_changes(container) -> bool:
    """Forget changes that nobody has to follow any more; whether there are more."""
    return forget_old(catalog_of(container).changes)


def index_texts(container, most: int = TEXTS_AT_ONCE) -> bool:
    """Index texts that wait, oldest first.

    :param container: a container of complaints
    :param most: how many at most
    :returns: whether some are still waiting
    """
    flush()
    catalog = catalog_of(container)
    for document in list(islice(catalog.waiting, most)):
        catalog.put_text(values_of(container[catalog.paths[document]]))
    # To count a million of them for each batch would take longer than the batch.
    return bool(catalog.waiting)


def index_all_texts(desk) -> None:
    """Index all texts of a desk that wait, in this transaction."""
    while index_texts(complaints_of(desk)):
        pass


def rebuild(desk) -> int:
    """Make the catalog of a desk anew from its complaints.

    :returns: how many there are
    """
    container = complaints_of(desk)
    catalog = catalog_of(container)
    catalog.clear()
    for complaint in container.objectValues():
        catalog.put(values_of(complaint))
    later(container, index_texts)
    return len(catalog)


def rebuild_facts(desk) -> int:
    """Give the rows of a desk made before there were facts theirs, from the journals.

    What else the catalog knows stays as it is.

    :returns: how many complaints there are
    """
    flush()
    container = complaints_of(desk)
    catalog = catalog_of(container)
    if "facts" not in catalog.schema:
        catalog.addColumn("facts", b"")
    for number, document in enumerate(list(catalog.paths), start=1):
        complaint = container[catalog.paths[document]]
        catalog.updateMetadata(values_of(complaint), complaint.getId(), document)
        if number % FACTS_AT_ONCE == 0:
            transaction.savepoint(optimistic=True)
            container._p_jar.cacheGC()
    catalog.begin_changes()
    return len(catalog)


def renew(desk, prepare: Callable = lambda complaint: None) -> int:
    """Give the catalog of a desk the indexes and columns that came later, filled.

    What it knows of texts stays as it is.

    :param prepare: called with each complaint before it is indexed
    :returns: how many complaints there are
    """
    flush()
    container = complaints_of(desk)
    catalog = catalog_of(container)
    catalog.complete()
    for number, path in enumerate(list(catalog.uids), start=1):
        complaint = container[path]
        prepare(complaint)
        catalog.put(values_of(complaint))
        if number % FACTS_AT_ONCE == 0:
            transaction.savepoint(optimistic=True)
            container._p_jar.cacheGC()
    catalog.begin_changes()
    return len(catalog)


def container_added(container, event) -> None:
    """Give a new container its catalog; a copied or moved one has it already."""
    container.setOrdering("unordered")
    begin_catalog(container)


def _container(complaint):
    return aq_parent(aq_inner(complaint))


def values_of(complaint) -> Indexable:
    """What the catalog keeps of a complaint, read off it now."""
    return Indexable(complaint, desk_of(complaint).getId(), state_of(complaint))


def state_of(matter) -> str:
    """The workflow state of a complaint or supervision.

    Read off directly: the workflow tool would be looked up a dozen times for one step.
    """
    return aq_base(matter).workflow_history[matter.workflow_id][-1]["review_state"]
