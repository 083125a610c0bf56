"""Time limits and their defaults: docs/concepts/rules.md, time limits."""

from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from enum import StrEnum
from jiesu.addon.calendar.worktime import Calendar
from jiesu.addon.calendar.worktime import RoundTheClock
from jiesu.addon.calendar.worktime import WorkCalendar


ROUND_THE_CLOCK = RoundTheClock()
LARGEST_AMOUNT = 10_000


class Unit(StrEnum):
    """What a limit is counted in."""

    WORKING_HOURS = "working_hours"
    WORKING_DAYS = "working_days"
    HOURS = "hours"
    DAYS = "days"

    @property
    def is_working(self) -> bool:
        """Say whether only working time counts."""
        return self in (Unit.WORKING_HOURS, Unit.WORKING_DAYS)

    @property
    def is_hours(self) -> bool:
        """Say whether it counts hours, not days."""
        return self in (Unit.WORKING_HOURS, Unit.HOURS)

    def calendar(self, work_calendar: WorkCalendar) -> Calendar:
        """Return the calendar that this unit is counted in."""
        return work_calendar if self.is_working else ROUND_THE_CLOCK


@dataclass(frozen=True)
class Limit:
    """An amount of time to do something in, written as "5 working_days".

    raises: ValueError unless the amount is a whole number from 1 to 10,000
    """

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        object.__setattr__(self, "unit", Unit(self.unit))
        if not isinstance(self.amount, int) or not 1 <= self.amount <= LARGEST_AMOUNT:
            raise ValueError(
                f"A limit is a whole number from 1 to {LARGEST_AMOUNT}: {self.amount!r}"
            )

    @classmethod
    def parse(cls, text: str) -> "Limit":
        """Return the limit written as "<amount> <unit>"; ValueError for other text."""
        try:
            amount, unit = text.split()
            return cls(int(amount), Unit(unit))
        except (ValueError, AttributeError) as error:
            units = ", ".join(Unit)
            raise ValueError(
                f"A limit is written as '<amount> <unit>' with an amount from 1 to"
                f" {LARGEST_AMOUNT} and one of {units}: {text!r}"
            ) from error

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}"

    def calendar(self, work_calendar: WorkCalendar) -> Calendar:
        """Return the calendar that the limit is counted in."""
        return self.unit.calendar(work_calendar)

    def span(self, work_calendar: WorkCalendar) -> timedelta:
        """Return the limit as an amount of its calendar's time."""
        if self.unit.is_hours:
            return timedelta(hours=self.amount)
        return self.amount * self.calendar(work_calendar).day_length

    def due(self, start: datetime, work_calendar: WorkCalendar) -> datetime:
        """Return the last moment in time for a limit that starts at `start`."""
        return self.calendar(work_calendar).add(start, self.span(work_calendar))


@dataclass(frozen=True)
class Limits:
    """The limits of a desk.

    support: of a supporting department; decision: of the Office, on an extension
    escalation, proposal: from red until the Office is told, and until a supervision is
        proposed
    leave: of the submitter, to say whether an answer may be published
    """

    accept: Limit = Limit(4, Unit.WORKING_HOURS)
    give_back: Limit = Limit(1, Unit.WORKING_DAYS)
    answer_consultation: Limit = Limit(3, Unit.WORKING_DAYS)
    answer: Limit = Limit(5, Unit.WORKING_DAYS)
    urgent_accept: Limit = Limit(2, Unit.HOURS)
    urgent_answer: Limit = Limit(24, Unit.HOURS)
    extension: Limit = Limit(10, Unit.WORKING_DAYS)
    rating: Limit = Limit(7, Unit.DAYS)
    reopening: Limit = Limit(14, Unit.DAYS)
    rework: Limit = Limit(3, Unit.WORKING_DAYS)
    support: Limit = Limit(2, Unit.WORKING_DAYS)
    decision: Limit = Limit(1, Unit.WORKING_DAYS)
    escalation: Limit = Limit(2, Unit.WORKING_DAYS)
    proposal: Limit = Limit(5, Unit.WORKING_DAYS)
    leave: Limit = Limit(7, Unit.DAYS)

    def accept_for(self, urgent: bool = False) -> Limit:
        """Return the limit to accept a complaint."""
        return self.urgent_accept if urgent else self.accept

    def answer_for(self, kind: str, urgent: bool = False) -> Limit:
        """Return the limit to answer a complaint of this kind."""
        if urgent:
            return self.urgent_answer
        return self.answer_consultation if kind == "consultation" else self.answer
