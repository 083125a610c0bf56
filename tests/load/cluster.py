"""Two servers over one ZEO server, as instance/README.md starts them in production."""

from bench.server import die_with_parent
from bench.server import Program
from bench.server import PROGRAMS
from bench.server import ROOT
from bench.server import Server
from pathlib import Path
from types import TracebackType
from typing import Self

import os
import socket
import subprocess


# Seconds for a command in the site, on a busy machine.
COMMAND = 180.0


class Zeo(Program):
    """The server of the database."""

    command = ("python", "-m", "instance.zeo")
    name = "zeo"

    def answers(self) -> bool:
        """Whether somebody listens."""
        with socket.socket(socket.AF_UNIX) as probe:
            return probe.connect_ex(str(self.data / "zeo.sock")) == 0


class Member(Server):
    """One of the servers."""

    command = ("runwsgi", "instance/zope.ini")

    def __init__(self, data: Path, name: str, background: str):
        """Not started yet.

        :param background: "1" for the one that works in the background
        """
        super().__init__(data)
        self.name = name
        self._background = background

    @property
    def settings(self) -> dict[str, str]:
        """The variables of its environment."""
        return {
            **super().settings,
            "STORAGE": "zeo",
            "RATE_LIMIT": "off",
            "JIESU_BACKGROUND": self._background,
        }


class Cluster:
    """The demo site served by two; all of them end with the block."""

    def __init__(self, data: Path):
        """Not started yet.

        :param data: an empty folder
        """
        self.zeo = Zeo(data)
        # The first one works in the background.
        self.first = Member(data, "first", "1")
        self.second = Member(data, "second", "")

    @property
    def members(self) -> tuple[Member, Member]:
        """The servers."""
        return self.first, self.second

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._end()

    def _start(self) -> None:
        self.zeo.start()
        made = self.command("instance.demo_site:create")
        if made.returncode:
            raise RuntimeError(made.stdout)
        for one in self.members:
            one.launch()
        for one in self.members:
            one.wait()

    def _end(self) -> None:
        for one in (*self.members, self.zeo):
            one.kill()

    def command(self, name: str) -> subprocess.CompletedProcess:
        """Run a command in the site, beside the servers."""
        return subprocess.run(  # noqa: S603
            [str(PROGRAMS / "python"), "-m", "instance.console", name],
            cwd=ROOT,
            env={**os.environ, **self.first.settings},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=COMMAND,
            check=False,
            preexec_fn=die_with_parent,
        )
