"""Commands of telling, run inside the configured site (see instance/console.py)."""

from jiesu.addon.notifications.worker import Worker

import click


@click.command()
@click.option("--forever", is_flag=True, help="Go on until stopped.")
@click.pass_obj
def deliver(app, forever: bool) -> None:
    """Deliver what is due in the outboxes of all desks."""
    worker = Worker(app._p_jar.db())
    if forever:
        run_until_stopped(worker)
    else:
        while worker.turn():
            pass


def run_until_stopped(worker: Worker) -> None:
    """Let the worker run; a signal lets it finish its message first."""
    worker.start()
    try:
        worker.join()
    finally:
        worker.stop()
