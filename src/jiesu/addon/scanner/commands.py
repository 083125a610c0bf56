"""Commands of the scanner, run inside the configured site (see instance/console.py)."""

from jiesu.addon.scanner.background import Scanner

import click


@click.command()
@click.option("--forever", is_flag=True, help="Go on until stopped.")
@click.pass_obj
def scan(app, forever: bool) -> None:
    """Do and tell what became due, on all desks."""
    scanner = Scanner(app._p_jar.db())
    if forever:
        run_until_stopped(scanner)
    else:
        while scanner.turn():
            pass


def run_until_stopped(scanner: Scanner) -> None:
    """Let the scanner run; a signal lets it finish its batch first."""
    scanner.start()
    try:
        scanner.join()
    finally:
        scanner.stop()
