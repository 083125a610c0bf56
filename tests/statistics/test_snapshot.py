"""The columns' file: right, or not believed."""

from jiesu.addon.catalog.catalog import catalog_of
from jiesu.addon.catalog.indexing import rebuild_facts
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.handling.perform import perform_as_desk
from jiesu.addon.statistics import engine
from jiesu.addon.statistics import snapshot
from jiesu.addon.statistics.checking import differences
from jiesu.addon.statistics.columns import Columns
from tests.statistics.test_current import counts
from tests.statistics.test_current import database
from tests.statistics.test_current import opened
from tests.statistics.test_current import submit
from weakref import WeakKeyDictionary

import numpy as np
import pytest
import threading
import transaction


__all__ = ["database"]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A folder for the files; small desks have one too, after each change."""
    monkeypatch.setenv(snapshot.FOLDER, str(tmp_path))
    monkeypatch.setattr(snapshot, "WORTH_IT", 1)
    monkeypatch.setattr(engine, "CHANGES_A_FILE", 1)
    return tmp_path


@pytest.fixture
def start(monkeypatch):
    """Be a process that has just started."""

    def begin():
        written()
        monkeypatch.setattr(engine, "_kept", WeakKeyDictionary())

    return begin


def written():
    """Wait until the file is written."""
    for thread in threading.enumerate():
        if thread.name == "jiesu-figures-file":
            thread.join()


def no_reading(monkeypatch):
    """Let reading the whole catalog fail."""
    monkeypatch.setattr(Columns, "of", None)


def test_a_start_reads_the_file_and_what_changed_since(database, start, monkeypatch):
    with opened(*database) as site:
        submit(site.jiesu, 3)
        transaction.commit()
        assert counts(site.jiesu)["received"] == 3
    start()
    with opened(*database) as site:
        # Of another process; the file does not have it.
        one, *_others = complaints_of(site.jiesu).objectValues()
        perform_as_desk(one, "accept", {})
        submit(site.jiesu)
        transaction.commit()
        no_reading(monkeypatch)
        found = counts(site.jiesu)
        assert (found["received"], found["accepted"]) == (4, 1)


def test_it_is_the_same_as_read_anew(database, start):
    with opened(*database) as site:
        made = submit(site.jiesu, 3)
        perform_as_desk(made[0], "return", {"reason": "not_ours", "text": ""})
        transaction.commit()
        counts(site.jiesu)
        written()
        assert list(differences(site.jiesu)) == []
        catalog = catalog_of(complaints_of(site.jiesu))
        found, change = snapshot.read(snapshot.file_of(catalog), catalog)
        fresh = Columns.of(catalog)
        assert change == catalog.changes.maxKey()
        assert found.stories.all == fresh.stories.all
        assert np.array_equal(found["received"], fresh["received"])


def test_a_database_that_was_put_back_does_not_believe_it(database, start):
    """The file tells of complaints that the older database does not have."""
    with opened(*database) as site:
        submit(site.jiesu, 2)
        transaction.commit()
        catalog = catalog_of(complaints_of(site.jiesu))
        before = dict(catalog.changes)
        submit(site.jiesu, 2)
        transaction.commit()
        assert counts(site.jiesu)["received"] == 4
        start()
        # As if the last two had never been, and others came instead.
        for name in list(complaints_of(site.jiesu).objectIds()):
            document = catalog.uids[name]
            if document not in before.values():
                catalog.uncatalogObject(name)
        for number in list(catalog.changes):
            if number not in before:
                del catalog.changes[number]
        submit(site.jiesu, 3)
        transaction.commit()
        assert counts(site.jiesu)["received"] == 5


def test_a_rebuilt_catalog_does_not_believe_it(database, start, monkeypatch):
    with opened(*database) as site:
        submit(site.jiesu, 2)
        transaction.commit()
        counts(site.jiesu)
        start()
        rebuild_facts(site.jiesu)
        transaction.commit()
        catalog = catalog_of(complaints_of(site.jiesu))
        assert snapshot.read(snapshot.file_of(catalog), catalog) is None
        assert counts(site.jiesu)["received"] == 2


@pytest.mark.parametrize("spoil", ["cut", "nonsense", "format"])
def test_a_spoiled_file_is_no_harm(database, start, monkeypatch, spoil):
    with opened(*database) as site:
        submit(site.jiesu, 2)
        transaction.commit()
        counts(site.jiesu)
        start()
        file = snapshot.file_of(catalog_of(complaints_of(site.jiesu)))
        if spoil == "cut":
            file.write_bytes(file.read_bytes()[:500])
        elif spoil == "nonsense":
            file.write_bytes(b"nonsense")
        else:
            monkeypatch.setattr(snapshot, "FORMAT", 99)
        assert counts(site.jiesu)["received"] == 2


def test_nobody_else_reads_it(database, start):
    with opened(*database) as site:
        submit(site.jiesu, 2)
        transaction.commit()
        counts(site.jiesu)
        written()
        file = snapshot.file_of(catalog_of(complaints_of(site.jiesu)))
        assert file.stat().st_mode & 0o077 == 0


def test_a_small_desk_needs_none(database, monkeypatch, folder):
    monkeypatch.setattr(snapshot, "WORTH_IT", 5_000)
    with opened(*database) as site:
        submit(site.jiesu, 2)
        transaction.commit()
        counts(site.jiesu)
        written()
        assert list(folder.iterdir()) == []
