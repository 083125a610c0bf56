"""A journal in JSON, as its reader may see it."""

from jiesu.addon.handling.reading import MatterReading
from jiesu.addon.handling.reading import Shown
from jiesu.addon.services.values import iso
from jiesu.addon.services.values import plain
from jiesu.addon.services.values import words


def journal_json(matter, reading: MatterReading, request) -> list[dict]:
    """The entries, oldest first."""
    return [_entry(matter, shown, request) for shown in reading.entries()]


def _entry(matter, shown: Shown, request) -> dict:
    return {
        "number": shown.number,
        "time": iso(shown.time),
        "action": shown.action,
        "done": words(shown.done, request),
        "who": words(shown.who, request),
        "actor": shown.actor or None,
        "role": shown.role,
        "department": shown.department or None,
        "text": shown.text,
        "files": [_file(matter, shown.number, *file) for file in shown.files],
        "visibility": shown.visibility,
        "for_staff": shown.for_staff,
        "changes": plain(shown.changes),
    }


def _file(matter, entry: int, number: int, name: str, kind: str, size: int) -> dict:
    return {
        "filename": name,
        "content-type": kind,
        "size": size,
        "download": f"{matter.absolute_url()}/@@attachment/{entry}/{number}",
    }
