"""What a submission adds to the database file, by kind of record.

    python bench/bytes.py [--before 400] [--data FOLDER]

The baseline is a plain Plone document, made in the same run.
tests/load/test_bytes.py keeps the limit.
"""

from pathlib import Path

import argparse
import sys
import tempfile


sys.path[0] = str(Path(__file__).resolve().parent.parent)

from bench.server import in_site  # noqa: E402
from bench.server import Server  # noqa: E402


def run(data: Path, before: int) -> None:
    """Make the demo site, grow it, weigh what is added then."""
    with Server(data):
        pass
    in_site(data, "fill.py", str(before), "0.5")
    found = in_site(data, "weigh.py")
    print(f"{'bytes':>8} {'records':>8}  for one submission, of this kind")
    for kind, (size, records) in found["kinds"].items():
        print(f"{size:>8.0f} {records:>8.2f}  {kind}")
    print(
        f"{found['mean']:,.0f} bytes on average, {found['worst']:,} at worst;"
        f" a document: {found['document']:,.0f}"
    )


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--before", type=int, default=400, help="complaints there")
    parser.add_argument("--data", type=Path, help="a demo site's folder to measure in")
    chosen = parser.parse_args()
    if chosen.data:
        run(chosen.data.resolve(), chosen.before)
        return
    with tempfile.TemporaryDirectory(prefix="jiesu-") as folder:
        run(Path(folder), chosen.before)


if __name__ == "__main__":
    main()
