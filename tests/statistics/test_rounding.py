"""Figures are rounded as spreadsheets round them, whatever a float makes of them."""

from fractions import Fraction
from hypothesis import given
from hypothesis import strategies as st
from jiesu.addon.statistics.rounding import half_up
from jiesu.addon.statistics.rounding import percent
from jiesu.addon.statistics.rounding import points
from math import floor

import pytest


@pytest.mark.parametrize(
    ("value", "digits", "told"),
    [
        *((0.25, 1, 0.3), (0.35, 1, 0.4), (2.5, 0, 3), (0.5, 0, 1), (0.45, 1, 0.5)),
        *((-0.25, 1, -0.3), (-2.5, 0, -3), (0, 1, 0), (1.005, 2, 1.01)),
    ],
)
def test_halves_go_away_from_nought(value, digits, told):
    assert half_up(value, digits) == told


@given(st.integers(0, 3000), st.integers(1, 3000))
def test_any_rate(part, whole):
    exact = Fraction(part, whole)
    assert percent(part / whole) == floor(exact * 1000 + Fraction(1, 2)) / 10


@given(*[st.tuples(st.integers(0, 400), st.integers(1, 400))] * 2)
def test_any_difference(now, before):
    exact = Fraction(*now) - Fraction(*before)
    told = floor(abs(exact) * 1000 + Fraction(1, 2)) / 10
    assert points(now[0] / now[1], before[0] / before[1]) == (
        told if exact > 0 else -told
    )
