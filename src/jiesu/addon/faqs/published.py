"""The published FAQ pages of a desk, in memory.

Everybody may read them, so no right is asked for. They are read anew when Plone's
catalog has changed, and at times for what it is not told of: whether a page helped.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from datetime import UTC
from functools import cached_property
from jiesu.addon.calendar.moment import now
from jiesu.addon.content.interfaces import ICategory
from jiesu.addon.content.lookup import categories_of
from jiesu.addon.content.lookup import DEPARTMENTS
from jiesu.addon.content.lookup import departments_of
from jiesu.addon.content.lookup import FAQ
from jiesu.addon.faqs.ranking import Document
from jiesu.addon.faqs.ranking import Index
from jiesu.addon.faqs.votes import NO
from jiesu.addon.faqs.votes import votes_of
from jiesu.addon.faqs.votes import YES
from plone import api
from Products.CMFCore.indexing import processQueue
from typing import NamedTuple
from weakref import WeakKeyDictionary


FAQ_TYPE = "JiesuFaq"
PUBLISHED = "published"
# So much of its unique id is a page's short address: 48 bits do not meet by chance.
SHORT = 12
# How long what the catalog is not told of may be old, in seconds.
FRESH = 600


@dataclass(frozen=True)
class Faq:
    """A published FAQ page.

    path: from Zope's root, as the catalog has it
    department: whose folder it lies in, "" for the common one
    released: when it was published last
    """

    uid: str
    path: str
    title: str
    answer: str
    category: str
    department: str
    released: datetime
    changed: datetime
    helpful: int

    @property
    def id(self) -> str:
        """What its short address ends with: the same wherever it is moved to."""
        return short_id(self.uid)

    @property
    def url(self) -> str:
        """Where it is now."""
        return url_of(self.path)


def url_of(path: str) -> str:
    """The address of something, as whoever asks now sees the site.

    :param path: from Zope's root, as the catalog has it
    """
    portal = api.portal.get()
    root = "/".join(portal.getPhysicalPath())
    return portal.absolute_url() + path.removeprefix(root)


def moment_of(zopes) -> datetime:
    """A moment of Zope's own kind, whose zone may be wrong: CST is not only China's."""
    return datetime.fromtimestamp(zopes.timeTime(), UTC)


def moments_of(page) -> tuple[datetime, datetime]:
    """When something was released, and when what everybody reads of it changed last.

    It may have been written long before: for everybody its release is a change.
    """
    changed = moment_of(page.modified())
    released = moment_of(page.effective_date or page.modified())
    return released, max(released, changed)


def short_id(uid: str) -> str:
    """What the short address of a page with this unique id ends with."""
    return uid[:SHORT]


def short_url(desk, uid: str) -> str:
    """The address of a page that stays, wherever it is moved to."""
    return f"{desk.absolute_url()}/q/{short_id(uid)}"


class Published:
    """All of a desk's, as of one moment."""

    def __init__(self, faqs: list[Faq], tree: "Tree"):
        """Take them up."""
        self.faqs = faqs
        self.by_uid = {one.uid: one for one in faqs}
        self.by_id = {one.id: one for one in faqs}
        self._tree = tree

    @cached_property
    def index(self) -> Index:
        """By what they are found."""
        return Index(self._tree.document(one) for one in self.faqs)

    @cached_property
    def usual(self) -> list[Faq]:
        """What helped most first, then the latest."""
        return sorted(self.faqs, key=lambda o: (-o.helpful, -o.released.timestamp()))


class Tree:
    """The words that categories and departments lead to their pages with."""

    def __init__(self, desk):
        """Of a desk."""
        self._categories = {
            one.getId(): " ".join((one.Title(), *(one.keywords or ())))
            for one in categories_of(desk)
        }
        self._departments = {one.getId(): one.Title() for one in departments_of(desk)}

    def document(self, faq: Faq) -> Document:
        """A page as the index takes it."""
        hints = (
            self._categories.get(faq.category, ""),
            self._departments.get(faq.department, ""),
        )
        return Document(
            faq.uid,
            faq.title,
            faq.answer,
            " ".join(hints),
            faq.category,
            faq.helpful,
            faq.released.timestamp(),
        )


class _State(NamedTuple):
    """What the pages were read at."""

    serial: bytes
    period: int


# database → path of a desk → the state, and what was read at it
_known: WeakKeyDictionary = WeakKeyDictionary()


def published_of(desk) -> Published:
    """The published pages of a desk, as the present transaction has them."""
    processQueue()
    state = _state()
    if state is None:
        # What this transaction changed is for itself alone.
        return _read(desk)
    known = _known.setdefault(desk._p_jar.db(), {})
    path = desk.getPhysicalPath()
    at, found = known.get(path, (None, None))
    if at != state:
        found = _read(desk)
        known[path] = state, found
    return found


def _state() -> _State | None:
    serial = catalog_serial()
    if serial is None:
        return None
    return _State(serial, int(now().timestamp() // FRESH))


def catalog_serial() -> bytes | None:
    """What Plone's catalog is at; None where this transaction has changed it.

    What is remembered of a change that is not committed would be remembered wrongly.
    """
    catalog = api.portal.get_tool("portal_catalog")
    counter = getattr(catalog, "_counter", None)
    if counter is None or counter._p_jar is None:
        return None
    counter._p_activate()
    # After a savepoint what was changed looks as if it were not.
    if counter._p_changed or counter._p_jar._savepoint_storage is not None:
        return None
    return counter._p_serial


def _read(desk) -> Published:
    return Published(list(_faqs(desk)), Tree(desk))


def _faqs(desk) -> Iterator[Faq]:
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(
        portal_type=FAQ_TYPE,
        path="/".join(desk.getPhysicalPath()),
        review_state=PUBLISHED,
    )
    for brain in found:
        page = brain._unrestrictedGetObject()
        votes = votes_of(page)
        released, changed = moments_of(page)
        yield Faq(
            page.UID(),
            brain.getPath(),
            page.title or "",
            page.answer or "",
            page.category or "",
            _department(brain.getPath()),
            released,
            changed,
            votes[YES] - votes[NO],
        )


def _department(path: str) -> str:
    *_above, folder, parent, _page = path.split("/")
    return parent if folder == DEPARTMENTS and parent != FAQ else ""


def with_those_below(desk, category: str) -> set[str]:
    """A category, and those below it."""
    wanted = {category}
    for one in categories_of(desk):
        above = one.aq_parent
        if ICategory.providedBy(above) and above.getId() == category:
            wanted.add(one.getId())
    return wanted


def tops_of(desk) -> dict[str, str]:
    """For each category the one of the first level that it is, or is below of."""
    tops = {}
    for one in categories_of(desk):
        above = one.aq_parent
        top = above if ICategory.providedBy(above) else one
        tops[one.getId()] = top.getId()
    return tops
