"""When a supervision is due: at the end of a day, with lights as complaints have them.

Rules: docs/concepts/rules.md, supervision.
"""

from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from jiesu.addon.calendar.moment import to_utc
from jiesu.addon.calendar.worktime import WorkCalendar
from jiesu.addon.deadlines.clock import Clock
from jiesu.addon.deadlines.clock import YELLOW_PARTS
from jiesu.addon.deadlines.desk import calendar_of
from jiesu.addon.deadlines.limits import Limit
from jiesu.addon.deadlines.limits import Unit
from zoneinfo import ZoneInfo


# A light turns yellow so many working days before it is due, but never before the last
# fifth of the time.
YELLOW_DAYS = 2


def end_of(day: date, calendar: WorkCalendar) -> datetime:
    """The end of the working day; that of the day itself where nobody works."""
    shifts = calendar.shifts(day)
    if shifts:
        return shifts[-1][1]
    midnight = datetime.combine(day + timedelta(days=1), time(), zone_of(calendar))
    return to_utc(midnight)


def day_of(moment: datetime, calendar: WorkCalendar) -> date:
    """The day of a moment, where the desk is."""
    return moment.astimezone(zone_of(calendar)).date()


def zone_of(calendar: WorkCalendar) -> ZoneInfo:
    """The time zone of a calendar."""
    return ZoneInfo(calendar.timezone)


def default_day(desk, now: datetime) -> date:
    """The day on which a supervision that is opened now is due, unless one is given."""
    calendar = calendar_of(desk)
    limit = Limit(desk.supervision_limit, Unit.WORKING_DAYS)
    return day_of(limit.due(now, calendar), calendar)


def clock_of(supervision, calendar: WorkCalendar) -> Clock:
    """The clock of a supervision, for its light.

    Nothing is due once the result is with the Office, and when it is over.
    """
    if supervision.ended_at is not None or supervision.reported_at is not None:
        return Clock()
    due = end_of(supervision.due, calendar)
    span = calendar.between(supervision.since, due)
    early = min(YELLOW_DAYS * calendar.day_length, span / YELLOW_PARTS)
    return Clock(
        dispatched=supervision.since,
        due=due,
        unit=Unit.WORKING_DAYS,
        yellow=calendar.subtract(due, early),
    )
