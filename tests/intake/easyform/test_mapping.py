"""What a form's fields become, line by line."""

from hypothesis import given
from hypothesis import strategies as st
from jiesu.addon.intake.easyform.mapping import BadLine
from jiesu.addon.intake.easyform.mapping import field_of
from jiesu.addon.intake.easyform.mapping import JOINED
from jiesu.addon.intake.easyform.mapping import PARTS
from jiesu.addon.intake.easyform.mapping import read_mapping
from jiesu.addon.intake.easyform.mapping import Said
from jiesu.addon.intake.easyform.mapping import submission

import pytest


LINES = ["broken | text", " more|text ", "", "building | location", "room | location"]
PAIRS = [
    ("broken", "text"),
    ("more", "text"),
    ("building", "location"),
    ("room", "location"),
]


def said(words: str, label: str = "什么坏了？", value=None) -> Said:
    return Said(value if value is not None else words, words, label)


def test_read():
    assert read_mapping(LINES) == PAIRS


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("broken", "pair"),
        ("| text", "pair"),
        ("broken |", "pair"),
        ("broken | colour", "part"),
        ("broken | submitter", "part"),
        ("broken | channel", "part"),
        ("other | agreed", "twice"),
    ],
)
def test_wrong_line(line, why):
    with pytest.raises(BadLine) as refused:
        read_mapping(["yes | agreed", line])
    assert (refused.value.line, refused.value.why) == (line, why)


def test_several_become_one():
    raw = submission(
        PAIRS,
        {
            "broken": said("空调"),
            "more": said("漏水", "怎么坏的"),
            "building": said("三号教学楼", "楼栋"),
            "room": said("335", "房间"),
        },
    )
    assert raw == {
        "text": "什么坏了？空调\n怎么坏的：漏水",
        "location": "三号教学楼 335",
    }


def test_left_empty():
    """Is not there at all, so that a default or a refusal is the intake's."""
    assert submission(PAIRS, {}) == {}


def test_contact_and_values():
    """Values stay what they are; contact parts are words."""
    pairs = [("tel", "phone"), ("who", "name"), ("kind", "kind"), ("ok", "agreed")]
    raw = submission(
        pairs,
        {
            "tel": said("138"),
            "kind": said("求助", value="help"),
            "ok": said("是", value=True),
        },
    )
    assert raw == {"contact": {"phone": "138"}, "kind": "help", "agreed": True}


def test_files():
    pairs = [("a", "files"), ("b", "files")]
    raw = submission(pairs, {"a": said("", value="x"), "b": said("", value=["y", "z"])})
    assert raw == {"files": ["x", "y", "z"]}


@pytest.mark.parametrize(
    ("part", "field"), [("text", "broken"), ("contact", "tel"), ("kind", None)]
)
def test_where_a_fault_is_told(part, field):
    assert field_of([*PAIRS, ("tel", "phone")], part) == field


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from(PARTS))))
def test_any_order(pairs):
    """What can be read is written again as it was; single parts come once."""
    lines = [f"{field} | {part}" for field, part in pairs]
    parts = [part for _field, part in pairs if part not in JOINED]
    if len(parts) == len(set(parts)):
        assert read_mapping(lines) == pairs
    else:
        with pytest.raises(BadLine):
            read_mapping(lines)
