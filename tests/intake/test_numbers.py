"""Numbers that people read out: the check character finds mistakes."""

from datetime import date
from hypothesis import given
from hypothesis import strategies as st
from jiesu.addon.intake.numbers import ALPHABET
from jiesu.addon.intake.numbers import check_character
from jiesu.addon.intake.numbers import new_number
from jiesu.addon.intake.numbers import normal_number

import pytest
import re


DIGITS = "0123456789"
days = st.dates(date(2020, 1, 1), date(2099, 12, 31))
tails = st.text(ALPHABET, min_size=5, max_size=5)


@st.composite
def numbers(draw) -> str:
    """Any number that could be given out."""
    head, tail = draw(days).strftime("%Y%m%d"), draw(tails)
    return f"{head}-{tail}{check_character(head, tail)}"


def test_form():
    number = new_number(date(2026, 11, 22))
    assert re.fullmatch(rf"20261122-[{ALPHABET}]{{6}}", number)
    assert normal_number(number) == number


def test_nobody_guesses_the_next_one():
    day = date(2026, 11, 22)
    assert len({new_number(day) for _ in range(500)}) == 500


def test_no_two_characters_look_alike():
    assert not set("01ILO") & set(ALPHABET)
    assert len(ALPHABET) == len(set(ALPHABET)) == 31


@given(numbers(), st.data())
def test_every_mistyped_character_is_found(number, data):
    place = data.draw(st.sampled_from([i for i in range(15) if number[i] != "-"]))
    others = (DIGITS if place < 8 else ALPHABET).replace(number[place], "")
    other = data.draw(st.sampled_from(others))
    assert normal_number(number[:place] + other + number[place + 1 :]) is None


@given(numbers())
def test_every_exchange_is_found(number):
    """Of neighbours and of characters far from each other."""
    plain = number.replace("-", "")
    for first in range(14):
        for second in range(first + 1, 14):
            if plain[first] == plain[second]:
                continue
            typed = list(plain)
            typed[first], typed[second] = typed[second], typed[first]
            assert normal_number("".join(typed)) is None


@given(numbers(), st.sampled_from(["", " ", "-", "--", " - "]), st.booleans())
def test_as_people_type_it(number, between, small):
    typed = f" {number[:8]}{between}{number[9:12]} {number[12:]} "
    assert normal_number(typed.lower() if small else typed) == number


@given(st.text())
def test_anything_else(typed):
    found = normal_number(typed)
    assert found is None or re.fullmatch(rf"\d{{8}}-[{ALPHABET}]{{6}}", found)


@pytest.mark.parametrize(
    "typed", ["", "20261122", "20261122-", "2026112-7K3F9C", "２０２６１１２２-7K3F9C"]
)
def test_no_number(typed):
    assert normal_number(typed) is None
