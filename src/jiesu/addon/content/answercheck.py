"""Looks an answer through before it is sent (docs/concepts/rules.md, answers).

Pure but for the words of its messages. It points out what a good answer never holds:
somebody's personal data, a promise without a date, and passing the submitter on to
another office or number instead of handing the matter over. People decide: what stands
here is never refused. It reads single sentences, and would rather miss one than call
ordinary ones wrong.
"""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from jiesu.addon import _
from jiesu.addon.content import personal

import re


PERSONAL = "personal"
PROMISE = "promise"
PASS_ON = "pass_on"  # noqa: S105 - no password

MESSAGES = {
    PERSONAL: _(
        "check_personal",
        default="This looks like somebody's personal data. Does the answer need it?",
    ),
    PROMISE: _(
        "check_promise",
        default="This promises something without saying by when. Please name a day.",
    ),
    PASS_ON: _(
        "check_pass_on",
        default="This sends the submitter to somebody else. Please hand it over "
        "yourself or ask for a contribution.",
    ),
}

# Parts of a text within which a promise and its date stand.
SENTENCE = re.compile(r"[^。！？!?；;\n]+")
CLAUSE = re.compile(r"[^，,：:]+")

# As long as numbers get before a unit: without an end, a text of digits alone would
# take half a minute to be looked through.
_NUMBER = r"[\d一二两三四五六七八九十]{1,8}"
# A day, a span of time, a part of the term or the year.
DATE = re.compile(
    rf"\d\s?年(?!来)|{_NUMBER}\s?月(?!来)|\d\s?[日号]|{_NUMBER}\s?个?多?\s?"
    rf"(?:工作日|自然日|天|日|小时|分钟|周|星期|月|学期|年)"
    r"|[本下这每][个]?(?:周|星期|月|学期|学年|季度)|第[一二三四]季度"
    r"|今[天日晚年]|明[天日早晚年]|后天|当[天日晚]|即日|[上下]半年"
    r"|[年月][底内初末]|周[一二三四五六日末]|星期[一二三四五六日天]"
    r"|[寒暑]假|开学|学期[初末]|春节|国庆|元旦|中秋|清明|端午|五一"
    r"|[春夏秋冬][季天]|入冬|期[中末]|\d\s?[:：点]\s?\d*"
)
# Of an earlier part of the sentence only what sets a limit is the promise's date.
LIMIT = re.compile(r"[前内底将会]|期间|起|[今明后][天日晚]|[本下这]个?[周月]")

# What is meant to happen.
_FUTURE = (
    "将|会|拟|计划|安排|启动|完成|开展|组织|实施|更换|维修|检修|整改|处理|解决|出台"
)
# What has happened, or happens anyway.
_PAST = "已|了|过|针对|因|由于|连续|以来|照片"
PROMISES = (
    re.compile(r"(?<!已)(?:尽快|尽早|早日|抓紧|择期|择机|适时)"),
    re.compile(
        r"(?<!全)力争|争取(?=尽|早|在|于|能|让|使|将|把|为|做|解决|完成|做到|实现|彻底)"
    ),
    re.compile(r"将会(?!影响|导致|造成|使|是|被|受|带来|改善|作为|对|出现|产生)"),
    re.compile(rf"近期内?(?!{_PAST})(?=[^，,]{{0,15}}(?:{_FUTURE}))"),
    re.compile(r"(?<=[将会拟在于])近期"),
    re.compile(
        r"(?<![如若您你的])后续(?=[^，,的]{0,6}(?:将|会|再|跟进|改进|通知|告知))"
    ),
    re.compile(r"下一步[，,]?(?=[^。]{0,12}(?:将|会|拟|计划))"),
    re.compile(r"稍后(?!再试)|过几天|过段时间|过一段时间|不久(?=[将后])"),
)
# The submitter is asked to do something soon, or wishes it: no promise of ours.
ASKED = re.compile(
    r"(?:请|建议|提醒|欢迎|希望|盼望|呼吁|诉求|反映|督促|要求|责令)[^，,]{0,14}$"
    r"|(?<![为给帮向与对让使])[您你]们?(?:可以?|应该?|需要?|要|务必)?$"
)

# Ways to send somebody somewhere else.
SENDING = re.compile(
    r"(?:请|可以?|建议|需要?|须|烦请|敬请|自行|欢迎)"
    r"(?:您|你|同学们?|老师们?|大家)?(?:先|再|直接|及时|自行|前往|到|去|向|与|和|找|拨)*"
    r"[^，,。；]{0,16}?(?:联系(?!方式)|致电|拨打|来电|咨询|询问|反映|投诉|举报|求助)"
    r"|(?:请|建议|可以?)(?:您|你|同学们?|大家)?(?:先|再|直接|自行)*(?:去|找|前往)"
)
NUMBER = re.compile(
    r"(?<![\dA-Za-z-])(?:"
    r"(?:[(（]?0\d{2,3}[)）]?[-－—— ]?)?\d{7,8}"
    r"|1[3-9]\d[- ]?\d{4}[- ]?\d{4}"
    r"|1[0-2]\d{3}|[2-9]\d{4,5}"
    r")(?![\dA-Za-z年月日元%号])"
)
OFFICE = re.compile(
    r"[一-鿿]{1,8}?(?:办公室|服务台|大厅|中心|(?<![此何多各别好用益])处(?![理于境置])|学院"
    r"|图书馆|医院|部门|保卫部|学工部|财务部|后勤部|公司|物业|热线)"
)
OURS = re.compile(r"我[们处部院中办科所室局馆]|我单位|本[处部院中办科所室馆]|与我联系")
# Somebody is greeted, not told of.
GREETING = re.compile(r"\s*(?:尊敬的|亲爱的)?")
LENGTH_OF_MOBILE = 11
# So far after the words that send somebody stands where to.
REACH = 30


