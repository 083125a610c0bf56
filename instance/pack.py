"""Pack the database file while no server runs: drop what was overwritten or deleted.

    python -m instance.pack [days]

What is younger than `days` (default: 1) stays, so that it can be undone. A running
server packs its database itself, see JIESU_PACK in zope.conf.
"""

from instance import checks
from instance import settings
from ZODB.DB import DB
from ZODB.FileStorage import FileStorage

import sys


MEGABYTE = 1024 * 1024


def pack(chosen: settings.Settings, days: float) -> tuple[int, int]:
    """Pack the database file.

    :param days: how much of the history stays
    :returns: the file's size before and after, in bytes
    """
    before = chosen.database.stat().st_size
    storage = FileStorage(
        str(chosen.database), blob_dir=str(chosen.blobs), pack_keep_old=False
    )
    database = DB(storage)
    try:
        database.pack(days=days)
    finally:
        database.close()
    return before, chosen.database.stat().st_size


def main(arguments: list[str]) -> int:
    """Pack, and say what it gave; returns the exit status."""
    try:
        chosen = settings.prepare()
        checks.database_is_free(chosen)
    except (settings.BadSetting, checks.CannotStart) as error:
        print(error, file=sys.stderr)
        return 1
    if not chosen.database.exists():
        print(f"There is no database in {chosen.data} yet.", file=sys.stderr)
        return 1
    before, after = pack(chosen, float(arguments[0]) if arguments else 1.0)
    print(f"Packed: {before / MEGABYTE:.1f} MB before, {after / MEGABYTE:.1f} MB now.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
