"""The calendar and the limits of a desk, from its settings, and a complaint's clock."""

from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from functools import lru_cache
from jiesu.addon.calendar.holidays import is_published
from jiesu.addon.calendar.moment import now
from jiesu.addon.calendar.worktime import CalendarEntry
from jiesu.addon.calendar.worktime import WorkCalendar
from jiesu.addon.content.complaint import ANSWERED
from jiesu.addon.content.complaint import CLOSED
from jiesu.addon.content.complaint import PROCESSING
from jiesu.addon.content.complaint import SUSPENDED
from jiesu.addon.content.fields import parse_days
from jiesu.addon.content.fields import parse_hours
from jiesu.addon.content.fields import parse_night
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.content.zone import DEFAULT_TIMEZONE
from jiesu.addon.content.zone import timezone_of_site
from jiesu.addon.deadlines.agenda import agenda
from jiesu.addon.deadlines.agenda import Due
from jiesu.addon.deadlines.agenda import Standing
from jiesu.addon.deadlines.clock import Clock
from jiesu.addon.deadlines.clock import run
from jiesu.addon.deadlines.limits import Limit
from jiesu.addon.deadlines.limits import Limits
from jiesu.addon.deadlines.limits import Unit
from jiesu.addon.deadlines.marks import Mark
from jiesu.addon.deadlines.night import Night
from jiesu.addon.deadlines.turn import ACTS
from jiesu.addon.deadlines.turn import next_of
from jiesu.addon.deadlines.turn import remembered
from jiesu.addon.deadlines.turn import Turn
from jiesu.addon.deadlines.turn import turn_of
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
        extension=Limit(desk.extension_limit, Unit.WORKING_DAYS),
        support=Limit(desk.support_limit, Unit.WORKING_DAYS),
        decision=Limit(desk.decision_limit, Unit.WORKING_DAYS),
        escalation=Limit(desk.escalation_limit, Unit.WORKING_DAYS),
        proposal=Limit(desk.proposal_limit, Unit.WORKING_DAYS),
        reopening=Limit(desk.reopening_period, Unit.DAYS),
        leave=Limit(desk.leave_period, Unit.DAYS),
    )


def night_of(desk) -> Night:
    """When people are told only what is urgent."""
    return _night(timezone_of_site(), desk.quiet_hours or "")


@lru_cache(maxsize=32)
def _night(timezone: str, hours: str) -> Night:
    start, end = parse_night(hours)
    return Night(start, end, timezone or DEFAULT_TIMEZONE)


def clock_of(complaint, calendar: WorkCalendar | None = None) -> Clock:
    """A complaint's clock, computed anew from its journal."""
    calendar = calendar or calendar_of(desk_of(complaint))
    marks = (
        Mark.from_dict(entry.time, entry.clock)
        for entry in journal_of(complaint)
        if entry.clock
    )
    return run(marks, calendar)


def standing_of(complaint, state: str) -> Standing:
    """How a complaint stands, for its agenda.

    :param state: its workflow state
    """
    request = complaint.extension if state == PROCESSING else None
    return Standing(
        clock=complaint.clock or Clock(),
        runs=not complaint.merged_into,
        extension_asked=request.asked if request else None,
        suspended_until=complaint.suspended_until if state == SUSPENDED else None,
        answered=complaint.answered_at if state == ANSWERED else None,
        closed=complaint.closed_at if state == CLOSED else None,
        supervised=bool(complaint.supervisions),
        leave_asked=complaint.publication_asked,
    )


def agenda_of(complaint, state: str) -> list[Due]:
    """What of a complaint becomes due or has, told or not, the first first.

    :param state: its workflow state
    """
    desk = desk_of(complaint)
    standing = standing_of(complaint, state)
    return agenda(standing, limits_of(desk), calendar_of(desk))


def wake_of(complaint, state: str) -> datetime | None:
    """When a complaint has to be looked at next; None where nothing becomes due.

    It is computed with the limits in force when something happens to the complaint; a
    period that the Office shortens later holds for what happens after that.
    """
    night = night_of(desk_of(complaint))
    due = agenda_of(complaint, state)
    return next_of(due, complaint.told, now(), night, bool(complaint.urgent))


def turn_of_complaint(complaint, state: str) -> Turn:
    """What there is to do about a complaint now.

    :param state: its workflow state
    """
    night = night_of(desk_of(complaint))
    due = agenda_of(complaint, state)
    return turn_of(due, complaint.told, now(), night, bool(complaint.urgent))


def settle(complaint, state: str) -> None:
    """Let what has become due so far count as told: it is no news any more.

    For complaints that were there before the scanner was, as in an upgrade. What the
    desk does itself stays due. The caller indexes.
    """
    due = agenda_of(complaint, state)
    new = [one for one in due if one.at <= now() and one.name not in ACTS]
    complaint.told = remembered(due, complaint.told, new)


def start_of_day(desk, day: date) -> datetime | None:
    """When work begins on a day; None for a day without work."""
    shifts = calendar_of(desk).shifts(day)
    return shifts[0][0] if shifts else None


def end_of_day(desk, day: date) -> datetime | None:
    """When work ends on a day; None for a day without work."""
    shifts = calendar_of(desk).shifts(day)
    return shifts[-1][1] if shifts else None


def next_workday(desk, moment: datetime) -> datetime:
    """When the next working day after that of a moment begins, at midnight."""
    calendar = calendar_of(desk)
    local = moment.astimezone(calendar.zone)
    day = local.date() + timedelta(days=1)
    while not calendar.is_workday(day):
        day += timedelta(days=1)
    return datetime.combine(day, time(), local.tzinfo)


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
