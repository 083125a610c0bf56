"""Who holds a lease: a process, by a name that tells others when it is gone.

Others of the same machine, that is. What it does not tell, as where there is no /proc,
is left out: then nobody is taken for gone.
"""

from pathlib import Path

import os
import socket
import uuid


_PROC = Path("/proc")


def new_holder() -> str:
    """A name that nobody else has, of this process."""
    parts = socket.gethostname(), _kernel(), str(os.getpid()), _begun(os.getpid())
    return " ".join((*(part or "-" for part in parts), uuid.uuid4().hex))


def is_gone(holder: str) -> bool:
    """Whether the holder was a process of this machine that has ended since."""
    host, kernel, pid, begun, *_rest = [*holder.split(" "), "", "", "", ""][:5]
    if "-" in (kernel, begun) or not pid.isdecimal():
        return False
    if (host, kernel) != (socket.gethostname(), _kernel()):
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except OSError:
        # Another user's: it may be the one, or not.
        return False
    # Its number may be another one's by now.
    return _begun(int(pid)) != begun


def _kernel() -> str:
    """This start of the machine, and whose processes can be seen from here."""
    try:
        boot = (_PROC / "sys/kernel/random/boot_id").read_text().strip()
        return f"{boot}/{(_PROC / 'self/ns/pid').readlink()}"
    except OSError:
        return ""


def _begun(pid: int) -> str:
    """When a process was started; "" where there is none."""
    try:
        stat = (_PROC / str(pid) / "stat").read_text()
    except OSError:
        return ""
    state, *fields = stat.rpartition(")")[2].split()
    # One that has ended and that nobody has asked after yet is gone as well.
    return "" if state in "ZX" else fields[18]
