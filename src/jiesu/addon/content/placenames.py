"""Where it is, as it was written, put simply, so that one place is one. Pure."""

import re
import unicodedata


_BETWEEN = re.compile(r"[\W_]+")


def key_of(written: str) -> str:
    """The key of a place.

    Wide letters and figures become narrow ones, capitals small ones; spaces and signs
    go, but between two figures, where they tell room 3-101 from room 31-01.

    :param written: what a submitter typed
    """
    if not written:
        return ""
    return _BETWEEN.sub(_kept, unicodedata.normalize("NFKC", written).casefold())


def _kept(between: re.Match) -> str:
    text, start, end = between.string, between.start(), between.end()
    around = text[max(start - 1, 0) : start] + text[end : end + 1]
    return "-" if len(around) == 2 and around.isdecimal() else ""
