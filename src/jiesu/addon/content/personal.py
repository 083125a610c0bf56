"""Finds in a text what points to a person, before it is shown to everybody.

Pure. It points out, people decide: better one too many than one too few, but times,
amounts, rooms and numbers of complaints are no persons.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import re


PHONE = "phone"
ID_CARD = "id_card"
STUDENT = "student"
EMAIL = "email"
ACCOUNT = "account"
NAME = "name"

# Weights and check characters of Chinese ID numbers (GB 11643).
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"

# The most common family names; those that are words of their own are left out.
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱郭何罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾"
    "丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔崔康毛邱秦江史顾侯邵孟龙万段"
)
TITLES = "同学|老师|教授|师傅|主任|处长|科长|院长|书记|经理|先生|女士|辅导员|宿管|阿姨"
# Words that begin like a name, where a title often follows.
NO_NAMES = ("任课", "任任课", "任教", "谢谢", "高数", "金工")

_NO_DIGIT_BEFORE = r"(?<![0-9A-Za-z])"
_NO_DIGIT_AFTER = r"(?![0-9A-Za-z])"

PATTERNS = (
    (EMAIL, re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)),
    (
        ID_CARD,
        re.compile(rf"{_NO_DIGIT_BEFORE}\d{{17}}[\dXx]{_NO_DIGIT_AFTER}"),
    ),
    (
        PHONE,
        re.compile(
            rf"{_NO_DIGIT_BEFORE}(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{{4}}[- ]?\d{{4}}"
            rf"{_NO_DIGIT_AFTER}"
        ),
    ),
    (
        PHONE,
        re.compile(rf"{_NO_DIGIT_BEFORE}0\d{{2,3}}[- ]\d{{7,8}}{_NO_DIGIT_AFTER}"),
    ),
    (
        ACCOUNT,
        re.compile(r"(?:微信|QQ|qq|VX|vx)号?[:：为是 ]{0,2}([A-Za-z0-9_-]{5,20})"),
    ),
    (STUDENT, re.compile(r"(?:学号|工号|一卡通号?)[:：为是 ]{0,2}([A-Za-z]?\d{4,14})")),
    (
        STUDENT,
        re.compile(rf"{_NO_DIGIT_BEFORE}(?:19|20)\d{{6,10}}{_NO_DIGIT_AFTER}(?!-)"),
    ),
    # 主任 and 担任 are followed by titles, not by a person called 任.
    (
        NAME,
        re.compile(
            rf"(?:(?<![主担兼责])任|(?!任)[{SURNAMES}])[一-鿿]{{0,2}}?(?=(?:{TITLES}))"
        ),
    ),
    (NAME, re.compile(rf"(?:我叫|我是|姓名[:：])([{SURNAMES}][一-鿿]{{1,2}})")),
)
# A name of one character would be found in ordinary words.
SHORTEST_NAME = 2


@dataclass(frozen=True, order=True)
class Finding:
    """A part of a text: from `start` to before `end`, what kind it is, and itself."""

    start: int
    end: int
    kind: str
    text: str


def find_personal(text: str, names: Iterable[str] = ()) -> list[Finding]:
    """What points to a person, in the order of the text; findings never overlap.

    :param names: full names that are known, such as the submitter's
    """
    found = [*_known(text, names), *_patterns(text)]
    kept: list[Finding] = []
    for one in found:
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept)


def blanked(text: str, findings: Iterable[Finding], word: str = "××") -> str:
    """The text with a word in place of each finding."""
    for one in sorted(findings, reverse=True):
        text = f"{text[: one.start]}{word}{text[one.end :]}"
    return text


def _known(text: str, names: Iterable[str]) -> Iterable[Finding]:
    for name in names:
        if len(name) >= SHORTEST_NAME:
            for match in re.finditer(re.escape(name), text):
                yield Finding(match.start(), match.end(), NAME, name)


def _patterns(text: str) -> Iterable[Finding]:
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span(match.lastindex or 0)
            part = text[start:end]
            if _holds(kind, part):
                yield Finding(start, end, kind, part)


def _holds(kind: str, part: str) -> bool:
    if kind == ID_CARD:
        return is_id_number(part)
    if kind == STUDENT:
        return not _is_date(part)
    return kind != NAME or not part.startswith(NO_NAMES)


def is_id_number(number: str) -> bool:
    """Whether 18 characters are an ID number, by its check character."""
    total = sum(w * int(c) for w, c in zip(ID_WEIGHTS, number[:17], strict=True))
    return ID_CHECKS[total % 11] == number[17].upper()


def _is_date(digits: str) -> bool:
    """Whether eight digits are a day such as 20261122."""
    if len(digits) != 8 or not digits.isdigit():
        return False
    return 1 <= int(digits[4:6]) <= 12 and 1 <= int(digits[6:]) <= 31
