"""Finds in a text what points to a person, before it is shown to everybody.

Pure but for the words of its kinds. It points out, people decide: better one too many
than one too few, but times, amounts, class rooms and numbers of complaints are no
persons. A room in a dormitory is: few live there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from jiesu.addon import _
from jiesu.addon.content.names import find_names

import re
import string


PHONE = "phone"
ID_CARD = "id_card"
STUDENT = "student"
EMAIL = "email"
ACCOUNT = "account"
NAME = "name"
ROOM = "room"

KINDS = {
    PHONE: _("personal_phone", default="telephone"),
    ID_CARD: _("personal_id_card", default="ID number"),
    STUDENT: _("personal_student", default="student or staff number"),
    EMAIL: _("personal_email", default="e-mail address"),
    ACCOUNT: _("personal_account", default="WeChat or QQ"),
    NAME: _("personal_name", default="name"),
    ROOM: _("personal_room", default="room in a dormitory"),
}

# Weights and check characters of Chinese ID numbers (GB 11643).
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"

# Where people live, and where they do not.
DORMITORY = (
    "学生公寓|研究生公寓|宿舍楼|公寓楼|学生楼|宿舍|公寓|寝室|[一-鿿]?[园苑斋舍轩庐]"
)
NO_DORMITORY = re.compile(
    r"教学|实验|办公|图书|行政|科研|体育|食堂|机房|(?:校园|公园|花园)(?!.*(?:宿舍|公寓|寝室))"
)
# What a building is called by; who lives in it, and that they do, is no part of that.
_NAMED = "(?![住在到去来回于从的和了是我你他她请])[一-鿿]"
_NUMERAL = "[0-9A-Za-z一二三四五六七八九十]"
_ROOM = r"[A-Za-z]?[0-9]{3,4}(?:-?[0-9A-Da-d](?![0-9A-Za-z]))?(?:室|房|寝|号房)?"
# Of an amount, a year, a time: no room.
_NO_ROOM = r"(?![0-9]|\s*(?:[年元人个名多万次米度号秒天]|[:：]|分钟|小时|平))"

_NO_DIGIT_BEFORE = r"(?<![0-9A-Za-z])"
_NO_DIGIT_AFTER = r"(?![0-9A-Za-z])"

PATTERNS = (
    # As much of one as its rules allow (RFC 5321): a text without end would be looked
    # through from each of its characters on.
    (EMAIL, re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+", re.ASCII)),
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
        PHONE,
        re.compile(
            r"(?:电话|座机|手机|短号|内线|分机|联系方式|(?i:tel))号?码?[:：为是 ]{0,2}"
            rf"([0-9]{{4,8}}){_NO_DIGIT_AFTER}"
        ),
    ),
    (
        ACCOUNT,
        re.compile(
            r"(?:企业微信|微信|(?i:qq|vx|wx|wechat)|[Vv]信)号?群?[:：为是 ]{0,2}"
            r"([A-Za-z0-9_-]{5,20})"
        ),
    ),
    (STUDENT, re.compile(r"(?:学号|工号|一卡通号?)[:：为是 ]{0,2}([A-Za-z]?\d{4,14})")),
    (
        STUDENT,
        re.compile(rf"{_NO_DIGIT_BEFORE}(?:19|20)\d{{6,10}}{_NO_DIGIT_AFTER}(?!-)"),
    ),
    (STUDENT, re.compile(rf"{_NO_DIGIT_BEFORE}\d{{9,12}}{_NO_DIGIT_AFTER}(?![元-])")),
    # 3号宿舍楼512, 梅园5栋302室, 学生公寓3-512
    (
        ROOM,
        re.compile(
            rf"(?:{_NAMED}|[A-Za-z]){{0,2}}(?:{_NUMERAL}{{1,3}}号?)?(?:{DORMITORY})"
            rf"(?:{_NUMERAL}{{1,3}}(?:号楼|[号栋幢座楼舍]|单元|-)){{0,3}}"
            rf"[- #]?{_ROOM}{_NO_ROOM}"
        ),
    ),
    # 5栋301
    (
        ROOM,
        re.compile(
            rf"{_NAMED}{{0,4}}{_NUMERAL}{{1,3}}号?[栋幢][- ]?{_ROOM}{_NO_ROOM}",
        ),
    ),
    # 512寝室
    (ROOM, re.compile(rf"{_NO_DIGIT_BEFORE}[0-9]{{3,4}}(?:号?寝室|号?宿舍)")),
)
# What of a place is more than its building.
_BELOW_BUILDING = re.compile(
    r"(?:[A-Za-z]?[0-9]{3,}|[0-9]{1,3}(?=室|层|楼层)"
    r"|[一二三四五六七八九十]{1,8}(?=室|层)).*$",
    re.DOTALL,
)
# What stands between the two.
_BETWEEN = f"{string.whitespace}\u00a0\u3000,，、-#"
# Digits and letters that were typed as wide as a Chinese character.
NARROW = {
    wide: wide - 0xFEE0
    for wide in range(0xFF01, 0xFF5F)
    if chr(wide - 0xFEE0).isalnum() or chr(wide) in "＠．－＋"
}
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
    found = [*_known(text, names), *_names(text), *_patterns(text)]
    kept: list[Finding] = []
    for whole in found:
        one = _beside(whole, kept)
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept)


def _beside(one: Finding, kept: list[Finding]) -> Finding:
    """A room begins after the name before it, which its building is not called by."""
    if one.kind != ROOM:
        return one
    names = [other for other in kept if other.start <= one.start < other.end < one.end]
    start = max((other.end for other in names), default=one.start)
    return Finding(start, one.end, ROOM, one.text[start - one.start :])


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


def _names(text: str) -> Iterable[Finding]:
    for start, end in find_names(text):
        yield Finding(start, end, NAME, text[start:end])


def building_of(place: str) -> str:
    """The building of a place, without floor and room."""
    found = _BELOW_BUILDING.search(place or "")
    return (place[: found.start()].rstrip(_BETWEEN) if found else place or "").strip()


def _patterns(text: str) -> Iterable[Finding]:
    narrow = text.translate(NARROW)
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(narrow):
            start, end = match.span(match.lastindex or 0)
            part = text[start:end]
            if _holds(kind, narrow[start:end]):
                yield Finding(start, end, kind, part)


def _holds(kind: str, part: str) -> bool:
    if kind == ID_CARD:
        return is_id_number(part)
    if kind == STUDENT:
        return not _is_date(part)
    if kind == ROOM:
        return not NO_DORMITORY.search(part)
    return True


def is_id_number(number: str) -> bool:
    """Whether 18 characters are an ID number, by its check character."""
    total = sum(w * int(c) for w, c in zip(ID_WEIGHTS, number[:17], strict=True))
    return ID_CHECKS[total % 11] == number[17].upper()


def _is_date(digits: str) -> bool:
    """Whether eight digits are a day such as 20261122."""
    if len(digits) != 8 or not digits.isdigit():
        return False
    return 1 <= int(digits[4:6]) <= 12 and 1 <= int(digits[6:]) <= 31
