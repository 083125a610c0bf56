"""Finds names of persons in a Chinese text, by what stands before and after them.

Pure. A name is a family name, what is given to it, and a word that says who it is:
高小飞同学, 司机林师傅, 室友王小红. Family names begin or end other words, too:
高等, 由于; these are left out. The lists are in names.txt.
"""

from collections.abc import Iterator
from importlib.resources import files

import re


def _read(file: str) -> dict[str, tuple[str, ...]]:
    """The lists of a file of words, by their heads."""
    found: dict[str, tuple[str, ...]] = {}
    for line in (files(__package__) / file).read_text("utf-8").splitlines():
        if line.startswith("["):
            head = line.strip("[]")
        elif line and not line.startswith("#"):
            found[head] = (*found.get(head, ()), *line.split())
    return found


_WORDS = _read("names.txt")
SURNAMES = frozenset(_WORDS["surnames"])
# They count only where nothing else can be meant.
RISKY = frozenset(_WORDS["risky"])
_SINGLE = SURNAMES | RISKY
COMPOUNDS = frozenset(_WORDS["compounds"])
NO_NAMES = _WORDS["words"]
WORDS_BEFORE = frozenset(_WORDS["before"])

# What follows a name.
TITLES = (
    "同学|老师|教授|导师|师傅|师父|主任|处长|科长|院长|校长|部长|馆长|队长|组长|班长|店长|站长"
    "|局长|书记|经理|先生|女士|小姐|辅导员|班主任|宿管|阿姨|大爷|大叔|叔叔|大姐|大哥|司机"
    "|医生|大夫|护士|博士|学长|学姐|学弟|学妹|馆员|保安|助教|助理"
)
# What goes before one.
ROLES = (
    "同学|学生|室友|舍友|老师|教师|辅导员|班主任|导师|教授|联系人|经办人|负责人|当事人|申请人|报修人"
    "|投诉人|举报人|反映人|值班员|值班人员|工作人员|维修员|维修工|管理员|保洁员|宿管|师傅|司机|保安"
    "|主任|处长|科长|院长|书记|经理|班长|队长|组长|学长|学姐|学弟|学妹|医生|护士|馆员|店长|校友"
    "|朋友|男友|女友|父亲|母亲|爸爸|妈妈|阿姨"
)
SAID = "我叫|名叫|叫做|姓名[:：]"

_TITLE = re.compile(rf"(?:{TITLES})(?!们)")
_ROLE_BEFORE = re.compile(rf"(?:{ROLES})[:：是叫 ]{{0,2}}$")
_SAID_BEFORE = re.compile(rf"(?:{SAID}) ?$")
_AM_BEFORE = re.compile(r"我是 ?$")
# The longest of these, with marks.
_LOOKED_BACK = 8
_END = re.compile(
    r"$|[^一-鿿]|[说在的和与跟把被让向对住已于因从是也又就将会给来去发报想要正同]"
    rf"|反映|反应|电话|手机|联系|{TITLES}"
)
_HAN = re.compile("[一-鿿]+")

# No part of what is given.
NOT_GIVEN = frozenset(
    "的了是在把被让个位这那我你他她它们没不也都就请给吗呢吧啊很些么什怎找等及或到去说叫问由每各该某"
    "吃上下着过着几两里"
)


def find_names(text: str) -> Iterator[tuple[int, int]]:
    """Where names stand, from and to before which, in the order of the text."""
    at = 0
    while at < len(text):
        end = _end_of_name(text, at)
        if end:
            yield at, end
        at = end or at + 1


def _end_of_name(text: str, at: int) -> int:
    """Where a name ends that begins here; 0 where none does."""
    surname = _surname(text, at)
    if not surname or _is_other_word(text, at, surname):
        return 0
    before = text[max(0, at - _LOOKED_BACK) : at]
    return (
        _before_title(text, at, surname, before)
        or _after_role(text, at, surname, before)
        or _after_said(text, at, surname, before)
    )


def _surname(text: str, at: int) -> str:
    if text[at : at + 2] in COMPOUNDS:
        return text[at : at + 2]
    return text[at] if text[at] in _SINGLE else ""


def _is_other_word(text: str, at: int, surname: str) -> bool:
    if len(surname) > 1:
        return False
    return text[max(0, at - 1) : at + 1] in WORDS_BEFORE or text.startswith(
        NO_NAMES, at
    )


def _before_title(text: str, at: int, surname: str, before: str) -> int:
    """高老师, 高小飞同学."""
    for given in range(3):
        end = at + len(surname) + given
        part = text[at + len(surname) : end]
        if not _is_given(part):
            return 0
        if _TITLE.match(text, end):
            return end if _is_meant(surname, part, before) else 0
    return 0


def _is_meant(surname: str, given: str, before: str) -> bool:
    """Whether a family name that is mostly another word is one here.

    向红老师 is somebody; 向老师 may be to a teacher, and 向陈老师 is to 陈.
    """
    if surname not in RISKY or _ROLE_BEFORE.search(before):
        return True
    return bool(given) and given[0] not in SURNAMES and not _HAN.match(before[-1:])


def _after_role(text: str, at: int, surname: str, before: str) -> int:
    """室友王小红住, 我是李明."""
    if surname in RISKY or not (
        _ROLE_BEFORE.search(before) or _AM_BEFORE.search(before)
    ):
        return 0
    for given in (1, 2):
        end = at + len(surname) + given
        if end > len(text) or not _is_given(text[at + len(surname) : end]):
            return 0
        if _END.match(text, end):
            return end
    return 0


def _after_said(text: str, at: int, surname: str, before: str) -> int:
    """我叫王小明."""
    if not _SAID_BEFORE.search(before):
        return 0
    rest = _HAN.match(text[at + len(surname) : at + len(surname) + 2])
    return at + len(surname) + rest.end() if rest else 0


def _is_given(part: str) -> bool:
    return all(_HAN.match(one) and one not in NOT_GIVEN for one in part)
