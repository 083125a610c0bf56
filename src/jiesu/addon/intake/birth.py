"""The birth of a complaint: route, number, store, start the clock, record, tell."""

from AccessControl import getSecurityManager
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from jiesu.addon.access.permissions import SUBMIT
from jiesu.addon.calendar.moment import now
from jiesu.addon.catalog.queries import by_key
from jiesu.addon.catalog.queries import by_number
from jiesu.addon.content.complaint import Complaint
from jiesu.addon.content.complaint import PENDING
from jiesu.addon.content.complaint import REPORT
from jiesu.addon.content.complaint import TRIAGE
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.deadlines.desk import limits_of
from jiesu.addon.deadlines.desk import timezone_of_site
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.handling.marks import dispatch_mark
from jiesu.addon.handling.office import dispatch
from jiesu.addon.handling.perform import Author
from jiesu.addon.handling.perform import ComplaintHandled
from jiesu.addon.handling.perform import DESK
from jiesu.addon.handling.perform import RIGHT_MISSING
from jiesu.addon.handling.perform import write_entry
from jiesu.addon.handling.placing import placed
from jiesu.addon.intake.codes import code_of_seed
from jiesu.addon.intake.codes import give_code
from jiesu.addon.intake.codes import shown
from jiesu.addon.intake.numbers import new_number
from jiesu.addon.intake.routing import Route
from jiesu.addon.intake.routing import route
from jiesu.addon.intake.submission import read_submission
from jiesu.addon.journal.files import store
from jiesu.addon.journal.storage import begin_journal
from jiesu.addon.writer.api import write
from plone.uuid.interfaces import ATTRIBUTE_NAME
from zoneinfo import ZoneInfo
from zope.event import notify

import hashlib
import uuid


IMPORT = "import"

PORTAL_TYPE = "JiesuComplaint"

# What is taken over from a submission as it is.
TAKEN_OVER = ("title", "text", "kind", "location", "about_department", "channel")

# What may be other than before where a form is sent again; and what words it has.
WORDS, FILES = "words", "files"
WORDED = (
    "title",
    "text",
    "kind",
    "category",
    "department",
    "location",
    "about_department",
    "hide_identity",
    "contact",
)


@dataclass(frozen=True)
class Receipt:
    """What a submitter gets.

    id: of the complaint
    code: a guest's query code, else None; it is told this once and kept as a hash
    changes: what it says that the one made with its key before does not; empty for a
        new one and for the same again
    """

    id: str
    code: str | None
    changes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Birth:
    """A complaint that was made, or made earlier with the same key."""

    complaint: Complaint
    code: str | None
    changes: frozenset[str] = frozenset()


def submit(desk, raw: Mapping, browser: str = "") -> Receipt:
    """Take a submission of the present user and commit it, by the process's writer.

    :param raw: as it came in, see handling/data.py
    :param browser: what a guest's browser alone knows, "" for nothing; it makes the
        guest's keys hold for whatever else is said
    :returns: with a key that was used before, the same as then
    :raises Forbidden: the user may not submit here; guests may where the desk says so
    :raises Invalid: names the fields that are wrong; nothing is stored
    """
    if not getSecurityManager().checkPermission(SUBMIT, desk):
        raise Forbidden(RIGHT_MISSING)
    data = read_submission(desk, raw)
    submitter = getSecurityManager().getUser().getId() or ""
    return write(desk, _bear_and_name, data, submitter, browser)


def _bear_and_name(desk, data: dict, submitter: str, browser: str) -> Receipt:
    birth = bear(desk, data, submitter, browser)
    return Receipt(birth.complaint.getId(), birth.code, birth.changes)


