"""When a message may reach a person: quiet hours and the hour of digests.

Pure functions of times. They answer with the moment before which nothing is sent.
"""

from collections.abc import Callable
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from jiesu.addon.calendar.hours import Hours
from jiesu.addon.calendar.moment import to_utc
from zoneinfo import ZoneInfo


# When digests are sent, on working days.
DIGEST_AT = time(8, 0)
# More days in a row without a working day no calendar has.
LONGEST_REST = 400


class Quiet(Hours):
    """Hours of each day in which somebody is not disturbed."""


DEFAULT = Quiet(time(22, 0), time(7, 0))


def after_quiet(moment: datetime, quiet: Quiet | None, zone: str) -> datetime:
    """The first moment from `moment` on at which somebody may be disturbed, in UTC."""
    return to_utc(moment) if quiet is None else quiet.after(moment, zone)


def next_digest(
    moment: datetime, is_workday: Callable[[date], bool], zone: str
) -> datetime:
    """The hour of the next digest after `moment`, in UTC.

    :param is_workday: whether there is work on a date
    """
    today = moment.astimezone(ZoneInfo(zone)).date()
    days = (today + timedelta(days=n) for n in range(LONGEST_REST))
    moments = (_at(day, DIGEST_AT, zone) for day in days if is_workday(day))
    found = next((one for one in moments if one > moment), None)
    # A calendar without working days: better too early than never.
    return found or to_utc(moment)


def not_before(
    moment: datetime, quiet: Quiet | None, urgent: bool, zone: str
) -> datetime | None:
    """Before when a message is not sent; None where it may go at once.

    :param urgent: whether it may disturb
    """
    if urgent:
        return None
    free = after_quiet(moment, quiet, zone)
    return free if free > moment else None


def _at(day: date, clock: time, zone: str) -> datetime:
    return to_utc(datetime.combine(day, clock, ZoneInfo(zone)))


def parse(text: str) -> Quiet | None:
    """Quiet hours as they are kept, such as 22:00-07:00; "" for none.

    :raises ValueError: it is neither
    """
    if not text:
        return None
    start, sep, end = text.partition("-")
    if not sep:
        raise ValueError(f"no hours: {text!r}")
    quiet = Quiet(time.fromisoformat(start), time.fromisoformat(end))
    return quiet if quiet.start != quiet.end else None


def written(quiet: Quiet | None) -> str:
    """Quiet hours as they are kept."""
    return f"{quiet.start:%H:%M}-{quiet.end:%H:%M}" if quiet else ""
