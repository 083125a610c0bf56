"""Where it is, as it was written, put simply, so that one place is one group. Pure."""

import re
import unicodedata


# Room 335 and 335 are written in many ways; what stands between does not matter.
_BETWEEN = re.compile(r"[\s,，、.。·;；:：/\\\-–—_#]+")


def place_of(written: str) -> str:
    """The key of a place.

    Wide letters and figures become narrow ones, capitals small ones; spaces and what
    else only separates goes.

    :param written: what a submitter typed
    """
    if not written:
        return ""
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", written).casefold())
