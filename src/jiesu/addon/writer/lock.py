"""The lock that keeps one writer at work among several processes of one machine.

One process needs none: its writer thread is alone. Several processes name one file in
the environment (JIESU_WRITER_LOCK); whoever holds the lock on it writes. Processes on
other machines are not seen by it: there ZODB's own conflict errors are retried.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import fcntl
import os


ENVIRONMENT = "JIESU_WRITER_LOCK"


@contextmanager
def process_lock(path: str | None = None) -> Iterator[None]:
    """Hold the lock while the block runs; waits for it.

    :param path: the file; by default from the environment, and no lock without it
    """
    path = path or os.environ.get(ENVIRONMENT)
    if not path:
        yield
        return
    with open(path, "a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)
