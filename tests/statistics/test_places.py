"""Which ways to write a place mean the same one."""

from jiesu.addon.statistics.places import place_of

import pytest


@pytest.mark.parametrize(
    "written",
    ["明德楼 335", "明德楼335", "明德楼，３３５", " 明德楼-335 ", "明德楼　335。"],
)
def test_the_same(written):
    assert place_of(written) == "明德楼335"


@pytest.mark.parametrize(
    ("one", "other"),
    [("3-101", "31-01"), ("3栋 101", "31栋01"), ("东区", "西区"), ("335", "3 35")],
)
def test_not_the_same(one, other):
    assert place_of(one) != place_of(other)


@pytest.mark.parametrize(
    ("written", "key"), [("", ""), ("——", ""), ("Building A", "buildinga")]
)
def test_the_rest(written, key):
    assert place_of(written) == key
