"""Which complaint follows which, and what goes along (并案).

One that follows a master keeps its state, its journal and its number. Who has the
master has it too; it waits until the master is answered (merge.py), and then gets that
answer. docs/concepts/rules.md, merging.
"""

from AccessControl import getSecurityManager
from Acquisition import aq_inner
from Acquisition import aq_parent
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import fields
from jiesu.addon.access.capacities import FOR_STAFF
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.content.complaint import OPEN_STATES
from jiesu.addon.content.complaint import UNANSWERED
from jiesu.addon.handling.perform import Author
from jiesu.addon.handling.perform import DESK
from jiesu.addon.handling.perform import write_entry
from typing import Any


# What says who has a complaint: one that follows has it from its master.
PLACE = ("department", "supporting", "consulted", "helpers", "handler")

# What a master's journal tells of those that follow it.
GATHERED = "gathered"
PARTED = "parted"


@dataclass(frozen=True)
class Before:
    """How a complaint stood before it followed another."""

    department: str
    supporting: tuple[str, ...]
    consulted: tuple[str, ...]
    helpers: tuple[str, ...]
    handler: str
    dispatched: bool
    extension: Any
    draft: int


def before_of(complaint) -> Before:
    """How a complaint stands now, to be remembered."""
    names = [field.name for field in fields(Before)]
    return Before(**{name: getattr(complaint, name) for name in names})


def master_of(complaint):
    """The complaint that this one follows, or None."""
    return beside(complaint, complaint.merged_into)


def beside(complaint, complaint_id: str):
    """Another complaint of the same desk, or None."""
    if not complaint_id:
        return None
    return aq_parent(aq_inner(complaint)).get(complaint_id)


def followers_of(complaint) -> Iterator:
    """All that follow a complaint, those that are through with it among them."""
    found = (beside(complaint, one) for one in complaint.merged)
    return (one for one in found if one is not None)


def open_followers(complaint) -> list:
    """Those of them that are open."""
    return [one for one in followers_of(complaint) if state_of(one) in OPEN_STATES]


def waits(complaint) -> bool:
    """Whether a complaint waits for the answer of the one that it follows.

    Otherwise it has an answer, and belongs to whoever gave it.
    """
    return bool(complaint.merged_into) and state_of(complaint) in UNANSWERED


def avoided(complaint) -> frozenset[str]:
    """The departments that must not have a complaint, for itself or its followers."""
    ones = (complaint, *open_followers(complaint))
    return frozenset(one.avoid for one in ones if one.avoid)


def leave(complaint, author: Author = DESK) -> dict:
    """Let a complaint follow no other any more, if it does.

    :param author: whose step it is
    :returns: what changed, for the journal
    """
    if not complaint.merged_into:
        return {}
    master = master_of(complaint)
    if master is not None:
        master.merged = tuple(one for one in master.merged if one != complaint.getId())
        tell_master(master, complaint, PARTED, author)
    complaint.merged_into = ""
    complaint.before_merge = None
    return {"into": ""}


def tell_master(master, complaint, what: str, author: Author):
    """Note in a master's journal that one follows it, or does not any more.

    :param what: `GATHERED` or `PARTED`
    :returns: the entry
    """
    return write_entry(
        master,
        author,
        action=what,
        visibility=FOR_STAFF,
        changes={"follower": complaint.getId()},
    )


def visible(complaint) -> bool:
    """Whether the present user may see a complaint."""
    return bool(getSecurityManager().checkPermission("View", complaint))
