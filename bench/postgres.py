"""A PostgreSQL of its own for a measurement: temporary folder, Unix socket only.

Debian: `apt-get install postgresql` first, by hand. Its programs refuse to run as root,
so root hands them to the user `postgres`.
"""

from pathlib import Path

import os
import re
import shutil
import subprocess
import tempfile


PROGRAMS = Path("/usr/lib/postgresql")
USER = "postgres"
SETTINGS = (
    "shared_buffers=1GB",
    "work_mem=256MB",
    "maintenance_work_mem=512MB",
    "listen_addresses=",
    "fsync=off",
)
# What PostgreSQL gets of each row: numbers and yes or no.
NUMBERS = (
    "received",
    "department",
    "category",
    "kind",
    "channel",
    "state",
    "place",
    "due",
    "dispatched",
    "accept_due",
    "answer_due",
    "answered",
    "closed",
    "minutes",
    "accept_late",
    "on_time",
    "solved",
    "score",
)
YES_OR_NO = (
    "asked",
    "merged",
    "returned",
    "reworked",
    "extended",
    "supervised",
    "rated",
    "followed_up",
    "open",
    "praise",
    "withdrawn",
)

_TIME = re.compile(r"^Time: ([\d.]+) ms", re.MULTILINE)


class Missing(RuntimeError):
    """There is no PostgreSQL here."""


def programs() -> Path:
    """The folder of the newest PostgreSQL's programs.

    :raises Missing: says how to get it
    """
    found = sorted(PROGRAMS.glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    there = shutil.which("initdb")
    if there:
        return Path(there).resolve().parent
    raise Missing("PostgreSQL is not installed: apt-get install postgresql")


class Postgres:
    """Made, started, and gone with the block."""

    def __init__(self):
        """Find the programs."""
        self._bin = programs()
        self.version = self._bin.parent.name
        self._as = ["runuser", "-u", USER, "--"] if os.geteuid() == 0 else []

    def __enter__(self) -> "Postgres":
        self.folder = Path(tempfile.mkdtemp(prefix="jiesu-pg-"))
        if self._as:
            shutil.chown(self.folder, USER)
        data = self.folder / "data"
        self._run("initdb", "-D", data, "-A", "trust", "--no-locale", "-E", "UTF8")
        options = " ".join(f"-c {one}" for one in SETTINGS)
        options += f" -c unix_socket_directories={self.folder}"
        log = self.folder / "log"
        self._run("pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start")
        return self

    def __exit__(self, *error) -> None:
        self._run("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder)

    def _run(self, program: str, *arguments) -> str:
        done = subprocess.run(  # noqa: S603
            [*self._as, str(self._bin / program), *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd="/",
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stdout}")
        return done.stdout

    def run(self, sql: str, file: Path | None = None) -> str:
        """What psql prints for some statements, values separated by commas.

        :param file: what `COPY ... FROM STDIN` reads
        """
        script = ["-v", "ON_ERROR_STOP=1", "-X", "-q", "-t", "-A", "-F", ","]
        command = [
            *self._as,
            str(self._bin / "psql"),
            *script,
            "-h",
            str(self.folder),
            "-d",
            "postgres",
            *(["-c", sql] if file else ["-f", "-"]),
        ]
        with open(file or os.devnull, "rb") as source:
            done = subprocess.run(  # noqa: S603
                command,
                **({"stdin": source} if file else {"input": sql.encode()}),
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                cwd="/",
            )
        if done.returncode:
            raise RuntimeError(done.stdout.decode())
        return done.stdout.decode()

    def times(self, sql: str, times: int, settings: str = "") -> list[float]:
        """How long a query takes, in ms, so many times in one connection."""
        said = self.run(f"{settings}\n\\timing on\n" + f"{sql};\n" * times)
        return [float(one) for one in _TIME.findall(said)]
