"""Each measure by a case of a few complaints; and what holds of any."""

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from jiesu.addon.statistics.measures import COUNTS
from jiesu.addon.statistics.measures import figures
from jiesu.addon.statistics.measures import participation
from jiesu.addon.statistics.measures import ranks
from jiesu.addon.statistics.measures import RATES
from jiesu.addon.statistics.measures import Rows
from jiesu.addon.statistics.measures import Weights

import numpy as np
import pytest


NOW = 1_000
NEVER = 2**31 - 1

PLAIN = {
    "merged": False,
    "praise": False,
    "withdrawn": False,
    "open": True,
    "asked": False,
    "due": NEVER,
    "responded": False,
    "accept_late": -1,
    "accept_due": 0,
    "answer_due": 0,
    "answered": 0,
    "on_time": -1,
    "dispatched": 0,
    "minutes": 0,
    "returned": False,
    "reworked": False,
    "extended": False,
    "supervised": False,
    "rated": False,
    "followed_up": False,
    "solved": -1,
    "score": 0,
    "closed": 0,
}
ANSWERED = {"dispatched": 10, "answered": 500, "on_time": 1, "minutes": 60}
RATED = ANSWERED | {"rated": True, "solved": 1, "score": 5}


def rows(*cases):
    """Rows of these complaints."""
    full = [PLAIN | case for case in cases]
    columns = {
        name: np.array([case[name] for case in full], dtype=np.array(plain).dtype)
        for name, plain in PLAIN.items()
    }
    return Rows(columns, NOW)


def all_of(*cases):
    """The figures of all of them."""
    return figures(rows(*cases), np.zeros(len(cases), int), 1)[0]


CASES = {
    "response": [
        ({"accept_late": 0, "responded": True}, (1, 1)),
        ({"accept_late": 1, "responded": True}, (0, 1)),
        ({"accept_due": NOW - 1}, (0, 1)),
        ({"accept_due": NOW}, (0, 0)),
    ],
    "answer": [
        (ANSWERED, (1, 1)),
        ({"answer_due": NOW - 1}, (0, 1)),
        ({"answer_due": NOW}, (0, 0)),
    ],
    "on_time": [
        (ANSWERED, (1, 1)),
        (ANSWERED | {"on_time": 0}, (0, 1)),
        ({"answer_due": NOW - 1}, (0, 1)),
        ({}, (0, 0)),
    ],
    "completion": [({"closed": 900, "open": False}, (1, 1)), ({}, (0, 1))],
    "resolution": [
        (RATED, (1, 1)),
        (RATED | {"solved": 0}, (0, 1)),
        ({"followed_up": True, "solved": 1}, (1, 1)),
        (ANSWERED, (0, 0)),
    ],
    "satisfaction": [
        (RATED | {"score": 3}, (1, 1)),
        (RATED | {"score": 2}, (0, 1)),
        ({"followed_up": True, "solved": 1}, (0, 0)),
        (ANSWERED, (0, 0)),
    ],
    "rating": [(RATED, (1, 1)), (ANSWERED, (0, 1)), ({}, (0, 0))],
    "return": [({"returned": True}, (1, 1)), ({}, (0, 1))],
    "rework": [({"reworked": True}, (1, 1)), ({}, (0, 1))],
    "extension": [({"extended": True}, (1, 1)), ({}, (0, 1))],
    "supervision": [({"supervised": True}, (1, 1)), ({}, (0, 1))],
}


def test_each_rate_has_cases():
    assert CASES.keys() == {one.name for one in RATES}


@pytest.mark.parametrize(
    ("name", "case", "parts"),
    [(name, *one) for name, cases in CASES.items() for one in cases],
)
def test_rate(name, case, parts):
    assert all_of(case).fractions[name] == parts


@pytest.mark.parametrize("left_out", ["praise", "withdrawn"])
def test_praise_and_withdrawn_are_in_no_rate(left_out):
    found = all_of(RATED | {left_out: True})
    assert found.counts["received"] == 1
    assert set(found.fractions.values()) == {(0, 0)}
    assert set(found.rates.values()) == {None}


