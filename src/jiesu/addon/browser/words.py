"""What moments, spans of time, lights and states are called on pages.

Pure functions: they return i18n messages. Pages translate them with `BasePage.t`.
"""

from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import timedelta
from jiesu.addon import _
from jiesu.addon.calendar.worktime import WorkCalendar
from jiesu.addon.catalog.rows import Row
from jiesu.addon.content.complaint import ANSWERED
from jiesu.addon.content.complaint import CLOSED
from jiesu.addon.content.complaint import PENDING
from jiesu.addon.content.complaint import PROCESSING
from jiesu.addon.content.complaint import REJECTED
from jiesu.addon.content.complaint import STATES
from jiesu.addon.content.complaint import SUSPENDED
from jiesu.addon.content.complaint import TRIAGE
from jiesu.addon.content.complaint import WITHDRAWN
from jiesu.addon.deadlines.clock import Support
from jiesu.addon.deadlines.lights import support_light
from jiesu.addon.deadlines.limits import ROUND_THE_CLOCK
from jiesu.addon.deadlines.words import day
from jiesu.addon.deadlines.words import exact
from jiesu.addon.deadlines.words import full_day
from jiesu.addon.deadlines.words import local_day
from jiesu.addon.deadlines.words import when


# Moments are told in the same words in messages, which know nothing of pages.
__all__ = ["day", "exact", "full_day", "local_day", "when"]

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
# Round the clock hours are told as such up to here, then as days.
HOURS_TOLD = timedelta(hours=48)

# States in the words of the one who waits, not of those who work.
STATES_FOR_SUBMITTER = {
    TRIAGE: _("your_state_triage", default="Being passed on"),
    PENDING: _("your_state_pending", default="With the department"),
    PROCESSING: _("your_state_processing", default="In process"),
    ANSWERED: _("your_state_answered", default="Please rate the answer"),
    SUSPENDED: _("your_state_suspended", default="Planned for later"),
    CLOSED: _("your_state_closed", default="Closed"),
    REJECTED: _("your_state_rejected", default="Not taken"),
    WITHDRAWN: _("your_state_withdrawn", default="Withdrawn"),
}
YOUR_TURN = _("your_state_asked", default="Please add something")
WAITING = _("light_paused", default="Waiting for the submitter")


# Handled together with others.
TOGETHER = _("light_together", default="Handled with another")
YOURS_TOGETHER = _("your_state_together", default="Handled with others like it")

SUPPORTED = _("support_done", default="Has contributed")
SUPPORTED_LATE = _("support_done_late", default="Contributed late")
NOT_SUPPORTED = _("support_missed", default="Did not contribute in time")
NO_SUPPORT_DUE = _("support_nothing_due", default="Nothing due")


@dataclass(frozen=True)
class LightWords:
    """A light as a page shows it.

    css: is-green, is-yellow, is-red, or "" where no clock runs
    words: the message in it
    due: the exact moment behind it, if any
    """

    css: str
    words: object
    due: datetime | None = None


def away_words(last: date, names: str):
    """Somebody is away: until when, and who acts meanwhile."""
    return _(
        "away_until",
        default="away until ${day}, ${names} acts",
        mapping={"day": local_day(last), "names": names},
    )


def expected(due: datetime, now: datetime, zone: str):
    """Until when the submitter can expect something, or since when it is late."""
    mapping = {"when": day(due, now, zone)}
    if due < now:
        return _("expected_late", default="was due ${when}", mapping=mapping)
    return _("expected", default="next step by ${when}", mapping=mapping)


