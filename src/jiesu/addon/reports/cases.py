"""The typical cases of a draft: what can be chosen, and what was."""

from collections.abc import Mapping
from datetime import date
from datetime import datetime
from jiesu.addon import _
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.catalog.queries import by_number
from jiesu.addon.catalog.queries import find
from jiesu.addon.catalog.queries import Page
from jiesu.addon.catalog.queries import Query
from jiesu.addon.content.complaint import ANSWERED
from jiesu.addon.content.complaint import CLOSED
from jiesu.addon.content.complaint import REPORT as CONFIDENTIAL
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.deadlines.desk import timezone_of_site
from jiesu.addon.reports.refusing import check_draft
from jiesu.addon.reports.refusing import check_right
from jiesu.addon.reports.refusing import wrong
from jiesu.addon.reports.rows import safe_title
from jiesu.addon.reports.writing import keep_words
from jiesu.addon.reports.writing import LONGEST_REMARK
from jiesu.addon.reports.writing import LONGEST_TITLE
from jiesu.addon.reports.writing import plain
from jiesu.addon.reports.writing import TEXT_TOO_LONG
from jiesu.addon.writer.api import write
from zoneinfo import ZoneInfo


MOST_CASES = 10
# Of these it is known what became of them.
SETTLED = (ANSWERED, CLOSED)

NO_CASE = _(
    "error_report_case",
    default="Only complaints that were received by the end of the period and are "
    "answered can be chosen; confidential reports never.",
)
TOO_MANY_CASES = _("error_report_cases", default="There are too many cases.")


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
        raise wrong("cases", TOO_MANY_CASES)
    cases = [_read_case(report, desk, one) for one in raw]
    write(report, keep_words, {"cases": tuple(cases)})


def _read_case(report, desk, raw: Mapping) -> dict:
    number = str(raw.get("number") or "").strip().upper()
    name = by_number(desk, number)
    complaint = complaints_of(desk)[name] if name else None
    if complaint is None or not fits(report, complaint):
        raise wrong("cases", NO_CASE)
    title, text = (plain(raw.get(one)) for one in ("title", "text"))
    title = title or safe_title(complaint)[:LONGEST_TITLE]
    if len(title) > LONGEST_TITLE or len(text) > LONGEST_REMARK:
        raise wrong("cases", TEXT_TOO_LONG)
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
