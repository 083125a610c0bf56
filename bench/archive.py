"""The Office's pages over an archive of 1,000,000 complaints.

    python bench/archive.py [--sizes 1000,1000000] [--data FOLDER]

The archive is made of rows with all their indexes (grow.py). The baselines are the same
pages at the smallest size, and at each size a page that shows no complaint.
"""

from pathlib import Path

import argparse
import sys
import tempfile


sys.path[0] = str(Path(__file__).resolve().parent.parent)

from bench.lists import load  # noqa: E402
from bench.server import Client  # noqa: E402
from bench.server import in_site  # noqa: E402
from bench.server import memory  # noqa: E402
from bench.server import Server  # noqa: E402
from statistics import median  # noqa: E402


SIZES = "1000,1000000"
DESK = "/Plone/jiesu"
OTHER = "the page of departments"
PAGES = {
    OTHER: f"{DESK}/departments",
    "the Office's page": f"{DESK}/@@office",
    "all complaints": f"{DESK}/departments/office",
    "figures": f"{DESK}/@@statistics",
    "figures, a year by department": f"{DESK}/@@statistics?period=year",
}
WARM = 9


def measure(data: Path, size: int) -> dict:
    """Grow to a size, serve it, and time each page in ms: first and usual."""
    grown = in_site(data, "grow.py", str(size))
    print(
        f"{grown['rows']:>9,} complaints, grown in {grown['seconds']:.0f} s", flush=True
    )
    with Server(data) as server:
        # What grew without a server is read into its columns once, and kept as a file.
        read = load(Client(server, "office"), PAGES["figures"])
        print(f"          the first figures of all: {read:.0f} ms", flush=True)
    with Server(data) as server:
        office = Client(server, "office")
        found = {name: _times(office, path) for name, path in PAGES.items()}
        found["memory"] = memory(server.pid)
    return found


def _times(client: Client, path: str) -> tuple[float, float]:
    first = load(client, path)
    return first, median(load(client, path) for _ in range(WARM))


def table(results: dict[int, dict]) -> str:
    """Each page at each size, against the smallest size and the other page."""
    sizes = list(results)
    first, last = results[sizes[0]], results[sizes[-1]]
    heads = "".join(f"{size:>20,}" for size in sizes)
    lines = [
        f"{'ms: after a start / warm':<34}{heads}{'last : first':>14}{'to other':>10}"
    ]
    for name in PAGES:
        cells = "".join(
            f"{results[size][name][0]:>12.0f} /{results[size][name][1]:>6.0f}"
            for size in sizes
        )
        grown = last[name][1] / first[name][1]
        other = last[name][1] / last[OTHER][1]
        lines.append(f"{name:<34}{cells}{grown:>14.2f}{other:>10.2f}")
    cells = "".join(f"{results[size]['memory'] / 2**20:>16.0f} MiB" for size in sizes)
    return "\n".join([*lines, f"{'memory of the server':<34}{cells}"])


def run(data: Path, sizes: list[int]) -> None:
    """Measure at all sizes and print."""
    with Server(data):
        # Makes the demo site.
        pass
    print(table({size: measure(data, size) for size in sizes}))


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", default=SIZES, help="rising, with commas")
    parser.add_argument("--data", type=Path, help="keep the database in this folder")
    chosen = parser.parse_args()
    sizes = [int(size) for size in chosen.sizes.split(",")]
    if chosen.data:
        chosen.data.mkdir(parents=True, exist_ok=True)
        run(chosen.data.resolve(), sizes)
        return
    with tempfile.TemporaryDirectory(prefix="jiesu-") as folder:
        run(Path(folder), sizes)


if __name__ == "__main__":
    main()