@dataclass(frozen=True, order=True)
class Remark:
    """A part of a text, from `start` to before `end`, and what is pointed out there."""

    start: int
    end: int
    kind: str
    text: str

    @property
    def message(self):
        """What is the matter, for the one who writes."""
        return MESSAGES[self.kind]

    @property
    def key(self) -> str:
        """The same for the same passage: whoever was shown it is not shown it again."""
        return f"{self.kind}:{self.text}"


def check_answer(
    text: str,
    own: str = "",
    phone: str = "",
    offices: Iterable[str] = (),
    names: Iterable[str] = (),
) -> list[Remark]:
    """What is to be pointed out in an answer, in its order; remarks never overlap.

    :param own: the name of the department that answers
    :param phone: the telephone of its office, which may stand there
    :param offices: the names of other departments
    :param names: full names that are known to be persons'
    """
    found = list(_personal(text, phone, names))
    for start, end in _sendings(text, own, phone, offices):
        found += _remark(text, start, end, PASS_ON, found)
    for start, end in _promises(text):
        found += _remark(text, start, end, PROMISE, found)
    return sorted(found)


def _remark(
    text: str, start: int, end: int, kind: str, known: list[Remark]
) -> Iterator[Remark]:
    """A remark on what of a passage is not pointed out already, if anything is."""
    for one in known:
        if one.start < end and start < one.end:
            start, end = (one.end, end) if one.start <= start else (start, one.start)
    if end - start > 1:
        yield Remark(start, end, kind, text[start:end])


# Personal data


def _personal(text: str, phone: str, names: Iterable[str]) -> Iterator[Remark]:
    greeted = GREETING.match(text).end()
    for one in personal.find_personal(text, names):
        if one.kind == personal.ROOM:
            # The submitter's own, mostly: it is the answer to one person.
            continue
        landline = one.kind == personal.PHONE and _is_landline(one.text)
        greeting = one.kind == personal.NAME and one.start == greeted
        if landline or greeting or _is_ours(one.text, phone):
            continue
        yield Remark(one.start, one.end, PERSONAL, one.text)


def _is_landline(number: str) -> bool:
    """Whether a number is that of a desk, not of a person's own telephone."""
    return number.startswith("0") or len(_digits(number)) < LENGTH_OF_MOBILE


def _is_ours(number: str, phone: str) -> bool:
    """Whether a number is one of the office's own, with or without its area code."""
    digits = _digits(number)
    known = [_digits(part) for part in re.split(r"[,，、;；/ ]+", phone or "")]
    return bool(digits) and any(
        len(one) > 3 and (one.endswith(digits) or digits.endswith(one)) for one in known
    )


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


# Promises


def _promises(text: str) -> Iterator[tuple[int, int]]:
    for sentence in SENTENCE.finditer(text):
        dated = _dated(sentence[0])
        for promise in _words_of_promise(sentence[0]):
            start, end = promise.span()
            if not dated(start) and not _is_asked(sentence[0], start):
                yield sentence.start() + start, sentence.start() + end
                break


def _words_of_promise(sentence: str) -> list[re.Match]:
    found = [match for words in PROMISES for match in words.finditer(sentence)]
    return sorted(found, key=lambda match: match.start())


def _dated(sentence: str) -> Callable[[int], bool]:
    """Tells whether a day goes with what is promised at a place of a sentence."""
    clauses = [one for one in CLAUSE.finditer(sentence) if DATE.search(one[0])]
    limited = any(LIMIT.search(one[0]) for one in clauses)
    last = max((one.end() for one in clauses), default=0)
    return lambda at: limited or at < last


def _is_asked(sentence: str, at: int) -> bool:
    """Whether others are asked for what stands at a place of a sentence."""
    return bool(ASKED.search(sentence[max(0, at - REACH) : at]))


# Passing on


def _sendings(
    text: str, own: str, phone: str, offices: Iterable[str]
) -> Iterator[tuple[int, int]]:
    others = [name for name in offices if name and name != own]
    for sentence in SENTENCE.finditer(text):
        for words in SENDING.finditer(sentence[0]):
            end = _where_to(sentence[0], words, own, phone, others)
            if end:
                yield sentence.start() + words.start(), sentence.start() + end
                break


def _where_to(
    sentence: str, words: re.Match, own: str, phone: str, others: list[str]
) -> int:
    """The end of the office or number of others to which somebody is sent, or 0."""
    part = sentence[words.start() : words.end() + REACH]
    if OURS.search(part) or (own and own in part):
        return 0
    ends = [part.find(name) + len(name) for name in others if name in part]
    numbers = list(NUMBER.finditer(part))
    ends += [m.end() for m in numbers if not _is_ours(m[0], phone)]
    if not any(_is_ours(m[0], phone) for m in numbers):
        ends += [m.end() for m in OFFICE.finditer(part) if not _same(m[0], own)]
    return words.start() + max(min(ends), len(words[0])) if ends else 0


def _same(office: str, own: str) -> bool:
    """Whether a name means the department itself, which is often called in short."""
    return bool(own) and own[:2] in office
