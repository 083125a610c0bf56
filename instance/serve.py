"""Serve the demo site until Ctrl-C, creating it on the first start: `make start`."""

from instance import checks
from instance import demo_site
from instance import settings
from instance.accounts import demo_accounts
from instance.server import stop_on_signals
from paste.deploy import loadapp
from paste.deploy import loadserver
from Zope2.Startup.serve import setup_logging

import os
import subprocess
import sys
import transaction
import Zope2


DESK = f"/{demo_site.SITE}/jiesu"
INI = str(settings.ZOPE_INI)


def ensure_demo_site(chosen: settings.Settings) -> None:
    """Create the demo site where the data folder has none.

    In a process of its own, so that the server starts as it does ever after.

    :raises checks.CannotStart: that failed; the process has said why
    """
    if chosen.demo_mark.exists() and chosen.database.exists():
        return
    print("Creating the demo site, once for this folder ...", flush=True)
    command = [sys.executable, "-m", "instance.console", "instance.demo_site:create"]
    with subprocess.Popen(command, cwd=settings.ROOT) as child:  # noqa: S603
        try:
            status = child.wait()
        except SystemExit:
            # It removes what it began.
            child.terminate()
            raise
    if status:
        raise checks.CannotStart("The demo site could not be created.")


def follow_data_folder(chosen: settings.Settings) -> None:
    """Put right what the database remembers of its folder and its address."""
    app = Zope2.app()
    try:
        demo_site.queue_mail(app[demo_site.SITE], chosen)
        demo_site.link_to_here(app[demo_site.SITE], chosen)
        transaction.commit()
    finally:
        app._p_jar.close()


def welcome(chosen: settings.Settings) -> str:
    """Return what the person at the terminal needs to know."""
    password = os.environ.get("DEMO_PASSWORD") or "jiesu-demo"
    lines = [
        "",
        f"接诉即办 is at {chosen.address}{DESK}",
        "",
        f"Demo accounts, each with the password {password}",
        "(or the one that was set by DEMO_PASSWORD when the site was created):",
        *(f"  {title + ':':<23} {' '.join(names)}" for title, names in demo_accounts()),
        "",
        f"Zope's administrator is admin, the password is in {chosen.admin_password}",
        f"Data: {chosen.data}   Logs: {chosen.data / 'log'}",
        "Ctrl-C stops the server.",
    ]
    return "\n".join(lines)


def serve(chosen: settings.Settings) -> None:
    """Start Zope, say where it is, and serve until told to stop."""
    setup_logging(INI)
    application = loadapp(f"config:{INI}")
    follow_data_folder(chosen)
    print(welcome(chosen), flush=True)
    try:
        loadserver(f"config:{INI}")(application)
    finally:
        for database in Zope2.opened:
            database.close()
    print("Stopped.", flush=True)


def main() -> int:
    """Run the checks, the creation and the server; returns the exit status."""
    try:
        chosen = settings.prepare()
        checks.port_is_free(chosen)
        checks.database_is_free(chosen)
        ensure_demo_site(chosen)
        serve(chosen)
    except (settings.BadSetting, checks.CannotStart) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    stop_on_signals()
    sys.exit(main())
