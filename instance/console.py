"""Run a Python script or a command inside the configured site.

    python -m instance.console script.py [argument ...]
    python -m instance.console package.module:command [argument ...]

A script finds the opened database as `app`. A click command gets it as its context's
object (`@click.pass_obj`); any other function as its first argument, the rest being
the arguments as text. They work as the system user, and commit for themselves. The
server must not run at the same time, unless the storage is ZEO.
"""

from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.users import system
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from instance import checks
from instance import settings
from instance.server import stop_on_signals
from Testing.makerequest import makerequest
from zope.globalrequest import setRequest
from Zope2.Startup.run import make_wsgi_app
from Zope2.Startup.serve import setup_logging

import click
import runpy
import sys
import Zope2


@contextmanager
def opened_database() -> Iterator:
    """Start Zope without serving; give its root while the block runs."""
    setup_logging(str(settings.ZOPE_INI))
    make_wsgi_app({}, str(settings.ZOPE_CONF))
    try:
        app = makerequest(Zope2.app())
        app.REQUEST["PARENTS"] = [app]
        setRequest(app.REQUEST)
        newSecurityManager(None, system)
        yield app
    finally:
        for database in Zope2.opened:
            database.close()


def run(target: str, arguments: list[str]) -> None:
    """Run a script or a command in the opened database.

    :param target: path of a script, or `module:name` of a command
    :param arguments: what follows it on the command line
    """
    if target.endswith(".py"):
        with opened_database() as app:
            _run_script(target, arguments, app)
        return
    # Before Zope starts, so that a wrong name shows at once.
    module, _, name = target.partition(":")
    command = getattr(import_module(module), name)
    if _asks_for_help(command, arguments):
        command.main(args=arguments, prog_name=name)
    with opened_database() as app:
        _run_command(command, name, arguments, app)


def _run_script(path: str, arguments: list[str], app) -> None:
    sys.argv = [path, *arguments]
    runpy.run_path(path, init_globals={"app": app}, run_name="__main__")


def _asks_for_help(command: Callable, arguments: list[str]) -> bool:
    return isinstance(command, click.Command) and "--help" in arguments


def _run_command(command: Callable, name: str, arguments: list[str], app) -> None:
    if isinstance(command, click.Command):
        # Ends the process by SystemExit, with the command's status.
        command.main(args=arguments, prog_name=name, obj=app)
    else:
        command(app, *arguments)


def main(arguments: list[str]) -> int:
    """Run what the command line names; returns the exit status."""
    if not arguments or (not arguments[0].endswith(".py") and ":" not in arguments[0]):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        checks.database_is_free(settings.prepare())
        run(arguments[0], arguments[1:])
    except (settings.BadSetting, checks.CannotStart) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    stop_on_signals()
    sys.exit(main(sys.argv[1:]))
