"""Lists at 1,000, 10,000 and 100,000 complaints: queries, search, the workbench's page.

    python bench/lists.py [--sizes 1000,10000,100000] [--open 0.1] [--data FOLDER]

One demo database grows from size to size. At each one a process of its own measures the
typed queries, then the demo server the page. The baseline is the smallest size.
"""

from pathlib import Path

import argparse
import sys
import tempfile
import time


sys.path[0] = str(Path(__file__).resolve().parent.parent)

from bench.server import Client  # noqa: E402
from bench.server import in_site  # noqa: E402
from bench.server import Server  # noqa: E402
from statistics import median  # noqa: E402


SIZES = "1000,10000,100000"
PAGE = "/Plone/jiesu/departments/logistics"
# Looked at before, so that templates are compiled and the site is awake.
OTHER_PAGE = "/Plone/jiesu/departments/library"
HTTP_WARM = 25


def over_http(data: Path) -> dict:
    """Times of the workbench's page in ms: the first, and the median after it.

    Also what the server computes for one, which other work on the machine does not
    lengthen.
    """
    with Server(data) as server:
        load(Client(server, "library-handler"), OTHER_PAGE)
        handler = Client(server, "logistics-handler")
        first = load(handler, PAGE)
        before = server.cpu_seconds()
        warm = [load(handler, PAGE) for _ in range(HTTP_WARM)]
        computed = (server.cpu_seconds() - before) / HTTP_WARM * 1000
    return {"cold": first, "warm": median(warm), "processor, warm": computed}


def load(client: Client, path: str) -> float:
    """How long a page takes, in ms."""
    began = time.perf_counter()
    status, body = client.get(path, accept="text/html")
    if status != 200:
        raise RuntimeError(f"{path}: {status} {body[:200]!r}")
    return (time.perf_counter() - began) * 1000


def measure(data: Path, size: int, open_share: float) -> dict:
    """Grow to a size and measure there, by name."""
    grown = in_site(data, "fill.py", str(size), str(open_share))
    print(
        f"{size:>9,} complaints: {grown['made']:,} made at {grown['rate']:.0f}/s"
        f" in {grown['seconds']:.0f} s",
        flush=True,
    )
    found = in_site(data, "ask.py")
    for name, one in found.items():
        print(f"          {name}: {one['found']:,} found", flush=True)
    return {**found, "workbench over HTTP": over_http(data)}


def table(results: dict[int, dict]) -> str:
    """All figures in ms, and the largest size against the smallest."""
    sizes = list(results)
    first, last = results[sizes[0]], results[sizes[-1]]
    heads = "".join(f"{size:>12,}" for size in sizes)
    lines = [f"{'ms':<40}{heads}{'last : first':>14}"]
    for name in first:
        for kind in (kind for kind in first[name] if kind != "found"):
            figures = "".join(f"{results[size][name][kind]:>12.1f}" for size in sizes)
            ratio = last[name][kind] / first[name][kind]
            lines.append(f"{name + ', ' + kind:<40}{figures}{ratio:>14.2f}")
    return "\n".join(lines)


def run(data: Path, sizes: list[int], open_share: float) -> None:
    """Measure at all sizes and print."""
    with Server(data):
        # Makes the demo site.
        pass
    results = {size: measure(data, size, open_share) for size in sizes}
    print(table(results))


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", default=SIZES, help="rising, with commas")
    parser.add_argument("--open", type=float, default=0.1, help="share that is open")
    parser.add_argument("--data", type=Path, help="keep the database in this folder")
    chosen = parser.parse_args()
    sizes = [int(size) for size in chosen.sizes.split(",")]
    if chosen.data:
        chosen.data.mkdir(parents=True, exist_ok=True)
        run(chosen.data.resolve(), sizes, chosen.open)
        return
    with tempfile.TemporaryDirectory(prefix="jiesu-") as folder:
        run(Path(folder), sizes, chosen.open)


if __name__ == "__main__":
    main()
