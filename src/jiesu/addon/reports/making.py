"""What the Office does with reports: draft, renew, write, release, correct, discard.

Each asks for the right where it is done, whoever calls: page, REST or script.
"""

from AccessControl import getSecurityManager
from collections.abc import Mapping
from datetime import date
from datetime import datetime
from jiesu.addon import _
from jiesu.addon.access.permissions import RUN_DESK
from jiesu.addon.calendar.moment import now
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.catalog.queries import by_number
from jiesu.addon.catalog.queries import find
from jiesu.addon.catalog.queries import Page
from jiesu.addon.catalog.queries import Query
from jiesu.addon.content.complaint import ANSWERED
from jiesu.addon.content.complaint import CLOSED
from jiesu.addon.content.complaint import REPORT as CONFIDENTIAL
from jiesu.addon.content.fields import parse_terms
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.content.lookup import reports_of
from jiesu.addon.content.report import BULLETIN
from jiesu.addon.content.report import KINDS
from jiesu.addon.content.report import PORTAL_TYPE
from jiesu.addon.content.report import RECEIVERS
from jiesu.addon.content.report import RELEASED
from jiesu.addon.content.report import REPLACED
from jiesu.addon.content.report import Report
from jiesu.addon.content.report import reports_in_order
from jiesu.addon.content.report import TERM
from jiesu.addon.content.words import stored_words
from jiesu.addon.deadlines.desk import timezone_of_site
from jiesu.addon.handling.data import DATE_WANTED
from jiesu.addon.handling.data import UNPRINTABLE
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.handling.errors import Invalid
from jiesu.addon.handling.errors import NotNow
from jiesu.addon.handling.perform import RIGHT_MISSING
from jiesu.addon.handling.perform import SOME_FIELDS
from jiesu.addon.notifications.events import Happening
from jiesu.addon.notifications.telling import tell
from jiesu.addon.reports.frozen import Frozen
from jiesu.addon.reports.periods import over
from jiesu.addon.reports.periods import Span
from jiesu.addon.reports.rows import safe_title
from jiesu.addon.reports.sections import REMOVABLE
from jiesu.addon.reports.sections import SECTIONS
from jiesu.addon.reports.taking import take
from jiesu.addon.reports.taking import Taken
from jiesu.addon.reports.wording import said_of
from jiesu.addon.writer.api import write
from plone.uuid.interfaces import ATTRIBUTE_NAME
from zoneinfo import ZoneInfo

import uuid


LONGEST_TITLE = 120
LONGEST_TEXT = 10_000
LONGEST_REMARK = 4_000
MOST_CASES = 10
# A period of a bulletin is no longer than that, in days.
LONGEST_PERIOD = 1830

RELEASED_ALREADY = _(
    "error_report_released",
    default="It was released: it does not change any more. Make a correction instead.",
)
NOT_RELEASED = _("error_report_not_released", default="It is not released.")
REPLACED_ALREADY = _(
    "error_report_replaced", default="There is another version of it already."
)
UNKNOWN_KIND = _("error_report_kind", default="Choose what kind of report.")
NO_PERIOD = _("error_report_period", default="Choose a period that has begun.")
WRONG_ORDER = _(
    "error_report_order", default="The last day comes before the first one."
)
TOO_LONG = _("error_report_long", default="The period is too long.")
NOT_WHOLE = _(
    "error_report_whole",
    default="This is no whole period of this kind that is over. Choose a bulletin for "
    "any other.",
)
TITLE_MISSING = _("error_report_title", default="It needs a title.")
TEXT_TOO_LONG = _("error_report_text", default="The text is too long.")
UNKNOWN_SECTION = _("error_report_section", default="There is no such section.")
UNKNOWN_RECEIVER = _("error_report_receiver", default="It cannot be sent there.")
# Of these it is known what became of them.
SETTLED = (ANSWERED, CLOSED)
NO_CASE = _(
    "error_report_case",
    default="Only complaints that were received by the end of the period and are "
    "answered can be chosen; confidential reports never.",
)
TOO_MANY_CASES = _("error_report_cases", default="There are too many cases.")
CASE_WORDS = _("error_report_case_words", default="Say what is typical of it.")

