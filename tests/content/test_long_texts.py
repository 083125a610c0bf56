"""No text, however it was made, keeps a process busy.

What people send is looked through in a time that grows with its length, and not with
the square of it.
"""

from jiesu.addon.content.answercheck import check_answer
from jiesu.addon.content.names import find_names
from jiesu.addon.content.personal import building_of
from jiesu.addon.content.personal import find_personal
from jiesu.addon.content.places import search_places
from jiesu.addon.content.publiclines import contact_of
from time import process_time
from types import SimpleNamespace

import pytest


# As long as a text may be.
LONGEST = 10_000
# Seconds. All of them take some hundredths; those that it is about took 4 to 20.
PATIENCE = 2.5
# What the patterns begin with, over and over again.
BEGINNINGS = (
    *("a", "a.", "a@", "a@b.", "1", "1 ", "1-", "0", " ", "，", "-", "：", "（"),
    *("一", "今", "王", "我是", "王老师", "请", "请联系", "近期", "将", "年", "学号"),
    *("宿舍", "号楼", "1号", "梅园5栋", "。", "请您到", "后续"),
)
LOOK_THROUGH = (check_answer, find_personal, find_names, building_of, contact_of)


@pytest.mark.parametrize("beginning", BEGINNINGS)
@pytest.mark.parametrize("look", LOOK_THROUGH, ids=lambda look: look.__name__)
def test_a_long_text_is_looked_through_at_once(look, beginning):
    text = beginning * (LONGEST // len(beginning))
    begun = process_time()
    look(text + "!")
    assert process_time() - begun < PATIENCE


def test_no_search_for_a_place_takes_long():
    desk = SimpleNamespace(places=["一区 | " + "1" * 150 + "号楼 | 101"])
    begun = process_time()
    assert search_places(desk, "1" * 60 + "z") == []
    assert process_time() - begun < PATIENCE
