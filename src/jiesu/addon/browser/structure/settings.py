"""The desk's settings, part by part; what limits and calendar lead to stands beside."""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.browser import forms
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.listed import Tab
from jiesu.addon.browser.structure.editing import EditPage
from jiesu.addon.browser.structure.editing import part_of
from jiesu.addon.browser.words import when
from jiesu.addon.calendar.holidays import is_published
from jiesu.addon.calendar.holidays import special
from jiesu.addon.calendar.holidays import SpecialDay
from jiesu.addon.content.desk import IDeskSchema
from jiesu.addon.deadlines.desk import calendar_of
from jiesu.addon.deadlines.desk import limits_of
from jiesu.addon.handling.data import convert
from jiesu.addon.handling.errors import FieldError
from types import SimpleNamespace
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from zope.schema import getFieldNames

import itertools


GENERAL = "general"
CALENDAR = "calendar"
LIMITS = "limits"
FIGURES = "figures"
# How far the weights of a score may be from 1 together.
ROUNDING = 0.001


@dataclass(frozen=True)
class Part:
    """One page of the settings."""

    name: str
    title: object
    fields: tuple[str, ...]
    lead: object = ""


def _rest() -> tuple[str, ...]:
    """The fields that stand in no other part: each has its place."""
    taken = set(itertools.chain.from_iterable(part.fields for part in PARTS[1:]))
    return tuple(name for name in getFieldNames(IDeskSchema) if name not in taken)


PARTS = (
    Part(GENERAL, _("settings_general", default="General"), ()),
    Part(
        LIMITS,
        _("fieldset_limits", default="Time limits"),
        (
            "accept_limit",
            "return_limit",
            "answer_limit",
            "consultation_limit",
            "urgent_accept_limit",
            "urgent_answer_limit",
            "rework_limit",
            "support_limit",
            "extension_limit",
            "decision_limit",
            "escalation_limit",
            "proposal_limit",
            "rating_period",
            "reopening_period",
            "supervision_limit",
        ),
        _(
            "settings_limits_lead",
            default="They hold for what is dispatched from now on. What runs already "
            "keeps its due times.",
        ),
    ),
    Part(
        CALENDAR,
        _("fieldset_calendar", default="Calendar"),
        ("working_hours", "quiet_hours", "calendar_days"),
        _(
            "settings_calendar_lead",
            default="Statutory holidays and their make-up working days are known "
            "already. Enter here what is different on your campus.",
        ),
    ),
    Part(
        "reasons",
        _("fieldset_reasons", default="Reason lists"),
        ("return_reasons", "reject_reasons", "suspend_reasons", "low_score_reasons"),
        _(
            "settings_reasons_lead",
            default="People choose from these; the figures count what they chose. "
            "“Other” stays in each list.",
        ),
    ),
    Part(
        FIGURES,
        _("fieldset_figures", default="Figures"),
        (
            "terms",
            "publish_figures",
            "weight_response",
            "weight_resolution",
            "weight_satisfaction",
        ),
    ),
    Part(
        "places",
        _("fieldset_places", default="Places"),
        ("places",),
        _(
            "settings_places_lead",
            default="Submitters find these by a few characters, and figures count them "
            "as one however they are written. Another place can always be typed.",
        ),
    ),
    Part(
        "publishing",
        _("fieldset_publishing", default="Publishing"),
        ("ask_before_publishing", "leave_period"),
        _(
            "settings_publishing_lead",
            default="A second person releases what is published, and it can be taken "
            "back at any time. Whoever is asked and says nothing has not agreed.",
        ),
    ),
    Part(
        "embedding",
        _("fieldset_embedding", default="Other sites"),
        ("origins",),
        _(
            "settings_embedding_lead",
            default="Forms, common answers and figures of this desk can stand in pages "
            "of other sites of the campus. Only those listed here may show them.",
        ),
    ),
    Part(
        "visitors",
        _("fieldset_visitors", default="For visitors"),
        ("contacts", "synonyms"),
    ),
    Part(
        "reports",
        _("fieldset_reports", default="Reports"),
        ("report_kinds", "report_issuer", "reports_for_departments"),
        _(
            "settings_reports_lead",
            default="What the desk drafts itself, the Office looks over and releases.",
        ),
    ),
)


@dataclass(frozen=True)
class Example:
    """What the limits make of a complaint that comes in now."""

    title: object
    accept: str
    answer: str


@dataclass(frozen=True)
class KnownDays:
    """Statutory days in a row: holidays, or make-up working days."""

    start: date
    end: date
    works: bool


