"""Of which periods reports are: whole weeks, months, terms, years. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from jiesu.addon import _
from jiesu.addon.content.fields import Term
from jiesu.addon.content.report import BULLETIN
from jiesu.addon.content.report import MONTHLY
from jiesu.addon.content.report import TERM
from jiesu.addon.content.report import WEEKLY
from jiesu.addon.content.report import YEARLY
from jiesu.addon.deadlines.words import MONTHS


# Up to so many days are shown day by day, and week by week.
DAILY = 45
WEEKLY_UP_TO = 200
ONE_DAY = timedelta(days=1)
ONE_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Span:
    """The period of a report: its kind, first and last day, a term's title."""

    kind: str
    start: date
    end: date
    title: str = ""

    @property
    def id(self) -> str:
        """Names it among all: what it is called in an address, too."""
        if self.kind == BULLETIN:
            return f"{self.kind}-{self.start}-{self.end}"
        return f"{self.kind}-{self.start}"

    @property
    def step(self) -> str:
        """What its trend is divided into: day, week or month."""
        days = (self.end - self.start).days + 1
        if days <= DAILY:
            return "day"
        return "week" if days <= WEEKLY_UP_TO else "month"


def latest(kind: str, today: date, terms: Sequence[Term]) -> Span | None:
    """The latest period of a kind that is over; None where there is none."""
    return next(iter(over(kind, today, terms, 1)), None)


def over(kind: str, today: date, terms: Sequence[Term], many: int) -> list[Span]:
    """Some periods of a kind that are over, the latest first."""
    if kind == TERM:
        ended = sorted((t for t in terms if t.end < today), key=lambda t: t.end)
        return [Span(TERM, t.start, t.end, t.title) for t in ended[::-1][:many]]
    found: list[Span] = []
    end = _last_day(kind, today)
    while len(found) < many:
        start = _first_day(kind, end)
        found.append(Span(kind, start, end))
        end = start - ONE_DAY
    return found


def _last_day(kind: str, today: date) -> date:
    if kind == WEEKLY:
        return today - timedelta(days=today.weekday()) - ONE_DAY
    if kind == MONTHLY:
        return today.replace(day=1) - ONE_DAY
    return date(today.year - 1, 12, 31)


def _first_day(kind: str, end: date) -> date:
    if kind == WEEKLY:
        return end - ONE_WEEK + ONE_DAY
    return end.replace(day=1) if kind == MONTHLY else end.replace(month=1, day=1)


def term_before(span: Span, terms: Sequence[Term]) -> Term | None:
    """The academic term before one, with which it is compared."""
    before = [term for term in terms if term.end < span.start]
    return max(before, key=lambda term: term.end, default=None)


def term_a_year_earlier(span: Span, terms: Sequence[Term]) -> Term | None:
    """The term that began about a year before, with which one is compared."""
    wanted = span.start - timedelta(days=365)
    near = [one for one in terms if abs((one.start - wanted).days) <= DAILY]
    return min(near, key=lambda one: abs((one.start - wanted).days), default=None)


def words(span: Span):
    """What a period is called in a sentence, as a message."""
    if span.kind == TERM and span.title:
        return span.title
    if span.kind == YEARLY:
        return _(
            "report_year", default="the year ${year}", mapping={"year": span.start.year}
        )
    if span.kind == MONTHLY:
        mapping = {
            "year": span.start.year,
            "month": span.start.month,
            "mon": MONTHS[span.start.month - 1],
        }
        return _("report_month", default="${mon} ${year}", mapping=mapping)
    if span.start == span.end:
        return day_words(span.start)
    mapping = {"start": day_words(span.start), "end": _end_words(span)}
    return _("report_days", default="${start} to ${end}", mapping=mapping)


def _end_words(span: Span):
    if span.start.year != span.end.year:
        return day_words(span.end)
    mapping = {
        "month": span.end.month,
        "mon": MONTHS[span.end.month - 1],
        "day": span.end.day,
    }
    return _("report_day_of_year", default="${day} ${mon}", mapping=mapping)


def day_words(day: date):
    """A day with its year, as a message."""
    mapping = {
        "year": day.year,
        "month": day.month,
        "mon": MONTHS[day.month - 1],
        "day": day.day,
    }
    return _("report_day", default="${day} ${mon} ${year}", mapping=mapping)
