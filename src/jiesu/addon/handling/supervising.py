"""Opens supervisions, joins complaints to them and lets them go.

From nothing and from a list by `open_supervision`, from a complaint by the action
`supervise` (supervise.py). What a complaint learns of it stands in its own journal.
"""

from AccessControl import getSecurityManager
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from jiesu.addon import _
from jiesu.addon.access.capacities import FOR_STAFF
from jiesu.addon.access.groups import office_group
from jiesu.addon.access.permissions import OPEN_SUPERVISION
from jiesu.addon.calendar.moment import now
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.catalog.queries import by_number
from jiesu.addon.content.complaint import REJECTED
from jiesu.addon.content.complaint import REPORT
from jiesu.addon.content.complaint import WITHDRAWN
from jiesu.addon.content.department import OFFICE
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.content.lookup import supervisions_of
from jiesu.addon.content.supervision import OPEN
from jiesu.addon.content.supervision import PORTAL_TYPE
from jiesu.addon.content.supervision import Supervision
from jiesu.addon.deadlines.desk import calendar_of
from jiesu.addon.deadlines.supervision import day_of
from jiesu.addon.deadlines.supervision import default_day
from jiesu.addon.deadlines.supervision import end_of
from jiesu.addon.handling.data import convert
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.handling.errors import Invalid
from jiesu.addon.handling.fields import text_field
from jiesu.addon.handling.perform import Author
from jiesu.addon.handling.perform import handled
from jiesu.addon.handling.perform import RIGHT_MISSING
from jiesu.addon.handling.perform import SOME_FIELDS
from jiesu.addon.handling.perform import write_entry
from jiesu.addon.handling.placing import placed
from jiesu.addon.journal.storage import begin_journal
from jiesu.addon.writer.api import write
from plone.uuid.interfaces import ATTRIBUTE_NAME
from Products.CMFCore.permissions import View
from zope import schema
from zope.event import notify
from zope.interface import Interface

import uuid


# Entries that no action writes by that name.
OPENED = "open"
SUPERVISE = "supervise"
UNSUPERVISE = "unsupervise"

NOT_TAKEN = (REJECTED, WITHDRAWN)
LONGEST_TITLE = 200


def numbers_field(required: bool) -> schema.Tuple:
    """Complaints by their numbers."""
    return schema.Tuple(
        title=_("field_complaint_numbers", default="Complaints"),
        description=_("help_complaint_numbers", default="Their numbers, one a line."),
        value_type=schema.TextLine(max_length=40),
        required=required,
        default=(),
    )


class IOpening(Interface):
    """What a supervision needs to begin."""

    title = schema.TextLine(
        title=_("field_supervision_title", default="Matter"), max_length=LONGEST_TITLE
    )
    text = text_field(
        required=False, title=_("field_supervision_text", default="What is to be done")
    )
    department = schema.Choice(
        title=_("field_lead", default="Lead department"),
        vocabulary="jiesu.addon.departments",
    )
    supporting = schema.Tuple(
        title=_("field_supporting", default="Supporting departments"),
        value_type=schema.Choice(vocabulary="jiesu.addon.departments"),
        required=False,
        default=(),
    )
    due = schema.Date(
        title=_("field_supervision_due", default="Report by"),
        description=_(
            "help_supervision_due",
            default="Until the end of this working day. Empty: as the desk is set.",
        ),
        required=False,
    )
    complaints = numbers_field(required=False)


@dataclass(frozen=True)
class Opening:
    """Valid facts of a supervision that begins."""

    title: str
    text: str
    department: str
    supporting: tuple[str, ...]
    due: date


def open_supervision(desk, raw: Mapping) -> str:
    """Open a supervision as the present user and commit it, by the process's writer.

    :param raw: the fields of `IOpening` as they came in, see handling/data.py
    :returns: its id
    :raises Forbidden: the user may not
    :raises Invalid: names the fields that are wrong; nothing is stored
    """
    if not getSecurityManager().checkPermission(OPEN_SUPERVISION, desk):
        raise Forbidden(RIGHT_MISSING)
    return write(desk, _open, raw)


def _open(desk, raw: Mapping) -> str:
    data, errors = convert(desk, IOpening, raw)
    complaints: list = []
    if not errors:
        complaints, errors = complaints_by_numbers(desk, data["complaints"])
        errors += wrong_departments(data["department"], data["supporting"], complaints)
        errors += wrong_day(desk, "due", data["due"])
    if errors:
        raise Invalid(SOME_FIELDS, tuple(errors))
    opening = Opening(
        data["title"],
        data["text"] or "",
        data["department"],
        data["supporting"],
        data["due"] or default_day(desk, now()),
    )
    author = _author(desk)
    supervision = begin(desk, opening, author)
    if complaints:
        link(supervision, complaints, author)
    return supervision.getId()


def _author(desk) -> Author:
    """The present user, who opens one: of the Office, or else a supervisor."""
    user = getSecurityManager().getUser()
    if office_group(desk.getId()) in user.getGroups():
        return Author(user.getId(), "office", OFFICE)
    return Author(user.getId(), "supervisor", "")


