"""Which field of a form becomes which part of a complaint. Knows nothing of Plone.

One pair a line, `form field | part`; several fields may become one text:

    what    | text
    place   | location
    room    | location
"""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass

import re


# Parts that several fields may be joined to: with their labels, a line each; or not.
LABELLED = ("text",)
JOINED = ("text", "location", "files")
CONTACT = ("name", "phone", "email")
SINGLE = (
    "title",
    "kind",
    "category",
    "department",
    "hide_identity",
    "about_department",
    "agreed",
)
PARTS = (*JOINED, *SINGLE, *CONTACT)
CHINESE = re.compile("[一-鿿]")


@dataclass(frozen=True)
class BadLine(ValueError):
    """A line that says nothing sensible.

    line: as it was typed; why: "pair", "part" or "twice"
    """

    line: str
    why: str


@dataclass(frozen=True)
class Said:
    """What somebody filled in: the value, its words, and what the field is called."""

    value: object
    words: str
    label: str


def read_mapping(lines: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of form field and part, in their order.

    :raises BadLine: the first line that is wrong
    """
    pairs: list[tuple[str, str]] = []
    for line in lines:
        if not line.strip():
            continue
        field, bar, part = (piece.strip() for piece in line.partition("|"))
        if not (field and bar and part):
            raise BadLine(line, "pair")
        if part not in PARTS:
            raise BadLine(line, "part")
        if part not in JOINED and part in dict(map(reversed, pairs)):
            raise BadLine(line, "twice")
        pairs.append((field, part))
    return pairs


def submission(pairs: list[tuple[str, str]], said: Mapping[str, Said]) -> dict:
    """The raw submission of what was filled in.

    :param said: by form field, without those that were left empty
    """
    raw: dict = {}
    contact: dict = {}
    for part in dict.fromkeys(part for _field, part in pairs):
        given = [said[f] for f, p in pairs if p == part and f in said]
        if not given:
            continue
        if part in CONTACT:
            contact[part] = given[0].words
        elif part == "files":
            raw[part] = [file for one in given for file in _list(one.value)]
        elif part in JOINED:
            raw[part] = _text(part, given, _count(pairs, part) > 1)
        else:
            raw[part] = given[0].value
    return raw | ({"contact": contact} if contact else {})


def field_of(pairs: list[tuple[str, str]], part: str) -> str | None:
    """The form field at which a fault of a part is told, or None."""
    wanted = CONTACT if part == "contact" else (part,)
    return next((field for field, known in pairs if known in wanted), None)


def _count(pairs: list[tuple[str, str]], part: str) -> int:
    return sum(known == part for _field, known in pairs)


def _text(part: str, given: list[Said], several: bool) -> str:
    if part in LABELLED and several:
        return "\n".join(map(_labelled, given))
    return " ".join(one.words for one in given)


def _labelled(one: Said) -> str:
    if one.label.endswith(("？", "?", "：", ":")):
        return f"{one.label}{one.words}"
    # The form is in a language of its own, whoever fills it in.
    mark = "：" if CHINESE.search(one.label) else ": "
    return f"{one.label}{mark}{one.words}"


def _list(value) -> list:
    return list(value) if isinstance(value, list | tuple) else [value]
