"""Colours that pages choose: read from anything, and readable whatever they are."""

from hypothesis import given
from hypothesis import strategies as st
from jiesu.addon.browser.embed.colours import contrast
from jiesu.addon.browser.embed.colours import DARK
from jiesu.addon.browser.embed.colours import LIGHT
from jiesu.addon.browser.embed.colours import read_colour
from jiesu.addon.browser.embed.colours import variables

import pytest
import re


COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
# WCAG 2.1, AA, of text.
ENOUGH = 4.5


@pytest.mark.parametrize(
    ("written", "colour"),
    [
        ("#8a1538", "#8a1538"),
        ("8A1538", "#8a1538"),
        ("#f80", "#ff8800"),
        ("", ""),
        (None, ""),
        (["#8a1538"], ""),
        ("red", ""),
        ("#8a15", ""),
        ("#8a1538;}", ""),
        ("url(x)", ""),
        ("#8a1538\n", ""),
    ],
)
def test_six_digits_or_nothing(written, colour):
    assert read_colour(written) == colour


def test_contrast_is_that_of_the_guidelines():
    assert round(contrast("#000000", "#ffffff"), 1) == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


@given(COLOURS, st.sampled_from([LIGHT, DARK]))
def test_words_can_be_read_in_any_colour(accent, ground):
    made = variables(accent, ground)
    told = made["--ji-accent"]
    for behind in (ground["paper"], ground["ground"], made["--ji-accent-soft"]):
        assert contrast(told, behind) >= ENOUGH
    assert contrast(made["--ji-accent-ink"], told) >= ENOUGH
    assert all(re.fullmatch("#[0-9a-f]{6}", value) for value in made.values())


def test_a_colour_that_can_be_read_stays_as_it_is():
    assert variables("#8a1538", LIGHT)["--ji-accent"] == "#8a1538"


def test_without_a_choice_the_desk_has_its_own():
    assert variables("", LIGHT) == {}
