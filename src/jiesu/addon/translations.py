"""Compile the package's translations, each file whole at once.

Zope can do it at its start (`zope_i18n_compile_mo_files`), but writes into the file
that another process may be reading: of two that start together on a fresh checkout, one
may not start at all. `setup.py` calls this to put the compiled files into what it
builds: it loads this module alone, so that nothing of Plone may be imported here.
"""

from pathlib import Path
from pythongettext.msgfmt import Msgfmt

import os
import tempfile


HERE = Path(__file__).parent
FOLDERS = ("locales", "locales_of_others")


def compile_translations(package: Path = HERE) -> list[Path]:
    """Write the `.mo` file of each `.po` file that is newer than it, or has none.

    :param package: the folder of the package `jiesu.addon`
    :return: the files that were written
    :raises pythongettext.msgfmt.PoSyntaxError: a `.po` file cannot be read
    :raises OSError: a folder cannot be written to
    """
    return [
        _compile(source)
        for folder in FOLDERS
        for source in sorted(package.glob(f"{folder}/*/LC_MESSAGES/*.po"))
        if _is_due(source)
    ]


def _compiled(source: Path) -> Path:
    return source.with_suffix(".mo")


def _is_due(source: Path) -> bool:
    target = _compiled(source)
    return not target.exists() or target.stat().st_mtime < source.stat().st_mtime


def _compile(source: Path) -> Path:
    with source.open("rb") as lines:
        content = Msgfmt(lines, source.stem).getAsFile().read()
    # Beside the file, since only within a file system a file is put in another's place.
    number, name = tempfile.mkstemp(dir=source.parent, suffix=".part")
    with os.fdopen(number, "wb") as part:
        part.write(content)
        os.fchmod(part.fileno(), 0o644)
    return Path(name).replace(_compiled(source))


if __name__ == "__main__":
    compile_translations()
