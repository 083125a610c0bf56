"""Templates for answers: kept in order, filled in, nothing lost."""

from hypothesis import given
from hypothesis import strategies as st
from jiesu.addon.content.templates import filled
from jiesu.addon.content.templates import keep
from jiesu.addon.content.templates import MOST
from jiesu.addon.content.templates import moved_up
from jiesu.addon.content.templates import Template
from jiesu.addon.content.templates import templates_of
from jiesu.addon.content.templates import unknown_placeholders
from jiesu.addon.content.templates import with_changed
from jiesu.addon.content.templates import without

import pytest


ONE = Template("1", "已修好", "{number} 已修好。")
TWO = Template("2", "已转办", "请稍候。")


class Place:
    """Stands for a department."""

    answer_templates = ()


def test_kept():
    place = Place()
    keep(place, (ONE, TWO))
    assert templates_of(place) == (ONE, TWO)


def test_not_too_many():
    place = Place()
    with pytest.raises(ValueError, match="at most 50"):
        keep(place, [ONE] * (MOST + 1))
    assert templates_of(place) == ()


def test_new_and_changed():
    new = with_changed((ONE,), "", "新", "话")
    assert new[0] == ONE
    assert (new[1].title, new[1].text) == ("新", "话")
    assert with_changed((ONE, TWO), "1", "新", "话") == (Template("1", "新", "话"), TWO)


def test_removed():
    assert without((ONE, TWO), "1") == (TWO,)
    assert without((ONE, TWO), "3") == (ONE, TWO)


@given(st.lists(st.text(min_size=1), unique=True), st.text())
def test_moving_loses_nothing(ids, moved):
    before = tuple(Template(one, "", "") for one in ids)
    after = moved_up(before, moved)
    assert sorted(one.id for one in after) == sorted(ids)
    if moved in ids[1:]:
        assert [one.id for one in after].index(moved) == ids.index(moved) - 1
    else:
        assert after == before


def test_filled():
    text = "您反映的{title}（{number}）{now}"
    facts = {"title": "灯坏了", "number": "1"}
    assert filled(text, facts) == "您反映的灯坏了（1）{now}"
    assert unknown_placeholders(text) == ["now"]
    # What is filled in is not looked through again.
    assert filled("{title}", {"title": "{number}", "number": "1"}) == "{number}"
