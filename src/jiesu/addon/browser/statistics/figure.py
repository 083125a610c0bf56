"""What a figure counts: the list of exactly those complaints, as far as one may see."""

from dataclasses import replace
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.browser.department.lists import between
from jiesu.addon.browser.refused import WrongAddress
from jiesu.addon.browser.statistics.counted import Counted
from jiesu.addon.browser.statistics.told import FORMULAS
from jiesu.addon.browser.statistics.told import RATES
from jiesu.addon.browser.statistics.told import TITLES
from jiesu.addon.browser.statistics.wrong import wrong_words
from jiesu.addon.catalog.queries import readable
from jiesu.addon.services.errors import WrongParameters
from jiesu.addon.services.statistics.parameters import AskedFigure
from jiesu.addon.services.statistics.parameters import PARAMETERS
from jiesu.addon.services.statistics.parameters import read_figure
from jiesu.addon.statistics.behind import documents_of
from jiesu.addon.statistics.behind import Opened
from jiesu.addon.statistics.behind import opened
from jiesu.addon.statistics.groupings import OF_TIME
from jiesu.addon.statistics.groupings import PLACE
from jiesu.addon.statistics.measures import PART
from jiesu.addon.statistics.measures import WHOLE
from jiesu.addon.statistics.people import of_worker
from jiesu.addon.statistics.people import worker_of
from jiesu.addon.statistics.scope import Scope
from jiesu.addon.statistics.scope import scope_of
from jiesu.addon.statistics.titles import BY_TITLES
from jiesu.addon.statistics.titles import REASON_TITLES
from jiesu.addon.statistics.titles import Titles
from jiesu.addon.wording import labelled
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode
from zExceptions import Unauthorized


# Whose own: a key as of statistics/people.py.
PERSON = "person"


def figure_url(
    desk_url: str,
    form: dict,
    measure: str,
    side: str = PART,
    by: str | None = None,
    group: str | None = None,
) -> str:
    """The address of the list of what a figure counts.

    :param form: the parameters of the figures: period and filters, whose own
    :param by, group: the grouping and the group's id, "" for none; else all in all
    """
    query = {name: form[name] for name in PARAMETERS if form.get(name)}
    query.pop("by", None)
    query.pop("compare", None)
    if form.get(PERSON):
        query[PERSON] = form[PERSON]
    query["measure"] = measure
    if measure in RATES:
        query["part"] = side
    if by is not None and group is not None:
        query |= {"by": by, "group": group}
    return f"{desk_url}/@@figure?{urlencode(query)}"


