"""Where the site keeps its data and listens: read from the environment, with defaults.

zope.conf and zope.ini name these variables, so `prepare` comes before Zope is
configured, whichever way it is started.

    DATA      folder of the database, blobs, mail queue and logs (default: var)
    HOST      address to listen on (default: 127.0.0.1, this machine alone)
    PORT      port to listen on (default: 8080)
    STORAGE   "file" (default) for one process, "zeo" for several, see README.md
"""

from dataclasses import dataclass
from pathlib import Path

import os


INSTANCE = Path(__file__).resolve().parent
ROOT = INSTANCE.parent
ZOPE_CONF = INSTANCE / "zope.conf"
ZOPE_INI = INSTANCE / "zope.ini"
FOLDERS = (
    "blobstorage",
    "cache",
    "filestorage",
    "log",
    "mail/cur",
    "mail/new",
    "mail/tmp",
)


class BadSetting(ValueError):
    """A variable has a value that cannot be used; the text says which and why."""


@dataclass(frozen=True)
class Settings:
    """The settings in effect."""

    data: Path
    host: str
    port: int
    storage: str

    @property
    def database(self) -> Path:
        """The database file, where STORAGE is "file"."""
        return self.data / "filestorage" / "Data.fs"

    @property
    def blobs(self) -> Path:
        """The folder of uploaded files."""
        return self.data / "blobstorage"

    @property
    def mail_queue(self) -> Path:
        """The Maildir folder that outgoing mail waits in."""
        return self.data / "mail"

    @property
    def admin_password(self) -> Path:
        """The file with the password of Zope's user "admin"."""
        return self.data / "admin-password"

    @property
    def demo_mark(self) -> Path:
        """The file that says that the demo site in the database is complete."""
        return self.data / "demo-site"

    @property
    def address(self) -> str:
        """The site's address for a browser on this machine."""
        everywhere = self.host in ("127.0.0.1", "0.0.0.0", "::1", "::")  # noqa: S104
        host = "localhost" if everywhere else self.host
        return f"http://{host}:{self.port}"


def read() -> Settings:
    """Return the settings that the environment names.

    :raises BadSetting: PORT is no port number, STORAGE is unknown
    """
    port = os.environ.get("PORT") or "8080"
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise BadSetting(f"PORT must be a number from 1 to 65535, not {port}.")
    storage = os.environ.get("STORAGE") or "file"
    if storage not in ("file", "zeo"):
        raise BadSetting(f'STORAGE must be "file" or "zeo", not {storage}.')
    return Settings(
        data=(ROOT / Path(os.environ.get("DATA") or "var").expanduser()).resolve(),
        host=os.environ.get("HOST") or "127.0.0.1",
        port=int(port),
        storage=storage,
    )


def prepare() -> Settings:
    """Make the folders, and set in the environment what zope.conf reads from it.

    :raises BadSetting: as `read`; or the data folder cannot be written
    """
    settings = read()
    try:
        for name in FOLDERS:
            (settings.data / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadSetting(f"DATA cannot be used: {error}") from error
    os.environ["DATA"] = str(settings.data)
    os.environ["HOST"] = settings.host
    os.environ["PORT"] = str(settings.port)
    os.environ["STORAGE"] = settings.storage
    # Buildout has a folder of its own for what Zope expects beside its configuration.
    os.environ.setdefault("INSTANCE", str(INSTANCE))
    return settings
