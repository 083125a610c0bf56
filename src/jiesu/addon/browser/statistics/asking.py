"""What a page of figures is asked for: whose, of which period, narrowed by what.

All of it stands in the address, so that a view can be sent; nothing there points to a
person.
"""

from dataclasses import replace
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.department.names import Choice
from jiesu.addon.browser.department.names import Names
from jiesu.addon.browser.statistics import periods
from jiesu.addon.browser.statistics.figure import figure_url
from jiesu.addon.browser.statistics.told import FEW
from jiesu.addon.content.complaint import CHANNELS
from jiesu.addon.content.complaint import KINDS
from jiesu.addon.content.fields import parse_terms
from jiesu.addon.services.errors import WrongParameters
from jiesu.addon.services.statistics.parameters import FILTERS
from jiesu.addon.services.statistics.parameters import read_asked
from jiesu.addon.services.statistics.parameters import SCORES
from jiesu.addon.services.statistics.parameters import today
from jiesu.addon.statistics.asked import Asked
from jiesu.addon.statistics.asked import other_periods
from jiesu.addon.statistics.asked import PREVIOUS
from jiesu.addon.statistics.asked import YEAR
from jiesu.addon.statistics.measures import PART
from jiesu.addon.statistics.scope import headed_departments
from jiesu.addon.statistics.scope import own_departments
from jiesu.addon.statistics.scope import Scope
from jiesu.addon.statistics.scope import scope_of
from jiesu.addon.statistics.titles import Titles
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode
from zExceptions import Unauthorized


# What an address can say; the rest is the page's own matter.
ASKED = ("from", "to", *FILTERS)
NO_FIGURES = _("error_no_figures", default="These figures are not published.")


