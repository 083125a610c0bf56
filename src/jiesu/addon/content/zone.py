"""The time zone of the site, in which days begin and hours are told."""

from datetime import date
from datetime import datetime
from datetime import time
from datetime import UTC
from plone import api
from zoneinfo import ZoneInfo


DEFAULT_TIMEZONE = "Asia/Shanghai"


def timezone_of_site() -> str:
    """The site's time zone, by its name."""
    return api.portal.get_registry_record(
        "plone.portal_timezone", default=DEFAULT_TIMEZONE
    )


def beginning_of(day: date) -> datetime:
    """The moment, in UTC, at which a day begins."""
    zone = ZoneInfo(timezone_of_site() or DEFAULT_TIMEZONE)
    return datetime.combine(day, time(), zone).astimezone(UTC)


def day_of(moment: datetime) -> date:
    """The day of a moment."""
    return moment.astimezone(ZoneInfo(timezone_of_site() or DEFAULT_TIMEZONE)).date()
