"""The typed queries: what lists and figures may ask, and only for whom.

Every query is answered for a user: what that user may not read is not in it.
"""

from AccessControl import getSecurityManager
from BTrees.IIBTree import multiunion
from collections.abc import Container
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
from jiesu.addon.catalog.rows import CONSULTED
from jiesu.addon.catalog.rows import FOLLOWING
from jiesu.addon.catalog.rows import HELPING
from jiesu.addon.catalog.rows import moment as as_moment
from jiesu.addon.catalog.rows import NEVER
from jiesu.addon.catalog.rows import Row
from jiesu.addon.catalog.rows import seconds
from jiesu.addon.catalog.text import text_query
from jiesu.addon.content.complaint import OPEN_STATES
from jiesu.addon.content.lookup import complaints_of
from plone import api


PAGE = 25
# Of so many documents each one's grants are looked at; of more, all that are granted.
FEW = 5000
LARGEST_PAGE = 200

# So many of those that a department supports are sorted by what is due of it.
MOST_SUPPORTED = 1000

LIGHTS = ("green", "yellow", "red", "paused")

# How a list can be sorted: index, and whether the largest comes first.
SORTS = {"due": ("due", False), "received": ("received", False)}
SORTS["-received"] = ("received", True)


@dataclass(frozen=True)
class Query:
    """What to look for; what is left out does not matter.

    `department` is the lead; `supported_by` a supporting department, `consulted` one
    that is asked for its view, `helper` a colleague who was brought in; of these three
    one at a time. `flag` is one of `flags.FLAGS`. `received_to` is exclusive.

    Work lists ask for states, and what follows another complaint is nobody's work. So
    it counts under its state only `with_followers`, or where a submitter is named.
    """

    states: tuple[str, ...] = ()
    with_followers: bool = False
    department: str | None = None
    supported_by: str | None = None
    consulted: str | None = None
    helper: str | None = None
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


def documents_of(desk, query: Query, sort: str = "due") -> list[int]:
    """All that the user may read and the query asks for, as the catalog knows them.

    For what goes through all of an answer: its rows are read bit by bit, by `rows_of`.
    """
    catalog, terms = _prepared(desk, query)
    if terms is None:
        return []
    index, reverse = SORTS[sort]
    return catalog.documents(terms, catalog.getIndex(index), reverse)


def by_own_due(
    desk, query: Query, department: str, start: int = 0, size: int = PAGE
) -> Page:
    """The same, in the order in which a supporting department's own part is due.

    Few are supported at once, so their rows are sorted here; what no part of is due
    comes last. Of more than `MOST_SUPPORTED` the first are.
    """
    pages = range(0, MOST_SUPPORTED, LARGEST_PAGE)
    rows: list[Row] = []
    total = 0
    for begin in pages:
        page = find(desk, query, start=begin, size=LARGEST_PAGE)
        rows += page.rows
        total = page.total
        if len(rows) >= total:
            break
    rows.sort(key=lambda row: _own_due(row, department))
    return Page(tuple(rows[start : start + size]), min(total, len(rows)), start, size)


def _own_due(row: Row, department: str) -> int:
    part = row.support_of(department)
    return seconds(part.due if part else None)


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


def due_by(
    desk, moment: datetime, size: int, without: Container[str] = ()
) -> list[str]:
    """The ids of complaints to which something has to be done by now, whoever asks.

    :param moment: now; what waits longest comes first
    :param size: how many at most
    :param without: ids to leave out
    """
    flush()
    catalog = catalog_of(complaints_of(desk))
    documents = catalog.getIndex("wake").until(seconds(moment))
    ids = (catalog.paths[document] for document in documents)
    return list(islice((one for one in ids if one not in without), size))


def next_due(desk) -> datetime | None:
    """When something has to be done to a complaint next, or had; None for never."""
    flush()
    catalog = catalog_of(complaints_of(desk))
    document = next(catalog.getIndex("wake").ordered(), None)
    if document is None:
        return None
    at = catalog.getIndex("wake").documentToKeyMap()[document]
    return None if at == NEVER else as_moment(at)


def names_department(desk, department: str) -> bool:
    """Whether a complaint has the department in any part, whoever asks."""
    flush()
    catalog = catalog_of(complaints_of(desk))
    leads = catalog.getIndex("department")._index
    supports = catalog.getIndex("supporting")._index
    words = (department, f"{CONSULTED}{department}")
    return bool(leads.get(department)) or any(supports.get(word) for word in words)


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
        "supporting": _taking_part(query),
        "kind": query.kind,
        "submitter": query.submitter,
        "handler": query.handler,
        "asked": query.asked,
        "flags": query.flag,
    }
    terms.update({name: value for name, value in simple.items() if value is not None})
    states = _listed(query)
    if states:
        terms["state"] = states
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


def _listed(query: Query) -> list[str]:
    """The words of the index of states; none for all."""
    states = list(query.states)
    if query.with_followers or query.submitter is not None:
        states += [f"{FOLLOWING}{state}" for state in states if state in OPEN_STATES]
    return states


def _taking_part(query: Query) -> str | None:
    """The word of the index of supporting departments."""
    if query.consulted is not None:
        return f"{CONSULTED}{query.consulted}"
    if query.helper is not None:
        return f"{HELPING}{query.helper}"
    return query.supported_by


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