def bear(desk, data: dict, submitter: str, browser: str = "") -> Birth:
    """Make the complaint of valid data, in the present transaction.

    :param data: every field of `ISubmission`
    :param submitter: user id, or "" for somebody without an account
    :param browser: see `submit`
    :returns: the complaint; with a key that was used before, the one made then
    """
    guest = not submitter and data["channel"] != IMPORT
    key = _key_of(submitter or (_guest(data, browser) if guest else ""), data["key"])
    known = by_key(desk, key) if key else None
    if known is not None:
        code = shown(code_of_seed(desk, key)) if guest else None
        complaint = complaints_of(desk)[known]
        return Birth(complaint, code, _changes(complaint, data))
    routed = route(desk, data)
    complaint = _make(desk, data, routed, submitter, key)
    code = give_code(desk, complaint, key) if guest else None
    state = PENDING if routed.department else TRIAGE
    complaint = placed(complaints_of(desk), complaint, state)
    _record(complaint, data, routed, limits_of(desk))
    complaint.indexObject()
    return Birth(complaint, code)


def _key_of(sender: str, key: str | None) -> str | None:
    return stored_key(sender, key) if key else None


def _guest(data: dict, browser: str) -> str:
    """Stands for a guest, whose name is nobody's.

    That one guest takes the key of another by accident must not give the other's
    complaint away: it holds for who has the same browser, or else for the same content
    alone.
    """
    if browser:
        return f"guest\n{browser}"
    parts = {name: value for name, value in data.items() if name != "files"}
    return _digest((sorted(parts.items()), _files(data)))


def _files(data: dict) -> list[tuple[str, bytes]]:
    return [(file.filename, bytes(file.data)) for file in data["files"] or ()]


def _digest(said: object) -> str:
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _said(data: dict) -> dict[str, str]:
    """What a submission says, to be compared with the same form sent again."""
    words = [data[name] for name in WORDED]
    return {WORDS: _digest(words)[:16], FILES: _digest(_files(data))[:16]}


def _changes(complaint: Complaint, data: dict) -> frozenset[str]:
    """What is other than in the complaint as it was sent: WORDS, FILES.

    No files are no change: a browser that goes back has lost them.
    """
    sent, said = complaint.sent, _said(data)
    if not sent:
        return frozenset()
    changed = {name for name in said if said[name] != sent[name]}
    return frozenset(changed if data["files"] else changed - {FILES})


def stored_key(submitter: str, key: str) -> str:
    """An idempotency key as it is kept: it holds for its submitter alone."""
    return hashlib.sha256(f"{submitter}\n{key}".encode()).hexdigest()[:32]


def _make(
    desk, data: dict, routed: Route, submitter: str, key: str | None
) -> Complaint:
    """The bare complaint. Its id says nothing of the content."""
    complaint = Complaint(uuid.uuid4().hex)
    complaint.portal_type = PORTAL_TYPE
    setattr(complaint, ATTRIBUTE_NAME, complaint.id)
    for name in TAKEN_OVER:
        setattr(complaint, name, data[name])
    complaint.category = data["category"] or ""
    complaint.contact = data["contact"] or None
    complaint.submitter = submitter
    complaint.received = now()
    complaint.number = _free_number(desk, complaint.received)
    complaint.urgent = routed.urgent
    complaint.avoid = routed.avoid
    # Whoever reports in confidence must not be known to the department reported on.
    complaint.hide_identity = data["hide_identity"] or data["kind"] == REPORT
    if key:
        complaint.key = key
        complaint.sent = None if data["channel"] == IMPORT else _said(data)
    return complaint


def _free_number(desk, at: datetime) -> str:
    day = at.astimezone(ZoneInfo(timezone_of_site())).date()
    while True:
        number = new_number(day)
        if by_number(desk, number) is None:
            return number


def _record(complaint, data: dict, routed: Route, limits) -> None:
    """Write the first entries: submitted, and dispatched where a department has it."""
    begin_journal(complaint)
    facts = {name: data[name] for name in ("kind", "category") if data[name]}
    entry = write_entry(
        complaint,
        Author(complaint.submitter, "submitter", ""),
        action="submit",
        files=store(data["files"] or ()),
        changes={**facts, "agreed": data["agreed"]},
    )
    notify(ComplaintHandled(complaint, entry))
    if not routed.department:
        return
    changes = dispatch(complaint, routed.department, ())
    entry = write_entry(
        complaint,
        DESK,
        action="dispatch",
        changes=changes,
        mark=dispatch_mark(complaint, limits),
    )
    notify(ComplaintHandled(complaint, entry))
