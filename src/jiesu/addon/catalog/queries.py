"""The typed queries: what lists and figures may ask, and only for whom.

Every query is answered for a user: what that user may not read is not in it.
"""

from AccessControl import getSecurityManager
from BTrees.IIBTree import multiunion
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from itertools import islice
from jiesu.addon.calendar.moment import now
from jiesu.addon.catalog.catalog import catalog_of
from jiesu.addon.catalog.catalog import ComplaintsCatalog
from jiesu.addon.catalog.catalog import TEXT
from jiesu.addon.catalog.indexing import flush
from jiesu.addon.catalog.rows import NEVER
from jiesu.addon.catalog.rows import Row
from jiesu.addon.catalog.rows import seconds
from jiesu.addon.catalog.text import text_query
from jiesu.addon.content.lookup import complaints_of
from plone import api


PAGE = 25
# Of so many documents each one's grants are looked at; of more, all that are granted.
FEW = 5000
LARGEST_PAGE = 200

LIGHTS = ("green", "yellow", "red", "paused")

# How a list can be sorted: index, and whether the largest comes first.
SORTS = {"due": ("due", False), "received": ("received", False)}
SORTS["-received"] = ("received", True)


@dataclass(frozen=True)
class Query:
    """What to look for; what is left out does not matter.

    `department` is the lead; `supported_by` a supporting department; `flag` one of
    `flags.FLAGS`. `received_to` is exclusive.
    """

    states: tuple[str, ...] = ()
    department: str | None = None
    supported_by: str | None = None
    category: tuple[str, ...] = ()
    kind: str | None = None
    light: str | None = None
    submitter: str | None = None
    handler: str | None = None
    asked: bool | None = None
    flag: str | None = None
    words: str = ""
    received_from: datetime | None = None
    received_to: datetime | None = None

    def narrowed(self, **changes) -> "Query":
        """This query with some criteria changed."""
        return replace(self, **changes)


@dataclass(frozen=True)
class Page:
    """A page of the answer and how many there are in all."""

    rows: tuple[Row, ...]
    total: int
    start: int
    size: int


def find(
    desk, query: Query, sort: str = "due", start: int = 0, size: int = PAGE
) -> Page:
    """The complaints that the user may read and the query asks for.

    :param sort: one of `SORTS`
    :param start: how many to leave out
    :param size: how many at most; never more than `LARGEST_PAGE`
    """
    start = max(0, start)
    size = max(1, min(size, LARGEST_PAGE))
    catalog, terms = _prepared(desk, query)
    if terms is None:
        return Page((), 0, start, size)
    index, reverse = SORTS[sort]
    found = catalog.search(
        {**terms, "b_start": start, "b_size": size},
        sort_index=catalog.getIndex(index),
        reverse=reverse,
    )
    total = getattr(found, "actual_result_count", len(found))
    documents = [brain.getRID() for brain in found]
    return Page(tuple(map(catalog.row, documents)), total, start, size)


def count(desk, query: Query) -> int:
    """How many complaints the user may read and the query asks for."""
    catalog, terms = _prepared(desk, query)
    if terms is None:
        return 0
    return len(catalog.search(terms, merge=False))


def readable(desk, documents: Sequence[int]) -> list[int]:
    """Those of some documents that the user may read, in their order.

    :param documents: as the catalog knows complaints; what is gone is left out
    """
    flush()
    index = catalog_of(complaints_of(desk)).getIndex("allowed")
    if len(documents) <= FEW:
        wanted, granted = set(principals()), index._unindex
        return [one for one in documents if wanted.intersection(granted.get(one, ()))]
    allowed = [index._index.get(principal) for principal in principals()]
    found = multiunion([one for one in allowed if one is not None])
    return [one for one in documents if one in found]


def rows_of(desk, documents: Sequence[int]) -> tuple[Row, ...]:
    """The rows of some documents, whoever asks; ask `readable` before."""
    catalog = catalog_of(complaints_of(desk))
    return tuple(catalog.row(one) for one in documents if one in catalog.data)


