"""Commands of the figures, run inside the configured site (see instance/console.py)."""

from jiesu.addon.intake.commands import open_desk
from jiesu.addon.statistics.checking import differences
from jiesu.addon.statistics.checking import put_right
from jiesu.addon.writer.api import commit

import click


SHOWN = 200


@click.command()
@click.option("--desk", "path", default="Plone/jiesu", help="Path of the desk.")
@click.option("--rebuild", is_flag=True, help="Put right what is wrong.")
@click.pass_obj
def check(app, path: str, rebuild: bool) -> None:
    """Compare what figures are made of with the journals; print the differences.

    Ends with status 1 where there are some and they are not put right.
    """
    desk = open_desk(app, path)
    wrong = 0
    for wrong, one in enumerate(differences(desk), start=1):
        if wrong <= SHOWN:
            click.echo(str(one))
    if wrong > SHOWN:
        click.echo(f"and {wrong - SHOWN} more")
    click.echo(f"{wrong} differences" if wrong else "The figures are right.")
    if rebuild:
        # Where others write too they wait for it: it would conflict with each of them.
        count = commit(desk, put_right)
        click.echo(f"Made anew from the journals of {count} complaints.")
    elif wrong:
        raise SystemExit(1)
