"""The desk's places: buildings and their rooms, as the Office lists them.

Lines as they come out of a spreadsheet, columns divided by tabs or "|": a building and
its rooms, or a zone of the campus before them::

    第一教学楼 | 101, 102, 201
    东校区 | 图书馆 | 一层大厅, 自习室
    南门广场

A place has an id of its own, which codes on doors carry. It is made from the names, so
that lists can be sorted and pasted anew; "new name = former name" keeps the id through
a renaming.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from jiesu.addon import _
from jiesu.addon.content.placenames import key_of
from jiesu.addon.content.wrong import Wrong

import hashlib
import re


COLUMNS = re.compile(r"\s*[|｜\t]\s*")
ROOMS = re.compile(r"\s*[,，、;；]\s*")
FORMER = re.compile(r"\s*[=＝]\s*")

# Of what a person reads, and a complaint keeps as its place.
LONGEST = 200
_COLUMNS = ("zone", "building", "rooms")
# Characters of an id: among tens of thousands of places no two have the same.
ID_LENGTH = 12


@dataclass(frozen=True)
class Place:
    """A building, or a room in one.

    id: opaque, kept while its names are, or their former ones are named
    room: "" for the building as a whole
    title: what a person reads, and what a complaint keeps
    zone: the part of the campus; "" where the list has none
    """

    id: str
    building: str
    room: str
    title: str
    zone: str = ""


@dataclass(frozen=True)
class _Name:
    """A name, and the one that ids are made from."""

    now: str
    former: str


class _List:
    """A list that was read: its places in their order, and ways to find one."""

    def __init__(self, places: tuple[Place, ...]):
        self.places = places
        self.by_id = {place.id: place for place in places}
        self.keys = [(key_of(place.title), place) for place in places]
        self.by_key: dict[str, list[Place]] = {}
        for place in places:
            for written in {place.title, f"{place.building} {place.room}"}:
                self.by_key.setdefault(key_of(written), []).append(place)


def parse_places(lines: Iterable[str] | None) -> tuple[Place, ...]:
    """Read the lines.

    A building comes once, before its rooms, however many lines name it.

    :raises Wrong: names the first line that cannot be read
    """
    return _read(tuple(lines or ())).places


def valid_places(lines: list[str] | None) -> bool:
    """Check the lines: readable, and no two places with one name.

    :raises Wrong: says what is wrong
    """
    seen: dict[str, str] = {}
    for place in parse_places(lines):
        key = key_of(place.title)
        if key in seen:
            raise Wrong(
                _(
                    "error_place_twice",
                    default='"${one}" and "${other}" read the same.',
                    mapping={"one": seen[key], "other": place.title},
                )
            )
        seen[key] = place.title
    return True


def places_of(desk) -> tuple[Place, ...]:
    """All places of a desk, each building before its rooms."""
    return _list_of(desk).places


def place_of(desk, id_: str) -> Place | None:
    """The place with an id; None for one that is not in the list (any more)."""
    return _list_of(desk).by_id.get(id_)


def search_places(desk, words: str, limit: int = 20) -> list[Place]:
    """The places that what was typed may mean, the likeliest first.

    Each word has to stand in the name, spaces and signs apart. Where no name has them,
    characters may have been left out: "一教101" finds 第一教学楼 101. Nothing typed
    finds the buildings.
    """
    known = _list_of(desk)
    wanted = [key for key in map(key_of, words.split()) if key]
    if not wanted:
        return [place for place in known.places if not place.room][:limit]
    hits = [one for one in known.keys if all(word in one[0] for word in wanted)]
    if not hits:
        letters = "".join(wanted)
        hits = [one for one in known.keys if _in_order(letters, one[0])]
    # Those of one weight stay in the order of the list.
    hits.sort(key=lambda one: _weight(*one, wanted))
    return [place for _key, place in hits[:limit]]


def _in_order(letters: str, key: str) -> bool:
    """Whether a name has the letters in their order, others between them or not."""
    left = iter(key)
    return all(letter in left for letter in letters)


def listed_title(desk, written: str) -> str:
    """A place as the list calls it, for what a submitter wrote.

    :returns: the title of the one place that is meant; else what was written
    """
    found = listed_place(desk, written)
    return found.title if found is not None else written


def listed_place(desk, written: str) -> Place | None:
    """The one place of the list that is meant by what was written, or None."""
    found = _list_of(desk).by_key.get(key_of(written), ()) if written else ()
    return found[0] if len(set(found)) == 1 else None


def _weight(key: str, place: Place, wanted: list[str]) -> tuple:
    """The first is smallest: its beginning was typed, a building, a short name."""
    begins = any(
        key_of(part).startswith(wanted[-1]) for part in (place.building, place.room)
    )
    return (not begins, bool(place.room), len(key))


def _list_of(desk) -> _List:
    return _read(tuple(getattr(desk, "places", None) or ()))


@lru_cache(maxsize=32)
def _read(lines: tuple[str, ...]) -> _List:
    places: dict[tuple[str, str, str], Place] = {}
    for line in lines:
        for zone, building, room in _of_line(line):
            for part in (_Name("", ""), room) if room.now else (room,):
                names = (zone.now, building.now, part.now)
                if names not in places:
                    places[names] = _place(zone, building, part)
    return _List(_by_building(places))


def _by_building(places: dict[tuple[str, str, str], Place]) -> tuple[Place, ...]:
    """In the order of the list, all rooms of a building after it."""
    buildings: dict[tuple[str, str], list[Place]] = {}
    for (zone, building, _room), place in places.items():
        buildings.setdefault((zone, building), []).append(place)
    return tuple(place for group in buildings.values() for place in group)


def _of_line(line: str) -> list[tuple[_Name, _Name, _Name]]:
    """Zone, building and room of each place of a line; the room empty for none."""
    if not line.strip():
        return []
    columns = COLUMNS.split(line.strip().rstrip("|｜\t "))
    if len(columns) > len(_COLUMNS):
        raise _unreadable(line)
    zone = _named(columns.pop(0) if len(columns) == len(_COLUMNS) else "")
    building, rooms = _named(columns[0]), [*columns, ""][1]
    if not building.now:
        raise _unreadable(line)
    named = [_named(part) for part in ROOMS.split(rooms) if part]
    return [(zone, building, room) for room in named or [_named("")]]


def _unreadable(line: str) -> Wrong:
    return Wrong(
        _(
            "error_place_line",
            default='"${line}" is not of the form: building | room, room, or '
            "zone | building | room, room.",
            mapping={"line": line},
        )
    )


def _named(written: str) -> _Name:
    parts = FORMER.split(" ".join(written.split()), maxsplit=1)
    return _Name(parts[0], parts[-1])


def _place(zone: _Name, building: _Name, room: _Name) -> Place:
    title = " ".join(name.now for name in (zone, building, room) if name.now)
    if len(title) > LONGEST:
        raise Wrong(
            _(
                "error_place_long",
                default='"${title}" is too long for the name of a place.',
                mapping={"title": title},
            )
        )
    former = "\n".join(key_of(name.former) for name in (zone, building, room))
    id_ = hashlib.sha256(former.encode()).hexdigest()[:ID_LENGTH]
    return Place(id_, building.now, room.now, title, zone.now)
