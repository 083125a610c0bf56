"""Reply times of imported messages, against a plain recomputation from the file.

    python bench/replies.py FILE [--data FOLDER]

FILE has messages as `make import` takes them: JSON lines, gzipped or not. They are
imported into a demo site; then the handling times of the figures (count, mean, median,
90th percentile, message by message) are compared with what the file itself says,
reckoned minute by minute of the desk's working hours, without the package's calendar.
Ends with status 1 if they differ by more than the minute that is kept.
"""

from pathlib import Path

import argparse
import sys
import tempfile


# First of all: this folder has a module with the name of one of the standard library.
sys.path[0] = str(Path(__file__).resolve().parent.parent)

from bench.server import in_site  # noqa: E402
from bench.server import Server  # noqa: E402
from chinese_calendar import is_workday  # noqa: E402
from datetime import date  # noqa: E402
from datetime import datetime  # noqa: E402
from datetime import time  # noqa: E402
from datetime import timedelta  # noqa: E402
from jiesu.addon.intake.birth import stored_key  # noqa: E402

import gzip  # noqa: E402
import json  # noqa: E402
import numpy as np  # noqa: E402
import os  # noqa: E402
import subprocess  # noqa: E402


# The desk's working hours, in minutes of the day.
SHIFTS = ((8 * 60 + 30, 12 * 60), (14 * 60, 17 * 60 + 30))
DAY = 24 * 60
MINUTE = 1.0


def messages(file: Path) -> dict[str, dict]:
    """The messages of a file by their id."""
    opener = gzip.open if file.suffix == ".gz" else open
    with opener(file, "rt", encoding="utf-8") as lines:
        return {str(one["id"]): one for one in map(json.loads, lines)}


class Minutes:
    """How many working minutes had passed at each minute since a day."""

    def __init__(self, first: date, last: date):
        """Lay out all minutes from one day to another."""
        self.first = first
        days = (last - first).days + 1
        works = np.zeros((days, DAY), bool)
        for number in range(days):
            if is_workday(first + timedelta(days=number)):
                for start, end in SHIFTS:
                    works[number, start:end] = True
        self.works = works.ravel()
        self.passed = np.concatenate([[0], np.cumsum(self.works)])

    def at(self, moment: datetime) -> float:
        """The working minutes passed, with the seconds of a minute begun."""
        since = moment - datetime.combine(self.first, time())
        minute, rest = divmod(since.total_seconds(), 60)
        begun = rest / 60 if self.works[int(minute)] else 0.0
        return float(self.passed[int(minute)]) + begun


def plain(found: dict[str, dict]) -> dict[str, float]:
    """Working minutes from a message to its reply, by id."""
    answered = {
        name: [_local(one[when]) for when in ("submitted", "replied")]
        for name, one in found.items()
        if one.get("replied")
    }
    days = [moment.date() for pair in answered.values() for moment in pair]
    minutes = Minutes(min(days), max(days))
    return {
        name: minutes.at(end) - minutes.at(start)
        for name, (start, end) in answered.items()
    }


def _local(written: str) -> datetime:
    """A time of the file, which is by the clock there."""
    return datetime.fromisoformat(written).replace(tzinfo=None)


def imported(data: Path, file: Path) -> dict:
    """Import into a demo site without complaints; what the figures say."""
    with Server(data):
        pass
    in_site(data, "replied.py", "clear")
    subprocess.run(  # noqa: S603
        [
            sys.executable,
            "-m",
            "instance.console",
            "jiesu.addon.intake.commands:main",
            "--category",
            "other",
            str(file),
        ],
        cwd=sys.path[0],
        env={**os.environ, "DATA": str(data)},
        stdout=subprocess.DEVNULL,
        check=False,
    )
    return in_site(data, "replied.py", "tell")


def run(data: Path, file: Path) -> bool:
    """Compare and print; whether they agree."""
    found = messages(file)
    wanted, told = plain(found), imported(data, file)
    mine = told["minutes"]
    print(f"{len(found):,} messages in the file, {told['received']:,} imported")
    print(f"{len(wanted):,} have a reply, {told['times']['count']:,} a handling time")
    wanted = {stored_key("", f"import:{name}"): one for name, one in wanted.items()}
    apart = {key: abs(mine[key] - one) for key, one in wanted.items() if key in mine}
    missing = wanted.keys() ^ mine.keys()
    worst = max(apart.values(), default=0.0)
    print(f"{len(missing)} in one of the two alone; {worst:.2f} minutes apart at most")
    values = np.array(list(wanted.values())) / 60
    plain_times = {
        "mean": values.mean(),
        "median": np.median(values),
        "p90": np.percentile(values, 90),
    }
    good = not missing and worst <= MINUTE
    for name, hours in plain_times.items():
        print(f"{name:>8}: {hours:8.2f} working hours from the file, ", end="")
        print(f"{told['times'][name]:8.2f} by the figures")
        good = good and abs(hours - told["times"][name]) <= MINUTE / 60
    print("they agree" if good else "THEY DIFFER")
    return good


def main() -> None:
    """Read the command line and compare."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--data", type=Path, help="keep the database in this folder")
    chosen = parser.parse_args()
    if chosen.data:
        chosen.data.mkdir(parents=True, exist_ok=True)
        good = run(chosen.data.resolve(), chosen.file.resolve())
    else:
        with tempfile.TemporaryDirectory(prefix="jiesu-") as folder:
            good = run(Path(folder), chosen.file.resolve())
    sys.exit(not good)


if __name__ == "__main__":
    main()
