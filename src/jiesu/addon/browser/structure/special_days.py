"""The next days that depart from the ordinary week: by notice, or by the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import timedelta
from jiesu.addon.calendar.holidays import special
from jiesu.addon.calendar.holidays import SpecialDay
from jiesu.addon.content.fields import Days


# How far one looks ahead, in days.
AHEAD = 180
DAY = timedelta(days=1)


@dataclass(frozen=True)
class SpecialRun:
    """Days in a row that are alike.

    own: whether the desk says so; otherwise the State Council's notice does
    """

    start: date
    end: date
    works: bool
    own: bool
    note: str = ""


def special_days(
    entries: Sequence[Days], today: date, ahead: int = AHEAD
) -> list[SpecialRun]:
    """What is special from today on, in order (docs/concepts/rules.md, time limits).

    :param entries: the desk's own, of which a later one wins, as in the calendar
    """
    runs: list[SpecialRun] = []
    for day in (today + DAY * n for n in range(ahead)):
        one = _of(day, entries)
        if one is None:
            continue
        if runs and replace(runs[-1], start=day, end=day) == one:
            if runs[-1].end + DAY == day:
                runs[-1] = replace(runs[-1], end=day)
                continue
        runs.append(one)
    return runs


def _of(day: date, entries: Sequence[Days]) -> SpecialRun | None:
    for entry in reversed(entries):
        if entry.start <= day <= entry.end:
            return SpecialRun(day, day, entry.works, True, entry.note)
    notice = special(day)
    if notice is None:
        return None
    return SpecialRun(day, day, notice is SpecialDay.MAKE_UP, False)