def span(amount: timedelta, working: bool, day_length: timedelta):
    """An amount of time in its largest unit, rounded down: "6 working hours".

    :param amount: never negative
    :param working: whether it is working time, whose days are `day_length` long
    """
    long = amount >= day_length if working else amount >= HOURS_TOLD
    if long:
        return _days(amount // (day_length if working else DAY), working)
    if amount >= HOUR:
        return _hours(amount // HOUR, working)
    minutes = max(1, amount // timedelta(minutes=1))
    if minutes == 1:
        return _("span_minute", default="1 minute")
    return _("span_minutes", default="${n} minutes", mapping={"n": minutes})


def full_span(amount: timedelta, working: bool, day_length: timedelta):
    """Like `span`, to the hour: "1 working day 3 hours"."""
    length = day_length if working else DAY
    rest = amount % length
    if amount < length or rest < HOUR:
        return span(amount, working, day_length)
    return _(
        "span_two",
        default="${days} ${hours}",
        mapping={
            "days": _days(amount // length, working),
            "hours": _hours(rest // HOUR, working=False),
        },
    )


def _days(count: int, working: bool):
    if working and count == 1:
        return _("span_working_day", default="1 working day")
    if working:
        return _("span_working_days", default="${n} working days", mapping={"n": count})
    if count == 1:
        return _("span_day", default="1 day")
    return _("span_days", default="${n} days", mapping={"n": count})


def _hours(count: int, working: bool):
    if working and count == 1:
        return _("span_working_hour", default="1 working hour")
    if working:
        return _(
            "span_working_hours", default="${n} working hours", mapping={"n": count}
        )
    if count == 1:
        return _("span_hour", default="1 hour")
    return _("span_hours", default="${n} hours", mapping={"n": count})


def limit_words(limit):
    """A limit as the desk sets it: "5 working days"."""
    words = _days if not limit.unit.is_hours else _hours
    return words(limit.amount, limit.unit.is_working)


def light_words(
    light: str,
    left: timedelta | None,
    state: str,
    working: bool,
    calendar: WorkCalendar,
    due: datetime | None = None,
    together: bool = False,
) -> LightWords:
    """What a light says. Never colour alone.

    :param light: green, yellow, red, paused or none
    :param left: what is left until due, negative when overdue
    :param state: told where no clock runs
    :param working: whether `left` is working time
    :param together: whether it waits for the answer of another complaint
    """
    if together:
        return LightWords("", TOGETHER)
    if light == "paused" and state != SUSPENDED:
        return LightWords("", WAITING)
    if left is None or light in ("none", "paused"):
        return LightWords("", STATES[state])
    words = span(abs(left), working, calendar.day_length)
    if light == "red":
        told = _("light_overdue", default="${span} overdue", mapping={"span": words})
    else:
        told = _("light_left", default="${span} left", mapping={"span": words})
    return LightWords(f"is-{light}", told, due)


def row_light(row: Row, calendar: WorkCalendar, now: datetime) -> LightWords:
    """The light of a row of a list; see `light_words`."""
    # An urgent limit runs round the clock; that of a rework does not.
    working = not row.urgent or bool(row.reworks)
    counted = calendar if working else ROUND_THE_CLOCK
    light, due = row.light(now), row.due_at
    left = None
    if due is not None and light == "red":
        left = -counted.between(due, now)
    elif due is not None:
        left = counted.between(now, due)
    return light_words(light, left, row.state, working, calendar, due, row.together)


def reading_light(reading, calendar: WorkCalendar) -> LightWords:
    """The light of one complaint; see handling/reading.py and `light_words`."""
    clock = reading.clock
    working = clock.unit is None or clock.unit.is_working
    return light_words(
        reading.light,
        reading.remaining,
        reading.state,
        working,
        calendar,
        clock.due,
        reading.together,
    )


def support_words(
    one: Support | None, calendar: WorkCalendar, now: datetime
) -> LightWords:
    """How a supporting department stands with its part."""
    if one is None:
        return LightWords("", NO_SUPPORT_DUE)
    if one.done is not None:
        return LightWords("", SUPPORTED_LATE if one.late else SUPPORTED)
    if one.due is None:
        return LightWords("", NOT_SUPPORTED if one.late else NO_SUPPORT_DUE)
    light = str(support_light(one, now))
    late = light == "red"
    left = calendar.between(one.due, now) if late else calendar.between(now, one.due)
    return light_words(light, left, PROCESSING, True, calendar, one.due)


def submitter_state(state: str, asked: bool, together: bool = False):
    """A state for its submitter: "Please rate the answer".

    :param together: whether it waits for the answer to another one like it
    """
    if asked:
        return YOUR_TURN
    return YOURS_TOGETHER if together else STATES_FOR_SUBMITTER[state]


def your_turn(state: str, asked: bool) -> bool:
    """Whether the submitter is the one to do something."""
    return asked or state == ANSWERED


def size_words(size: int) -> str:
    """The size of a file."""
    if size >= 1024 * 1024:
        return f"{size / 1024 / 1024:.1f} MB"
    return f"{max(1, size // 1024)} KB"
