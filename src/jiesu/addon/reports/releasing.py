"""A draft is released: from then on it does not change."""

from AccessControl import getSecurityManager
from collections.abc import Mapping
from jiesu.addon import _
from jiesu.addon.calendar.moment import now
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.content.lookup import reports_of
from jiesu.addon.content.report import RECEIVERS
from jiesu.addon.content.report import RELEASED
from jiesu.addon.content.report import REPLACED
from jiesu.addon.content.report import reports_in_order
from jiesu.addon.notifications.events import Happening
from jiesu.addon.notifications.telling import tell
from jiesu.addon.reports.kept import make_soon
from jiesu.addon.reports.refusing import check_draft
from jiesu.addon.reports.refusing import check_right
from jiesu.addon.reports.refusing import wrong
from jiesu.addon.reports.wording import said_of
from jiesu.addon.writer.api import write


UNKNOWN_RECEIVER = _("error_report_receiver", default="It cannot be sent there.")
CASE_WORDS = _("error_report_case_words", default="Say what is typical of it.")


def release(report, raw: Mapping) -> None:
    """Release a draft: from now on it does not change; tell those it is sent to.

    Its files are made beside the requests as soon as it is committed: see kept.py.

    :param raw: to, a list of `RECEIVERS`
    :raises Forbidden, NotNow, Invalid: see above
    """
    check_right(desk_of(report))
    check_draft(report)
    to = raw.get("to")
    to = (to,) if isinstance(to, str) else tuple(to or ())
    if not all(case["text"] for case in report.cases):
        raise wrong("cases", CASE_WORDS)
    if not set(to) <= set(RECEIVERS):
        raise wrong("to", UNKNOWN_RECEIVER)
    write(report, _release, to, getSecurityManager().getUser().getId())
    make_soon(report)


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
