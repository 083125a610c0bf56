"""The measures of the rules, each with what it counts and of what. Pure.

A measure says which of some complaints it counts (`part`) and of which (`whole`), as
arrays of yes and no over columns; `figures` adds them up, for all and by group. So a
rate and the numbers behind it are made of the same definition, and the reference's
table too. Rules: docs/concepts/rules.md, figures. A rate over nothing is None.

Merged complaints are demand: they are received, and what their submitters say of the
answer counts. They are no second piece of work, so all else leaves them out.
"""

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from jiesu.addon import _

import numpy as np


# From so many complaints on a department has a rank (docs/concepts/rules.md, figures).
RANKED_FROM = 5
# A score from which an answer satisfies.
SATISFIED = 3
# What is no state of an open complaint.
ENDED = ("closed", "rejected", "withdrawn")
PRAISE = "praise"
WITHDRAWN = "withdrawn"
PERCENTILE = 90
MINUTES = 60


class Rows:
    """Some complaints as columns of the same length, at a moment.

    The columns: the moments of `catalog.facts.Facts` in seconds; its flags; `state` and
    `kind` as words; `asked`, `due`. What can be unknown is -1, 0 or 1.
    """

    def __init__(self, columns: Mapping[str, object], now: int):
        """Look at these columns.

        :param columns: arrays by name
        :param now: seconds since 1970
        """
        self._columns = columns
        self.now = now

    def __getitem__(self, name: str) -> np.ndarray:
        """A column."""
        return self._columns[name]

    @cached_property
    def work(self) -> np.ndarray:
        """What is a piece of work: neither praise, nor withdrawn, nor merged."""
        return self.rated_kind & ~self["merged"]

    @cached_property
    def rated_kind(self) -> np.ndarray:
        """What the rates are made of, the merged ones among them."""
        return ~self["praise"] & ~self["withdrawn"]

    @cached_property
    def answered(self) -> np.ndarray:
        """What was answered at least once."""
        return self.work & (self["answered"] > 0)

    @cached_property
    def answered_or_due(self) -> np.ndarray:
        """What was answered, or should have been by now."""
        due = self["answer_due"]
        return self.answered | (self.work & (due > 0) & (due < self.now))

    @cached_property
    def judged(self) -> np.ndarray:
        """What the submitter or, asked by the Office, somebody said of the answer."""
        return self.rated_kind & (self["rated"] | self["followed_up"])


Mask = Callable[[Rows], np.ndarray]


@dataclass(frozen=True)
class Count:
    """A number of complaints."""

    name: str
    title: object
    what: Mask


@dataclass(frozen=True)
class Rate:
    """A part of a whole; its formula in words as in the rules."""

    name: str
    title: object
    formula: object
    part: Mask
    whole: Mask


def _ever(name: str) -> Mask:
    return lambda rows: rows.work & rows[name]


def _overdue(rows: Rows) -> np.ndarray:
    """Open and past due now; while the submitter is asked nothing is due."""
    late = rows["open"] & ~rows["asked"] & (rows["due"] < rows.now)
    return late & ~rows["merged"]


COUNTS = (
    Count(
        "received",
        _("figure_received", default="Received"),
        lambda rows: np.ones(len(rows["merged"]), bool),
    ),
    Count(
        "base",
        _("figure_base", default="In the rates"),
        lambda rows: rows.work,
    ),
    Count("praise", _("figure_praise", default="Praise"), lambda rows: rows["praise"]),
    Count(
        "withdrawn",
        _("figure_withdrawn", default="Withdrawn"),
        lambda rows: rows["withdrawn"],
    ),
    Count("merged", _("figure_merged", default="Merged"), lambda rows: rows["merged"]),
    Count("open", _("figure_open", default="Open"), lambda rows: rows["open"]),
    Count("overdue", _("figure_overdue", default="Overdue"), _overdue),
    Count(
        "accepted",
        _("figure_accepted", default="Accepted"),
        lambda rows: rows.work & rows["responded"],
    ),
    Count(
        "answered",
        _("figure_answered", default="Answered"),
        lambda rows: rows.answered,
    ),
    Count(
        "closed",
        _("figure_closed", default="Closed"),
        lambda rows: rows.work & (rows["closed"] > 0),
    ),
    Count(
        "rated",
        _("figure_rated", default="Rated"),
        lambda rows: rows.rated_kind & rows["rated"],
    ),
    Count(
        "solved",
        _("figure_solved", default="Said to be solved"),
        lambda rows: rows.judged & (rows["solved"] == 1),
    ),
)

