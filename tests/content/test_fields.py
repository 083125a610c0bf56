"""The lists that the Office edits as lines of text."""

from datetime import date
from datetime import time
from jiesu.addon.content.desk import IDeskSchema
from jiesu.addon.content.fields import Days
from jiesu.addon.content.fields import parse_days
from jiesu.addon.content.fields import parse_hours
from jiesu.addon.content.fields import parse_reasons
from jiesu.addon.content.fields import parse_terms
from jiesu.addon.content.fields import Term
from jiesu.addon.content.fields import valid_days
from jiesu.addon.content.fields import valid_hours
from jiesu.addon.content.fields import valid_reasons
from jiesu.addon.content.fields import valid_terms
from zope.interface import Invalid
from zope.schema import getFieldsInOrder

import pytest


def test_reasons():
    reasons = parse_reasons(["slow | 办理太慢", " other|其他 "])
    assert [(r.id, r.title) for r in reasons] == [
        ("slow", "办理太慢"),
        ("other", "其他"),
    ]
    assert parse_reasons(None) == ()


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["slow | 慢"],
        ["other | 其他", "other | 其它"],
        ["other"],
        ["other |"],
        ["| 其他", "other | 其他"],
        ["Other | 其他", "other | 其他"],
        ["", "other | 其他"],
        ["9th | 九", "other | 其他"],
    ],
)
def test_reasons_refused(lines):
    with pytest.raises(Invalid):
        valid_reasons(lines)


def test_terms():
    assert parse_terms(["2026-09-01 2027-01-17 2026 秋", " "]) == (
        Term(date(2026, 9, 1), date(2027, 1, 17), "2026 秋"),
    )
    assert valid_terms(["2027-02-20 2027-07-10 春", "2026-09-01 2027-02-19 秋"])
    assert parse_terms(None) == ()


@pytest.mark.parametrize(
    "lines",
    [
        ["2026-09-01 2027-01-17"],
        ["2026-09-01 秋"],
        ["2027-01-17 2026-09-01 秋"],
        ["2026-09-31 2027-01-17 秋"],
        ["2026-09-01 2027-01-17 秋", "2027-02-01 2027-06-01 秋"],
        ["2026-09-01 2027-01-17 秋", "2027-01-17 2027-06-01 春"],
    ],
)
def test_terms_refused(lines):
    with pytest.raises(Invalid):
        valid_terms(lines)


def test_hours():
    assert parse_hours("08:30-12:00，14:00–17:30") == (
        (time(8, 30), time(12)),
        (time(14), time(17, 30)),
    )


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "always",
        "8-12",
        "12:00-08:00",
        "08:00-08:00",
        "08:00-24:00",
        "08:00-12:60",
        "08:00-12:00, 11:00-13:00",
        "14:00-17:00, 08:00-12:00",
        "08:00-12:00,",
    ],
)
def test_hours_refused(text):
    with pytest.raises(Invalid):
        valid_hours(text)


def test_days():
    first, second = parse_days(
        ["2027-01-18..2027-02-21 rest Winter vacation", "", "2027-02-27 work"]
    )
    assert first == Days(date(2027, 1, 18), date(2027, 2, 21), False, "Winter vacation")
    assert second == Days(date(2027, 2, 27), date(2027, 2, 27), True, "")
    assert valid_days(None)


@pytest.mark.parametrize(
    "line",
    [
        "tomorrow rest",
        "2027-02-30 rest",
        "2027-02-21..2027-01-18 rest",
        "2027-02-21 sleep",
        "2027-02-21",
    ],
)
def test_days_refused(line):
    with pytest.raises(Invalid) as refused:
        valid_days([line])
    assert refused.value.args[0].mapping == {"line": line}


def test_defaults_are_valid():
    for name, field in getFieldsInOrder(IDeskSchema):
        if field.default is not None:
            field.bind(None).validate(field.default), name