TITLES = {
    "weekly": _("report_title_weekly", default="${desk}: weekly report"),
    "monthly": _("report_title_monthly", default="${desk}: monthly report"),
    "term": _("report_title_term", default="${desk}: term report"),
    "yearly": _("report_title_yearly", default="${desk}: yearly report"),
    "bulletin": _("report_title_bulletin", default="${desk}: bulletin"),
}


def check_right(desk) -> None:
    """Let the Office alone go on.

    :raises Forbidden: it is somebody else
    """
    if not getSecurityManager().checkPermission(RUN_DESK, desk):
        raise Forbidden(RIGHT_MISSING)


def check_draft(report) -> None:
    """Let nobody change a released one.

    :raises NotNow: it was released
    """
    if not report.is_draft:
        raise NotNow(RELEASED_ALREADY)


def today() -> date:
    """The day it is at the site."""
    return now().astimezone(ZoneInfo(timezone_of_site())).date()


# Drafts


def read_span(desk, raw: Mapping) -> Span:
    """The period that is asked for.

    :param raw: kind, start and end, the days as text; of a kind but a bulletin one of
        the whole periods that are over
    :raises Invalid: it is none
    """
    kind = raw.get("kind")
    if kind not in KINDS:
        raise _invalid("kind", UNKNOWN_KIND)
    start, end = _day(raw, "start"), _day(raw, "end")
    if end < start:
        raise _invalid("end", WRONG_ORDER)
    if start > today():
        raise _invalid("start", NO_PERIOD)
    if (end - start).days > LONGEST_PERIOD:
        raise _invalid("end", TOO_LONG)
    if kind == BULLETIN:
        return Span(kind, start, end)
    for span in over(kind, today(), parse_terms(desk.terms), 60):
        if (span.start, span.end) == (start, end):
            return span
    raise _invalid("start", NOT_WHOLE)


def _day(raw: Mapping, name: str) -> date:
    try:
        return date.fromisoformat(str(raw.get(name) or ""))
    except ValueError:
        raise _invalid(name, DATE_WANTED) from None


def _invalid(field: str, message) -> Invalid:
    return Invalid(SOME_FIELDS, (FieldError(field, message),))


def draft(desk, raw: Mapping) -> str:
    """Draft a report of a period as the present user, and commit it.

    :returns: its id
    :raises Forbidden, Invalid: see above
    """
    check_right(desk)
    span = read_span(desk, raw)
    return write(desk, make, span, take(desk, span))


def make(desk, span: Span, taken: Taken, by_desk: bool = False) -> str:
    """Make a draft in the present transaction; returns its id."""
    container = reports_of(desk)
    report = Report(free_id(container, span.id))
    report.portal_type = PORTAL_TYPE
    setattr(report, ATTRIBUTE_NAME, uuid.uuid4().hex)
    report.kind, report.start, report.end = span.kind, span.start, span.end
    report.period_title = span.title
    mapping = {"desk": desk.Title()}
    title = TITLES[span.kind]
    report.title = stored_words(_(title, default=title.default, mapping=mapping))
    report.frozen = frozen_of(taken)
    report.drafted_at = now()
    report.by_desk = by_desk
    container._setOb(report.id, report)
    container[report.id].indexObject()
    return report.id


def free_id(container, wanted: str) -> str:
    """An id that no report has: the wanted one, or that with a number."""
    found, number = wanted, 1
    while found in container:
        number += 1
        found = f"{wanted}-{number}"
    return found


def frozen_of(taken: Taken) -> Frozen:
    """Taken figures as they are kept."""
    return Frozen(taken.data, taken.ids, taken.lists)


def span_of(report) -> Span:
    """The period of a report."""
    return Span(report.kind, report.start, report.end, report.period_title)


