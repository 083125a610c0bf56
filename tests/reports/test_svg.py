"""Charts as drawings."""

from hypothesis import given
from hypothesis import strategies as st
from jiesu.addon.reports.svg import bars
from jiesu.addon.reports.svg import cut
from jiesu.addon.reports.svg import lines
from jiesu.addon.reports.svg import nice
from jiesu.addon.reports.svg import Series
from jiesu.addon.reports.svg import ticks
from lxml import etree

import pytest


VALUES = st.lists(st.none() | st.integers(0, 100_000), min_size=1, max_size=40)


def texts(drawing: str) -> list[str]:
    return [one.text for one in etree.fromstring(drawing).iter("{*}text")]


@given(VALUES, st.sampled_from(["", "%"]))
def test_any_values_are_drawn_within_the_picture(values, unit):
    names = [f"<{n}&" for n in range(len(values))]
    for draw in (lines, bars):
        root = etree.fromstring(draw(names, [Series("受理", values)], unit))
        _x, _y, width, height = map(float, root.get("viewBox").split())
        for rect in root.iter("{*}rect"):
            assert float(rect.get("width")) >= 0
            if not unit:
                assert float(rect.get("x")) + float(rect.get("width")) <= width
        assert "nan" not in etree.tostring(root, encoding="unicode")
        assert height > 0


def test_bars_tell_their_values():
    found = texts(bars(["教务处", "图书馆"], [Series("受理", [12, None])]))
    assert found == ["教务处", "12", "图书馆", "—"]


def test_lines_have_a_legend_and_tell_values():
    found = texts(lines(["11-01", "11-02"], [Series("受理", [3, 0])]))
    assert {"受理", "11-01", "11-02", "3"} <= set(found)


def test_missing_values_leave_a_gap():
    drawing = lines(["a", "b", "c", "d", "e"], [Series("x", [1, 2, None, 3, 4])])
    assert drawing.count("<path") == 2


def test_long_names_are_cut():
    assert cut("党委（校长）办公室及其他单位名称很长很长", 80).endswith("…")
    assert cut("教务处", 80) == "教务处"


@pytest.mark.parametrize(
    ("value", "top"),
    [(0, 1), (1, 1), (3, 3), (4, 4), (7, 8), (11, 20), (45, 50), (101, 200)],
)
def test_axes_end_at_round_numbers(value, top):
    assert nice(value) == top


@pytest.mark.parametrize("top", [1, 2, 3, 4, 20, 50])
def test_axes_tell_whole_numbers(top):
    found = ticks(nice(top))
    assert found[0] == 0 and found[-1] >= top
    assert all(one == int(one) for one in found)


def test_no_label_is_cut_at_the_edge():
    """Each is written around its middle; the last one has no room to its right."""
    names = [f"10-{n:02}" for n in range(1, 32)]
    root = etree.fromstring(lines(names, [Series("受理", [1] * 31)]))
    for text in root.iter("{*}text"):
        if text.get("text-anchor") == "middle":
            assert float(text.get("x")) + len(text.text) * 0.56 * 8 / 2 <= 480.1


def test_two_lines_that_coincide_are_both_seen():
    one, other = Series("受理", [1, 2]), Series("已答复", [1, 2])
    root = etree.fromstring(lines(["a", "b"], [one, other]))
    below, above = [float(path.get("stroke-width")) for path in root.iter("{*}path")]
    assert below > above


def test_a_number_stands_where_no_line_is():
    """Beside a higher point the line runs through what would stand above it."""
    found = texts(lines(list("abcde"), [Series("受理", [2, 2, 6, 3, 4])]))
    assert [one for one in found if one in "2634"][-3:] == ["2", "6", "4"]
