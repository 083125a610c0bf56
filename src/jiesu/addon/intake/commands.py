"""Commands of the intake, run inside the configured site (see instance/console.py)."""

from jiesu.addon.content.interfaces import IDesk
from jiesu.addon.intake.importing import BATCH
from jiesu.addon.intake.importing import import_lines
from jiesu.addon.intake.importing import Outcome
from pathlib import Path
from plone.base.interfaces import IPloneSiteRoot
from zope.component.hooks import setSite

import click
import gzip


SHOWN = 50


@click.command()
@click.option("--desk", "path", default="Plone/jiesu", help="Path of the desk.")
@click.option("--category", help="Category of lines that name none (default: Office).")
@click.option("--batch", default=BATCH, help="Complaints in one transaction.")
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE"
)
@click.pass_obj
def main(app, path: str, category: str | None, batch: int, file: Path) -> None:
    """Import complaints from FILE (JSON lines, may be gzipped)."""
    desk = open_desk(app, path)
    lines = read_lines(file)
    outcome = Outcome(0, 0, [])
    with click.progressbar(length=len(lines), label=file.name) as bar:
        for so_far in import_lines(desk, lines, category, batch):
            outcome = so_far
            bar.update(1)
    report(outcome)
    if outcome.bad:
        raise SystemExit(1)


def open_desk(app, path: str):
    """The desk at a path of the database, its site being set.

    :raises click.ClickException: there is none
    """
    desk = app.unrestrictedTraverse(path.strip("/"), None)
    if desk is None or not IDesk.providedBy(desk):
        raise click.ClickException(f"There is no desk at /{path.strip('/')}.")
    site = desk
    while not IPloneSiteRoot.providedBy(site):
        site = site.aq_parent
    setSite(site)
    return desk


def read_lines(file: Path) -> list[str]:
    """The lines of a file.

    :raises click.ClickException: it is not text in UTF-8
    """
    opener = gzip.open if file.suffix == ".gz" else open
    try:
        with opener(file, "rt", encoding="utf-8") as text:
            return list(text)
    except (UnicodeDecodeError, gzip.BadGzipFile) as error:
        raise click.ClickException(f"{file.name} cannot be read: {error}") from None


def report(outcome: Outcome) -> None:
    """Say what was done, and name the bad lines."""
    click.echo(f"{outcome.made} imported, {outcome.known} were in already.")
    if not outcome.bad:
        return
    click.echo(f"{len(outcome.bad)} lines could not be imported:", err=True)
    for number, reason in outcome.bad[:SHOWN]:
        click.echo(f"  line {number}: {reason}", err=True)
    if len(outcome.bad) > SHOWN:
        click.echo(f"  and {len(outcome.bad) - SHOWN} more", err=True)
