"""The two factories that zope.ini names: Zope as it runs when it serves, and waitress.

Only a serving process has the writer's thread and works in the background; a script in
the console does neither.
"""

from collections.abc import Callable
from instance import settings
from jiesu.addon.writer.thread import stop_writers
from types import FrameType
from Zope2.Startup.run import make_wsgi_app

import os
import signal
import sys
import waitress


THREADS = 8
STOPPING = (signal.SIGINT, signal.SIGTERM)
SERVING = {
    # Write through the one writer thread of this process.
    "JIESU_WRITER": "thread",
    # Index texts, pack, and whatever else is due, in threads of this process.
    "JIESU_BACKGROUND": "1",
}


def application(global_config: dict, zope_conf: str) -> Callable:
    """Return Zope as a WSGI application (a paste.app_factory)."""
    settings.prepare()
    for name, value in SERVING.items():
        os.environ.setdefault(name, value)
    return make_wsgi_app(global_config, zope_conf)


def server(global_config: dict) -> Callable:
    """Return what serves an application until it is told to stop.

    A paste.server_factory. Ctrl-C and SIGTERM both end it after the requests that are
    being answered.
    """
    chosen = settings.prepare()

    def serve(application: Callable) -> None:
        stop_on_signals()
        try:
            waitress.serve(
                application,
                host=chosen.host,
                port=chosen.port,
                threads=THREADS,
                ident=None,
            )
        finally:
            # While the database is still open.
            stop_writers()

    return serve


def stop_on_signals() -> None:
    """Have Ctrl-C and SIGTERM end this process the same way, cleaning up.

    Ctrl-C too is set: a shell that starts a process in the background switches it off.
    """
    for number in STOPPING:
        signal.signal(number, _stop)


def _stop(number: int, frame: FrameType | None) -> None:
    # Once is enough: a second signal must not break off the cleaning up.
    for one in STOPPING:
        signal.signal(one, signal.SIG_IGN)
    sys.exit(0)
