"""Sentences whose numbers lead to what they count. Pure."""

from collections.abc import Callable
from jiesu.addon.reports.parts import anchor
from jiesu.addon.reports.parts import Cell
from jiesu.addon.wording import said

import re


# Around the place of a numeral, while a sentence is put into words: characters that no
# text holds, for they mean nothing.
OPEN, SHUT = "\ue0f0", "\ue0f1"
MARKED = re.compile(f"{OPEN}(\\d+){SHUT}")
STRANGE = re.compile(f"[{OPEN}{SHUT}]")


class Numeral(str):
    """A number in a sentence, which knows what it counts.

    figure: which figure of the report it is, see lists.py
    section: the section of the report that lists what it counts
    """

    def __new__(cls, text: str, figure: str = "", section: str = ""):
        """The number as it is read, and what it counts."""
        made = super().__new__(cls, text)
        made.figure = figure
        made.section = section
        return made


def said_in_parts(message, words: Callable[[object], str]) -> tuple[Cell, ...]:
    """The same as `said`, its numerals being parts of their own."""
    numerals: list[Numeral] = []

    def plain(value) -> str:
        if isinstance(value, Numeral):
            numerals.append(value)
            return f"{OPEN}{len(numerals) - 1}{SHUT}"
        return STRANGE.sub("", str(value))

    pieces = MARKED.split(said(message, words, plain))
    parts = [Cell(pieces[0])]
    for place, text in zip(pieces[1::2], pieces[2::2], strict=True):
        numeral = numerals[int(place)]
        url = f"#{anchor(numeral.section)}" if numeral.section else ""
        parts += [Cell(str(numeral), figure=numeral.figure, url=url), Cell(text)]
    return tuple(part for part in parts if part.value)
