"""A million complaints counted: brains, the engine, PostgreSQL with one table.

    python bench/statistics.py [--small 100000] [--large 1000000] [--data FOLDER]

What is counted is the Office's main page: all departments, all measures, one term of
twenty weeks, as of now; nothing is remembered between two answers. In one run:

(a) iterating the catalog's brains, at the small size;
(b) the engine, at both, in a process of its own, and over HTTP at the large one;
(c) PostgreSQL, at the large one: one table of the same columns, in the order of time,
    with indexes, GROUP BY, the best of with and without its compiler. It need not count
    which departments took part, nor reasons.

The small number of rows is put into the catalog with all indexes (but the text), the
others as rows alone; they are made up (rows.py) and have no complaints behind them.
PostgreSQL has to be there (Debian: apt-get install postgresql); the bench starts one of
its own, see postgres.py.

Ends with status 1 if two of them tell different figures, if (b) is not 100 times as
fast as (a), or slower than (c), or if keeping the columns up to date adds more than a
tenth to a submission.
"""

from pathlib import Path

import argparse
import sys
import tempfile
import time


# First of all: the standard library has a module of this file's name.
sys.path[0] = str(Path(__file__).resolve().parent.parent)

from bench.postgres import NUMBERS  # noqa: E402
from bench.postgres import Postgres  # noqa: E402
from bench.postgres import YES_OR_NO  # noqa: E402
from bench.rows import DEPARTMENTS  # noqa: E402
from bench.server import Client  # noqa: E402
from bench.server import in_site  # noqa: E402
from bench.server import memory  # noqa: E402
from bench.server import Server  # noqa: E402
from datetime import date  # noqa: E402
from datetime import datetime  # noqa: E402
from datetime import timedelta  # noqa: E402
from statistics import median  # noqa: E402
from zoneinfo import ZoneInfo  # noqa: E402


PAGE = "/Plone/jiesu/@statistics"
WANTED = 100
SHARE = 0.1
TIMES = 15

TABLE = """
CREATE TABLE c ({columns});
COPY c FROM STDIN;
"""
INDEXES = """
CREATE INDEX ON c (received);
CREATE INDEX ON c (department, received);
VACUUM ANALYZE c;
"""
# The parts that rates have in common are reckoned once.
QUERY = """
WITH term AS (
  SELECT *, NOT praise AND NOT withdrawn AS kind_counts FROM c
  WHERE received >= {start} AND received < {end}
), all_ AS (
  SELECT *, kind_counts AND NOT merged AS work,
    kind_counts AND (rated OR followed_up) AS judged,
    answered > 0 AS has_answer, answer_due > 0 AND answer_due < {at} AS late
  FROM term
)
SELECT department,
  count(*),
  count(*) FILTER (WHERE work),
  count(*) FILTER (WHERE praise),
  count(*) FILTER (WHERE withdrawn),
  count(*) FILTER (WHERE merged),
  count(*) FILTER (WHERE open),
  count(*) FILTER (WHERE open AND NOT asked AND due < {at} AND NOT merged),
  count(*) FILTER (WHERE work AND accept_late >= 0),
  count(*) FILTER (WHERE work AND has_answer),
  count(*) FILTER (WHERE work AND closed > 0),
  count(*) FILTER (WHERE kind_counts AND rated),
  count(*) FILTER (WHERE judged AND solved = 1),
  count(*) FILTER (WHERE work AND accept_late = 0),
  count(*) FILTER (WHERE work AND (accept_late >= 0
    OR (accept_due > 0 AND accept_due < {at}))),
  count(*) FILTER (WHERE work AND (has_answer OR late)),
  count(*) FILTER (WHERE work AND has_answer AND on_time = 1),
  count(*) FILTER (WHERE judged),
  count(*) FILTER (WHERE judged AND score >= 3),
  count(*) FILTER (WHERE judged AND score > 0),
  count(*) FILTER (WHERE work AND has_answer AND rated),
  count(*) FILTER (WHERE work AND returned),
  count(*) FILTER (WHERE work AND reworked),
  count(*) FILTER (WHERE work AND extended),
  count(*) FILTER (WHERE work AND supervised),
  count(*) FILTER (WHERE work AND has_answer AND dispatched > 0),
  avg(minutes) FILTER (WHERE work AND has_answer AND dispatched > 0),
  percentile_cont(0.5) WITHIN GROUP (ORDER BY minutes)
    FILTER (WHERE work AND has_answer AND dispatched > 0),
  percentile_cont(0.9) WITHIN GROUP (ORDER BY minutes)
    FILTER (WHERE work AND has_answer AND dispatched > 0)
FROM all_ GROUP BY department
"""


def by_postgres(file: Path, found: dict) -> dict:
    """Times in ms and the figures of (c)."""
    zone = ZoneInfo("Asia/Shanghai")
    first, last = (date.fromisoformat(day) for day in found["term"])
    start, end = (
        int(datetime(d.year, d.month, d.day, tzinfo=zone).timestamp())
        for d in (first, last + timedelta(days=1))
    )
    query = QUERY.format(start=start, end=end, at=found["at"]).strip()
    columns = [f"{name} {_type(name)}" for name in NUMBERS]
    columns += [f"{name} boolean" for name in YES_OR_NO]
    with Postgres() as server:
        create, copy = TABLE.format(columns=", ".join(columns)).split(";\n")[:2]
        server.run(create + ";")
        server.run(copy, file)
        server.run(INDEXES)
        times = {
            name: median(server.times(query, TIMES, settings)[2:])
            for name, settings in (
                ("with its compiler", "SET jit = on;"),
                ("without it", "SET jit = off;"),
            )
        }
        lines = server.run(query + ";").strip().split("\n")
        size = server.run("SELECT pg_total_relation_size('c');")
        return {
            "version": server.version,
            "times": times,
            "bytes": int(size),
            "figures": dict(map(_figures, lines)),
        }