class AskingPage(BasePage):
    """A page of figures of a period, for those who see any."""

    width = "wide"
    few = FEW
    part_file = ViewPageTemplateFile("parts.pt")

    def __call__(self):
        """Show the page, or send those to log in for whom there is nothing."""
        self.check_reader()
        self.errors = []
        try:
            self.asked = self.read(self.form)
        except WrongParameters as wrong:
            self.errors = wrong.errors
            self.asked = self.read(self.default_form)
            self.request.response.setStatus(400)
        return super().__call__()

    @property
    def parts(self):
        """The macros of parts.pt, by name."""
        return self.part_file.macros

    @property
    def sees_wall(self) -> bool:
        """Whether the wall display is for the reader."""
        return not self.scope.public and self.scope.departments is None

    @property
    def sees_workload(self) -> bool:
        """Whether the reader handles complaints, or has people who do."""
        return bool(own_departments(self.desk) or headed_departments(self.desk))

    def check_reader(self) -> None:
        """Let only those see the page for whom there is something.

        :raises Unauthorized: there is nothing
        """
        if self.scope is None:
            self.refuse()

    def refuse(self) -> None:
        """Have who is nobody log in, and tell others that there is nothing for them.

        :raises Unauthorized: always
        """
        self.require_login()
        raise Unauthorized(self.t(NO_FIGURES))

    def read(self, form: dict) -> Asked:
        """What parameters ask for, as far as it is for the reader.

        :raises WrongParameters: they ask wrongly
        """
        return read_asked(self.desk, form, self.scope)

    @cached_property
    def scope(self) -> Scope | None:
        """What the reader may see, None for nothing."""
        return scope_of(self.desk)

    @cached_property
    def today(self):
        """The day it is at the site."""
        return today()

    # The period

    @cached_property
    def offered(self) -> dict[str, periods.Period]:
        """The periods that are offered."""
        if self.scope.public:
            return periods.public_periods(self.today)
        return periods.offered(self.today, parse_terms(self.desk.terms))

    @property
    def default_form(self) -> dict:
        """This month; for everybody the last quarter."""
        name = periods.LAST_QUARTER if self.scope.public else periods.MONTH
        return _days(self.offered[name])

    @cached_property
    def form(self) -> dict:
        """The parameters of the address; without a period those of the default."""
        chosen = {n: v for n, v in self.request.form.items() if n in ASKED and v}
        if not any(chosen.get(name) for name in ("from", "to", "term")):
            chosen |= self.default_form
        return chosen

    @property
    def choices(self) -> list[dict]:
        """The offered periods as links."""
        shown = (self.asked.start, self.asked.end)
        return [
            {
                "title": self.t(periods.TITLES[name]),
                "url": self.url({**_days(one), "term": None}),
                "on": (one.start, one.end) == shown,
            }
            for name, one in self.offered.items()
        ]

    @cached_property
    def other_asked(self) -> dict[str, Asked]:
        """The same of the period before, and of the one a year earlier."""
        asked = replace(self.asked, compare=(PREVIOUS, YEAR))
        return other_periods(asked, self.today)

    @property
    def until(self):
        """The last day of the period that can have come."""
        latest = max(self.today, self.asked.start or self.today)
        return min(self.asked.end or latest, latest)

    @cached_property
    def step(self) -> str:
        """What the trend is divided into."""
        if self.scope.public or not self.asked.start:
            return "month"
        return periods.Period(self.asked.start, self.until).step

    # What it is narrowed by

    @cached_property
    def names(self) -> Names:
        """The words for ids, each looked up once."""
        return Names(self.desk)

    @cached_property
    def titles(self) -> Titles:
        """The words of groups and reasons."""
        return Titles(self.desk)

    @property
    def department_choices(self) -> list[tuple[str, str]]:
        """The departments that can be chosen, where there is a choice."""
        own = self.scope.departments
        if self.scope.public or (own and len(own) < 2):
            return []
        return [
            (d, t) for d, t in self.department_titles.items() if not own or d in own
        ]

    @property
    def category_choices(self) -> list[Choice]:
        """The categories of both levels."""
        return self.names.category_choices

    @property
    def kind_choices(self) -> list[tuple[str, str]]:
        """The kinds that can be chosen."""
        return [(kind, self.t(title)) for kind, title in KINDS.items()]

    @property
    def channel_choices(self) -> list[tuple[str, str]]:
        """The channels that can be chosen."""
        return [(name, self.t(title)) for name, title in CHANNELS.items()]

    @property
    def score_choices(self) -> list[tuple[str, str]]:
        """The scores that can be chosen."""
        return [(one, self.t(self.titles.of("score", one))) for one in SCORES]

    @property
    def narrowed(self) -> list[dict]:
        """What the figures are narrowed by: its words, and the way to leave it out."""
        own = set(self.scope.departments or ())
        told = [
            ("department", self.department_title(one))
            for one in self.asked.departments
            if set(self.asked.departments) != own
        ]
        chosen = self.form.get("category")
        if chosen and self.asked.categories:
            told.append(("category", self.category_title(chosen)))
        for name, some in (
            ("kind", self.asked.kinds),
            ("channel", self.asked.channels),
            ("score", self.asked.scores),
        ):
            told += [(name, self.t(self.titles.of(name, str(one)))) for one in some]
        if self.asked.places:
            told.append(("place", self.form.get("place", "")))
        return [{"title": title, "url": self.url({name: None})} for name, title in told]

    # Addresses

    def url(self, changes: dict, page: str | None = None) -> str:
        """The address of the same figures with something changed; None leaves it out.

        :param page: another page than this one
        """
        query = {**self.form, **changes}
        query = {name: value for name, value in query.items() if value}
        return f"{self.desk_url}/@@{page or self.__name__}?{urlencode(query)}"

    def figure_url(
        self, measure: str, side: str = PART, by=None, group=None, **changes
    ) -> str:
        """The list of what a figure counts, "" for those who see no list.

        :param changes: parameters that are other than the page's; None leaves one out
        """
        if self.scope.public:
            return ""
        form = {**self.form, **changes}
        return figure_url(self.desk_url, form, measure, side, by, group)


def _days(period: periods.Period) -> dict:
    return {"from": period.start.isoformat(), "to": period.end.isoformat()}
