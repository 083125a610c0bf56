"""What moments are called, on pages and in messages.

Pure functions: they return i18n messages, with times in the zone that they are given.
"""

from datetime import date
from datetime import datetime
from jiesu.addon import _
from zoneinfo import ZoneInfo


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun")
MONTHS += ("Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def when(moment: datetime, now: datetime, zone: str):
    """A moment in relative words: "today 15:40", "22 Nov 10:24"."""
    local, today = _local(moment, zone), _local(now, zone).date()
    parts = _parts(local.date()) | {"time": local.strftime("%H:%M")}
    gap = (local.date() - today).days
    if gap == 0:
        return _("when_today", default="today ${time}", mapping=parts)
    if gap == -1:
        return _("when_yesterday", default="yesterday ${time}", mapping=parts)
    if gap == 1:
        return _("when_tomorrow", default="tomorrow ${time}", mapping=parts)
    return dated(moment, now, zone)


def dated(moment: datetime, now: datetime, zone: str):
    """A moment for texts that are read later: always with its day."""
    local = _local(moment, zone)
    parts = _parts(local.date()) | {"time": local.strftime("%H:%M")}
    if local.year == _local(now, zone).year:
        return _("when_this_year", default="${day} ${mon} ${time}", mapping=parts)
    return _("when_other_year", default="${day} ${mon} ${year} ${time}", mapping=parts)


def day(moment: datetime, now: datetime, zone: str):
    """The day of a moment in relative words: "tomorrow", "3 Dec"."""
    local, today = _local(moment, zone).date(), _local(now, zone).date()
    gap = (local - today).days
    if gap == 0:
        return _("day_today", default="today")
    if gap == -1:
        return _("day_yesterday", default="yesterday")
    if gap == 1:
        return _("day_tomorrow", default="tomorrow")
    if local.year == today.year:
        return _("day_this_year", default="${day} ${mon}", mapping=_parts(local))
    return full_day(moment, zone)


def full_day(moment: datetime, zone: str):
    """The day of a moment with its year, for texts that stay."""
    return local_day(_local(moment, zone).date())


def local_day(local: date):
    """A day with its year."""
    return _("day_other_year", default="${day} ${mon} ${year}", mapping=_parts(local))


def exact(moment: datetime, zone: str) -> str:
    """A moment to the minute: 2026-11-22 10:24."""
    return _local(moment, zone).strftime("%Y-%m-%d %H:%M")


def _local(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone))


def _parts(local: date) -> dict[str, str]:
    return {
        "year": str(local.year),
        "month": str(local.month),
        "mon": MONTHS[local.month - 1],
        "day": str(local.day),
    }