def renew(report) -> None:
    """Take the figures of a draft anew.

    :raises Forbidden, NotNow: see above
    """
    check_right(desk_of(report))
    check_draft(report)
    write(report, _renew, take(desk_of(report), span_of(report)))


def _renew(report, taken: Taken) -> None:
    check_draft(report)
    report.frozen = frozen_of(taken)


def discard(report) -> None:
    """Remove a draft.

    :raises Forbidden, NotNow: see above
    """
    check_right(desk_of(report))
    check_draft(report)
    write(desk_of(report), _discard, report.getId())


def _discard(desk, name: str) -> None:
    container = reports_of(desk)
    if name in container:
        check_draft(container[name])
        container[name].unindexObject()
        container._delOb(name)


# Words


def change_words(report, raw: Mapping) -> None:
    """Keep the words of the Office, and which sections are left out.

    :param raw: title, summary, closing, remarks (by section), removed (sections); what
        is not there stays
    :raises Forbidden, NotNow, Invalid: see above
    """
    check_right(desk_of(report))
    check_draft(report)
    data = _read_words(raw)
    write(report, _change_words, data)


def _read_words(raw: Mapping) -> dict:
    data, errors = {}, []
    for name, longest in (
        ("title", LONGEST_TITLE),
        ("summary", LONGEST_TEXT),
        ("closing", LONGEST_TEXT),
    ):
        if name in raw:
            data[name] = plain(raw[name])
            if len(data[name]) > longest:
                errors.append(FieldError(name, TEXT_TOO_LONG))
    if "title" in data and not data["title"]:
        errors.append(FieldError("title", TITLE_MISSING))
    if "remarks" in raw:
        data["remarks"] = _read_remarks(raw["remarks"], errors)
    if "removed" in raw:
        data["removed"] = tuple(raw["removed"] or ())
        if not set(data["removed"]) <= set(REMOVABLE):
            errors.append(FieldError("removed", UNKNOWN_SECTION))
    if errors:
        raise Invalid(SOME_FIELDS, tuple(errors))
    return data


def plain(text) -> str:
    """A text as it is kept."""
    return UNPRINTABLE.sub("", str(text or "")).replace("\r\n", "\n").strip()


def _read_remarks(raw, errors: list) -> dict:
    remarks = {}
    for name, text in dict(raw or {}).items():
        if name not in SECTIONS:
            errors.append(FieldError("remarks", UNKNOWN_SECTION))
        elif len(str(text or "")) > LONGEST_REMARK:
            errors.append(FieldError(f"remark-{name}", TEXT_TOO_LONG))
        elif plain(text):
            remarks[name] = plain(text)
    return remarks


def _change_words(report, data: dict) -> None:
    check_draft(report)
    for name, value in data.items():
        setattr(report, name, value)


# Typical cases


def candidates(report, words: str = "", start: int = 0, size: int = 25) -> Page:
    """Answered complaints, of which typical cases are chosen; the latest first.

    What was received before the period is often answered in it: it can be chosen too.
    """
    after = date.fromordinal(report.end.toordinal() + 1)
    zone = ZoneInfo(timezone_of_site())
    query = Query(
        states=SETTLED,
        words=words,
        received_to=datetime(after.year, after.month, after.day, tzinfo=zone),
    )
    return find(desk_of(report), query, "-received", start=start, size=size)


def choose_cases(report, raw: list) -> None:
    """Keep the typical cases, each a number and what the Office says of it.

    :param raw: dicts of number, title and text, in their order; without a title it is
        called as the complaint is. The text can be written later, before the release
    :raises Forbidden, NotNow, Invalid: see above
    """
    desk = desk_of(report)
    check_right(desk)
    check_draft(report)
    if len(raw) > MOST_CASES:
        raise _invalid("cases", TOO_MANY_CASES)
    cases = [_read_case(report, desk, one) for one in raw]
    write(report, _change_words, {"cases": tuple(cases)})


