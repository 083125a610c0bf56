"""What is open and was said lately, to compare it with what somebody types.

The answers are for nobody's eyes: they name complaints whoever asks. How much is looked
at does not depend on how many complaints there are.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from itertools import islice
from jiesu.addon.catalog.catalog import catalog_of
from jiesu.addon.catalog.catalog import TEXT
from jiesu.addon.catalog.indexing import flush
from jiesu.addon.catalog.rows import Row
from jiesu.addon.content.complaint import PENDING
from jiesu.addon.content.complaint import PROCESSING
from jiesu.addon.content.complaint import SUSPENDED
from jiesu.addon.content.lookup import complaints_of


# A department has it, and it is not answered.
IN_WORK = (PENDING, PROCESSING, SUSPENDED)

# So many of those that came last are looked through, and so many of them compared.
WALKED = 2000
MOST = 300
# What was put off for long came before them; few are.
MOST_SUSPENDED = 50


def in_work(desk) -> dict[int, str]:
    """The latest that are in work, as the catalog knows them, with their categories.

    One that follows another is not among them: the one that it follows is.
    """
    flush()
    catalog = catalog_of(complaints_of(desk))
    states = catalog.getIndex("state")
    lately = islice(catalog.getIndex("received").ordered(True), WALKED)
    found = islice((d for d in lately if states._unindex.get(d) in IN_WORK), MOST)
    suspended = islice(states._index.get(SUSPENDED, ()), MOST_SUSPENDED)
    categories = catalog.getIndex("category")._unindex
    return {d: categories.get(d) or "" for d in (*found, *suspended)}


def having(desk, words: Iterable[str], documents: Sequence[int]) -> dict[str, set[int]]:
    """Each word with those of some documents in which it stands.

    :param words: as `text.text_query` makes them; beginnings are left out
    """
    postings = catalog_of(complaints_of(desk)).getIndex(TEXT)._postings
    found: dict[str, set[int]] = {}
    for word in words:
        known = postings.get(word, ())
        found[word] = {one for one in documents if one in known}
    return found


def ids_of(desk, documents: Iterable[int]) -> list[str]:
    """The ids of complaints."""
    paths = catalog_of(complaints_of(desk)).paths
    return [paths[document] for document in documents if document in paths]


def filed_lately(desk, most: int) -> Iterator[Row]:
    """The rows of those that came last, the latest first."""
    flush()
    catalog = catalog_of(complaints_of(desk))
    for document in islice(catalog.getIndex("received").ordered(True), most):
        yield catalog.row(document)
