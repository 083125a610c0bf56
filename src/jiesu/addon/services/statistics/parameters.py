"""The parameters of the figures: read, checked, told what is allowed.

For `GET {desk}/@statistics`, the page and its table, and for what a figure counts.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from jiesu.addon import _
from jiesu.addon.calendar.moment import now
from jiesu.addon.catalog.facts import REASON_LISTS
from jiesu.addon.catalog.queries import LARGEST_PAGE
from jiesu.addon.catalog.queries import PAGE
from jiesu.addon.content.complaint import CHANNELS
from jiesu.addon.content.complaint import KINDS
from jiesu.addon.content.fields import parse_terms
from jiesu.addon.content.lookup import categories_of
from jiesu.addon.content.lookup import departments_of
from jiesu.addon.deadlines.desk import timezone_of_site
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.services.complaints.parameters import not_among
from jiesu.addon.services.complaints.parameters import not_in_range
from jiesu.addon.services.complaints.parameters import with_those_below
from jiesu.addon.services.errors import NO_RIGHT
from jiesu.addon.services.errors import WrongParameters
from jiesu.addon.statistics.asked import Asked
from jiesu.addon.statistics.asked import PREVIOUS
from jiesu.addon.statistics.asked import TOP
from jiesu.addon.statistics.asked import YEAR
from jiesu.addon.statistics.behind import Figure
from jiesu.addon.statistics.behind import MEASURES
from jiesu.addon.statistics.groupings import BY
from jiesu.addon.statistics.measures import PART
from jiesu.addon.statistics.measures import WHOLE
from jiesu.addon.statistics.places import place_of
from jiesu.addon.statistics.published import BY_QUARTER
from jiesu.addon.statistics.published import PUBLIC_BY
from jiesu.addon.statistics.quarters import Days
from jiesu.addon.statistics.quarters import is_published
from jiesu.addon.statistics.quarters import last_month
from jiesu.addon.statistics.quarters import last_quarter
from jiesu.addon.statistics.quarters import quarters_of
from jiesu.addon.statistics.scope import Scope
from zoneinfo import ZoneInfo

import re


PERIOD = ("from", "to", "by", "compare")
FILTERS = (
    "department",
    "category",
    "kind",
    "channel",
    "place",
    "score",
    "term",
    "top",
)
PARAMETERS = (*PERIOD, *FILTERS)
# What besides names one figure, and a page of what it counts.
FIGURE = ("measure", "part", "group", "b_start", "b_size")
COMPARE = {
    "previous": (PREVIOUS,),
    "year": (YEAR,),
    "both": (PREVIOUS, YEAR),
}
SCORES = ("1", "2", "3", "4", "5")
MOST_PLACES = 200
# The catalog counts seconds in 32 bits, from 1970 on by whichever clock.
FIRST_YEAR, LAST_YEAR = 1971, 2037
FARTHEST = 10_000_000
# A reason of one of the lists, or a way from one department to another.
STORY = re.compile(
    rf"(?:{'|'.join(REASON_LISTS)}):[a-z][a-z0-9_]{{0,31}}|[a-z0-9-]{{1,40}}>[a-z0-9-]{{0,40}}"
)


@dataclass(frozen=True)
class NotKnown(FieldError):
    """A parameter that nobody can choose here."""


@dataclass(frozen=True)
class NotAmong(FieldError):
    """A value that is none of the allowed ones, which pages tell by their titles."""

    value: str
    allowed: tuple[str, ...]


@dataclass(frozen=True)
class AskedFigure:
    """One figure, and which page of what it counts."""

    figure: Figure
    start: int
    size: int


def read_asked(desk, form: Mapping, scope: Scope) -> Asked:
    """What figures a URL asks for.

    :param form: the parameters
    :param scope: what the asker may see
    :raises WrongParameters: names each wrong one and what is allowed
    :raises Forbidden: a department's figures that are not for the asker
    """
    asked = _Reader(desk, form).read(public=scope.public)
    return _within(asked, scope)


def read_figure(desk, form: Mapping, scope: Scope) -> AskedFigure:
    """Which figure a URL opens.

    :raises WrongParameters: names each wrong one and what is allowed
    :raises Forbidden: what is published is not opened, nor is what is not the asker's
    """
    if scope.public:
        raise Forbidden(NO_RIGHT)
    found = _Reader(desk, form).read_figure()
    asked = _within(found.figure.asked, scope)
    return replace(found, figure=replace(found.figure, asked=asked))


def _within(asked: Asked, scope: Scope) -> Asked:
    if scope.departments is None:
        return asked
    if not set(asked.departments) <= set(scope.departments):
        raise Forbidden(NO_RIGHT)
    return replace(asked, departments=asked.departments or scope.departments)


class _Reader:
    """Reads one URL; collects what is wrong."""

    def __init__(self, desk, form: Mapping):
        self.desk = desk
        self.form = form
        self.errors: list[FieldError] = []

    def read(self, public: bool) -> Asked:
        """The figures that are asked for."""
        self._only(PERIOD if public else PARAMETERS)
        asked = self._asked(public)
        self._check()
        return asked

    def read_figure(self) -> AskedFigure:
        """The figure that is opened."""
        self._only((*PARAMETERS, *FIGURE))
        asked = self._asked(public=False)
        measure = self._measure()
        side = self._one_of("part", (PART, WHOLE)) or PART
        group = self._value("group") if "group" in self.form else None
        if group is not None and not asked.by:
            self.errors.append(FieldError("by", _NO_BY))
        found = AskedFigure(
            Figure(asked, measure, side, group),
            self._number("b_start", 0, FARTHEST, 0),
            self._number("b_size", 1, LARGEST_PAGE, PAGE),
        )
        self._check()
        return found

    def _asked(self, public: bool) -> Asked:
        start, end = self._period()
        if public and not self.errors:
            start, end = self._published(start, end)
        compare = COMPARE.get(self._one_of("compare", COMPARE) or "", ())
        if compare and not start:
            self.errors.append(FieldError("compare", _NO_START))
        score = self._one_of("score", SCORES)
        return Asked(
            start,
            end,
            self._one_of("by", PUBLIC_BY if public else BY),
            _tuple(self._one_of("department", _ids(departments_of(self.desk)))),
            self._categories(),
            _tuple(self._one_of("kind", KINDS)),
            _tuple(self._one_of("channel", CHANNELS)),
            _tuple(self._place()),
            (int(score),) if score else (),
            top=self._number("top", 1, MOST_PLACES, TOP),
            compare=compare,
        )

    def _only(self, allowed: tuple[str, ...]) -> None:
        for name, value in self.form.items():
            if name not in allowed:
                self.errors.append(NotKnown(name, not_among(name, allowed)))
            elif isinstance(value, list | tuple) and any(
                one != value[0] for one in value
            ):
                # The figures of one of them would be taken for those of all.
                self.errors.append(FieldError(name, _ONCE))

    def _check(self) -> None:
        if self.errors:
            raise WrongParameters(self.errors)

    def _period(self) -> tuple[date | None, date | None]:
        start, end = self._day("from"), self._day("to")
        if start and end and end < start:
            self.errors.append(FieldError("to", _BEFORE))
        terms = {term.title: term for term in parse_terms(self.desk.terms)}
        if self._value("term") and not terms:
            self.errors.append(FieldError("term", _NO_TERMS))
            return start, end
        chosen = self._one_of("term", terms)
        if not chosen:
            return start, end
        if start or end:
            self.errors.append(FieldError("term", _TERM_ALONE))
        return terms[chosen].start, terms[chosen].end

    def _measure(self) -> str:
        """The name of a measure, of a reason or of a move."""
        value = self._value("measure")
        if value in MEASURES or STORY.fullmatch(value):
            return value
        self._wrong("measure", value, (*MEASURES, "return:not_ours", "academic>it"))
        return ""

    def _number(self, name: str, least: int, most: int, usual: int) -> int:
        value = self._value(name)
        if not value:
            return usual
        # Not more digits than the largest has: a long one takes long to read.
        short = value.isascii() and len(value) <= len(str(most))
        if short and value.isdigit() and least <= int(value) <= most:
            return int(value)
        self.errors.append(FieldError(name, not_in_range(value, least, most)))
        return usual

    def _published(self, start: date | None, end: date | None):
        """A period for everybody; where nothing is said, the last quarter."""
        day = today()
        month, quarter = last_month(day), last_quarter(day)
        if not start and not end:
            return quarter
        whole = bool(start and end) and is_published(start, end, day)
        if whole and not quarters_of(start, end):
            self._by_month_alone(quarter)
        if not whole:
            message = _(
                "error_published_period",
                default="Published figures are of one whole month that is over, such "
                "as ${month_start} to ${month_end}, or of whole calendar quarters that "
                "are over, such as ${start} to ${end}.",
                mapping={
                    "month_start": month.start.isoformat(),
                    "month_end": month.end.isoformat(),
                    **_mapping(quarter),
                },
            )
            begins = start is not None and start.day == 1
            self.errors.append(FieldError("to" if begins else "from", message))
        return start, end

    def _by_month_alone(self, quarter: Days) -> None:
        """Of a month no groups are told."""
        if self._value("by") in BY_QUARTER:
            message = _(
                "error_published_by",
                default="Departments, categories and kinds are told of whole calendar "
                "quarters, such as ${start} to ${end}.",
                mapping=_mapping(quarter),
            )
            self.errors.append(FieldError("by", message))

    def _value(self, name: str) -> str:
        raw = self.form.get(name, "")
        raw = raw[-1] if isinstance(raw, list | tuple) and raw else raw
        return raw.strip() if isinstance(raw, str) else ""

    def _one_of(self, name: str, allowed: Iterable[str]) -> str | None:
        value = self._value(name)
        if not value:
            return None
        if value not in allowed:
            self._wrong(name, value, allowed)
            return None
        return value

    def _wrong(self, name: str, value: str, allowed: Iterable[str]) -> None:
        allowed = tuple(allowed)
        message = not_among(value, allowed)
        self.errors.append(NotAmong(name, message, value, allowed))

    def _place(self) -> str:
        """The key of a place; what has none would be everything."""
        value = self._value("place")
        key = place_of(value)
        if value and not key:
            self.errors.append(FieldError("place", _NO_PLACE))
        return key

    def _categories(self) -> tuple[str, ...]:
        """The chosen one, with those below it."""
        chosen = self._one_of("category", _ids(categories_of(self.desk)))
        if chosen is None:
            return ()
        return tuple(one.getId() for one in with_those_below(self.desk, chosen))

    def _day(self, name: str) -> date | None:
        value = self._value(name)
        if not value:
            return None
        try:
            day = date.fromisoformat(value)
        except ValueError:
            day = None
        if day is None:
            message = _(
                "error_parameter_day",
                default='"${value}" is not a day such as 2026-11-22.',
                mapping={"value": value[:80]},
            )
        elif not FIRST_YEAR <= day.year <= LAST_YEAR:
            message = _(
                "error_parameter_year",
                default="Only days from ${first} to ${last} can be chosen.",
                mapping={"first": f"{FIRST_YEAR}-01-01", "last": f"{LAST_YEAR}-12-31"},
            )
        else:
            return day
        self.errors.append(FieldError(name, message))
        return None


_ONCE = _(
    "error_parameter_once",
    default="Give one value; it was given several times.",
)
_BEFORE = _(
    "error_period",
    default="The last day lies before the first; it counts itself.",
)
_TERM_ALONE = _(
    "error_term_alone",
    default="A term has its own first and last day: leave these out (from, to).",
)
_NO_START = _(
    "error_compare_start",
    default="What is compared needs a first day: from, or a term.",
)
_NO_TERMS = _("error_no_terms", default="This desk has no academic terms.")
_NO_PLACE = _("error_place_letters", default="A place has to have a letter or a digit.")
_NO_BY = _("error_group_by", default="A group is one of a grouping: by is missing.")


def _ids(found) -> list[str]:
    return [one.getId() for one in found]


def _tuple(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _mapping(days: Days) -> dict[str, str]:
    return {"start": days.start.isoformat(), "end": days.end.isoformat()}


def today() -> date:
    """The day it is at the site."""
    return now().astimezone(ZoneInfo(timezone_of_site())).date()