def test_merged_is_demand_and_no_second_work():
    """It is received, and what its submitter says counts."""
    found = all_of(RATED, RATED | {"merged": True, "solved": 0})
    assert (found.counts["received"], found.counts["base"]) == (2, 1)
    assert found.fractions["on_time"] == (1, 1)
    assert found.fractions["resolution"] == (1, 2)
    assert found.times.count == 1


def test_overdue_is_open_past_due_and_not_paused():
    late = {"due": NOW - 1}
    cases = (late, late | {"asked": True}, late | {"open": False}, {"due": NOW}, {})
    assert all_of(*cases).counts["overdue"] == 1


def test_times():
    found = all_of(*(ANSWERED | {"minutes": 60 * hours} for hours in range(1, 12)))
    assert (found.times.count, found.times.mean, found.times.median) == (11, 6, 6)
    assert found.times.p90 == pytest.approx(10)


def test_over_nothing():
    found = all_of()
    assert set(found.rates.values()) == {None}
    assert (found.times.mean, found.times.median, found.times.p90) == (None,) * 3
    assert found.score(Weights()) is None


def test_score():
    found = all_of(RATED | {"accept_late": 0}, RATED | {"solved": 0, "score": 1})
    assert found.score(Weights()) == pytest.approx(10 + 25 + 20)
    assert found.score(Weights(0, 1, 0)) == pytest.approx(50)


def test_score_needs_its_parts():
    """A department that nobody rated has none, rather than a bad one."""
    assert all_of(ANSWERED | {"accept_late": 0}).score(Weights()) is None


def test_participation():
    profiles = [
        (frozenset("ab"), frozenset("a")),
        (frozenset("c"), frozenset()),
        (frozenset("b"), frozenset("b")),
    ]
    found = participation({0: {0, 1, 2}, 1: {1}, 2: set()}, profiles, None)
    assert found == {0: (2, 3), 1: (0, 1), 2: (0, 0)}
    assert participation({0: {0, 1}}, profiles, {0: frozenset("b")}) == {0: (0, 1)}


def test_ranks_from_five_on():
    scores = {"a": 90.0, "b": 95.0, "c": 99.0, "d": None, "e": 90.0}
    received = {"a": 5, "b": 6, "c": 4, "d": 50, "e": 7}
    assert ranks(scores, received) == {"b": 1, "a": 2, "e": 2}


def test_the_only_one_has_no_rank():
    assert ranks({"a": 90.0, "b": 95.0}, {"a": 5, "b": 4}) == {}


# What holds of any complaints.

FLAG, UNSURE = st.booleans(), st.sampled_from([-1, 0, 1])
SOME_TIME = st.sampled_from([0, 1, 500, NOW - 1, NOW, NOW + 1])
ONE = st.fixed_dictionaries(
    {
        name: FLAG
        if isinstance(plain, bool)
        else UNSURE
        if plain == -1
        else st.integers(0, 5)
        if name == "score"
        else SOME_TIME
        for name, plain in PLAIN.items()
    }
).map(
    # On time is what was answered.
    lambda case: case | ({} if case["answered"] else {"on_time": -1})
)
MANY = st.lists(st.tuples(ONE, st.integers(0, 3)), max_size=30)


@settings(max_examples=100, deadline=None)
@given(MANY)
def test_any(many):
    """Rates lie between 0 and 1; groups add up to the whole."""
    cases = [case for case, _group in many]
    total = all_of(*cases)
    assert all(rate is None or 0 <= rate <= 1 for rate in total.rates.values())
    numbers = np.array([group for _case, group in many], int)
    groups = figures(rows(*cases), numbers, 4)
    for one in COUNTS:
        assert total.counts[one.name] == sum(g.counts[one.name] for g in groups)
    for one in RATES:
        parts = [group.fractions[one.name] for group in groups]
        assert total.fractions[one.name] == tuple(map(sum, zip(*parts, strict=True)))
    assert total.times.count == sum(group.times.count for group in groups)


@settings(max_examples=50, deadline=None)
@given(MANY, st.randoms())
def test_any_order(many, random):
    cases = [case for case, _group in many]
    mixed = random.sample(cases, len(cases))
    one, other = all_of(*cases), all_of(*mixed)
    assert (one.counts, one.fractions) == (other.counts, other.fractions)
    assert one.times.median == other.times.median
