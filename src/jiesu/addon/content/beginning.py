"""The beginning of a text, for those who decide by it whether to read on. Pure."""

import re


# Search engines and messengers show about so much of Chinese.
LONGEST = 120
SENTENCE = re.compile(r"[。！？!?]")


def beginning(text: str | None, longest: int = LONGEST) -> str:
    """The first sentences of a text in one line; cut where already these are too long.

    :param longest: in characters
    """
    line = " ".join((text or "").split())
    if len(line) <= longest:
        return line
    ends = [one.end() for one in SENTENCE.finditer(line, 0, longest)]
    if ends and ends[-1] > longest // 2:
        return line[: ends[-1]]
    return f"{line[: longest - 1].rstrip()}…"
