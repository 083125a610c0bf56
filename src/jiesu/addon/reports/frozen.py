"""The figures of a report as they were when it was drafted. They never change.

They are kept as bytes, so that nobody who reads them can change them by accident; new
figures of a draft are another object.
"""

from BTrees.OOBTree import OOBTree
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from jiesu.addon.reports.lists import pack_ids
from jiesu.addon.reports.lists import pack_places
from jiesu.addon.reports.lists import unpack_ids
from jiesu.addon.reports.lists import unpack_places
from persistent import Persistent

import json
import zlib


class Ids(Persistent):
    """The ids of all complaints that a report counts: a record of its own, for they
    may be many and few readers ask for them.
    """

    def __init__(self, ids: Sequence[str]):
        """Keep these."""
        self._packed = pack_ids(ids)

    def all(self) -> list[str]:
        """Them, in their order."""
        return unpack_ids(self._packed)


class Frozen(Persistent):
    """Figures as plain data, and which complaints each of them counts."""

    def __init__(
        self, data: dict, ids: Sequence[str], lists: Mapping[str, Iterable[int]]
    ):
        """Keep them.

        :param data: JSON-able, see taking.py
        :param ids: of all complaints that are counted
        :param lists: for each figure (`lists.key`) the places of its complaints there
        """
        self._data = zlib.compress(json.dumps(data, ensure_ascii=False).encode())
        self._ids = Ids(ids)
        self._lists = OOBTree(
            {name: pack_places(places) for name, places in lists.items()}
        )

    @property
    def data(self) -> dict:
        """The figures; a copy each time."""
        return json.loads(zlib.decompress(self._data))

    def __contains__(self, figure: str) -> bool:
        return figure in self._lists

    def figures(self) -> list[str]:
        """What the figures are called whose complaints are kept."""
        return list(self._lists)

    def counted(self, figure: str) -> list[str]:
        """The ids of the complaints that a figure counts.

        :raises KeyError: there is no such figure
        """
        places = unpack_places(self._lists[figure])
        if not places:
            return []
        ids = self._ids.all()
        return [ids[place] for place in places]
