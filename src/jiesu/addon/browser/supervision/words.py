"""What the light of a supervision says."""

from jiesu.addon import _
from jiesu.addon.browser.words import light_words
from jiesu.addon.browser.words import LightWords
from jiesu.addon.calendar.worktime import WorkCalendar
from jiesu.addon.content.supervision import OPEN
from jiesu.addon.content.supervision import STATES
from jiesu.addon.handling.reading_supervision import SupervisionReading


REPORTED = _("light_reported", default="Result to be accepted")


def supervision_light(
    reading: SupervisionReading, calendar: WorkCalendar
) -> LightWords:
    """How long is left; that the Office has the ball; or that it is over."""
    if reading.state != OPEN:
        return LightWords("", STATES[reading.state])
    if reading.supervision.reported_at is not None:
        return LightWords("is-turn", REPORTED)
    due = reading.clock.due
    return light_words(
        reading.light, reading.remaining, "", working=True, calendar=calendar, due=due
    )