RATES = (
    Rate(
        "response",
        _("rate_response", default="Response rate"),
        _(
            "formula_response",
            default="accepted or contacted in time ÷ accepted, or past the accept "
            "limit",
        ),
        lambda rows: rows.work & (rows["accept_late"] == 0),
        lambda rows: (
            rows.work
            & (
                (rows["accept_late"] >= 0)
                | ((rows["accept_due"] > 0) & (rows["accept_due"] < rows.now))
            )
        ),
    ),
    Rate(
        "answer",
        _("rate_answer", default="Answer rate"),
        _("formula_answer", default="answered at least once ÷ answered or due"),
        lambda rows: rows.answered,
        lambda rows: rows.answered_or_due,
    ),
    Rate(
        "on_time",
        _("rate_on_time", default="On-time rate"),
        _(
            "formula_on_time",
            default="first answered in time, pauses and extensions counted in ÷ "
            "answered or overdue",
        ),
        lambda rows: rows.answered & (rows["on_time"] == 1),
        lambda rows: rows.answered_or_due,
    ),
    Rate(
        "completion",
        _("rate_completion", default="Completion rate"),
        _("formula_completion", default="closed ÷ received"),
        lambda rows: rows.work & (rows["closed"] > 0),
        lambda rows: rows.work,
    ),
    Rate(
        "resolution",
        _("rate_resolution", default="Resolution rate"),
        _(
            "formula_resolution",
            default="said to be solved ÷ rated or followed up; the follow-up wins",
        ),
        lambda rows: rows.judged & (rows["solved"] == 1),
        lambda rows: rows.judged,
    ),
    Rate(
        "satisfaction",
        _("rate_satisfaction", default="Satisfaction rate"),
        _(
            "formula_satisfaction",
            default="score of 3 and more ÷ rated or followed up; the follow-up wins",
        ),
        lambda rows: rows.judged & (rows["score"] >= SATISFIED),
        # Who was followed up without a score said nothing of satisfaction.
        lambda rows: rows.judged & (rows["score"] > 0),
    ),
    Rate(
        "rating",
        _("rate_rating", default="Rating rate"),
        _("formula_rating", default="rated ÷ answered"),
        lambda rows: rows.answered & rows["rated"],
        lambda rows: rows.answered,
    ),
    Rate(
        "return",
        _("rate_return", default="Return rate"),
        _("formula_return", default="returned at least once ÷ received"),
        _ever("returned"),
        lambda rows: rows.work,
    ),
    Rate(
        "rework",
        _("rate_rework", default="Rework rate"),
        _(
            "formula_rework",
            default="sent back or reopened at least once ÷ received",
        ),
        _ever("reworked"),
        lambda rows: rows.work,
    ),
    Rate(
        "extension",
        _("rate_extension", default="Extension rate"),
        _("formula_extension", default="extended at least once ÷ received"),
        _ever("extended"),
        lambda rows: rows.work,
    ),
    Rate(
        "supervision",
        _("rate_supervision", default="Supervision rate"),
        _("formula_supervision", default="supervised at least once ÷ received"),
        _ever("supervised"),
        lambda rows: rows.work,
    ),
)

PARTICIPATION = "participation"
PARTICIPATION_TITLE = _("rate_participation", default="Participation rate")
PARTICIPATION_FORMULA = _(
    "formula_participation",
    default="departments that worked on at least one ÷ departments that were sent at "
    "least one",
)
SCORE_TITLE = _("figure_score", default="Score")
SCORE_FORMULA = _(
    "formula_score",
    default="${response} × response + ${resolution} × resolution + ${satisfaction} × "
    "satisfaction, each as a percentage",
)
TIME_TITLE = _("figure_time", default="Handling time")
TIME_FORMULA = _(
    "formula_time",
    default="working hours from the dispatch to the first answer, without pauses",
)


