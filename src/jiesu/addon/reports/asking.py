"""Of which period a report is asked for, and which can be."""

from collections.abc import Mapping
from datetime import date
from jiesu.addon import _
from jiesu.addon.calendar.moment import now
from jiesu.addon.content.fields import parse_terms
from jiesu.addon.content.report import BULLETIN
from jiesu.addon.content.report import KINDS
from jiesu.addon.content.report import TERM
from jiesu.addon.deadlines.desk import timezone_of_site
from jiesu.addon.handling.data import DATE_WANTED
from jiesu.addon.reports.periods import over
from jiesu.addon.reports.periods import Span
from jiesu.addon.reports.refusing import wrong
from zoneinfo import ZoneInfo


# A period of a bulletin is no longer than that, in days.
LONGEST_PERIOD = 1830

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


def today() -> date:
    """The day it is at the site."""
    return now().astimezone(ZoneInfo(timezone_of_site())).date()


def read_span(desk, raw: Mapping) -> Span:
    """The period that is asked for.

    :param raw: kind, start and end, the days as text; of a kind but a bulletin one of
        the whole periods that are over
    :raises Invalid: it is none
    """
    kind = raw.get("kind")
    if kind not in KINDS:
        raise wrong("kind", UNKNOWN_KIND)
    start, end = _day(raw, "start"), _day(raw, "end")
    if end < start:
        raise wrong("end", WRONG_ORDER)
    if start > today():
        raise wrong("start", NO_PERIOD)
    if (end - start).days > LONGEST_PERIOD:
        raise wrong("end", TOO_LONG)
    if kind == BULLETIN:
        return Span(kind, start, end)
    for span in over(kind, today(), parse_terms(desk.terms), 60):
        if (span.start, span.end) == (start, end):
            return span
    raise wrong("start", NOT_WHOLE)


def _day(raw: Mapping, name: str) -> date:
    try:
        return date.fromisoformat(str(raw.get(name) or ""))
    except ValueError:
        raise wrong(name, DATE_WANTED) from None


def by_period(desk, kind: str) -> dict:
    """The whole periods of a kind that can be reported now, and whether one was."""
    terms = parse_terms(desk.terms)
    many = {TERM: 4}.get(kind, 6)
    return {span.id: span for span in over(kind, today(), terms, many)}
