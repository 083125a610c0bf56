"""Run the ZEO server that several processes share: `python -m instance.zeo`.

The same as `runzeo -C instance/zeo.conf`, once the folders are there that it wants.
"""

from dataclasses import replace
from instance import checks
from instance import settings
from ZEO.runzeo import main as run_zeo

import sys


ZEO_CONF = settings.INSTANCE / "zeo.conf"


def main() -> int:
    """Make the folders and serve until stopped; returns the exit status."""
    try:
        chosen = settings.prepare()
        # Whatever STORAGE says, this is who opens the file.
        checks.database_is_free(replace(chosen, storage="file"))
    except (settings.BadSetting, checks.CannotStart) as error:
        print(error, file=sys.stderr)
        return 1
    run_zeo(["-C", str(ZEO_CONF)])
    return 0


if __name__ == "__main__":
    sys.exit(main())