def by_number(desk, number: str) -> str | None:
    """The id of the complaint with this number, whoever asks; not to be shown."""
    return _single(desk, "number", number)


def by_key(desk, key: str) -> str | None:
    """The id of the complaint made with this idempotency key, whoever asks."""
    return _single(desk, "key", key)


def due_by(desk, moment: datetime, size: int) -> list[str]:
    """The ids of complaints of which something is due by now, whoever asks.

    :param moment: now; the longest due first
    :param size: how many at most
    """
    flush()
    catalog = catalog_of(complaints_of(desk))
    documents = catalog.getIndex("wake").until(seconds(moment))
    return [catalog.paths[document] for document in islice(documents, size)]


def names_department(desk, department: str) -> bool:
    """Whether a complaint has the department as lead or support, whoever asks."""
    flush()
    catalog = catalog_of(complaints_of(desk))
    indexes = (catalog.getIndex("department"), catalog.getIndex("supporting"))
    return any(index._index.get(department) for index in indexes)


def _single(desk, index: str, value: str) -> str | None:
    flush()
    catalog = catalog_of(complaints_of(desk))
    found = catalog.getIndex(index)._index.get(value)
    if found is None:
        return None
    document = found if isinstance(found, int) else next(iter(found))
    return catalog.paths[document]


def _prepared(desk, query: Query) -> tuple[ComplaintsCatalog, dict | None]:
    flush()
    return catalog_of(complaints_of(desk)), _terms(query)


def _terms(query: Query) -> dict | None:
    """The query as the catalog wants it, or None when nothing can match."""
    terms: dict = {"allowed": {"query": principals(), "operator": "or"}}
    simple = {
        "department": query.department,
        "supporting": query.supported_by,
        "kind": query.kind,
        "submitter": query.submitter,
        "handler": query.handler,
        "asked": query.asked,
        "flags": query.flag,
    }
    terms.update({name: value for name, value in simple.items() if value is not None})
    if query.states:
        terms["state"] = list(query.states)
    if query.category:
        terms["category"] = list(query.category)
    if query.light:
        terms.update(_light_terms(query.light, seconds(now())))
    received = _range(query.received_from, query.received_to)
    if received:
        terms["received"] = received
    if query.words:
        text = text_query(query.words)
        if not text:
            return None
        terms[TEXT] = text
    return terms


def _light_terms(light: str, at: int) -> dict:
    """A light as ranges over the due times (see `Row.light`)."""
    if light == "paused":
        return {"asked": True}
    terms: dict = {"asked": False}
    if light == "red":
        terms["due"] = {"query": at - 1, "range": "max"}
    elif light == "yellow":
        terms["due"] = {"query": (at, NEVER - 1), "range": "min:max"}
        terms["yellow"] = {"query": at, "range": "max"}
    else:
        terms["due"] = {"query": (at, NEVER - 1), "range": "min:max"}
        # Up to the last that is due: most complaints are closed and never turn yellow.
        terms["yellow"] = {"query": (at + 1, NEVER - 1), "range": "min:max"}
    return terms


def _range(start: datetime | None, end: datetime | None) -> dict | None:
    if start and end:
        return {"query": (seconds(start), seconds(end) - 1), "range": "min:max"}
    if start:
        return {"query": seconds(start), "range": "min"}
    if end:
        return {"query": seconds(end) - 1, "range": "max"}
    return None


def principals() -> list[str]:
    """The user and their groups, as the index of rights knows them.

    Only grants open a complaint in a list (access/roles.py): a global role does not,
    not even Manager's.
    """
    user = getSecurityManager().getUser()
    if api.user.is_anonymous():
        return ["user:"]
    groups = getattr(user, "getGroups", tuple)()
    return [f"user:{user.getId()}", *(f"user:{group}" for group in groups)]
