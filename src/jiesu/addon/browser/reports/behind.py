"""What a figure of a report counted: those complaints, as far as one may see them."""

from functools import cached_property
from jiesu.addon import _
from jiesu.addon.browser.base import start_of
from jiesu.addon.browser.reports.base import OfReport
from jiesu.addon.browser.statistics.counted import Counted
from jiesu.addon.catalog.queries import PAGE
from jiesu.addon.reports.behind import opened
from jiesu.addon.reports.figuresections import PERIODS
from jiesu.addon.reports.lists import STANDING
from jiesu.addon.statistics.behind import Opened
from jiesu.addon.statistics.measures import WHOLE
from jiesu.addon.statistics.titles import BY_TITLES
from jiesu.addon.statistics.titles import REASON_TITLES
from jiesu.addon.statistics.titles import Titles
from jiesu.addon.wording import labelled
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound


class BehindPage(OfReport, Counted):
    """`{report}/@@behind?figure=`."""

    title = _("page_figure_title", default="What a figure counts")
    parts = ViewPageTemplateFile("../department/list.pt")

    def __call__(self):
        """Show the list.

        :raises NotFound: the report has no such figure
        """
        if self.figure not in self.context.frozen:
            raise NotFound("@@behind")
        return super().__call__()

    @property
    def figure(self) -> str:
        """Which figure, by its name."""
        found = self.request.form.get("figure", "")
        return found if isinstance(found, str) else ""

    @property
    def line_macros(self):
        """How a complaint stands in a list, by name."""
        return self.parts.macros

    @cached_property
    def page(self) -> Opened:
        """The page of the list."""
        return opened(self.context, self.figure, start_of(self.request), PAGE)

    # Words

    @cached_property
    def _parts(self) -> tuple[str, ...]:
        parts = (*self.figure.split("|"), "", "", "", "")
        return parts[:5]

    @cached_property
    def _data(self) -> dict:
        return self.context.frozen.data

    @property
    def _definition(self) -> dict:
        known = self._data["definitions"][self._language]
        return known.get(self._parts[0], {})

    @property
    def _language(self) -> str:
        return "zh-cn" if self.language.lower().startswith("zh") else "en"

    @property
    def figure_title(self) -> str:
        """What the figure is called."""
        name = self._parts[0]
        if ":" in name:
            words = self._data["titles"]["reason"].get(name, name)
            return self.t(labelled(REASON_TITLES[name.partition(":")[0]], words))
        if ">" in name:
            giver, taker = (self._department(one) for one in name.split(">", 1))
            return self.t(self.move_title(giver, taker or "—"))
        if name == "supervised":
            return self.t(_("supervision_open", default="Under supervision"))
        return self._definition.get("title", name)

    @property
    def formula(self) -> str:
        """How it is counted."""
        return self._definition.get("formula", "")

    @property
    def of(self) -> list[str]:
        """The period, where it is another, and the group."""
        _name, _side, period, by, group = self._parts
        told = []
        if period in PERIODS:
            told.append(self.t(PERIODS[period]))
        if period == STANDING:
            words = _("report_standing", default="At the moment of the figures")
            told.append(self.t(words))
        if by == "supervision":
            found = {one["id"]: one["number"] for one in self._data["supervisions"]}
            told.append(found.get(group, group))
        elif by:
            told.append(self.t(labelled(BY_TITLES[by], self._group(by, group))))
        return told

    def _group(self, by: str, group: str) -> str:
        kept = "category" if by == "category_top" else by
        known = self._data["titles"].get(kept, {})
        for one in self._data["by"].get(by, ()):
            if one["id"] == group and one["title"]:
                return one["title"]
        return known.get(group) or self.t(Titles(self.desk).of(by, group))

    def _department(self, name: str) -> str:
        return self._data["titles"]["department"].get(name, name)

    @property
    def other_side_url(self) -> str:
        """The other side of a rate, "" of anything else."""
        name, side, *rest = self.figure.split("|")
        other = "|".join((name, "part" if side == WHOLE else WHOLE, *rest))
        if other not in self.context.frozen:
            return ""
        return self.here_with(figure=other)

    @property
    def side(self) -> str:
        """Of a rate, which side is shown."""
        if not self.other_side_url:
            return ""
        if self._parts[1] == WHOLE:
            return self.t(_("figure_whole", default="All that it is a part of"))
        return self.t(_("figure_part", default="The part that counts"))
