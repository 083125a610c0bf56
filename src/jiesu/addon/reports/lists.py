"""The complaints behind each figure, packed: a few bytes for each. Pure.

A report keeps them by their ids, which no rebuilding of a catalog changes. The ids
stand once; a figure names them by their places, as the steps from one to the next.
"""

from collections.abc import Iterable
from collections.abc import Sequence

import numpy as np
import zlib


KIND = np.dtype("<u4")
# What is counted: the period itself, beside it what is open at the moment of the
# figures, whenever that was received.
NOW = "now"
STANDING = "standing"


def pack_ids(ids: Sequence[str]) -> bytes:
    """Ids in their order."""
    return zlib.compress("\n".join(ids).encode())


def unpack_ids(packed: bytes) -> list[str]:
    """What `pack_ids` packed."""
    text = zlib.decompress(packed).decode()
    return text.split("\n") if text else []


def pack_places(places: Iterable[int]) -> bytes:
    """Some places, each once, in any order."""
    ordered = np.unique(np.fromiter(places, np.int64))
    return zlib.compress(np.diff(ordered, prepend=0).astype(KIND).tobytes())


def unpack_places(packed: bytes) -> list[int]:
    """The places, from the smallest."""
    steps = np.frombuffer(zlib.decompress(packed), KIND)
    return np.cumsum(steps, dtype=np.int64).tolist()


def key(
    measure: str, side: str, period: str = "", by: str = "", group: str = ""
) -> str:
    """What a figure of a report is called, such as "on_time|part".

    With a period, or a grouping and a group: "received|part||department|it".
    """
    whole = "|".join((measure, side, period))
    return "|".join((whole, by, group)) if by else whole.rstrip("|")
