"""Drafts: of a period, with newer figures, no more, of a corrected version.

Each asks for the right where it is done, whoever calls: page, REST or script.
"""

from collections.abc import Mapping
from jiesu.addon import _
from jiesu.addon.calendar.moment import now
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.content.lookup import reports_of
from jiesu.addon.content.report import PORTAL_TYPE
from jiesu.addon.content.report import RELEASED
from jiesu.addon.content.report import REPLACED
from jiesu.addon.content.report import Report
from jiesu.addon.content.report import reports_in_order
from jiesu.addon.content.words import stored_words
from jiesu.addon.handling.errors import NotNow
from jiesu.addon.reports.asking import read_span
from jiesu.addon.reports.frozen import Frozen
from jiesu.addon.reports.periods import Span
from jiesu.addon.reports.refusing import check_draft
from jiesu.addon.reports.refusing import check_right
from jiesu.addon.reports.taking import take
from jiesu.addon.reports.taking import Taken
from jiesu.addon.writer.api import write
from plone.uuid.interfaces import ATTRIBUTE_NAME

import uuid


NOT_RELEASED = _("error_report_not_released", default="It is not released.")
REPLACED_ALREADY = _(
    "error_report_replaced", default="There is another version of it already."
)

TITLES = {
    "weekly": _("report_title_weekly", default="${desk}: weekly report"),
    "monthly": _("report_title_monthly", default="${desk}: monthly report"),
    "term": _("report_title_term", default="${desk}: term report"),
    "yearly": _("report_title_yearly", default="${desk}: yearly report"),
    "bulletin": _("report_title_bulletin", default="${desk}: bulletin"),
}


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
