"""The complaints behind a number: how a page shows the list of them."""

from functools import cached_property
from jiesu.addon import _
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.base import Paging
from jiesu.addon.browser.department.names import Names
from jiesu.addon.browser.department.rows import Line
from jiesu.addon.browser.department.rows import LineMaker
from jiesu.addon.statistics.behind import Opened


class Counted(BasePage):
    """A subclass says which complaints stand on this `page` of the list."""

    @property
    def page(self) -> Opened:
        """The page of the list."""
        raise NotImplementedError

    @cached_property
    def names(self) -> Names:
        """The words for ids, each looked up once."""
        return Names(self.desk)

    @cached_property
    def lines(self) -> list[Line]:
        """The complaints in words."""
        maker = LineMaker(self, self.names, with_department=True)
        return [maker.line(row) for row in self.page.rows]

    def paging(self) -> Paging:
        """The way to the other pages."""
        page = self.page
        return Paging(self, page.start, page.size, page.readable)

    @property
    def hidden(self) -> int:
        """How many were counted that the reader may not see, or that are gone."""
        return self.page.counted - self.page.readable

    def move_title(self, giver: str, taker: str):
        """What a way from one department to another is called, as a message."""
        return _(
            "figure_move",
            default="Returned by ${from}, then sent to ${to}",
            mapping={"from": giver, "to": taker},
        )
