"""The measures of the rules, each with what it counts and of what. Pure.

A measure says which of some complaints it counts (`part`) and of which (`whole`), as
arrays of yes and no over columns; `figures` adds them up, for all and by group. So a
rate, the numbers behind it and the list of the complaints that it counts (`counted`)
are made of the same definition, and the reference's table too. Rules:
docs/concepts/rules.md, figures. A rate over nothing is None.

Merged complaints are demand: they are received, and what their submitters say of the
answer counts. They are no second piece of work, so all else leaves them out.
"""

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
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
        self._made: dict[Mask, np.ndarray] = {}

    def __getitem__(self, name: str) -> np.ndarray:
        """A column."""
        return self._columns[name]

    def of(self, mask: "Mask") -> np.ndarray:
        """Which ones a measure counts; made once."""
        found = self._made.get(mask)
        if found is None:
            found = self._made[mask] = mask(self)
        return found

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
    def timed(self) -> np.ndarray:
        """Whose handling time is known."""
        return self.answered & (self["dispatched"] > 0)

    @cached_property
    def everything(self) -> np.ndarray:
        """All of them."""
        return np.ones(len(self["merged"]), bool)

    @cached_property
    def closed(self) -> np.ndarray:
        """What is closed now."""
        return self.work & (self["closed"] > 0)

    @cached_property
    def said_solved(self) -> np.ndarray:
        """What is said to be solved."""
        return self.judged & (self["solved"] == 1)

    @cached_property
    def judged(self) -> np.ndarray:
        """What the submitter or, asked by the Office, somebody said of the answer."""
        return self.rated_kind & (self["rated"] | self["followed_up"])


Mask = Callable[[Rows], np.ndarray]


@dataclass(frozen=True)
class Count:
    """A number of complaints, and in words which."""

    name: str
    title: object
    formula: object
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
        _("formula_received", default="submitted in the period"),
        lambda rows: rows.everything,
    ),
    Count(
        "base",
        _("figure_base", default="In the rates"),
        _(
            "formula_base",
            default="what the rates are made of: neither praise nor withdrawn nor "
            "merged",
        ),
        lambda rows: rows.work,
    ),
    Count(
        "praise",
        _("figure_praise", default="Praise"),
        _("formula_praise", default="of the kind praise"),
        lambda rows: rows["praise"],
    ),
    Count(
        "withdrawn",
        _("figure_withdrawn", default="Withdrawn"),
        _("formula_withdrawn", default="withdrawn by the submitter"),
        lambda rows: rows["withdrawn"],
    ),
    Count(
        "merged",
        _("figure_merged", default="Merged"),
        _("formula_merged", default="following another complaint"),
        lambda rows: rows["merged"],
    ),
    Count(
        "open",
        _("figure_open", default="Open"),
        _("formula_open_now", default="not closed, rejected or withdrawn"),
        lambda rows: rows["open"],
    ),
    Count(
        "overdue",
        _("figure_overdue", default="Overdue"),
        _("formula_overdue", default="open and past due now"),
        _overdue,
    ),
    Count(
        "accepted",
        _("figure_accepted", default="Accepted"),
        _(
            "formula_accepted",
            default="of those in the rates, with a response to the first dispatch, or "
            "too late for one",
        ),
        lambda rows: rows.work & rows["responded"],
    ),
    Count(
        "answered",
        _("figure_answered", default="Answered"),
        _("formula_answered", default="of those in the rates, answered at least once"),
        lambda rows: rows.answered,
    ),
    Count(
        "closed",
        _("figure_closed", default="Closed"),
        _("formula_closed", default="of those in the rates, closed now"),
        lambda rows: rows.closed,
    ),
    Count(
        "rated",
        _("figure_rated", default="Rated"),
        _("formula_rated", default="rated, and not reopened since"),
        lambda rows: rows.rated_kind & rows["rated"],
    ),
    Count(
        "solved",
        _("figure_solved", default="Said to be solved"),
        _(
            "formula_solved",
            default="said to be solved by the submitter or, asked by the Office, in "
            "the follow-up",
        ),
        lambda rows: rows.said_solved,
    ),
)

