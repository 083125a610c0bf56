"""The figures on top of a page: each with what is behind it, and what it was before."""

from collections.abc import Sequence
from dataclasses import dataclass
from jiesu.addon import _
from jiesu.addon.browser.statistics import told
from jiesu.addon.browser.statistics.asking import AskingPage
from jiesu.addon.statistics.report import Group
from zope.i18nmessageid import Message


# Of those that are over something a number alone is a reason to look.
ALERTING = ("overdue",)


@dataclass(frozen=True)
class Tile:
    """One figure in words.

    behind: part and whole of a rate, "" for nothing
    changes: what it was in other periods, and by how much it differs
    """

    title: str
    value: str
    formula: str
    behind: str = ""
    url: str = ""
    alert: bool = False
    changes: tuple[str, ...] = ()


class Tiles:
    """Makes the tiles of one page."""

    def __init__(self, page: AskingPage, now: Group, before: dict[str, Group]):
        """Of a group, and of the same in other periods, by "previous" and "year"."""
        self._page = page
        self._now = now
        self._before = before

    def of(self, names: Sequence[str]) -> list[Tile]:
        """A tile of each of some counts and rates."""
        return [self._tile(name) for name in names]

    def _tile(self, name: str) -> Tile:
        value = told.value(self._now, name)
        return Tile(
            self._page.t(told.TITLES[name]),
            told.figure(self._now, name),
            self._page.t(told.FORMULAS[name]),
            self._behind(name),
            self._page.figure_url(name) if told.opens(self._now, name) else "",
            name in ALERTING and bool(value),
            tuple(self._changes(name)),
        )

    def _behind(self, name: str) -> str:
        if self._page.scope.public or name not in told.RATES:
            return ""
        part, whole = self._now.figures.fractions[name]
        return f"{part:,} / {whole:,}"

    def _changes(self, name: str):
        for period, group in self._before.items():
            # A year ago there may have been no desk yet.
            if not group.figures.counts.get("received"):
                continue
            change = self._page.t(told.change(self._now, group, name))
            words = BEFORE[period]
            mapping = {"value": told.figure(group, name)}
            said = self._page.t(Message(words, default=words.default, mapping=mapping))
            yield f"{said} {change}".strip()


BEFORE = {
    "previous": _("before_previous", default="Before: ${value}"),
    "year": _("before_year", default="A year ago: ${value}"),
}