class FigurePage(Counted):
    """`@@figure`: a page of the complaints that a figure counts."""

    title = _("page_figure_title", default="What a figure counts")
    width = "wide"
    parts = ViewPageTemplateFile("../department/list.pt")
    # Parameters that are for another page, which shows the list as well.
    not_asked: tuple[str, ...] = ()

    def __call__(self):
        """Show the page; those for whom there is nothing are sent to log in."""
        self.check()
        return super().__call__()

    def check(self) -> None:
        """Let only those see the list for whom there is one.

        :raises Unauthorized: there is none
        :raises WrongAddress: no such figure
        """
        if self.scope is None or self.scope.public:
            self.require_login()
            raise Unauthorized
        try:
            self.asked  # noqa: B018
        except WrongParameters as wrong:
            told = wrong_words(wrong.errors, self.titles, self.t)
            raise WrongAddress(told) from None

    @property
    def line_macros(self):
        """How a complaint stands in a list, by name."""
        return self.parts.macros

    @cached_property
    def scope(self) -> Scope | None:
        """What the reader may see."""
        return scope_of(self.desk)

    @cached_property
    def asked(self) -> AskedFigure:
        """Which figure.

        :raises Unauthorized: of a person whose figures are not for the reader
        """
        form = self._form
        key = form.pop(PERSON, "")
        found = read_figure(self.desk, form, self.scope)
        if not key:
            return found
        worker = worker_of(self.desk, key) if isinstance(key, str) else None
        if worker is None:
            raise Unauthorized
        asked = of_worker(found.figure.asked, worker)
        return replace(found, figure=replace(found.figure, asked=asked))

    @property
    def _form(self) -> dict:
        form = self.request.form
        return {n: value for n, value in form.items() if n not in self.not_asked}

    # As a file

    @property
    def _parameters(self) -> str:
        form = {n: v for n, v in self._form.items() if isinstance(v, str) and v}
        form.pop("b_start", None)
        return urlencode(form)

    @property
    def export_url(self) -> str:
        """Where the list is made a file."""
        return f"{self.desk_url}/@@export?of=@@figure&{self._parameters}"

    @property
    def list_url(self) -> str:
        """The list itself."""
        return f"{self.here}?{self._parameters}"

    def documents(self) -> list[int]:
        """All of the list that the reader may see, as the catalog knows them."""
        self.check()
        return readable(self.desk, documents_of(self.desk, self.asked.figure))

    def told(self) -> list:
        """Which figure it is and what it is of, as messages and texts."""
        asked = self.asked.figure.asked
        days = [between(asked.start, asked.end)] if asked.start or asked.end else []
        side = [self._side] if self._side else []
        return [self._title, *side, *self._of, *days]

    @cached_property
    def page(self) -> Opened:
        """The page of the list."""
        return opened(self.desk, self.asked.figure, self.asked.start, self.asked.size)

    @cached_property
    def titles(self) -> Titles:
        """The words of groups and reasons."""
        return Titles(self.desk)

    @property
    def figure_title(self) -> str:
        """What the figure is called."""
        return self.t(self._title)

    @property
    def _title(self):
        name = self.asked.figure.measure
        if name in TITLES:
            return TITLES[name]
        if ">" in name:
            giver, taker = (self.department_title(one) for one in name.split(">"))
            return self.move_title(giver, taker or "—")
        kind = name.partition(":")[0]
        reason = self.titles.reason(name)
        return labelled(REASON_TITLES[kind], reason)

    @property
    def formula(self) -> str:
        """How it is counted."""
        return self.t(FORMULAS.get(self.asked.figure.measure))

    @property
    def side(self) -> str:
        """Of a rate, which side is shown."""
        return self.t(self._side)

    @property
    def facts(self) -> list[str]:
        """Under the title: the side of a rate, how it is counted, of when it is."""
        asked = self.asked.figure.asked
        days = ""
        if asked.start or asked.end:
            mapping = {"start": asked.start or "…", "end": asked.end or "…"}
            days = self.t(
                _(
                    "statistics_period",
                    default="Received from ${start} to ${end}",
                    mapping=mapping,
                )
            )
        return [one for one in (self.side, self.formula, days) if one]

    @property
    def _side(self):
        figure = self.asked.figure
        if figure.measure not in RATES:
            return ""
        if figure.side == WHOLE:
            return _("figure_whole", default="All that it is a part of")
        return _("figure_part", default="The part that counts")

    @property
    def other_side_url(self) -> str:
        """The other side of a rate, "" of anything else."""
        figure = self.asked.figure
        if figure.measure not in RATES:
            return ""
        return self.here_with(part=PART if figure.side == WHOLE else WHOLE)

    @property
    def of(self) -> list[str]:
        """What it is of: the group and what it is narrowed by."""
        return [self.t(one) for one in self._of]

    @property
    def _of(self) -> list:
        asked, told = self.asked.figure.asked, []
        if self.asked.figure.group is not None:
            told.append(self._group(asked.by, self.asked.figure.group))
        if not asked.handlers:
            told += [self.department_title(one) for one in asked.departments]
        chosen = self.request.form.get("category")
        if chosen and asked.categories:
            told.append(self.category_title(asked.categories[0]))
        for by, names in (
            ("kind", asked.kinds),
            ("channel", asked.channels),
            ("score", asked.scores),
        ):
            told += [self.titles.of(by, str(name)) for name in names]
        told += [self.names.person(one) for one in asked.handlers]
        return told + list(asked.places)

    def _group(self, by: str, group: str):
        title = self.titles.of(by, group)
        plain = by in OF_TIME or by == PLACE
        return labelled(BY_TITLES[by], title) if plain else title

    @property
    def back_url(self) -> str:
        """The figures again, of the same period."""
        form = self.request.form
        query = {n: form[n] for n in PARAMETERS if isinstance(form.get(n), str)}
        query.pop("by", None)
        key = form.get(PERSON)
        if isinstance(key, str) and key:
            query[PERSON] = key
            return f"{self.desk_url}/@@workload?{urlencode(query)}"
        return f"{self.desk_url}/@@statistics?{urlencode(query)}"
