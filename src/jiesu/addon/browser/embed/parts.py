"""The parts of a desk: what stands in them, wherever they are shown.

A page of this site shows a `Part` with `part.pt`; the frame of another site shows the
same with `framed.pt` (frames.py). Within the site a part needs no script and holds
nothing that is for one reader alone, so that pages with it can be cached.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.embed.choices import Choices
from jiesu.addon.browser.statistics import told
from jiesu.addon.browser.statistics.page import PUBLIC_ON_TOP
from jiesu.addon.browser.statistics.periods import name_of_month
from jiesu.addon.browser.statistics.periods import name_of_quarter
from jiesu.addon.browser.submitter.submit import HERE
from jiesu.addon.content.lookup import categories_of
from jiesu.addon.content.lookup import category_of
from jiesu.addon.content.lookup import department_of
from jiesu.addon.content.part import BUTTON
from jiesu.addon.content.part import FAQ
from jiesu.addon.content.part import FIGURES
from jiesu.addon.content.part import FORM
from jiesu.addon.content.part import TRACK
from jiesu.addon.content.places import place_of
from jiesu.addon.services.statistics.parameters import today
from jiesu.addon.statistics.asked import Asked
from jiesu.addon.statistics.groupings import DEPARTMENT
from jiesu.addon.statistics.published import published
from jiesu.addon.statistics.quarters import last_month
from jiesu.addon.statistics.quarters import last_quarter
from jiesu.addon.statistics.report import Group
from jiesu.addon.statistics.scope import SMALL
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode
from zope.annotation.interfaces import IAnnotations


# What visitors read above a part; its name is for editors.
HEADINGS = {
    FORM: _("page_submit_title", default="Tell us what is wrong"),
    BUTTON: _("page_submit_title", default="Tell us what is wrong"),
    FAQ: _("page_faqs_title", default="Common answers"),
    FIGURES: _("page_statistics_title", default="Figures"),
    TRACK: _("part_track", default="Follow my complaint"),
}

# Says that the style sheet of the parts is in the page already.
STYLED = "jiesu.addon.embed.styled"


@dataclass(frozen=True)
class Answer:
    """A question with its answer, to be read where it stands."""

    title: str
    text: str
    url: str


@dataclass(frozen=True)
class Told:
    """A figure in words, and what it means."""

    title: str
    value: str
    formula: str


class Part(BasePage):
    """A part of a desk; a subclass says which, parts.pt how it looks."""

    what = ""
    # Whether it stands in the frame of another site.
    framed = False
    part_file = ViewPageTemplateFile("parts.pt")
    template = ViewPageTemplateFile("part.pt")

    def __init__(self, desk, request, choices: Choices):
        """Make it of what was chosen."""
        super().__init__(desk, request)
        self.choices = choices

    @property
    def parts(self):
        """The macros of parts.pt, by name."""
        return self.part_file.macros

    @property
    def heading(self) -> str:
        """What stands above it."""
        return self.t(HEADINGS[self.what])

    @property
    def available(self) -> bool:
        """Whether there is anything to show."""
        return True

    def render(self) -> str:
        """The part alone, as HTML for a page of this site."""
        return self.template()

    @cached_property
    def needs_style(self) -> bool:
        """Whether it is the first of a page, which brings the style sheets."""
        known = IAnnotations(self.request)
        first = STYLED not in known
        known[STYLED] = True
        return first

    # What it is about

    @property
    def category_name(self) -> str:
        """The category that was chosen."""
        category = category_of(self.desk, self.choices.category)
        return category.Title() if category is not None else ""

    @property
    def department_name(self) -> str:
        """The department that was chosen."""
        department = department_of(self.desk, self.choices.department)
        return department.Title() if department is not None else ""

    @property
    def place_name(self) -> str:
        """The place that was chosen."""
        place = place_of(self.desk, self.choices.place)
        return place.title if place is not None else ""

    @property
    def about(self) -> str:
        """The same in one line."""
        names = (self.category_name, self.department_name, self.place_name)
        return " · ".join(filter(None, names))

    @property
    def hidden_route(self) -> bool:
        """Whether it was chosen where it goes."""
        return bool(self.choices.category or self.choices.department)

    @property
    def submit_url(self) -> str:
        """The whole form, with what was chosen filled in."""
        choices = self.choices
        query = {
            "category": choices.category,
            "department": choices.department,
            "place": choices.place,
        }
        query = urlencode({name: value for name, value in query.items() if value})
        return f"{self.desk_url}/@@submit{'?' if query else ''}{query}"

    @property
    def target(self) -> str | None:
        """Where links open: in a frame never in the frame itself."""
        return "_blank" if self.framed else None


class FormPart(Part):
    """The beginning of a submission: what is written goes on to the whole form."""

    what = FORM
    carried = HERE

    @property
    def categories(self) -> list[tuple[str, str]]:
        """What it may be about, where that was not chosen; those below are set in."""
        if self.hidden_route:
            return []
        return [(one.getId(), one.Title()) for one in categories_of(self.desk)]

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What was chosen, as fields of the form."""
        chosen = (
            ("category", self.choices.category),
            ("department", self.choices.department),
            ("location", self.place_name),
        )
        return [(name, value) for name, value in chosen if value]


