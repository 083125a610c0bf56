"""What points to a person is found; what does not is left alone."""

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from jiesu.addon.content.personal import ACCOUNT
from jiesu.addon.content.personal import blanked
from jiesu.addon.content.personal import EMAIL
from jiesu.addon.content.personal import find_personal
from jiesu.addon.content.personal import ID_CARD
from jiesu.addon.content.personal import NAME
from jiesu.addon.content.personal import PHONE
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
        "三号教学楼402室，5栋301",
        "身份证号码110105194912310021",
        "老师和同学都说",
        "不想让任课老师知道，谢谢老师",
        "请拨打 96110",
        "",
    ],
)
def test_left_alone(text):
    assert find_personal(text) == []


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
