"""`make check-figures`: what is wrong is named, and put right."""

from click.testing import CliRunner
from dataclasses import replace
from jiesu.addon.catalog.catalog import catalog_of
from jiesu.addon.catalog.facts import pack
from jiesu.addon.catalog.facts import unpack
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.statistics import commands
from jiesu.addon.statistics.commands import check
from tests.handling.world import complain
from tests.handling.world import do

import pytest


@pytest.fixture
def run(desk, undone, monkeypatch):
    """Call the command on the desk."""
    monkeypatch.setattr(commands, "commit", lambda desk, function: function(desk))
    path = "/".join(desk.getPhysicalPath()).strip("/")

    def call(*arguments):
        app = desk.aq_parent.aq_parent
        return CliRunner().invoke(check, ["--desk", path, *arguments], obj=app)

    return call


@pytest.fixture
def complaint(desk, undone):
    """One with a response."""
    made = complain(desk)
    do(made, "academic-handler", "accept")
    return made


def spoil(desk, complaint, **facts):
    """Let the row say something else."""
    catalog = catalog_of(complaints_of(desk))
    document = catalog.uids[complaint.getId()]
    row = list(catalog.data[document])
    place = catalog.schema["facts"]
    department = row[catalog.schema["department"]]
    row[place] = pack(replace(unpack(row[place], department), **facts), department)
    catalog.data[document] = tuple(row)


def test_all_is_right(run, complaint):
    found = run()
    assert (found.exit_code, found.output) == (0, "The figures are right.\n")


def test_what_is_wrong_is_named(run, desk, complaint):
    run()
    spoil(desk, complaint, returned=True, score=4)
    found = run()
    assert found.exit_code == 1
    assert f"{complaint.number}  returned: True, should be False" in found.output
    assert f"{complaint.number}  score: 4, should be 0" in found.output
    assert "2 differences" in found.output


def test_it_is_put_right(run, desk, complaint):
    run()
    spoil(desk, complaint, returned=True)
    found = run("--rebuild")
    assert found.exit_code == 0
    assert "Made anew from the journals of 1 complaints." in found.output
    assert run().output == "The figures are right.\n"


def test_rows_too_few_and_too_many(run, desk, complaint):
    other = complain(desk)
    run()
    catalog = catalog_of(complaints_of(desk))
    document = catalog.uids[complaint.getId()]
    catalog.uids["nowhere"] = catalog.uids.pop(complaint.getId())
    catalog.paths[document] = "nowhere"
    found = run()
    assert f"{complaint.getId()}  row: 'none', should be 'one'" in found.output
    assert "nowhere  row: 'one', should be 'none'" in found.output
    assert run("--rebuild").exit_code == 0
    assert run().output == "The figures are right.\n"
    assert other.getId() in catalog.uids


def test_no_such_desk(run):
    assert "There is no desk at" in run("--desk", "nowhere").output
