"""The light of a complaint and the time it has left, at a given moment."""

from datetime import datetime
from datetime import timedelta
from enum import StrEnum
from jiesu.addon.calendar.moment import to_utc
from jiesu.addon.calendar.worktime import WorkCalendar
from jiesu.addon.deadlines.clock import Clock
from jiesu.addon.deadlines.clock import Support


class Light(StrEnum):
    """How urgent a complaint is."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    PAUSED = "paused"
    NONE = "none"


def light(clock: Clock, now: datetime) -> Light:
    """Return the light at `now`; `NONE` where nothing is due."""
    now = to_utc(now)
    if clock.paused_since is not None:
        return Light.PAUSED
    if clock.due is None:
        return Light.NONE
    if now > clock.due:
        return Light.RED
    if clock.yellow is not None and now >= clock.yellow:
        return Light.YELLOW
    return Light.GREEN


def support_light(support: Support, now: datetime) -> Light:
    """Return the light of a supporting department; `NONE` where nothing is due."""
    now = to_utc(now)
    if not support.open:
        return Light.NONE
    if now > support.due:
        return Light.RED
    return Light.YELLOW if now >= support.yellow else Light.GREEN


def remaining(clock: Clock, calendar: WorkCalendar, now: datetime) -> timedelta | None:
    """Return the time left until `due`, negative when overdue.

    It is measured in the calendar of the limit's unit (`clock.unit`): working time, or
    round the clock. While paused it is what was left then; None where nothing is due.
    """
    if clock.paused_since is not None:
        return clock.remaining
    if clock.due is None or clock.unit is None:
        return None
    counted = clock.unit.calendar(calendar)
    if to_utc(now) > clock.due:
        return -counted.between(clock.due, now)
    return counted.between(now, clock.due)