def _type(name: str) -> str:
    small = ("department", "category", "kind", "channel", "state", "score", "solved")
    return "smallint" if name in (*small, "accept_late", "on_time") else "integer"


def _figures(line: str) -> tuple[str, list]:
    """The department and its figures in the order of the query."""
    department, *values = line.split(",")
    return DEPARTMENTS[int(department)], [round(float(one or 0), 3) for one in values]


def in_order(told: dict) -> list:
    """The engine's figures of a department in the order of the query."""
    counts, fractions = told["counts"], told["fractions"]
    names = "received base praise withdrawn merged open overdue accepted answered"
    return [
        *(counts[n] for n in (*names.split(), "closed", "rated", "solved")),
        *fractions["response"],
        fractions["on_time"][1],
        fractions["on_time"][0],
        fractions["resolution"][1],
        *fractions["satisfaction"],
        fractions["rating"][0],
        *(fractions[n][0] for n in ("return", "rework", "extension", "supervision")),
        *(round(value, 3) for value in told["times"]),
    ]


def over_http(data: Path, term: list[str]) -> dict:
    """Times in ms of the page's figures, and what the server needs."""
    path = f"{PAGE}?from={term[0]}&to={term[1]}&by=department"
    with Server(data) as server:
        office = Client(server, "office")
        first = _ask(office, path)
        before = server.cpu_seconds()
        times = [_ask(office, path) for _ in range(TIMES)]
        return {
            "first": first,
            "warm": median(times),
            "processor": (server.cpu_seconds() - before) / TIMES * 1000,
            "memory": memory(server.pid),
        }


def _ask(client: Client, path: str) -> float:
    began = time.perf_counter()
    status, body = client.get(path)
    if status != 200:
        raise RuntimeError(f"{path}: {status} {body[:200]!r}")
    return (time.perf_counter() - began) * 1000


def run(data: Path, smaller: int, larger: int) -> bool:
    """Measure and print; whether it is as wanted."""
    with Server(data):
        pass
    file = data / "rows.tsv"
    found = in_site(data, "counting.py", str(smaller), str(larger), str(file))
    file.chmod(0o644)
    postgres = by_postgres(file, found)
    http = over_http(data, found["term"])
    return tell(found, postgres, http)


def tell(found: dict, postgres: dict, http: dict) -> bool:
    """Print all of it; whether it is as wanted."""
    small, large, submission = found["small"], found["large"], found["submission"]
    print(f"{small['rows']:,} complaints, {small['counted']:,} of them in the term,")
    print(f"{small['departments']} departments")
    _line(small["cold"], "(a) iterating brains, nothing in memory")
    _line(small["brains"], "(a) iterating brains, warm")
    _line(small["engine"], "(b) the engine")
    faster = small["brains"] / small["engine"]
    print(f"{faster:>12.0f} times as fast; wanted {WANTED}")
    print(f"{large['rows']:,} complaints, the same term")
    _line(large["engine"], "(b) the engine")
    for name, took in postgres["times"].items():
        _line(took, f"(c) PostgreSQL {postgres['version']}, {name}")
    best = min(postgres["times"].values())
    print(f"{best / large['engine']:>12.1f} times as fast as (c); wanted 1")
    _line(large["by_day"], "(b) by day instead")
    _line(large["by_place"], "(b) by place instead")
    _line(large["whole"], "(b) by department, of all that there are")
    _line(http["warm"], "(b) as @statistics over HTTP")
    _line(http["processor"], "of the processor for one of these")
    _line(http["first"], "(b) so, the first after a start")
    _line(large["rebuild"], "to read all columns from the catalog")
    _line(large["restart"], "to read them from their file, after a start")
    print(f"{large['bytes'] / 2**20:>12.0f} MiB of columns")
    print(f"{large['grown'] / 2**20:>12.0f} MiB more memory after reading them")
    print(f"{http['memory'] / 2**20:>12.0f} MiB of memory of a whole server")
    print(f"{large['file'] / 2**20:>12.0f} MiB of their file")
    print(f"{postgres['bytes'] / 2**20:>12.0f} MiB of the table in PostgreSQL")
    print("one submission, committed")
    _line(submission["without"], "without what the figures need")
    _line(submission["with"], "with it")
    _line(submission["follow"], "to bring the columns up to it")
    kept = submission["with"] + submission["follow"] - submission["without"]
    share = kept / submission["without"]
    print(f"{share:>12.3f} of a submission to keep them up to date; wanted {SHARE}")
    mine = {name: in_order(told) for name, told in large["figures"].items()}
    agree = small["same"] and mine == postgres["figures"]
    print("all three tell the same figures" if agree else "THE FIGURES DIFFER")
    return agree and faster >= WANTED and large["engine"] <= best and share <= SHARE


def _line(took: float, what: str) -> None:
    print(f"{took:>9.2f} ms  {what}")


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--small", type=int, default=100_000)
    parser.add_argument("--large", type=int, default=1_000_000)
    parser.add_argument("--data", type=Path, help="keep the database in this folder")
    chosen = parser.parse_args()
    if chosen.data:
        chosen.data.mkdir(parents=True, exist_ok=True)
        good = run(chosen.data.resolve(), chosen.small, chosen.large)
    else:
        with tempfile.TemporaryDirectory(prefix="jiesu-") as folder:
            Path(folder).chmod(0o755)
            good = run(Path(folder), chosen.small, chosen.large)
    sys.exit(not good)


if __name__ == "__main__":
    main()
