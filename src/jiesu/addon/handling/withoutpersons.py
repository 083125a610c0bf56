"""From a complaint's answer to something for everybody: without what points to persons.

Shared by FAQ pages (faq.py) and public answers (publishing.py).
"""

from collections.abc import Mapping
from jiesu.addon.access.groups import department_members
from jiesu.addon.access.groups import full_name
from jiesu.addon.access.identity import identity_of
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.content.personal import blanked
from jiesu.addon.content.personal import find_personal
from jiesu.addon.content.personal import Finding
from jiesu.addon.journal.entry import Entry
from jiesu.addon.journal.storage import journal_of
from plone import api

import hashlib


def last_answer(complaint) -> Entry | None:
    """The latest answer's journal entry, or None."""
    answers = [entry for entry in journal_of(complaint) if entry.action == "answer"]
    return answers[-1] if answers else None


def known_names(complaint) -> tuple[str, ...]:
    """What nothing public may hold: who submitted, and who handled it.

    The submitter's name and account, the names of the departments' members and of all
    who did something to it.
    """
    desk = desk_of(complaint)
    names = _submitter_names(complaint)
    for department in (complaint.department, *complaint.supporting):
        members = department_members(desk.getId(), department) if department else ()
        names |= {full_name(member) for member in members}
    staff = (one for one in journal_of(complaint) if one.role != "submitter")
    actors = {entry.actor for entry in staff} - {""}
    found = (api.user.get(userid=actor) for actor in actors)
    names |= {full_name(user) for user in found if user is not None}
    return tuple(sorted(name for name in names if name))


def _submitter_names(complaint) -> set[str]:
    """The submitter's; of a hidden name only what was said and anybody there reads.

    Else whoever types a name would learn, by its mark, that it is the hidden one.
    """
    identity = identity_of(complaint)
    names = {identity.name, identity.user}
    if not complaint.hide_identity:
        return names
    said = "\n".join(
        [complaint.title or "", complaint.text or "", complaint.location or ""]
        + [entry.text for entry in journal_of(complaint)]
    )
    return {name for name in names if name and name in said}


def without_persons(text: str, names: tuple[str, ...]) -> str:
    """A text with a word in place of whatever points to a person."""
    return blanked(text, find_personal(text, names))


def findings_in(texts: Mapping[str, str], complaint) -> dict[str, list[Finding]]:
    """What in some texts may point to persons, by the names of the texts.

    :param complaint: that which they came of, for the names that are known; or None
    """
    names = known_names(complaint) if complaint is not None else ()
    return {name: find_personal(text or "", names) for name, text in texts.items()}


def fingerprint(*texts: str) -> str:
    """Stands for just these texts: whoever agreed to them agreed to no others."""
    return hashlib.sha256("\n".join(text or "" for text in texts).encode()).hexdigest()
