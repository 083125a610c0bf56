"""Files that are being made, or wait to be fetched: one for each person.

They lie in a folder of the instance that only its user reads, so that any process of
the machine can tell how far one is and hand it out. Fetched it is gone, and else after
an hour.
"""

from App.config import getConfiguration
from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import replace
from jiesu.addon.calendar.moment import now
from pathlib import Path

import hashlib
import json
import os
import secrets
import shutil
import tempfile


RUNNING, READY, FAILED = "running", "ready", "failed"
# Seconds.
KEPT = 3600
# One that has not gone on for so long has died with its process.
DEAD = 600

_STATE, _FILE = "state.json", "list"


class Replaced(Exception):
    """Another job of the same person took the place."""


@dataclass(frozen=True)
class Job:
    """A file for somebody.

    slot: the folder's name, made of whose it is
    name: what the file is called where it is fetched
    touched: seconds since 1970 of the last step
    back: the path below the desk that its maker came from
    """

    id: str
    slot: str
    format: str
    name: str
    total: int
    done: int = 0
    state: str = RUNNING
    touched: float = 0
    back: str = ""

    @property
    def path(self) -> Path:
        """The file that is made."""
        return _root() / self.slot / f"{_FILE}.{self.format}"

    @property
    def expired(self) -> bool:
        """Whether it counts no more."""
        age = now().timestamp() - self.touched
        return age > (DEAD if self.state == RUNNING else KEPT)

    def went_on(self, **changes) -> "Job":
        """The job after a step, as others see it from now on.

        :raises Replaced: it is another's turn
        """
        current = _read(self.slot)
        if current is None or current.id != self.id:
            raise Replaced(self.id)
        return _keep(replace(self, **changes, touched=now().timestamp()))


def begin(
    site: str, user: str, format_: str, name: str, total: int, back: str = ""
) -> Job | None:
    """A new job of a person; None while another of theirs runs."""
    sweep()
    slot = _slot(site, user)
    found = _read(slot)
    if found is not None and found.state == RUNNING:
        return None
    _remove(slot)
    try:
        (_root() / slot).mkdir(mode=0o700)
    except FileExistsError:
        # Somebody was faster: the same person, in another window.
        return None
    at = now().timestamp()
    made = Job(secrets.token_hex(16), slot, format_, name, total, touched=at, back=back)
    return _keep(made)


def job_of(site: str, user: str) -> Job | None:
    """The job of a person, if there is one."""
    sweep()
    return _read(_slot(site, user))


def fetched(job: Job):
    """The file, opened; nobody can fetch it again. None where it is gone already."""
    taken = job.path.with_name(f"{_FILE}.taken")
    try:
        job.path.rename(taken)
        file = taken.open("rb")
    except FileNotFoundError:
        return None
    _remove(job.slot)
    return file


def sweep() -> None:
    """Remove what was not fetched in time, and what died."""
    for folder in _root().iterdir():
        job = _read(folder.name)
        if job is not None and job.expired:
            _remove(folder.name)


def database_opened(event) -> None:
    """Remove what a process left behind that ended meanwhile."""
    sweep()


def drop(job: Job) -> None:
    """Remove a job that nobody fetched, unless another took its place."""
    current = _read(job.slot)
    if current is not None and current.id == job.id:
        _remove(job.slot)


def _slot(site: str, user: str) -> str:
    return hashlib.sha256(f"{site}\n{user}".encode()).hexdigest()[:32]


def _root() -> Path:
    home = getattr(getConfiguration(), "clienthome", None) or tempfile.gettempdir()
    root = Path(home) / "exports"
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    return root


def _read(slot: str) -> Job | None:
    try:
        return Job(**json.loads((_root() / slot / _STATE).read_text("utf-8")))
    except (FileNotFoundError, NotADirectoryError):
        return None


def _keep(job: Job) -> Job:
    path = _root() / job.slot / _STATE
    new = path.with_name(f"{_STATE}.{job.id}")
    new.write_text(json.dumps(asdict(job)), "utf-8")
    os.replace(new, path)
    return job


def _remove(slot: str) -> None:
    shutil.rmtree(_root() / slot, ignore_errors=True)