class ButtonPart(Part):
    """A button that leads to the form."""

    what = BUTTON


class TrackPart(Part):
    """The ways to what somebody has sent."""

    what = TRACK


class FaqPart(Part):
    """Common answers, to be read in place."""

    what = FAQ

    @property
    def available(self) -> bool:
        """Whether there are any."""
        return bool(self.answers)

    @cached_property
    def answers(self) -> list[Answer]:
        """Those of the category, or of the department, the latest first."""
        return list(self._found())[: self.choices.count]

    @property
    def all_url(self) -> str:
        """Where all of them stand."""
        category = self.choices.category
        return f"{self.desk_url}/faq{f'?category={category}' if category else ''}"

    def _found(self) -> Iterator[Answer]:
        category = category_of(self.desk, self.choices.category)
        wanted = {category.getId(), *category.objectIds()} if category else None
        place = department_of(self.desk, self.choices.department) or self.desk
        brains = api.portal.get_tool("portal_catalog")(
            portal_type="JiesuFaq",
            path="/".join(place.getPhysicalPath()),
            review_state="published",
            sort_on="effective",
            sort_order="descending",
        )
        for brain in brains:
            page = brain._unrestrictedGetObject()
            if wanted is None or page.category in wanted:
                yield Answer(page.Title(), page.answer or "", brain.getURL())


class FiguresPart(Part):
    """The figures that everybody may see: the desk's of the last month that is over.

    Those of a department are of the last quarter, the same that the table of all
    departments tells of it.
    """

    what = FIGURES

    @property
    def available(self) -> bool:
        """Whether the desk publishes them."""
        return bool(self.desk.publish_figures)

    @cached_property
    def _asked(self) -> Asked:
        if self.choices.department:
            return Asked(*last_quarter(today()), by=DEPARTMENT)
        return Asked(*last_month(today()))

    @cached_property
    def _group(self) -> Group | None:
        (found,) = published(self.desk, self._asked)
        chosen = self.choices.department
        if not chosen:
            return found.total
        return next((one for one in found.groups if one.id == chosen), None)

    @property
    def period(self) -> str:
        """Which month, or quarter."""
        of = name_of_quarter if self.choices.department else name_of_month
        return self.t(of(self._asked.start))

    @property
    def figures(self) -> list[Told]:
        """The figures in words; none where they are too small to be told."""
        group = self._group
        if group is None or group.kept_back:
            return []
        return [
            Told(
                self.t(told.TITLES[name]),
                told.figure(group, name),
                self.t(told.FORMULAS[name]),
            )
            for name in PUBLIC_ON_TOP
        ]

    @property
    def too_small(self) -> str:
        """Why there are none."""
        few = _(
            "part_figures_few",
            default="Fewer than ${n} complaints, or too few to be told by themselves.",
            mapping={"n": SMALL},
        )
        return self.t(few)

    @property
    def all_url(self) -> str:
        """Where the others stand."""
        return f"{self.desk_url}/@@statistics"


KINDS = {
    one.what: one for one in (FormPart, ButtonPart, FaqPart, FiguresPart, TrackPart)
}


def part_of(desk, request, choices: Choices) -> Part:
    """The part that was chosen, for a page of this site."""
    return KINDS[choices.what](desk, request, choices)
