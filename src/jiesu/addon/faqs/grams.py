"""Text as what it is found by: pairs of Chinese characters, and words of letters.

Chinese has no spaces between words, and cutting it into words goes wrong where people
write as they speak. Pairs of characters find a word wherever it stands.
"""

from collections.abc import Iterator

import re
import unicodedata


HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
RUN = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
IS_HAN = re.compile(rf"[{HAN}]")

# What a question is asked with, and says nothing of what it is about.
FILLERS = (
    "怎么回事",
    "怎么办理",
    "怎么处理",
    "怎么解决",
    "怎么弄",
    "怎么办",
    "怎么样",
    "怎么才能",
    "怎么",
    "咋办",
    "咋",
    "如何",
    "怎样",
    "为什么",
    "为啥",
    "什么时候",
    "什么",
    "啥",
    "哪里",
    "哪个",
    "哪儿",
    "在哪",
    "去哪",
    "请问",
    "谁",
    "多久",
    "多少",
    "能不能",
    "可不可以",
    "是不是",
    "有没有",
    "可以",
    "没有",
    "需要",
    "这样",
    "一直",
    "老是",
    "总是",
    "突然",
    "我们",
    "我的",
    "我",
    "你们",
    "学校",
    "问题",
    "一下",
    "吗",
    "呢",
    "吧",
    "啊",
    "了",
    "的",
)
FILLER = re.compile("|".join(sorted(FILLERS, key=len, reverse=True)))

# 选不上课, 没选上课: that it cannot be done, or was not, stands in the middle of
# what it is about (选课). Only of what can go on so: 空调不制冷 is in one piece.
CANNOT = re.compile(rf"([{HAN}])(不[上了到成完好下开出动起住进去来得着])([{HAN}])")
DID_NOT = re.compile(rf"没([{HAN}])([上到成完好])([{HAN}])")


def folded(text: str) -> str:
    """A text in one way of writing: width, capitals and marks make no difference."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(RUN.findall(plain))


def grams(text: str) -> list[str]:
    """The pairs and words of a text, in their order; of a single character itself."""
    return list(_grams(folded(text)))


def _grams(plain: str) -> Iterator[str]:
    for run in RUN.findall(plain):
        if len(run) == 1 or not IS_HAN.match(run):
            yield run
        else:
            yield from (run[i : i + 2] for i in range(len(run) - 1))


def characters(text: str) -> set[str]:
    """The single Chinese characters of a text."""
    return set(IS_HAN.findall(folded(text)))


def without_fillers(plain: str) -> str:
    """A folded text without what a question is only asked with."""
    return " ".join(FILLER.sub(" ", plain).split())


def rejoined(plain: str) -> str:
    """A folded text with what "cannot" splits in one again: 选课."""
    plain = DID_NOT.sub(r"没\1\2 \1\3", plain)
    return CANNOT.sub(r"\1\2 \1\3", plain)
