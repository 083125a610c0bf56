"""A demo server of its own for a measurement or a test: own folder, own port.

Started as `make start` starts it (python -m instance.serve), without the setup before.
"""

from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Self

import base64
import ctypes
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading


ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(sys.executable).parent
PASSWORD = "jiesu-demo"  # noqa: S105
# Seconds: making the demo site and starting take some twenty; a busy machine longer.
START = 180.0
STOP = 30.0
POLL = 0.1


class Program:
    """A process of a site, in the site's folder; ends with the block, or with us."""

    # What follows `python`, or the name of a program beside it.
    command: tuple[str, ...] = ()
    name = "out"

    def __init__(self, data: Path):
        """Not started yet.

        :param data: the folder
        """
        self.data = data
        self._process: subprocess.Popen | None = None

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.kill()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    @property
    def settings(self) -> dict[str, str]:
        """The variables of its environment."""
        return {
            "DATA": str(self.data),
            "HOST": "127.0.0.1",
            "DEMO_PASSWORD": PASSWORD,
            "PYTHONUNBUFFERED": "1",
            "PYTHONPATH": str(ROOT),
        }

    def start(self) -> None:
        """Start and wait until it answers."""
        self.launch()
        self.wait()

    def launch(self) -> None:
        """Start; see `wait`."""
        with open(self._log, "ab") as log:
            self._process = subprocess.Popen(  # noqa: S603
                [str(PROGRAMS / self.command[0]), *self.command[1:]],
                cwd=ROOT,
                env={**os.environ, **self.settings},
                stdout=log,
                stderr=subprocess.STDOUT,
                preexec_fn=die_with_parent,
            )

    def wait(self) -> None:
        """Wait until it answers."""
        wait_for(self._answers_or_ended, START, f"{self.name} to answer")

    def _answers_or_ended(self) -> bool:
        if self._process.poll() is not None:
            raise RuntimeError(f"{self.name} ended:\n{self.said()}")
        return self.answers()

    def answers(self) -> bool:
        """Whether it can be used."""
        raise NotImplementedError

    @property
    def _log(self) -> Path:
        return self.data / f"{self.name}.log"

    def said(self) -> str:
        """What it printed."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def stop(self) -> None:
        """Ask it to end, and wait for that."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it without a chance to finish anything."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        if self._process is None or self._process.poll() is not None:
            return
        self._process.send_signal(how)
        try:
            self._process.wait(STOP)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(STOP)
            raise


class Server(Program):
    """Makes the demo site where there is none, serves it, ends with the block."""

    command = ("python", "-m", "instance.serve")

    def __init__(self, data: Path | None = None):
        """Choose folder and port.

        :param data: the folder; by default a temporary one that is removed in the end
        """
        self._temporary = None
        if data is None:
            self._temporary = tempfile.TemporaryDirectory(prefix="jiesu-")
            data = Path(self._temporary.name)
        super().__init__(data)
        self.port = free_port()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        try:
            super().__exit__(kind, error, traceback)
        finally:
            if self._temporary is not None:
                self._temporary.cleanup()

    @property
    def admin(self) -> str:
        """Credentials of Zope's administrator, as `user:password`."""
        return "admin:" + (self.data / "admin-password").read_text().strip()

    @property
    def settings(self) -> dict[str, str]:
        """The variables of its environment."""
        return {**super().settings, "PORT": str(self.port)}

    def cpu_seconds(self) -> float:
        """What the server has computed so far; on Linux only."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def answers(self) -> bool:
        """Whether a person gets an answer."""
        try:
            with closing(Client(self, "student1")) as client:
                return client.get("/Plone/jiesu/@categories")[0] == 200
        except OSError:
            return False


class Client:
    """One person's connection, kept open."""

    def __init__(self, server: Server, user: str):
        """Make it; the first call connects.

        :param user: name of a demo account, or `user:password`
        """
        named = user if ":" in user else f"{user}:{PASSWORD}"
        self._headers = {
            "Accept": "application/json",
            "Content-Type": "application/json",
            "Authorization": "Basic " + base64.b64encode(named.encode()).decode(),
        }
        self._connection = http.client.HTTPConnection(
            "127.0.0.1", server.port, timeout=120
        )

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def get(self, path: str, accept: str = "application/json") -> tuple[int, bytes]:
        """Status and body of a page."""
        return self._call("GET", path, None, {**self._headers, "Accept": accept})

    def post(self, path: str, body: dict) -> tuple[int, bytes]:
        """Status and body of the answer to a JSON object."""
        return self._call("POST", path, json.dumps(body).encode(), self._headers)

    def _call(self, method, path, body, headers) -> tuple[int, bytes]:
        try:
            self._connection.request(method, path, body, headers)
            response = self._connection.getresponse()
            return response.status, response.read()
        except http.client.HTTPException as error:
            # It was cut off in the middle of an answer.
            self._connection.close()
            raise ConnectionError(str(error)) from error
        except OSError:
            self._connection.close()
            raise


def die_with_parent() -> None:
    """Let the kernel end this process when the one that started it is gone.

    So that a run that is broken off leaves nothing behind; on Linux only. It is called
    between fork and exec.
    """
    if _PRCTL is not None:
        _PRCTL(_PR_SET_PDEATHSIG, signal.SIGKILL)


# Looked up here: between fork and exec there is no place for it.
_PRCTL = getattr(ctypes.CDLL(None), "prctl", None)
_PR_SET_PDEATHSIG = 1


def in_site(data: Path, script: str, *arguments: str) -> dict:
    """Run a script of this folder in the site, in a process of its own.

    :param data: the folder of a site whose server does not run
    :returns: what it printed last, read as JSON
    """
    command = [sys.executable, "-m", "instance.console", f"bench/{script}", *arguments]
    done = subprocess.run(  # noqa: S603
        command,
        cwd=ROOT,
        env={**os.environ, "DATA": str(data)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.strip().split("\n")[-1])


def memory(process: int | str = "self") -> int:
    """The memory that a process has, in bytes; on Linux only."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(condition, seconds: float, what: str) -> None:
    """Ask until a condition is true.

    :raises TimeoutError: it was not in time; names `what` was waited for
    """
    pause = threading.Event()
    for _ in range(int(seconds / POLL)):
        if condition():
            return
        pause.wait(POLL)
    raise TimeoutError(f"waited {seconds:.0f} s in vain for {what}")
