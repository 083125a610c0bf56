"""Keep versions.cfg (buildout) equal to constraints.txt (pip, uv).

Without an option it writes versions.cfg; with --check it fails where the two differ.
"""

from pathlib import Path

import argparse
import re
import sys


ROOT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;]+)(\s*;.*)?")
# Buildout looks for these two by just this name, and takes any spelling of the others.
DOTTED = {"zc-buildout": "zc.buildout", "zc-recipe-egg": "zc.recipe.egg"}
HEADER = """\
# Written by scripts/versions.py from constraints.txt: change that file instead.

[versions]
"""


class BadPin(ValueError):
    """A line of constraints.txt that is no `name==version`."""


def read_pins(text: str) -> dict[str, str]:
    """Return name → version of the lines of a constraints file.

    A condition behind ";" is left out: buildout has none, and pins what is not
    installed without harm.

    :param text: the file's text
    :raises BadPin: for a line that is neither empty, a comment nor `name==version`
    """
    pins: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        found = PIN.fullmatch(line)
        if found is None:
            raise BadPin(f"constraints.txt, line {number}: not name==version: {line}")
        name = found["name"]
        pins[DOTTED.get(name, name)] = found["version"]
    return pins


def render(pins: dict[str, str]) -> str:
    """Return the text of versions.cfg."""
    lines = (f"{name} = {pins[name]}\n" for name in sorted(pins, key=str.lower))
    return HEADER + "".join(lines)


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Write or check versions.cfg below `root`; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing")
    options = parser.parse_args(arguments)
    target = root / "versions.cfg"
    try:
        wanted = render(read_pins((root / "constraints.txt").read_text("utf-8")))
    except BadPin as error:
        print(error, file=sys.stderr)
        return 1
    if not options.check:
        target.write_text(wanted, encoding="utf-8")
        return 0
    if target.exists() and target.read_text("utf-8") == wanted:
        return 0
    print(
        "versions.cfg differs from constraints.txt: run python scripts/versions.py",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
