"""The columns as a file, so that a start does not read a million rows.

A file is a help, never the truth. It names the catalog and the change up to which it
goes, and the changes before that; it is taken only where the catalog still knows the
same ones, and what these changed is read anew. So the file of a database that was put
back to an older state is not believed.
"""

from base64 import b64encode
from jiesu.addon import logger
from jiesu.addon.catalog.catalog import ComplaintsCatalog
from jiesu.addon.catalog.changes import since
from jiesu.addon.statistics.columns import Columns
from jiesu.addon.statistics.columns import Names
from jiesu.addon.statistics.columns import PlaceNames
from jiesu.addon.statistics.columns import TYPES
from jiesu.addon.statistics.columns import WORDS
from pathlib import Path

import json
import numpy as np
import os
import tempfile


# A file that was written otherwise is of no use.
FORMAT = 1
# So many changes before the last one have to be the same.
REMEMBERED = 200
# A smaller desk is read as fast from the catalog.
WORTH_IT = 5_000
# The folder, in the package's words of the environment; none without.
FOLDER = "JIESU_FIGURES"

_WHAT = "what.json"


def file_of(catalog: ComplaintsCatalog) -> Path | None:
    """Where the columns of a catalog are kept; None where they are not."""
    folder = os.environ.get(FOLDER)
    if not folder or not catalog._p_oid:
        return None
    database = catalog._p_jar.db().database_name
    name = b64encode(catalog._p_oid, b"-_").decode().rstrip("=")
    return Path(folder) / f"{database}-{name}.npz"


def latest_changes(catalog: ComplaintsCatalog, change: int) -> list[list[int]]:
    """The last changes up to one, with what they changed."""
    changes = catalog.changes or {}
    if not changes:
        return []
    first = max(change - REMEMBERED, 0) + 1
    return [list(pair) for pair in changes.items(first, change)]


class Snapshot:
    """The columns at a change, taken while nobody changes them; to be written later."""

    def __init__(self, columns: Columns, catalog: ComplaintsCatalog, change: int):
        """Copy what is needed."""
        places = columns.words["place"]
        self._arrays = {name: columns[name].copy() for name in TYPES}
        self._what = {
            "format": FORMAT,
            "generation": catalog.generation,
            "change": change,
            "latest": latest_changes(catalog, change),
            "ordered": columns.ordered,
            "words": {name: list(columns.words[name].all) for name in WORDS},
            "spellings": list(places.spellings),
            "profiles": [
                [sorted(sent), sorted(worked)] for sent, worked in columns.profiles.all
            ],
            "cases": list(columns.cases.all),
            "stories": [[list(r), list(m)] for r, m in columns.stories.all],
        }

    def write(self, file: Path) -> None:
        """Write it, all or nothing, for nobody else to read."""
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, suffix=".new")
        try:
            with os.fdopen(handle, "wb") as out:
                what = json.dumps(self._what, ensure_ascii=False).encode()
                np.savez(out, **self._arrays, **{_WHAT: np.frombuffer(what, np.uint8)})
            Path(name).replace(file)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def read(file: Path, catalog: ComplaintsCatalog) -> tuple[Columns, int] | None:
    """The columns of a file with what has changed since, and up to which change.

    :returns: None where the file is none of this catalog, or of no use
    """
    try:
        with np.load(file, allow_pickle=False) as found:
            what = json.loads(found[_WHAT].tobytes())
            if not _is_of(what, catalog):
                return None
            columns = _columns(what, {name: found[name] for name in TYPES})
    except FileNotFoundError:
        return None
    except Exception:
        # Whatever is wrong with it: the catalog has it all.
        logger.exception("statistics: %s cannot be read", file.name)
        return None
    known = what["change"] - len(what["latest"])
    changed = since(catalog.changes, known) if known else set(catalog.changes.values())
    if changed is None:
        return None
    columns.follow(catalog, changed)
    return columns, max(what["change"], catalog.changes.maxKey())


def _is_of(what: dict, catalog: ComplaintsCatalog) -> bool:
    """Whether the catalog went through the same changes and still knows them."""
    if what["format"] != FORMAT or what["generation"] != catalog.generation:
        return False
    return (
        bool(what["latest"])
        and latest_changes(catalog, what["change"]) == what["latest"]
    )


def _columns(what: dict, arrays: dict) -> Columns:
    columns = Columns()
    columns.size, columns.ordered = len(arrays["document"]), what["ordered"]
    columns._arrays = {name: arrays[name].astype(TYPES[name]) for name in TYPES}
    columns.words = {name: Names(what["words"][name]) for name in WORDS}
    columns.words["place"] = PlaceNames(what["words"]["place"], what["spellings"])
    columns.profiles = Names(
        (frozenset(sent), frozenset(worked)) for sent, worked in what["profiles"]
    )
    columns.cases = Names(what["cases"])
    columns.stories = Names((tuple(r), tuple(m)) for r, m in what["stories"])
    columns.look_up_anew()
    return columns


def remove(catalog: ComplaintsCatalog) -> None:
    """Forget the file of a catalog."""
    file = file_of(catalog)
    if file:
        file.unlink(missing_ok=True)