@dataclass(frozen=True)
class Weights:
    """What the score is made of (docs/concepts/rules.md, figures)."""

    response: float = 0.1
    resolution: float = 0.5
    satisfaction: float = 0.4


@dataclass(frozen=True)
class Times:
    """Handling times in working hours; None where nothing was answered."""

    count: int = 0
    mean: float | None = None
    median: float | None = None
    p90: float | None = None


@dataclass(frozen=True)
class Figures:
    """All figures of some complaints.

    counts: numbers by name, see `COUNTS`
    fractions: part and whole of each rate by name
    times: handling times
    """

    counts: dict[str, int]
    fractions: dict[str, tuple[int, int]]
    times: Times

    @property
    def rates(self) -> dict[str, float | None]:
        """The rates from 0 to 1 by name; None over nothing."""
        return {name: quotient(*parts) for name, parts in self.fractions.items()}

    def score(self, weights: Weights) -> float | None:
        """The score from 0 to 100; None where a part that counts is over nothing."""
        rates, total = self.rates, 0.0
        for name in ("response", "resolution", "satisfaction"):
            weight = getattr(weights, name)
            if weight and rates[name] is None:
                return None
            total += weight * (rates[name] or 0) * 100
        return total


def quotient(part: int, whole: int) -> float | None:
    """A rate; None over nothing."""
    return part / whole if whole else None


def figures(rows: Rows, groups: np.ndarray, size: int) -> list[Figures]:
    """The figures of each group, without participation (see `participation`).

    :param groups: the number of each row's group, from 0
    :param size: how many groups there are
    """

    def added(mask: np.ndarray) -> np.ndarray:
        return np.bincount(groups[mask], minlength=size)

    counts = {one.name: added(one.what(rows)) for one in COUNTS}
    fractions = {
        one.name: (added(one.part(rows)), added(one.whole(rows))) for one in RATES
    }
    times = handling_times(rows, groups, size)
    return [
        Figures(
            {name: int(found[group]) for name, found in counts.items()},
            {n: (int(p[group]), int(w[group])) for n, (p, w) in fractions.items()},
            times[group],
        )
        for group in range(size)
    ]


def handling_times(rows: Rows, groups: np.ndarray, size: int) -> list[Times]:
    """Mean, median and 90th percentile of each group."""
    counted = rows.answered & (rows["dispatched"] > 0)
    hours, of_group = rows["minutes"][counted] / MINUTES, groups[counted]
    order = np.argsort(of_group, kind="stable")
    hours, of_group = hours[order], of_group[order]
    starts = np.searchsorted(of_group, np.arange(size + 1))
    found = []
    for group in range(size):
        some = hours[starts[group] : starts[group + 1]]
        if not len(some):
            found.append(Times())
            continue
        median, p90 = np.percentile(some, (50, PERCENTILE))
        found.append(Times(len(some), float(some.mean()), float(median), float(p90)))
    return found


def participation(
    pairs: Mapping[int, set[int]], profiles: list, only: Mapping[int, frozenset] | None
) -> dict[int, tuple[int, int]]:
    """Part and whole of the participation rate by group.

    :param pairs: the numbers of the profiles that occur in each group
    :param profiles: pairs of departments sent and departments that worked
    :param only: the departments that a group is about, where it is about some
    """
    found = {}
    for group, numbers in pairs.items():
        sent = frozenset().union(*(profiles[number][0] for number in numbers))
        worked = frozenset().union(*(profiles[number][1] for number in numbers))
        if only is not None:
            sent &= only.get(group, frozenset())
        found[group] = (len(sent & worked), len(sent))
    return found


def ranks(scores: Mapping[str, float | None], received: Mapping[str, int]) -> dict:
    """The rank of each department, 1 for the best; only from `RANKED_FROM` on.

    The same score has the same rank.
    """
    able = {
        name: round(score, 6)
        for name, score in scores.items()
        if score is not None and received[name] >= RANKED_FROM
    }
    return {
        name: 1 + sum(other > score for other in able.values())
        for name, score in able.items()
    }
