"""What would keep the site from starting, found early and said in one line."""

from instance.settings import Settings
from zc.lockfile import LockError
from zc.lockfile import LockFile

import socket


class CannotStart(Exception):
    """The reason, for the person at the terminal."""


def port_is_free(settings: Settings) -> None:
    """Make sure that the address can be listened on.

    :raises CannotStart: it cannot
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As the server does it: connections that are just closing are no obstacle.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
            probe.listen(1)
        except PermissionError as error:
            raise CannotStart(
                f"Port {settings.port} needs root's rights: choose another, "
                "for example PORT=8081."
            ) from error
        except OSError as error:
            raise CannotStart(
                f"Port {settings.port} on {settings.host} cannot be used "
                f"({error.strerror or error}): stop what uses it, or choose another, "
                "for example PORT=8081."
            ) from error


def database_is_free(settings: Settings) -> None:
    """Make sure that no other process has the database file open.

    :raises CannotStart: one has
    """
    if settings.storage != "file":
        return
    path = f"{settings.database}.lock"
    try:
        LockFile(path).close()
    except LockError as error:
        raise CannotStart(
            f"The database in {settings.data} is in use by another process: "
            "stop it first, or choose another folder by DATA=..."
        ) from error
