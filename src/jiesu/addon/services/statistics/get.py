"""`GET {desk}/@statistics`: the figures of a period, all in all and by group."""

from datetime import date
from jiesu.addon.catalog.facts import REASON_LISTS
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.services.complaints.batching import canonical
from jiesu.addon.services.errors import NO_RIGHT
from jiesu.addon.services.service import Service
from jiesu.addon.services.statistics.caching import Answered
from jiesu.addon.services.statistics.definitions import definitions
from jiesu.addon.services.statistics.parameters import read_asked
from jiesu.addon.services.values import iso
from jiesu.addon.statistics.groupings import DEPARTMENT
from jiesu.addon.statistics.groupings import OF_TIME
from jiesu.addon.statistics.published import published
from jiesu.addon.statistics.report import compared
from jiesu.addon.statistics.report import Group
from jiesu.addon.statistics.report import Report
from jiesu.addon.statistics.report import weights_of
from jiesu.addon.statistics.scope import Scope
from jiesu.addon.statistics.scope import scope_of
from jiesu.addon.statistics.titles import Titles


# Rates are told to so many digits, times and scores to fewer.
RATE_DIGITS = 4
DIGITS = 2


class StatisticsGet(Service):
    """The figures that the asker may see."""

    def reply(self):
        """Answer; whoever has the same answer already is only told so."""
        told = super().reply()
        answered = Answered(self.request, self.scope is not None and self.scope.public)
        return self.reply_no_content(304) if answered.is_known(told) else told

    def answer(self) -> dict:
        """`totals`, `rates` and `groups`.

        :raises Forbidden: there are none for the asker
        """
        self.scope = None
        scope = self.scope = scope_of(self.context)
        if scope is None:
            raise Forbidden(NO_RIGHT)
        asked = read_asked(self.context, self.request.form, scope)
        figures = published if scope.public else compared
        (found,) = figures(self.context, asked)
        told = {
            "@id": canonical(self.request),
            "by": asked.by,
            "departments": list(scope.departments or ()) or None,
            "public": scope.public,
            "made": iso(found.made),
            **self._report(found, scope),
        }
        if found.others:
            told["compared"] = {
                name: self._report(other, scope) for name, other in found.others.items()
            }
        told["definitions"] = definitions(weights_of(self.context), self.words)
        return told

    def _report(self, found: Report, scope: Scope) -> dict:
        asked, titles = found.asked, Titles(self.context)
        kept_back = {"kept_back": found.total.kept_back or None} if scope.public else {}
        return {
            "from": _day(asked.start),
            "to": _day(asked.end),
            **self._figures(found.total, scope.public, titles),
            **kept_back,
            "groups": [
                self._group(asked.by, one, titles, scope.public) for one in found.groups
            ],
        }

    def _group(self, by: str, group: Group, titles: Titles, public: bool) -> dict:
        told = {
            "id": group.id or None,
            "title": self.words(titles.of_group(by, group)),
            **self._figures(group, public, titles),
        }
        if public:
            told["kept_back"] = group.kept_back or None
        if by == DEPARTMENT:
            told["rank"] = group.rank
        if by in OF_TIME:
            told |= {"from": _day(group.start), "to": _day(group.end)}
        return told

    def _figures(self, group: Group, public: bool, titles: Titles) -> dict:
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
        fractions = {name: list(pair) for name, pair in told.fractions.items()}
        return {
            **figures,
            "fractions": fractions,
            "reasons": self._reasons(told.reasons, titles),
            "moves": [
                {"from": giver, "to": taker or None, "count": count}
                for (giver, taker), count in _moves(told.moves)
            ],
        }

    def _reasons(self, reasons: dict[str, int], titles: Titles) -> dict:
        """Each list with its reasons, the most frequent first."""
        told: dict[str, list] = {kind: [] for kind in REASON_LISTS}
        for reason, count in sorted(reasons.items(), key=lambda one: (-one[1], one[0])):
            kind, _colon, name = reason.partition(":")
            told[kind].append(
                {"id": name, "title": self.words(titles.reason(reason)), "count": count}
            )
        return told


def _moves(moves: dict[str, int]) -> list[tuple[tuple[str, str], int]]:
    """From where, to where and how many, the most frequent first."""
    found = sorted(moves.items(), key=lambda one: (-one[1], one[0]))
    return [(tuple(move.split(">", 1)), count) for move, count in found]


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
