"""What points to a person is found; what does not is left alone."""

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from jiesu.addon.content.personal import ACCOUNT
from jiesu.addon.content.personal import blanked
from jiesu.addon.content.personal import building_of
from jiesu.addon.content.personal import EMAIL
from jiesu.addon.content.personal import find_personal
from jiesu.addon.content.personal import ID_CARD
from jiesu.addon.content.personal import NAME
from jiesu.addon.content.personal import PHONE
from jiesu.addon.content.personal import ROOM
from jiesu.addon.content.personal import STUDENT

import pytest


@pytest.mark.parametrize(
    ("text", "kind", "part"),
    [
        ("电话13800138000。", PHONE, "13800138000"),
        ("电话 138-0013-8000", PHONE, "138-0013-8000"),
        ("+86 13800138000", PHONE, "+86 13800138000"),
        ("办公室0571-88001234转", PHONE, "0571-88001234"),
        ("身份证11010519491231002X", ID_CARD, "11010519491231002X"),
        ("学号：3190100001", STUDENT, "3190100001"),
        ("我的工号是B12345", STUDENT, "B12345"),
        ("202201010234在教室", STUDENT, "202201010234"),
        ("写信到zhang.san@example.edu.cn", EMAIL, "zhang.san@example.edu.cn"),
        ("加微信号：zhangsan_99", ACCOUNT, "zhangsan_99"),
        ("张伟同学反映", NAME, "张伟"),
        ("请找李老师", NAME, "李"),
        ("我叫欧阳？不，我叫王小明，", NAME, "王小明"),
        ("欧阳若兰同学说", NAME, "欧阳若兰"),
        ("辅导员李明说", NAME, "李明"),
        ("室友王小明，", NAME, "王小明"),
        ("电话：88001234", PHONE, "88001234"),
        ("内线 6123", PHONE, "6123"),
        ("１３８００１３８０００", PHONE, "１３８００１３８０００"),
        ("3190100001", STUDENT, "3190100001"),
        ("QQ群：123456789", ACCOUNT, "123456789"),
        ("企业微信 zhang_san", ACCOUNT, "zhang_san"),
        ("3号宿舍楼512漏水", ROOM, "3号宿舍楼512"),
        ("梅园5栋302室", ROOM, "梅园5栋302室"),
        ("学生公寓3-512", ROOM, "学生公寓3-512"),
        ("教师公寓2号楼1单元603", ROOM, "教师公寓2号楼1单元603"),
        ("5栋301", ROOM, "5栋301"),
        ("宿舍512的空调", ROOM, "宿舍512"),
        ("512寝室", ROOM, "512寝室"),
    ],
)
def test_found(text, kind, part):
    assert [(one.kind, one.text) for one in find_personal(text)] == [(kind, part)]


@pytest.mark.parametrize(
    "text",
    [
        "335教室投影仪不清晰",
        "2026年11月22日 20261122",
        "编号20261122-7K3F9C",
        "一共12345678元，共 100000 人次",
        "8:30-12:00，14:00-17:30",
        "三号教学楼402室，三教412",
        "实验楼3栋301，图书馆东馆302",
        "12号公寓五层以上，公寓2026年装修",
        "校园 2026 年，宿舍区 8:30 供水，公寓1000元",
        "老师方便的时候，同学马上来",
        "身份证号码110105194912310021",
        "老师和同学都说",
        "不想让任课老师知道，谢谢老师",
        "请拨打 96110",
        "",
    ],
)
def test_left_alone(text):
    assert find_personal(text) == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("室友王小红住8号公寓612", ["王小红", "8号公寓612"]),
        ("室友王小红8号公寓612", ["王小红", "8号公寓612"]),
        ("我住在东区宿舍512", ["东区宿舍512"]),
        ("林师傅的电话是13912345678", ["林", "13912345678"]),
    ],
)
def test_who_lives_there_and_where(text, parts):
    """A name is no part of the room after it."""
    assert [one.text for one in find_personal(text)] == parts


def test_known_names():
    """Whatever stands around them."""
    found = find_personal("欧阳若兰说欧阳若兰来了", ["欧阳若兰", "兰"])
    assert [(one.start, one.text) for one in found] == [
        (0, "欧阳若兰"),
        (5, "欧阳若兰"),
    ]


def test_blanked():
    text = "张伟同学电话13800138000，请回电。"
    assert blanked(text, find_personal(text)) == "××同学电话××，请回电。"


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "张伟同学",
                "13800138000",
                "a@b.cn",
                "学号12345678",
                "教室",
                "1",
                "，",
                "x",
            ]
        )
    ).map("".join),
    st.lists(st.text("张伟13", min_size=1, max_size=3), max_size=3),
)
def test_findings_lie_in_the_text(text, names):
    """In order, without overlap; nothing of them is left when they are blanked."""
    found = find_personal(text, names)
    end = 0
    for one in found:
        assert end <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
        end = one.end
    rest = blanked(text, found, "")
    assert len(rest) == len(text) - sum(len(one.text) for one in found)


@pytest.mark.parametrize(
    ("place", "building"),
    [
        ("梅园5栋302室", "梅园5栋"),
        ("明德楼 3层", "明德楼"),
        ("图书馆东馆四层", "图书馆东馆"),
        ("12号公寓", "12号公寓"),
        ("教学楼A-301", "教学楼A"),
        ("", ""),
    ],
)
def test_building(place, building):
    """Without floor and room."""
    assert building_of(place) == building


# What a person may leave in a text, whatever stands around it.
PLANTED = st.sampled_from(
    [
        ("13912345678", PHONE),
        ("学号3190100001", STUDENT),
        ("zhang.san@example.cn", EMAIL),
        ("11010519491231002X", ID_CARD),
        ("微信号abc_123", ACCOUNT),
        ("李明同学", NAME),
        ("3号宿舍楼512", ROOM),
        ("梅园5栋302室", ROOM),
    ]
)
PLAIN = st.text("的了很坏请修空调水电，。！\n ", max_size=12)


@settings(deadline=None)
@given(PLAIN, PLANTED, PLAIN)
def test_planted(before, planted, after):
    """It is found wherever it stands, and blanked it is gone for good."""
    part, kind = planted
    text = f"{before}{part}{after}"
    found = find_personal(text)
    assert kind in {one.kind for one in found}
    assert find_personal(blanked(text, found)) == []


@settings(deadline=None)
@given(st.text("0123456789栋园舍室号楼教公寓张同学AB-:： 年元", max_size=40))
def test_any_text(text):
    """Nothing that is typed breaks it, or takes long; findings never overlap."""
    end = 0
    for one in find_personal(text):
        assert end <= one.start < one.end
        end = one.end