RATES = (
    Rate(
        "response",
        _("rate_response", default="Response rate"),
        _(
            "formula_response",
            default="of those in the rates: accepted or contacted in time ÷ accepted, "
            "or past the accept limit",
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
        _(
            "formula_answer",
            default="of those in the rates: answered at least once ÷ answered or due",
        ),
        lambda rows: rows.answered,
        lambda rows: rows.answered_or_due,
    ),
    Rate(
        "on_time",
        _("rate_on_time", default="On-time rate"),
        _(
            "formula_on_time",
            default="of those in the rates: first answered in time, pauses and "
            "extensions counted in ÷ answered or overdue",
        ),
        lambda rows: rows.answered & (rows["on_time"] == 1),
        lambda rows: rows.answered_or_due,
    ),
    Rate(
        "completion",
        _("rate_completion", default="Completion rate"),
        _("formula_completion", default="closed ÷ those in the rates"),
        lambda rows: rows.closed,
        lambda rows: rows.work,
    ),
    Rate(
        "resolution",
        _("rate_resolution", default="Resolution rate"),
        _(
            "formula_resolution",
            default="said to be solved ÷ rated or followed up, merged ones too; the "
            "follow-up wins",
        ),
        lambda rows: rows.said_solved,
        lambda rows: rows.judged,
    ),
    Rate(
        "satisfaction",
        _("rate_satisfaction", default="Satisfaction rate"),
        _(
            "formula_satisfaction",
            default="score of 3 and more ÷ rated or followed up with a score, merged "
            "ones too; the follow-up wins",
        ),
        lambda rows: rows.judged & (rows["score"] >= SATISFIED),
        # Who was followed up without a score said nothing of satisfaction.
        lambda rows: rows.judged & (rows["score"] > 0),
    ),
    Rate(
        "rating",
        _("rate_rating", default="Rating rate"),
        _("formula_rating", default="of those in the rates: rated ÷ answered"),
        lambda rows: rows.answered & rows["rated"],
        lambda rows: rows.answered,
    ),
    Rate(
        "return",
        _("rate_return", default="Return rate"),
        _("formula_return", default="returned at least once ÷ those in the rates"),
        _ever("returned"),
        lambda rows: rows.work,
    ),
    Rate(
        "rework",
        _("rate_rework", default="Rework rate"),
        _(
            "formula_rework",
            default="sent back or reopened at least once ÷ those in the rates",
        ),
        _ever("reworked"),
        lambda rows: rows.work,
    ),
    Rate(
        "extension",
        _("rate_extension", default="Extension rate"),
        _(
            "formula_extension",
            default="extended at least once ÷ those in the rates",
        ),
        _ever("extended"),
        lambda rows: rows.work,
    ),
    Rate(
        "supervision",
        _("rate_supervision", default="Supervision rate"),
        _(
            "formula_supervision",
            default="supervised at least once ÷ those in the rates",
        ),
        _ever("supervised"),
        lambda rows: rows.work,
    ),
)

_COUNT = {one.name: one for one in COUNTS}
_RATE = {one.name: one for one in RATES}

PART, WHOLE = "part", "whole"
# The name of the handling time, as of a measure.
TIME = "time"
PARTICIPATION = "participation"
PARTICIPATION_TITLE = _("rate_participation", default="Participation rate")
PARTICIPATION_FORMULA = _(
    "formula_participation",
    default="departments that worked on at least one ÷ departments that were sent at "
    "least one",
)
# The handling times: what each is called below a heading that says so, in the head of
# a column, and by itself.
MEAN, MEDIAN, P90 = "mean", "median", "p90"
TIME_TITLES = {
    MEDIAN: _("time_median", default="Median"),
    P90: _("time_p90", default="90th percentile"),
    MEAN: _("time_mean", default="Mean"),
}
TIME_HEADS = {
    MEDIAN: _("time_median_head", default="Median, hours"),
    P90: _("time_p90_head", default="90th percentile, hours"),
}
TIME_NAMES = {
    MEDIAN: _("time_median_name", default="Handling time, median (working hours)"),
    P90: _("time_p90_name", default="Handling time, 90th percentile (working hours)"),
    MEAN: _("time_mean_name", default="Handling time, mean (working hours)"),
}
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
    reasons: how many have a reason, by "list:id", such as "return:not_ours"
    moves: how many a return led from one department to another, by "from>to"
    """

    counts: dict[str, int]
    fractions: dict[str, tuple[int, int]]
    times: Times
    reasons: dict[str, int] = field(default_factory=dict)
    moves: dict[str, int] = field(default_factory=dict)

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


def figures(rows: Rows, groups: np.ndarray, size: int, cases=None) -> list[Figures]:
    """The figures of each group, without participation (see `participation`).

    :param groups: the number of each row's group, from 0
    :param size: how many groups there are
    :param cases: the `cases.Cases` of the rows, to be faster
    """
    asked = rows if cases is None else cases.rows
    masks = [asked.of(mask) for mask in _MASKS]
    if cases is None:
        added = np.array(tally(masks, groups, size)).T
    else:
        added = cases.tally(masks, groups, size)
    timed = rows.timed if cases is None else asked.timed[cases.numbers]
    times = handling_times(rows["minutes"], timed, groups, size)
    return [
        _figures(numbers, times[group]) for group, numbers in enumerate(added.tolist())
    ]


_MASKS = (
    *(one.what for one in COUNTS),
    *(one.part for one in RATES),
    *(one.whole for one in RATES),
)


def _figures(numbers: list[int], times: Times) -> Figures:
    """The figures of one group, of numbers in the order of `_MASKS`."""
    parts = numbers[len(COUNTS) : len(COUNTS) + len(RATES)]
    wholes = numbers[len(COUNTS) + len(RATES) :]
    counts = {one.name: n for one, n in zip(COUNTS, numbers, strict=False)}
    fractions = {
        one.name: pair
        for one, pair in zip(RATES, zip(parts, wholes, strict=True), strict=True)
    }
    return Figures(counts, fractions, times)


def tally(masks: list[np.ndarray], groups: np.ndarray, size: int) -> list[np.ndarray]:
    """How many of each group each mask has.

    Counted once where masks are the same array, and several in one go: each gets some
    digits of a number that a float holds exactly.
    """
    if size == 1:
        return [np.array([np.count_nonzero(mask)]) for mask in masks]
    once = list({id(mask): mask for mask in masks}.values())
    digits = max(len(groups).bit_length(), 1)
    found = {}
    for first in range(0, len(once), _EXACT // digits):
        some = once[first : first + _EXACT // digits]
        joined = some[0].astype(np.float64)
        for place, mask in enumerate(some[1:], start=1):
            joined += mask * float(1 << digits * place)
        sums = np.bincount(groups, weights=joined, minlength=size).astype(np.int64)
        for place, mask in enumerate(some):
            found[id(mask)] = sums >> digits * place & (1 << digits) - 1
    return [found[id(mask)] for mask in masks]


# Bits of a whole number that a float holds exactly.
_EXACT = 53


def handling_times(
    minutes: np.ndarray, timed: np.ndarray, groups: np.ndarray, size: int
) -> list[Times]:
    """Mean, median and 90th percentile of each group.

    :param timed: which rows have a time
    """
    minutes, of_group = minutes[timed], groups[timed]
    if not len(minutes):
        return [Times()] * size
    counts = np.bincount(of_group, minlength=size)
    sums = np.bincount(of_group, weights=minutes, minlength=size)
    ordered = _by_group(minutes, of_group, size)
    starts = np.cumsum(counts) - counts
    median, p90 = (
        _percentile(ordered, starts, counts, share) for share in (50, PERCENTILE)
    )
    return [
        Times(
            int(counts[group]),
            float(sums[group] / counts[group] / MINUTES),
            float(median[group] / MINUTES),
            float(p90[group] / MINUTES),
        )
        if counts[group]
        else Times()
        for group in range(size)
    ]


# Numbers of 16 bits are sorted in one go over them.
_SHORT = 1 << 16


def _by_group(minutes: np.ndarray, groups: np.ndarray, size: int) -> np.ndarray:
    """The minutes, sorted by group and within each by size."""
    if minutes.max() < _SHORT:
        minutes = minutes.astype(np.uint16)
    if size == 1:
        return np.sort(minutes, kind="stable").astype(np.int64)
    order = np.argsort(minutes, kind="stable")
    groups = groups[order]
    if size <= _SHORT:
        groups = groups.astype(np.uint16)
    return minutes[order[np.argsort(groups, kind="stable")]].astype(np.int64)


def _percentile(ordered, starts, counts, share: int) -> np.ndarray:
    """Between two neighbours in proportion, as numpy.percentile does it."""
    last = np.maximum(counts - 1, 0)
    at = last * share / 100
    low = np.floor(at).astype(np.int64)
    high = np.minimum(low + 1, last)
    # Of an empty group it is of no use, but has to be somewhere.
    starts = np.minimum(starts, len(ordered) - 1)
    below, above = ordered[starts + low], ordered[starts + high]
    return below + (above - below) * (at - low)


def counted(rows: Rows, measure: str, side: str = PART) -> np.ndarray:
    """Which rows a figure counts.

    :param measure: the name of a count or of a rate, or `TIME`
    :param side: of a rate, its `PART` or its `WHOLE`
    :raises KeyError: there is no such measure
    """
    if measure == TIME:
        return rows.timed
    if measure in _COUNT:
        return rows.of(_COUNT[measure].what)
    rate = _RATE[measure]
    return rows.of(rate.whole if side == WHOLE else rate.part)


def stories(
    rows: Rows, groups: np.ndarray, size: int, told: list[tuple]
) -> list[tuple[dict[str, int], dict[str, int]]]:
    """How many complaints of each group have which reasons, and which moves.

    :param rows: those with a story alone
    :param told: for each number of the column `story` its reasons and moves
    """
    found: list[tuple[dict, dict]] = [({}, {}) for _group in range(size)]
    joined = groups * len(told) + rows["story"]
    for of_work, where in ((True, rows.work), (False, rows.rated_kind)):
        numbers = np.unique(joined[where], return_counts=True)
        for one, many in zip(*map(np.ndarray.tolist, numbers), strict=True):
            group, story = divmod(one, len(told))
            reasons, moves = found[group]
            for reason in told[story][0]:
                if of_work == is_of_work(reason):
                    reasons[reason] = reasons.get(reason, 0) + many
            for move in told[story][1] if of_work else ():
                moves[move] = moves.get(move, 0) + many
    return found


def is_of_work(reason: str) -> bool:
    """Whether a reason belongs to handling, and not to what submitters say of it."""
    return not reason.startswith("low_score:")


def with_story(rows: Rows, story: str, told: list[tuple]) -> np.ndarray:
    """Which rows have a reason ("return:not_ours") or a move ("academic>it")."""
    has = np.array([story in reasons or story in moves for reasons, moves in told])
    where = rows.work if is_of_work(story) else rows.rated_kind
    return where & has[rows["story"]]


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


def took_part(
    rows: Rows, side: str, profiles: list, only: frozenset | None
) -> np.ndarray:
    """Which complaints stand behind the participation rate.

    The rate counts departments. Behind its whole are the complaints that were sent to
    one of them, behind its part those that one of them worked on.

    :param profiles, only: as of `participation`, `only` of one group
    """

    def meant(some: frozenset) -> bool:
        return bool(some if only is None else some & only)

    has = [meant(sent & worked if side == PART else sent) for sent, worked in profiles]
    return rows.work & np.array(has, bool)[rows["profile"]]


def ranks(scores: Mapping[str, float | None], received: Mapping[str, int]) -> dict:
    """The rank of each department, 1 for the best; only from `RANKED_FROM` on.

    The same score has the same rank. The only one that could have a rank has none: it
    is neither the first nor the last.
    """
    able = {
        name: round(score, 6)
        for name, score in scores.items()
        if score is not None and received[name] >= RANKED_FROM
    }
    if len(able) < 2:
        return {}
    return {
        name: 1 + sum(other > score for other in able.values())
        for name, score in able.items()
    }
