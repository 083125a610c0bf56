"""The parameters of `GET {desk}/@complaints`: read, checked, told what is allowed."""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from jiesu.addon import _
from jiesu.addon.catalog.queries import LARGEST_PAGE
from jiesu.addon.catalog.queries import LIGHTS
from jiesu.addon.catalog.queries import PAGE
from jiesu.addon.catalog.queries import Query
from jiesu.addon.catalog.queries import SORTS
from jiesu.addon.content.complaint import KINDS
from jiesu.addon.content.complaint import STATES
from jiesu.addon.content.interfaces import ICategory
from jiesu.addon.content.lookup import categories_of
from jiesu.addon.content.lookup import category_of
from jiesu.addon.content.lookup import departments_of
from jiesu.addon.deadlines.desk import timezone_of_site
from jiesu.addon.handling.data import FALSE
from jiesu.addon.handling.data import TRUE
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.services.errors import WrongParameters
from jiesu.addon.wording import listed
from zoneinfo import ZoneInfo


PARAMETERS = (
    "state",
    "department",
    "category",
    "kind",
    "light",
    "mine",
    "q",
    "from",
    "to",
    "sort",
    "b_start",
    "b_size",
)

# No page begins further down a list; sorting goes down to it.
FARTHEST = 10_000_000


@dataclass(frozen=True)
class Asked:
    """What was asked for, and which page of it."""

    query: Query
    sort: str
    start: int
    size: int


class _Wrong(Exception):
    def __init__(self, message):
        super().__init__(message)
        self.message = message


def read_parameters(desk, form: Mapping, user: str) -> Asked:
    """The typed query of a URL's parameters.

    :param form: the parameters; one may stand there several times
    :param user: id of the user who asks, for `mine`
    :raises WrongParameters: names each wrong one and what is allowed
    """
    return _Reader(desk, form, user).read()


class _Reader:
    """Reads one URL; collects what is wrong."""

    def __init__(self, desk, form: Mapping, user: str):
        self.desk = desk
        self.form = form
        self.user = user
        self.errors: list[FieldError] = []

    def read(self) -> Asked:
        for name in self.form:
            if name not in PARAMETERS:
                self.errors.append(FieldError(name, not_among(name, PARAMETERS)))
        asked = Asked(
            self._query(),
            self._take("sort", _one_of(SORTS)) or "due",
            self._take("b_start", _number(0, FARTHEST)) or 0,
            self._take("b_size", _number(1, LARGEST_PAGE)) or PAGE,
        )
        if self.errors:
            raise WrongParameters(self.errors)
        return asked

    def _query(self) -> Query:
        mine = self._take("mine", _yes_or_no)
        return Query(
            states=self._take_all("state", _one_of(STATES)),
            with_followers=True,
            department=self._take("department", _one_of(_ids(departments_of))),
            category=self._categories(),
            kind=self._take("kind", _one_of(KINDS)),
            light=self._take("light", _one_of(LIGHTS)),
            submitter=self.user if mine else None,
            words=" ".join(self._values("q")),
            received_from=self._take("from", _moment(end=False)),
            received_to=self._take("to", _moment(end=True)),
        )

    def _categories(self) -> tuple[str, ...]:
        """The chosen ones, each of the first level with those below it."""
        chosen = self._take_all("category", _one_of(_ids(categories_of)))
        found = [
            one.getId()
            for category_id in chosen
            for one in with_those_below(self.desk, category_id)
        ]
        return tuple(dict.fromkeys(found))

    def _values(self, name: str) -> list[str]:
        raw = self.form.get(name, ())
        raw = raw if isinstance(raw, list | tuple) else [raw]
        return [str(value).strip() for value in raw if str(value).strip()]

    def _take(self, name: str, reader: Callable):
        values = self._values(name)
        if not values:
            return None
        try:
            return reader(self.desk, values[-1])
        except _Wrong as wrong:
            self.errors.append(FieldError(name, wrong.message))
            return None

    def _take_all(self, name: str, reader: Callable) -> tuple:
        parts = [
            part.strip() for value in self._values(name) for part in value.split(",")
        ]
        try:
            return tuple(reader(self.desk, part) for part in parts if part)
        except _Wrong as wrong:
            self.errors.append(FieldError(name, wrong.message))
            return ()


def with_those_below(desk, category_id: str) -> list:
    """A category and, where it is of the first level, those below it."""
    category = category_of(desk, category_id)
    below = [one for one in category.objectValues() if ICategory.providedBy(one)]
    return [category, *below]


def not_among(value: str, allowed: Iterable[str]):
    """The message for a value that is not known; what is instead."""
    return _(
        "error_parameter",
        default='"${value}" is not known here; allowed: ${allowed}.',
        mapping={"value": value[:80], "allowed": listed(list(allowed))},
    )


def not_in_range(value: str, smallest: int, largest: int):
    """The message for what is no whole number between two."""
    return _(
        "error_parameter_number",
        default='"${value}" is not a whole number from ${min} to ${max}.',
        mapping={"value": value[:80], "min": smallest, "max": largest},
    )


def _ids(lookup: Callable) -> Callable:
    return lambda desk: [one.getId() for one in lookup(desk)]


def _one_of(allowed: Iterable[str] | Callable) -> Callable:
    def read(desk, value: str) -> str:
        known = list(allowed(desk) if callable(allowed) else allowed)
        if value not in known:
            raise _Wrong(not_among(value, known))
        return value

    return read


def _number(smallest: int, largest: int) -> Callable:
    def read(desk, value: str) -> int:
        if value.isascii() and value.isdigit() and smallest <= int(value) <= largest:
            return int(value)
        raise _Wrong(not_in_range(value, smallest, largest))

    return read


def _yes_or_no(desk, value: str) -> bool:
    if value.lower() in TRUE | FALSE:
        return value.lower() in TRUE
    raise _Wrong(not_among(value, ("true", "false")))


def _moment(end: bool) -> Callable:
    """A day in the site's time zone, or a moment; `to` takes in the whole day."""

    def read(desk, value: str) -> datetime:
        zone = ZoneInfo(timezone_of_site())
        try:
            if len(value) == len("2026-11-22"):
                day = date.fromisoformat(value) + timedelta(days=1 if end else 0)
                return datetime.combine(day, time(), zone)
            moment = datetime.fromisoformat(value.replace(" ", "+"))
        except (ValueError, OverflowError):
            raise _Wrong(_not_a_moment(value)) from None
        return moment if moment.tzinfo else moment.replace(tzinfo=zone)

    return read


def _not_a_moment(value: str):
    return _(
        "error_parameter_moment",
        default='"${value}" is not a day such as 2026-11-22 or a moment such as '
        "2026-11-22T08:30:00+08:00.",
        mapping={"value": value[:80]},
    )
