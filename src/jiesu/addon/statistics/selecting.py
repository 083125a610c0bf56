"""Which rows are asked for: a period is a piece of the columns, a filter a mask."""

from datetime import timedelta
from jiesu.addon.statistics.asked import Asked
from jiesu.addon.statistics.columns import Columns
from jiesu.addon.statistics.columns import Selected
from jiesu.addon.statistics.groupings import midnight
from zoneinfo import ZoneInfo

import numpy as np


def selected(columns: Columns, asked: Asked, zone: ZoneInfo) -> Selected:
    """The rows that are asked for."""
    found = Selected(columns, _period(columns, asked, zone))
    wanted = None
    for name, words in (
        ("department", asked.departments),
        ("category", asked.categories),
        ("kind", asked.kinds),
        ("channel", asked.channels),
        ("place", asked.places),
        ("handler", asked.handlers),
    ):
        if words:
            wanted = _and(wanted, found.among(name, words))
    if asked.only_open:
        wanted = _and(wanted, found["open"])
    if asked.scores:
        wanted = _and(wanted, np.isin(found["score"], asked.scores))
    return found if wanted is None else found.picked(np.flatnonzero(wanted))


def _period(columns: Columns, asked: Asked, zone: ZoneInfo) -> slice | np.ndarray:
    """Where the complaints of the period stand."""
    received = columns["received"]
    in_order, rest = received[: columns.ordered], received[columns.ordered :]
    first = 0
    end = np.int64(2**31)
    last = columns.ordered
    if asked.start:
        begin = midnight(asked.start, zone)
        first = int(np.searchsorted(in_order, begin))
    else:
        begin = np.int64(-(2**31))
    if asked.end:
        end = midnight(asked.end + timedelta(days=1), zone)
        last = int(np.searchsorted(in_order, end))
    last = max(first, last)
    more = np.flatnonzero((rest >= begin) & (rest < end))
    if not len(more):
        return slice(first, last)
    return np.concatenate([np.arange(first, last), more + columns.ordered])


def _and(one: np.ndarray | None, other: np.ndarray) -> np.ndarray:
    return other if one is None else one & other
