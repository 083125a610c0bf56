"""Numbers that the Office wrote and that are none of the report's figures. Pure.

It is a hint alone: a time limit or the number of a building is no mistake.
"""

from collections.abc import Iterator
from jiesu.addon.reports.parts import Cell
from jiesu.addon.reports.parts import Document

import re


NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
# What a complaint is called by is no figure.
NAME = re.compile(r"\d{8}-[0-9A-Z]+")


def strange_numbers(document: Document) -> list[str]:
    """The numbers in the words of a report that stand nowhere in its figures.

    :returns: each once, as it was written, in the order of the words
    """
    known = {number for text in _told(document) for number in _numbers(text)}
    found = (number for text in _written(document) for number in _numbers(text))
    return list(dict.fromkeys(number for number in found if number not in known))


def _numbers(text: str) -> list[str]:
    return [number.rstrip(",") for number in NUMBER.findall(NAME.sub("", text))]


def _told(document: Document) -> Iterator[str]:
    """What the report says by itself: its head, figures, the numbers of sentences."""
    yield from (document.title, document.issue, document.period)
    yield from (document.day, document.as_of)
    for section in document.all_sections:
        for table in section.tables:
            yield from (table.title, table.note)
            yield from (cell.text for line in table.lines for cell in line)
        for paragraph in section.paragraphs:
            yield from (part.text for part in paragraph.parts if _is_known(part))


def _written(document: Document) -> Iterator[str]:
    """What the Office may have written, but for the cases, which are stories."""
    for section in document.all_sections:
        for paragraph in section.paragraphs:
            yield from (part.text for part in paragraph.parts if not _is_known(part))
        yield from section.remark
    yield from document.closing


def _is_known(part: Cell) -> bool:
    """Whether it is a number of a sentence that the figures made."""
    return bool(part.figure or part.url)
