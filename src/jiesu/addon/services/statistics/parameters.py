"""The parameters of the figures: read, checked, told what is allowed.

For `GET {desk}/@statistics`, the page and its table alike.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from datetime import date
from datetime import timedelta
from jiesu.addon import _
from jiesu.addon.calendar.moment import now
from jiesu.addon.content.complaint import KINDS
from jiesu.addon.content.lookup import categories_of
from jiesu.addon.content.lookup import departments_of
from jiesu.addon.deadlines.desk import timezone_of_site
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.services.complaints.parameters import with_those_below
from jiesu.addon.services.errors import NO_RIGHT
from jiesu.addon.services.errors import WrongParameters
from jiesu.addon.statistics.report import Asked
from jiesu.addon.statistics.report import BY
from jiesu.addon.statistics.scope import Scope
from zoneinfo import ZoneInfo


PARAMETERS = ("from", "to", "by", "department", "category", "kind")
# What everybody may choose of published figures.
PUBLIC_BY = ("department", "category", "kind", "month")
# The catalog counts seconds in 32 bits.
FIRST_YEAR, LAST_YEAR = 1970, 2037


def read_asked(desk, form: Mapping, scope: Scope) -> Asked:
    """What figures a URL asks for.

    :param form: the parameters
    :param scope: what the asker may see
    :raises WrongParameters: names each wrong one and what is allowed
    :raises Forbidden: a department's figures that are not for the asker
    """
    reader = _Reader(desk, form)
    asked = reader.read(public=scope.public)
    if scope.departments is None:
        return asked
    if not set(asked.departments) <= set(scope.departments):
        raise Forbidden(NO_RIGHT)
    departments = asked.departments or scope.departments
    return Asked(
        asked.start, asked.end, asked.by, departments, asked.categories, asked.kinds
    )


class _Reader:
    """Reads one URL; collects what is wrong."""

    def __init__(self, desk, form: Mapping):
        self.desk = desk
        self.form = form
        self.errors: list[FieldError] = []

    def read(self, public: bool) -> Asked:
        allowed = PARAMETERS[:3] if public else PARAMETERS
        for name in self.form:
            if name not in allowed:
                self._wrong(name, name, allowed)
        start, end = self._day("from"), self._day("to")
        if start and end and end < start:
            self.errors.append(FieldError("to", _BEFORE))
        if public and not self.errors:
            start, end = self._whole_months(start, end)
        asked = Asked(
            start,
            end,
            self._one_of("by", PUBLIC_BY if public else BY),
            _tuple(self._one_of("department", _ids(departments_of(self.desk)))),
            self._categories(),
            _tuple(self._one_of("kind", KINDS)),
        )
        if self.errors:
            raise WrongParameters(self.errors)
        return asked

    def _whole_months(self, start: date | None, end: date | None):
        """A period of months that are over, for everybody."""
        latest = last_of_months()
        end = end or latest
        if start and start.day != 1:
            self.errors.append(FieldError("from", _FIRST_OF_MONTH))
        if (end + timedelta(days=1)).day != 1 or end > latest:
            message = _(
                "error_last_of_month",
                default="Published figures are of whole months that are over: the last "
                "day of a month, ${day} at the latest.",
                mapping={"day": latest.isoformat()},
            )
            self.errors.append(FieldError("to", message))
        return start, end

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
        message = _(
            "error_parameter",
            default='"${value}" is not known here; allowed: ${allowed}.',
            mapping={"value": value[:80], "allowed": ", ".join(allowed)},
        )
        self.errors.append(FieldError(name, message))

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
        if day is None or not FIRST_YEAR < day.year <= LAST_YEAR:
            message = _(
                "error_parameter_day",
                default='"${value}" is not a day such as 2026-11-22.',
                mapping={"value": value[:80]},
            )
            self.errors.append(FieldError(name, message))
            return None
        return day


_BEFORE = _(
    "error_period",
    default="The last day lies before the first; it counts itself.",
)
_FIRST_OF_MONTH = _(
    "error_first_of_month",
    default="Published figures are of whole months: the first day of a month.",
)


def _ids(found) -> list[str]:
    return [one.getId() for one in found]


def _tuple(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def today() -> date:
    """The day it is at the site."""
    return now().astimezone(ZoneInfo(timezone_of_site())).date()


def last_of_months() -> date:
    """The last day of the month before this one."""
    return today().replace(day=1) - timedelta(days=1)