@implementer(IPublishTraverse)
class Settings(EditPage):
    """`@@settings/{part}`, the first without."""

    title = _("page_settings_title", default="Settings")
    part_name = ""

    def publishTraverse(self, request, name: str):
        """Take the part from the address."""
        if self.part_name or name not in {part.name for part in PARTS}:
            raise NotFound(name)
        self.part_name = name
        return self

    @cached_property
    def part(self) -> Part:
        """The part that is shown."""
        return next(p for p in PARTS if p.name == (self.part_name or GENERAL))

    @cached_property
    def schema(self):
        """The part's fields."""
        return part_of(IDeskSchema, self.part.fields or _rest())

    @property
    def after(self) -> str:
        """The part again."""
        return self.here

    @property
    def here(self) -> str:
        """This part's address."""
        return f"{self.context.absolute_url()}/@@settings/{self.part.name}"

    def tabs(self) -> list[Tab]:
        """The way to the other parts."""
        url = f"{self.context.absolute_url()}/@@settings"
        return [
            Tab(part.title, f"{url}/{part.name}", part is self.part) for part in PARTS
        ]

    def take(self) -> str:
        """Keep it, or only show what it would lead to."""
        if self.request.form.get("try"):
            self.values = forms.read(self.request, self.schema)
            _data, self.errors = convert(self.context, self.schema, self.values)
            return self.show()
        return super().take()

    def wrong(self, data: dict) -> Iterable[FieldError]:
        """The weights of a score make 1 together."""
        weights = [value for name, value in data.items() if name.startswith("weight_")]
        if weights and abs(sum(weights) - 1) > ROUNDING:
            yield FieldError(
                "weight_response",
                _(
                    "error_weights",
                    default="Together they make ${sum}; they have to make 1.",
                    mapping={"sum": f"{sum(weights):.2f}"},
                ),
            )

    def keep(self, data: dict) -> set[str]:
        """Keep it; a new calendar leaves something to do."""
        changed = super().keep(data)
        if changed and self.part.name == CALENDAR:
            self.say(
                _(
                    "calendar_changed",
                    default="The calendar has changed. Running complaints keep their "
                    "due times until you set them anew below.",
                ),
                "warning",
            )
        return changed

    # What it leads to

    @property
    def shows_example(self) -> bool:
        """Whether due times depend on this part."""
        return self.part.name in (LIMITS, CALENDAR)

    @property
    def shows_calendar(self) -> bool:
        """Whether it is the calendar."""
        return self.part.name == CALENDAR

    @cached_property
    def _as_if(self) -> SimpleNamespace:
        """The desk with what was typed, as far as it is right."""
        names = getFieldNames(IDeskSchema)
        values = {name: getattr(self.context, name, None) for name in names}
        typed, errors = convert(self.context, self.schema, _as_sent(self.values))
        wrong = {error.field for error in errors}
        values |= {name: typed[name] for name in typed if name not in wrong}
        return SimpleNamespace(**values)

    def examples(self) -> list[Example]:
        """Until when a complaint that comes in now is to be accepted and answered."""
        limits, calendar = limits_of(self._as_if), calendar_of(self._as_if)
        cases = (
            (_("example_ordinary", default="Ordinary"), "complaint", False),
            (_("example_consultation", default="Consultation"), "consultation", False),
            (_("example_urgent", default="Urgent"), "complaint", True),
        )
        return [
            Example(
                title,
                self._told(limits.accept_for(urgent).due(self.now, calendar)),
                self._told(limits.answer_for(kind, urgent).due(self.now, calendar)),
            )
            for title, kind, urgent in cases
        ]

    def _told(self, moment) -> str:
        return self.t(when(moment, self.now, self.zone))

    def years(self) -> list[tuple[int, list[str]]]:
        """This year and the next with their statutory days; empty: not known yet."""
        year = self.now.year
        return [
            (one, [self._days(run) for run in known_days(one)])
            for one in (year, year + 1)
        ]

    def _days(self, run: KnownDays) -> str:
        days = f"{run.start:%m-%d}"
        if run.end != run.start:
            days = f"{days} – {run.end:%m-%d}"
        if run.works:
            return self.t(
                _("known_work", default="${days} working", mapping={"days": days})
            )
        return days


def known_days(year: int) -> list[KnownDays]:
    """The statutory days of a year, those that follow each other as one."""
    if not is_published(year):
        return []
    first = date(year, 1, 1).toordinal()
    days = [date.fromordinal(first + n) for n in range(366)]
    runs = []
    for kind, run in itertools.groupby(
        (day for day in days if day.year == year), key=special
    ):
        found = list(run)
        if kind is not None:
            runs.append(KnownDays(found[0], found[-1], kind is SpecialDay.MAKE_UP))
    return runs


def _as_sent(values: Mapping) -> dict:
    """Values that may be valid already, as `convert` reads them."""
    return {
        name: str(value) if isinstance(value, float) else value
        for name, value in values.items()
    }


class Edit(BasePage):
    """Plone's "Edit" leads to the settings."""

    def __call__(self):
        """Go there."""
        return self.go(f"{self.context.absolute_url()}/@@settings")
