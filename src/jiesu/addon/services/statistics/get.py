"""`GET {desk}/@statistics`: the figures of a period, all in all and by group."""

from datetime import date
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.services.complaints.batching import canonical
from jiesu.addon.services.errors import NO_RIGHT
from jiesu.addon.services.service import Service
from jiesu.addon.services.statistics.parameters import read_asked
from jiesu.addon.services.values import iso
from jiesu.addon.statistics.published import published
from jiesu.addon.statistics.report import DEPARTMENT
from jiesu.addon.statistics.report import Group
from jiesu.addon.statistics.report import OF_TIME
from jiesu.addon.statistics.report import report
from jiesu.addon.statistics.scope import scope_of
from jiesu.addon.statistics.titles import Titles


# Rates are told to so many digits, times and scores to fewer.
RATE_DIGITS = 4
DIGITS = 2


class StatisticsGet(Service):
    """The figures that the asker may see."""

    def answer(self) -> dict:
        """`totals`, `rates` and `groups`.

        :raises Forbidden: there are none for the asker
        """
        scope = scope_of(self.context)
        if scope is None:
            raise Forbidden(NO_RIGHT)
        asked = read_asked(self.context, self.request.form, scope)
        (found,) = report(self.context, asked)
        found = published(found) if scope.public else found
        told = {
            "@id": canonical(self.request),
            "from": _day(asked.start),
            "to": _day(asked.end),
            "by": asked.by,
            "departments": list(scope.departments or ()) or None,
            "public": scope.public,
            "made": iso(found.made),
            **_figures(found.total, scope.public),
        }
        titles = Titles(self.context)
        told["groups"] = [
            self._group(asked.by, one, titles, scope.public) for one in found.groups
        ]
        return told

    def _group(self, by: str, group: Group, titles: Titles, public: bool) -> dict:
        told = {
            "id": group.id or None,
            "title": self.words(titles.of(by, group.id)),
            **_figures(group, public),
        }
        if by == DEPARTMENT:
            told["rank"] = group.rank
        if by in OF_TIME:
            told |= {"from": _day(group.start), "to": _day(group.end)}
        return told


def _figures(group: Group, public: bool) -> dict:
    told = group.figures
    times = told.times
    figures = {
        "totals": told.counts,
        "rates": {
            name: _rounded(rate, RATE_DIGITS) for name, rate in told.rates.items()
        },
        "times": {
            "count": times.count,
            "mean": _rounded(times.mean, DIGITS),
            "median": _rounded(times.median, DIGITS),
            "p90": _rounded(times.p90, DIGITS),
        },
        "score": _rounded(group.score, DIGITS),
    }
    if public:
        # How many were late, or unhappy, can be one.
        del figures["times"]["count"]
        return figures
    return figures | {"fractions": {n: list(p) for n, p in told.fractions.items()}}


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
