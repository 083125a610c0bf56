"""Contacts and words that mean the same, as lines of the Office."""

from jiesu.addon.content.publiclines import contact_of
from jiesu.addon.content.publiclines import contacts_of
from jiesu.addon.content.publiclines import synonym_words

import pytest


@pytest.mark.parametrize(
    ("line", "kind", "label", "value", "url"),
    [
        (
            "值班电话：0000-8860 1001（工作日 8:30–17:30）",
            "phone",
            "值班电话",
            "0000-8860 1001",
            "tel:000088601001",
        ),
        (
            "电话: +86 10 1234 5678",
            "phone",
            "电话",
            "+86 10 1234 5678",
            "tel:+861012345678",
        ),
        ("13800138000", "phone", "", "13800138000", "tel:13800138000"),
        (
            "邮箱：jiesu@example.edu.cn",
            "mail",
            "邮箱",
            "jiesu@example.edu.cn",
            "mailto:jiesu@example.edu.cn",
        ),
        ("地址：行政楼 301", "place", "地址", "行政楼 301", ""),
        ("办公时间：工作日 8:30-17:30", "place", "办公时间", "工作日 8:30-17:30", ""),
        ("东门内平安楼", "place", "", "东门内平安楼", ""),
    ],
)
def test_contact(line, kind, label, value, url):
    found = contact_of(line)
    assert (found.kind, found.label, found.value, found.url) == (
        kind,
        label,
        value,
        url,
    )


def test_what_stands_around_the_number_stays():
    found = contact_of("报修：请拨 0000-8860 1119（昼夜）")
    assert (found.before, found.after) == ("请拨", "（昼夜）")


def test_nothing_that_is_typed_is_wrong():
    assert contacts_of(["", " ", "：", "<b>@</b>", "1"])
    assert contacts_of(None) == []


def test_synonym_words():
    assert synonym_words(" 热水 ，洗澡水、热水;") == ("热水", "洗澡水")
