"""The scanner at 1,000 and 100,000 open complaints, of which the same number is due.

    python bench/scanner.py [--sizes 1000,100000] [--few 20] [--many 2000]

What a round costs has to follow what is due, not what there is: the last column is the
largest size against the smallest. "After a weekend" is catching up after a stop.
"""

from pathlib import Path

import argparse
import sys
import tempfile


sys.path[0] = str(Path(__file__).resolve().parent.parent)

from bench.server import in_site  # noqa: E402
from bench.server import Server  # noqa: E402


SIZES = "1000,100000"


def run(data: Path, sizes: list[int], few: int, many: int) -> dict[int, dict]:
    """Measure at each size, in one database that grows."""
    with Server(data):
        # Makes the demo site.
        pass
    results = {}
    for size in sizes:
        results[size] = in_site(data, "due.py", str(size), str(few), str(many))
        print(f"{size:>9,} complaints: {results[size]}", flush=True)
    return results


def table(results: dict[int, dict]) -> str:
    """Milliseconds of the processor for a round and for one thing that is due."""
    first, last = min(results), max(results)
    heads = "".join(f"{size:>12,}" for size in results)
    lines = [f"{'ms of the processor':<40}{heads}{'last : first':>14}"]
    for name in results[first]:
        found = [results[size][name] for size in results]
        each = [one["processor"] * 1000 / max(one["looked"], 1) for one in found]
        figures = "".join(f"{one:>12.2f}" for one in each)
        what = f"{name}, each" if found[0]["looked"] else f"{name}, a round"
        lines.append(f"{what:<40}{figures}{each[-1] / each[0]:>14.2f}")
    wall = [one["seconds"] for one in (results[last][n] for n in results[last])]
    lines.append(f"On the clock, at {last:,}: {', '.join(f'{s:.2f} s' for s in wall)}")
    return "\n".join(lines)


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", default=SIZES, help="rising, with commas")
    parser.add_argument("--few", type=int, default=20, help="due in one minute")
    parser.add_argument("--many", type=int, default=2000, help="due after a weekend")
    parser.add_argument("--data", type=Path, help="keep the database in this folder")
    chosen = parser.parse_args()
    sizes = [int(size) for size in chosen.sizes.split(",")]
    if chosen.data:
        chosen.data.mkdir(parents=True, exist_ok=True)
        print(table(run(chosen.data.resolve(), sizes, chosen.few, chosen.many)))
        return
    with tempfile.TemporaryDirectory(prefix="jiesu-") as folder:
        print(table(run(Path(folder), sizes, chosen.few, chosen.many)))


if __name__ == "__main__":
    main()
