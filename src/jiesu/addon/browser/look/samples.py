"""What stands in the samples of the component page: invented, and never stored."""

from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from jiesu.addon import _
from jiesu.addon.browser.department.rows import Line
from jiesu.addon.browser.department.rows import REWORK
from jiesu.addon.browser.department.rows import URGENT
from jiesu.addon.browser.forms import FACES
from jiesu.addon.browser.forms import Option
from jiesu.addon.browser.forms import Widget
from jiesu.addon.browser.words import LightWords
from jiesu.addon.browser.words import WAITING
from jiesu.addon.browser.words import YOUR_TURN
from jiesu.addon.handling.errors import FieldError


NUMBER = "20260303-7K3F9C"
DAY = ("2026-07-15", "2026-08-25", False, "")
TITLE = _("look_title", default="The projector in room 335 is not sharp")
TEXT = _("look_text", default="Since Monday nobody behind the third row can read it.")
PLACE = _("look_place", default="Room 335")
HINT = _("look_hint", default="A line that helps to fill it in.")
WRONG = _("look_wrong", default="Please say what is wrong.")
LABEL = _("look_label", default="Field")
CHOICES = (
    _("look_choice_first", default="First"),
    _("look_choice_second", default="Second"),
    _("look_choice_third", default="Third"),
)


@dataclass(frozen=True)
class Button:
    """What the macro "act" asks of an action."""

    name: str
    title: object


@dataclass(frozen=True)
class Faq:
    """What the macro "entries" asks of an answer."""

    url: str
    title: str
    by: str


@dataclass(frozen=True)
class Pages:
    """What the macro "paging" asks of a `base.Paging`."""

    previous_url: str
    next_url: str
    first: int = 21
    last: int = 40
    total: int = 134


@dataclass(frozen=True)
class Suggested:
    """What the macro "line" asks of a suggestion."""

    title: str
    why: str
    label: str
    department: str = ""
    supporting: tuple[str, ...] = ()


@dataclass(frozen=True)
class Why:
    """What the macro "line" asks of a reason."""

    tag: str
    words: str


def lights(now: datetime) -> list[LightWords]:
    """A light of each colour, and those without a clock."""
    spans = (
        ("green", _("look_left_days", default="2 working days left"), 1),
        ("yellow", _("look_left_hours", default="3 working hours left"), 1),
        ("red", _("look_overdue", default="5 working hours overdue"), -1),
    )
    told = [
        LightWords(f"is-{css}", words, now + timedelta(days=days))
        for css, words, days in spans
    ]
    return [*told, LightWords("is-turn", YOUR_TURN), LightWords("", WAITING)]


def fields() -> list[Widget]:
    """A field of every look, empty."""
    options = [Option(str(n), title, n == 1) for n, title in enumerate(CHOICES)]
    return [
        Widget("line", "line", LABEL, HINT, True),
        Widget("text", "text", LABEL, None, True),
        Widget("short", "text", LABEL, None, False),
        Widget("select", "select", LABEL, None, False, options=options),
        Widget("number", "number", LABEL, None, False),
        Widget("date", "date", LABEL, None, False),
        Widget("choice", "choice", LABEL, HINT, True, options=options),
        Widget("checks", "checks", LABEL, None, False, options=options),
        Widget("faces", "faces", LABEL, None, True, options=faces()),
        Widget("switch", "switch", LABEL, HINT, False, options=options[:1]),
        Widget("files", "files", LABEL, HINT, False),
        Widget(
            "reasons",
            "reasons",
            LABEL,
            HINT,
            False,
            rows=[(str(n), title) for n, title in enumerate(CHOICES)],
        ),
        Widget("days", "days", LABEL, None, False, rows=[DAY, ("", "", False, "")]),
    ]


def faces() -> list[Option]:
    """The five faces of a score."""
    return [Option(str(n), title, n == 4) for n, title in enumerate(FACES["score"], 1)]


def wrong_fields() -> list[Widget]:
    """The same where something was wrong with what was sent."""
    wrong = [
        one for one in fields() if one.name in ("line", "short", "select", "choice")
    ]
    for one in wrong:
        one.name = f"wrong-{one.name}"
        one.errors = [WRONG]
    return wrong


def errors() -> list[FieldError]:
    """What stands above such a form."""
    return [FieldError("wrong-line", WRONG), FieldError("", WRONG)]


def line(page, light: LightWords, **more) -> Line:
    """A row of the workbench.

    :param page: the page that shows it
    """
    return Line(
        url=page.here,
        title=page.t(TITLE),
        light=light,
        due="",
        tags=(page.t(URGENT), page.t(REWORK)),
        facts=(page.t(PLACE),),
        number=NUMBER,
        received=page.time(page.now),
        **more,
    )
