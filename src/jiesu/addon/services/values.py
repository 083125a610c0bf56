"""How values are written in JSON: times, words, what changed."""

from collections.abc import Mapping
from datetime import date
from datetime import datetime
from datetime import timedelta
from functools import partial
from jiesu.addon.deadlines.desk import timezone_of_site
from jiesu.addon.wording import said
from zoneinfo import ZoneInfo
from zope.i18n import translate


def iso(moment: datetime | None) -> str | None:
    """A moment in ISO 8601 with the offset of the site's time zone, whole seconds."""
    if moment is None:
        return None
    zone = ZoneInfo(timezone_of_site())
    return moment.astimezone(zone).isoformat(timespec="seconds")


def duration(length: timedelta | None) -> int | None:
    """A length of time in whole seconds."""
    return None if length is None else int(length.total_seconds())


def words(message, request) -> str:
    """A text for people in the language of the request.

    :param message: a message, or text that needs no translation
    """
    return said(message, partial(translate, context=request))


def plain(value):
    """A value of the journal in JSON's own types."""
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(part) for part in value]
    return value
