"""The beginning of a text."""

from hypothesis import given
from hypothesis import strategies as st
from jiesu.addon.content.beginning import beginning

import pytest


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (None, ""),
        ("", ""),
        ("短", "短"),
        ("两行\n一起", "两行 一起"),
        ("一二三四五六。七八九十", "一二三四五六。"),
        ("一。二三四五六七八九十十一", "一。二三四五六七八…"),
        ("一二三四五六七八九十十一", "一二三四五六七八九…"),
    ],
)
def test_beginning(text, shown):
    assert beginning(text, 10) == shown


@given(st.text("a。 \n", max_size=300))
def test_never_too_long(text):
    shown = beginning(text)
    assert len(shown) <= 120
    assert "\n" not in shown
