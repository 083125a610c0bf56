"""The lists of a report: what is overdue, came back, is under supervision, was added.

Lines hold no submitter and nothing of confidential reports; from titles whatever points
to a person is taken. Whether a reader is shown titles at all is another matter: see
document.py.
"""

from collections.abc import Iterable
from datetime import date
from datetime import datetime
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.catalog.queries import rows_of
from jiesu.addon.catalog.rows import heading
from jiesu.addon.catalog.rows import Row
from jiesu.addon.content.complaint import REPORT
from jiesu.addon.content.fields import parse_reasons
from jiesu.addon.content.lookup import categories_of
from jiesu.addon.content.lookup import departments_of
from jiesu.addon.content.lookup import supervisions_of
from jiesu.addon.content.personal import blanked
from jiesu.addon.content.personal import find_personal
from jiesu.addon.content.supervision import CANCELLED
from jiesu.addon.content.supervision import ended
from jiesu.addon.content.supervision import OPEN
from jiesu.addon.content.supervision import running
from jiesu.addon.deadlines.desk import calendar_of
from jiesu.addon.deadlines.supervision import end_of
from jiesu.addon.reports.lists import key
from jiesu.addon.reports.periods import Span
from jiesu.addon.statistics.rounding import half_up
from plone import api
from zoneinfo import ZoneInfo


# A list holds so many lines; behind its figure stand all.
LONGEST = 100
REASON_LISTS = ("return", "reject", "suspend", "low_score")


class Lister:
    """Makes the lines at one moment."""

    def __init__(self, desk, made: datetime, zone: ZoneInfo):
        """Of a desk."""
        self._desk = desk
        self._made = made
        self._zone = zone
        self._calendar = calendar_of(desk)

    def overdue(self, documents: list[int]) -> list[dict]:
        """What is overdue, the longest first."""
        found = sorted(rows_of(self._desk, documents), key=lambda row: row.due)
        return [self._overdue(row) for row in found[:LONGEST]]

    def _overdue(self, row: Row) -> dict:
        late = self._calendar.between(row.due_at, self._made)
        return {
            **self._line(row),
            "due": self._day(row.due_at),
            # What is late is late, and be it by minutes.
            "late": max(half_up(late / self._calendar.day_length), 0.1),
        }

    def rework(self, documents: list[int]) -> list[dict]:
        """What came back, the one that came back most often first."""
        found = rows_of(self._desk, documents)
        found = sorted(found, key=lambda row: (-row.reworks, row.received))
        return [{**self._line(row), "reworks": row.reworks} for row in found[:LONGEST]]

    def _line(self, row: Row) -> dict:
        return {
            "id": row.id,
            "number": row.number,
            "title": safe_title(row),
            "kind": row.kind,
            "category": row.category,
            "department": row.department,
            "state": row.state,
            "received": self._day(row.received_at),
        }

    def supervisions(self, span: Span) -> list[dict]:
        """Those that ran in the period, with their state at the moment."""
        container = supervisions_of(self._desk)
        found = [*running(container), *ended(container)]
        return [self._supervision(one) for one in found if self._within(one, span)]

    def _within(self, one, span: Span) -> bool:
        begun = self._date(one.opened_at) <= span.end
        return begun and (
            one.ended_at is None or self._date(one.ended_at) >= span.start
        )

    def _supervision(self, one) -> dict:
        state = state_of(one)
        late = state == OPEN and not one.reported_at
        late = late and end_of(one.due, self._calendar) < self._made
        return {
            "id": one.getId(),
            "number": one.number,
            "title": _without_persons(one.title),
            "department": one.department,
            "supporting": list(one.supporting),
            "state": state,
            "reported": bool(one.reported_at) and state != CANCELLED,
            "late": late,
            "due": str(one.due),
            "opened": self._day(one.opened_at),
            "ended": self._day(one.ended_at) if one.ended_at else None,
            "complaints": len(one.complaints),
            "figure": key("supervised", "part", "", "supervision", one.getId()),
            "linked": list(one.complaints),
        }

    def faq(self, span: Span) -> list[dict]:
        """The FAQ pages that were published in the period, by day."""
        catalog = api.portal.get_tool("portal_catalog")
        found = catalog.unrestrictedSearchResults(
            portal_type="JiesuFaq",
            review_state="published",
            path="/".join(self._desk.getPhysicalPath()),
        )
        root = len(self._desk.getPhysicalPath())
        lines = []
        for brain in found:
            day = self._date(brain.effective.asdatetime())
            if span.start <= day <= span.end:
                path = brain.getPath().split("/")[root:]
                lines.append(
                    {
                        "title": brain.Title,
                        "path": "/".join(path),
                        "department": path[1] if path[0] == "departments" else "",
                        "day": str(day),
                    }
                )
        return sorted(lines, key=lambda line: (line["day"], line["title"]))

    def _date(self, moment: datetime) -> date:
        return moment.astimezone(self._zone).date()

    def _day(self, moment: datetime) -> str:
        return str(self._date(moment))


def safe_title(one) -> str:
    """What a complaint or its row is called in a report; "" of a confidential one."""
    return "" if one.kind == REPORT else _without_persons(heading(one))


def _without_persons(text: str) -> str:
    return blanked(text, find_personal(text))


def titles(desk) -> dict:
    """What departments, categories and reasons are called now."""
    return {
        "department": {one.getId(): one.Title() for one in departments_of(desk)},
        "category": {one.getId(): one.Title() for one in categories_of(desk)},
        "reason": dict(_reasons(desk, REASON_LISTS)),
    }


def _reasons(desk, lists: Iterable[str]):
    for name in lists:
        for reason in parse_reasons(getattr(desk, f"{name}_reasons", None)):
            yield f"{name}:{reason.id}", reason.title