def _read_case(report, desk, raw: Mapping) -> dict:
    number = str(raw.get("number") or "").strip().upper()
    name = by_number(desk, number)
    complaint = complaints_of(desk)[name] if name else None
    if complaint is None or not fits(report, complaint):
        raise _invalid("cases", NO_CASE)
    title, text = (plain(raw.get(one)) for one in ("title", "text"))
    title = title or safe_title(complaint)[:LONGEST_TITLE]
    if len(title) > LONGEST_TITLE or len(text) > LONGEST_REMARK:
        raise _invalid("cases", TEXT_TOO_LONG)
    return {
        "id": name,
        "number": complaint.number,
        "title": title,
        "text": text,
        "department": complaint.department,
        "category": complaint.category,
    }


def fits(report, complaint) -> bool:
    """Whether a complaint can be a typical case of a report."""
    day = complaint.received.astimezone(ZoneInfo(timezone_of_site())).date()
    return (
        complaint.kind != CONFIDENTIAL
        and state_of(complaint) in SETTLED
        and day <= report.end
    )


# Release


def release(report, raw: Mapping) -> None:
    """Release a draft: from now on it does not change; tell those it is sent to.

    :param raw: to, a list of `RECEIVERS`
    :raises Forbidden, NotNow, Invalid: see above
    """
    check_right(desk_of(report))
    check_draft(report)
    to = raw.get("to")
    to = (to,) if isinstance(to, str) else tuple(to or ())
    if not all(case["text"] for case in report.cases):
        raise _invalid("cases", CASE_WORDS)
    if not set(to) <= set(RECEIVERS):
        raise _invalid("to", UNKNOWN_RECEIVER)
    write(report, _release, to, getSecurityManager().getUser().getId())


def _release(report, to: tuple[str, ...], user: str) -> None:
    check_draft(report)
    desk = desk_of(report)
    report.said = said_of(report)
    report.sent_to = tuple(one for one in RECEIVERS if one in to)
    report.for_departments = bool(desk.reports_for_departments)
    report.state = RELEASED
    report.released_at = now()
    report.released_by = user
    former = reports_of(desk).get(report.corrects) if report.corrects else None
    if former is not None:
        report.issue, report.revision = former.issue, former.revision + 1
        former.state = REPLACED
        former.replaced_by = report.getId()
    else:
        report.issue = _next_issue(report)
    tell(report, Happening("report_released", actor=user))


def _next_issue(report) -> int:
    """The next one of its kind and year."""
    issues = [
        one.issue
        for one in reports_in_order(reports_of(desk_of(report)))
        if (one.kind, one.end.year) == (report.kind, report.end.year)
    ]
    return max(issues, default=0) + 1


def correct(report) -> str:
    """Begin another version of a released report; returns the new draft's id.

    It has the same figures and words until they are changed. When it is released, the
    former one says that it was replaced, and stays.

    :raises Forbidden, NotNow: see above
    """
    desk = desk_of(report)
    check_right(desk)
    if report.state == REPLACED:
        raise NotNow(REPLACED_ALREADY)
    if report.state != RELEASED:
        raise NotNow(NOT_RELEASED)
    for one in reports_in_order(reports_of(desk)):
        if one.corrects == report.getId():
            return one.getId()
    return write(report, _correct)


COPIED = (
    *("kind", "start", "end", "period_title", "title", "summary", "closing"),
    *("remarks", "removed", "cases", "portal_type"),
)


def _correct(report) -> str:
    container = reports_of(desk_of(report))
    other = Report(free_id(container, span_of(report).id))
    for name in COPIED:
        setattr(other, name, getattr(report, name))
    setattr(other, ATTRIBUTE_NAME, uuid.uuid4().hex)
    # Figures are never changed, only exchanged: both may have the same.
    other.frozen = report.frozen
    other.corrects = report.getId()
    other.drafted_at = now()
    container._setOb(other.id, other)
    container[other.id].indexObject()
    return other.id


def by_period(desk, kind: str) -> dict:
    """The whole periods of a kind that can be reported now, and whether one was."""
    terms = parse_terms(desk.terms)
    many = {TERM: 4}.get(kind, 6)
    return {span.id: span for span in over(kind, today(), terms, many)}
