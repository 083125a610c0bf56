"""The calendar and the limits of a desk, from its settings, and a complaint's clock."""

from datetime import datetime
from functools import lru_cache
from jiesu.addon.calendar.holidays import is_published
from jiesu.addon.calendar.moment import now
from jiesu.addon.calendar.worktime import CalendarEntry
from jiesu.addon.calendar.worktime import WorkCalendar
from jiesu.addon.content.fields import parse_days
from jiesu.addon.content.fields import parse_hours
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.content.zone import DEFAULT_TIMEZONE
from jiesu.addon.content.zone import timezone_of_site
from jiesu.addon.deadlines.clock import Clock
from jiesu.addon.deadlines.clock import Mark
from jiesu.addon.deadlines.clock import run
from jiesu.addon.deadlines.limits import Limit
from jiesu.addon.deadlines.limits import Limits
from jiesu.addon.deadlines.limits import Unit
from jiesu.addon.journal.storage import journal_of


# Weekdays with working hours, Monday to Friday.
WEEKDAYS = range(5)


def calendar_of(desk) -> WorkCalendar:
    """The working time of a desk."""
    lines = tuple(desk.calendar_days or ())
    return _calendar(timezone_of_site(), desk.working_hours, lines)


@lru_cache(maxsize=32)
def _calendar(timezone: str, hours: str, lines: tuple[str, ...]) -> WorkCalendar:
    shifts = parse_hours(hours)
    return WorkCalendar(
        timezone=timezone or DEFAULT_TIMEZONE,
        hours=dict.fromkeys(WEEKDAYS, shifts),
        entries=tuple(
            CalendarEntry(days.start, days.end, days.works, days.note)
            for days in parse_days(list(lines))
        ),
    )


def limits_of(desk) -> Limits:
    """The time limits of a desk."""
    return Limits(
        accept=Limit(desk.accept_limit, Unit.WORKING_HOURS),
        give_back=Limit(desk.return_limit, Unit.WORKING_DAYS),
        answer=Limit(desk.answer_limit, Unit.WORKING_DAYS),
        answer_consultation=Limit(desk.consultation_limit, Unit.WORKING_DAYS),
        urgent_accept=Limit(desk.urgent_accept_limit, Unit.HOURS),
        urgent_answer=Limit(desk.urgent_answer_limit, Unit.HOURS),
        rework=Limit(desk.rework_limit, Unit.WORKING_DAYS),
        rating=Limit(desk.rating_period, Unit.DAYS),
        reopening=Limit(desk.reopening_period, Unit.DAYS),
    )


def clock_of(complaint, calendar: WorkCalendar | None = None) -> Clock:
    """A complaint's clock, computed anew from its journal."""
    calendar = calendar or calendar_of(desk_of(complaint))
    marks = (
        Mark.from_dict(entry.time, entry.clock)
        for entry in journal_of(complaint)
        if entry.clock
    )
    return run(marks, calendar)


def recompute(desk, complaints) -> int:
    """Set the clocks of open complaints anew, after the calendar changed.

    :param complaints: the complaints, open or not
    :returns: how many clocks changed
    """
    calendar = calendar_of(desk)
    changed = 0
    for complaint in complaints:
        clock = clock_of(complaint, calendar)
        if clock != complaint.clock:
            complaint.clock = clock
            complaint.indexObject()
            changed += 1
    return changed


def unpublished_years(desk, at: datetime | None = None) -> tuple[int, ...]:
    """The years in which a limit set now can end, but whose holidays are not known.

    The Office is warned of them: their days count by weekday and the desk's entries.
    """
    at = at or now()
    longest = Limit(desk.answer_limit * 2, Unit.WORKING_DAYS)
    last = longest.due(at, calendar_of(desk))
    return tuple(y for y in range(at.year, last.year + 1) if not is_published(y))
