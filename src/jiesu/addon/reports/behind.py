"""What a figure of a report counts: exactly the complaints that it counted then.

The world has moved on since: a complaint may be open no more, with another department,
or not for the reader. Who may read it now is asked now; the number stays.
"""

from jiesu.addon.catalog.catalog import catalog_of
from jiesu.addon.catalog.indexing import flush
from jiesu.addon.catalog.queries import PAGE
from jiesu.addon.catalog.queries import readable
from jiesu.addon.catalog.queries import rows_of
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.statistics.behind import Opened


def opened(report, figure: str, start: int = 0, size: int = PAGE) -> Opened:
    """A page of the complaints that a figure counted, the newest first.

    :param figure: its name, see lists.py
    :param start: how many to leave out; beyond the end, the last page is given
    :raises KeyError: the report has no such figure
    """
    desk = desk_of(report)
    counted = report.frozen.counted(figure)
    seen = readable(desk, _documents(desk, counted))
    if start >= len(seen):
        start = max(len(seen) - 1, 0) // size * size
    rows = rows_of(desk, seen[start : start + size])
    return Opened(rows, len(counted), len(seen), start, size)


def _documents(desk, ids: list[str]) -> list[int]:
    """As the catalog knows them now, the newest first."""
    flush()
    catalog = catalog_of(complaints_of(desk))
    known = [catalog.uids[one] for one in ids if one in catalog.uids]
    received = catalog.getIndex("received").documentToKeyMap()
    return sorted(known, key=lambda one: (-received.get(one, 0), one))
