"""Which numbers of a text lead to the complaints that they count. Pure.

The text of a report is kept as it was released, or as the Office wrote it; the
sentences that the figures make are made again and looked for in it. Those that stand
there word for word have their numbers linked. What somebody changed is theirs: no
number in it is said to be a figure.
"""

from collections.abc import Sequence
from jiesu.addon.reports.parts import Cell
from jiesu.addon.reports.parts import Paragraph

import re


def linked(text: str, sentences: Sequence[tuple[Cell, ...]]) -> Paragraph:
    """A text as a paragraph, the numbers of known sentences being parts of their own.

    :param sentences: what the figures make, each in parts
    """
    known = {Paragraph(parts).text: parts for parts in sentences}
    if not known:
        return Paragraph((Cell(text),) if text else ())
    # A sentence may be the beginning of another one.
    longest_first = sorted(known, key=len, reverse=True)
    pieces = re.split(f"({'|'.join(map(re.escape, longest_first))})", text)
    parts: list[Cell] = []
    for piece in pieces:
        parts += known.get(piece) or ([Cell(piece)] if piece else [])
    return Paragraph(tuple(parts))