def begin(desk, opening: Opening, author: Author) -> Supervision:
    """Make a supervision in the present transaction."""
    supervision = Supervision(uuid.uuid4().hex)
    supervision.portal_type = PORTAL_TYPE
    setattr(supervision, ATTRIBUTE_NAME, supervision.id)
    supervision.title = opening.title
    supervision.text = opening.text
    supervision.department = opening.department
    supervision.supporting = tuple(opening.supporting)
    supervision.due = opening.due
    supervision.opened_at = supervision.since = now()
    supervision.number = _next_number(desk)
    supervision = placed(supervisions_of(desk), supervision, OPEN)
    begin_journal(supervision)
    changes = {
        "department": ("", opening.department),
        "supporting": ((), tuple(opening.supporting)),
        "due": opening.due,
    }
    record(supervision, author, action=OPENED, changes=changes)
    return supervision


def _next_number(desk) -> str:
    """The next one of this year. Supervisions are few: a counter does."""
    container = supervisions_of(desk)
    year = day_of(now(), calendar_of(desk)).year
    former, count = container.last_number
    count = count + 1 if former == year else 1
    container.last_number = (year, count)
    return f"{year}-{count:03d}"


def record(matter, author: Author, **fields) -> None:
    """Append an entry for staff to a journal, set the lists by it, and tell."""
    entry = write_entry(matter, author, visibility=FOR_STAFF, **fields)
    matter.indexObject()
    notify(handled(matter, entry))


# Complaints


def complaints_by_numbers(
    desk, numbers: Iterable[str]
) -> tuple[list, list[FieldError]]:
    """The complaints with these numbers that the present user may see.

    What is not there and what is not for the user look the same.

    :returns: the complaints, each once, and what is wrong
    """
    found: dict = {}
    errors = []
    for number in numbers:
        complaint = _by_number(desk, number)
        if complaint is None:
            errors.append(FieldError("complaints", _unknown(number)))
        elif unfit(complaint) is not None:
            errors.append(FieldError("complaints", unfit(complaint)))
        else:
            found[complaint.getId()] = complaint
    return list(found.values()), errors


def _by_number(desk, number: str):
    complaint_id = by_number(desk, number.strip().upper())
    if complaint_id is None:
        return None
    complaint = complaints_of(desk)[complaint_id]
    sees = getSecurityManager().checkPermission(View, complaint)
    return complaint if sees else None


def _unknown(number: str):
    return _(
        "error_unknown_number",
        default="There is no complaint ${number}, or not for you.",
        mapping={"number": number[:40]},
    )


def unfit(complaint):
    """Why a complaint cannot be supervised, as a message; None where it can."""
    if state_of(complaint) in NOT_TAKEN:
        return _(
            "error_supervise_ended",
            default="${number} was rejected or withdrawn.",
            mapping={"number": complaint.number},
        )
    if complaint.kind == REPORT and not complaint.dispatched:
        return _(
            "error_supervise_report",
            default="${number} is a confidential report: it can be supervised after "
            "its dispatch.",
            mapping={"number": complaint.number},
        )
    return None


def link(supervision, complaints: Iterable, author: Author, text: str = "") -> None:
    """Join complaints to a supervision; both journals tell."""
    new = [one for one in complaints if one.getId() not in supervision.complaints]
    ids = tuple(one.getId() for one in new)
    supervision.complaints += ids
    record(supervision, author, action="link", text=text, changes={"linked": ids})
    for complaint in new:
        flag(complaint, supervision)
        changes = {"supervision": supervision.getId()}
        record(complaint, author, action=SUPERVISE, changes=changes)


def flag(complaint, supervision) -> None:
    """Let a complaint know that a supervision joins it."""
    complaint.supervisions = (*complaint.supervisions, supervision.getId())


def release(supervision, complaint_ids: Iterable[str], author: Author) -> None:
    """Let complaints know that a supervision does not join them any more."""
    container = complaints_of(desk_of(supervision))
    for complaint_id in complaint_ids:
        complaint = container[complaint_id]
        complaint.supervisions = tuple(
            one for one in complaint.supervisions if one != supervision.getId()
        )
        changes = {"supervision": supervision.getId()}
        record(complaint, author, action=UNSUPERVISE, changes=changes)


# What is wrong with data


def wrong_departments(
    department: str, supporting: Iterable[str], complaints: Iterable
) -> list[FieldError]:
    """Each department once, and none that a complaint must never come to (回避)."""
    errors = []
    if department in supporting:
        twice = _(
            "error_lead_supports", default="The lead department cannot support itself."
        )
        errors.append(FieldError("supporting", twice))
    avoided = {one.avoid for one in complaints if one.avoid}
    message = _(
        "error_supervise_avoid",
        default="A complaint of this supervision is about this department or one of "
        "its members: it must not have it.",
    )
    if department in avoided:
        errors.append(FieldError("department", message))
    if avoided & set(supporting):
        errors.append(FieldError("supporting", message))
    return errors


def wrong_day(desk, field: str, day: date | None) -> list[FieldError]:
    """A day to report by is a working day that has not ended."""
    if day is None:
        return []
    calendar = calendar_of(desk)
    if not calendar.is_workday(day):
        message = _(
            "error_no_workday",
            default="${day} is not a working day.",
            mapping={"day": day.isoformat()},
        )
        return [FieldError(field, message)]
    if end_of(day, calendar) <= now():
        message = _("error_past_day", default="This day is over.")
        return [FieldError(field, message)]
    return []
