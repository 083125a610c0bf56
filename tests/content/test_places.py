"""The desk's list of buildings and rooms: read, checked, searched."""

from jiesu.addon.content.places import listed_title
from jiesu.addon.content.places import parse_places
from jiesu.addon.content.places import place_of
from jiesu.addon.content.places import places_of
from jiesu.addon.content.places import search_places
from jiesu.addon.content.places import valid_places
from types import SimpleNamespace
from zope.interface import Invalid

import pytest
import time


LINES = [
    "第一教学楼 | 101, 102，201、报告厅",
    "第二教学楼 | 101",
    "东校区\t图书馆\t一层大厅",
    "",
    "南门广场",
]


@pytest.fixture
def campus():
    return SimpleNamespace(places=LINES)


def titles(places):
    return [place.title for place in places]


def test_buildings_come_once_before_their_rooms():
    assert titles(parse_places(LINES)) == [
        "第一教学楼",
        "第一教学楼 101",
        "第一教学楼 102",
        "第一教学楼 201",
        "第一教学楼 报告厅",
        "第二教学楼",
        "第二教学楼 101",
        "东校区 图书馆",
        "东校区 图书馆 一层大厅",
        "南门广场",
    ]
    hall = parse_places(LINES)[8]
    assert (hall.zone, hall.building, hall.room) == ("东校区", "图书馆", "一层大厅")


def test_one_row_for_each_room_as_spreadsheets_have_them():
    rows = ["一教\t101", "二教\t201", "一教\t102\t", "二教\t202"]
    assert titles(parse_places(rows)) == [
        "一教",
        "一教 101",
        "一教 102",
        "二教",
        "二教 201",
        "二教 202",
    ]


@pytest.mark.parametrize("line", ["|", "a | b | c | d", "| 101", " = 旧楼", "楼" * 201])
def test_what_cannot_be_read_is_named(line):
    with pytest.raises(Invalid) as caught:
        valid_places(["第一教学楼", line])
    assert line in caught.value.args[0].mapping.values()


def test_two_that_read_the_same_are_refused():
    with pytest.raises(Invalid):
        valid_places(["明德楼 | 335", "明德楼335"])
    assert valid_places(["明德楼 | 3-101, 31-01", "明德楼 | 3-101"])
    assert valid_places([])
    assert valid_places(None)


def test_ids_stay_through_sorting_and_renaming():
    before = {place.title: place.id for place in parse_places(LINES)}
    assert len(set(before.values())) == len(before)
    again = {place.title: place.id for place in parse_places(reversed(LINES))}
    assert again == before
    renamed = parse_places(["明德楼 = 第一教学楼 | 101, 学术厅 = 报告厅"])
    assert titles(renamed) == ["明德楼", "明德楼 101", "明德楼 学术厅"]
    assert [place.id for place in renamed] == [
        before["第一教学楼"],
        before["第一教学楼 101"],
        before["第一教学楼 报告厅"],
    ]


def test_a_place_by_its_id(campus):
    for place in places_of(campus):
        assert place_of(campus, place.id) is place
    assert place_of(campus, "gone") is None
    assert place_of(SimpleNamespace(), "gone") is None


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("101", ["第一教学楼 101", "第二教学楼 101"]),
        ("一教 101", ["第一教学楼 101"]),
        ("一教101", ["第一教学楼 101"]),
        ("第一教学楼２０１", ["第一教学楼 201"]),
        ("大厅", ["东校区 图书馆 一层大厅"]),
        ("东校区", ["东校区 图书馆", "东校区 图书馆 一层大厅"]),
        ("", ["第一教学楼", "第二教学楼", "东校区 图书馆", "南门广场"]),
        ("不存在", []),
        ("[", ["第一教学楼", "第二教学楼", "东校区 图书馆", "南门广场"]),
    ],
)
def test_search(campus, words, found):
    assert titles(search_places(campus, words, 20)) == found


def test_search_gives_no_more_than_asked_for(campus):
    assert titles(search_places(campus, "教学楼", 2)) == ["第一教学楼", "第二教学楼"]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("第一教学楼101", "第一教学楼 101"),
        ("图书馆，一层大厅", "东校区 图书馆 一层大厅"),
        ("食堂门口", "食堂门口"),
        ("", ""),
    ],
)
def test_what_is_typed_gets_the_name_of_the_list(campus, written, title):
    assert listed_title(campus, written) == title


def test_a_name_that_means_two_places_stays_as_typed():
    campus = SimpleNamespace(places=["东校区 | 1号楼 | 101", "西校区 | 1号楼 | 101"])
    assert listed_title(campus, "1号楼101") == "1号楼101"
    assert listed_title(campus, "西校区1号楼101") == "西校区 1号楼 101"


def test_thousands_of_rooms_are_found_at_once():
    lines = [
        f"{n}号楼 | " + ", ".join(str(r) for r in range(100, 300)) for n in range(50)
    ]
    campus = SimpleNamespace(places=lines)
    assert valid_places(lines)
    assert len(places_of(campus)) == 50 * 201
    begun = time.process_time()
    assert titles(search_places(campus, "17号楼 233", 5)) == ["17号楼 233"]
    # Generous: a typed character is answered before the next one.
    assert time.process_time() - begun < 0.5
