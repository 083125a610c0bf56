"""The figures of 100,000 complaints: `@statistics` against iterating catalog brains.

    python bench/figures.py [--size 100000] [--data FOLDER]

One run: the server's answers over HTTP, the first after a start apart, then, in a
process of its own, the same totals from the catalog's brains. Ends with status 1 if the
totals differ or the service takes more than a tenth of the time.
"""

from pathlib import Path

import argparse
import json
import sys
import tempfile
import time


sys.path[0] = str(Path(__file__).resolve().parent.parent)

from bench.server import Client  # noqa: E402
from bench.server import in_site  # noqa: E402
from bench.server import Server  # noqa: E402
from statistics import median  # noqa: E402


PATH = "/Plone/jiesu/@statistics"
ASKED = {
    "totals": PATH,
    "by department": f"{PATH}?by=department",
    "by day": f"{PATH}?by=day",
    "by department, one kind": f"{PATH}?by=department&kind=help",
}
WARM = 25
WANTED = 0.1
OPEN_SHARE = "0.9"


def over_http(data: Path) -> dict:
    """Times in ms and what was told."""
    with Server(data) as server:
        office = Client(server, "office")
        first, told = ask(office, PATH)
        found = {"first": first, "told": told["totals"], "made": told["made"]}
        before = server.cpu_seconds()
        for name, path in ASKED.items():
            found[name] = median(ask(office, path)[0] for _ in range(WARM))
        asked = WARM * len(ASKED)
        found["processor"] = (server.cpu_seconds() - before) / asked * 1000
        return found


def ask(client: Client, path: str) -> tuple[float, dict]:
    """How long an answer takes, in ms, and the answer."""
    began = time.perf_counter()
    status, body = client.get(path)
    took = (time.perf_counter() - began) * 1000
    if status != 200:
        raise RuntimeError(f"{path}: {status} {body[:200]!r}")
    return took, json.loads(body)


def run(data: Path, size: int) -> bool:
    """Measure and print; whether it is as wanted."""
    with Server(data):
        pass
    in_site(data, "fill.py", str(size), OPEN_SHARE)
    http = over_http(data)
    # As of the same moment: what is overdue grows from second to second.
    inside = in_site(data, "brains.py", http["made"])
    rows = inside["rows"]
    print(f"{rows:,} complaints")
    for name in ASKED:
        print(f"{http[name]:>10.1f} ms  @statistics, {name}, warm")
    print(f"{http['processor']:>10.1f} ms  of the processor for one of these")
    print(f"{http['first']:>10.1f} ms  @statistics, the first after the start")
    print(f"{inside['build']:>10.1f} ms  reading the columns, nothing in memory")
    print(f"{inside['warm_build']:>10.1f} ms  reading them again")
    print(f"{inside['count']:>10.1f} ms  counting alone, by department")
    print(f"{inside['cold_brains']:>10.1f} ms  iterating brains, nothing in memory")
    print(f"{inside['brains']:>10.1f} ms  iterating brains, warm")
    print(f"{inside['bytes'] / rows * 1e6 / 2**20:>10.1f} MiB for a million rows")
    print(f"{inside['build'] / rows * 1e6 / 1000:>10.1f} s to read a million rows")
    shown = max(http[name] for name in ASKED)
    ratio = shown / inside["brains"]
    print(f"{ratio:>10.3f} of the brains' time at most; wanted {WANTED}")
    same = all(http["told"][name] == n for name, n in inside["totals"].items())
    print("the totals agree" if same else f"{http['told']} != {inside['totals']}")
    return same and ratio <= WANTED


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--data", type=Path, help="keep the database in this folder")
    chosen = parser.parse_args()
    if chosen.data:
        chosen.data.mkdir(parents=True, exist_ok=True)
        good = run(chosen.data.resolve(), chosen.size)
    else:
        with tempfile.TemporaryDirectory(prefix="jiesu-") as folder:
            good = run(Path(folder), chosen.size)
    sys.exit(not good)


if __name__ == "__main__":
    main()
