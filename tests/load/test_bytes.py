"""What one submission adds to the database file, its text index included."""

from bench.sample import complaint
from jiesu.addon.catalog.indexing import index_all_texts
from jiesu.addon.catalog.indexing import index_texts
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.demo import load
from jiesu.addon.intake.birth import bear
from jiesu.addon.intake.submission import read_submission
from plone import api
from Testing.makerequest import makerequest
from ZODB.DB import DB
from ZODB.DemoStorage import DemoStorage
from ZODB.FileStorage import FileStorage
from zope.component.hooks import setSite
from zope.globalrequest import setRequest

import pytest
import transaction


MOST = 60 * 1024
BEFORE = 400
MEASURED = 20


@pytest.fixture
def path(tmp_path):
    """The database file."""
    return tmp_path / "Data.fs"


@pytest.fixture
def desk(functional, functional_portal, path):
    """A desk with some hundred complaints, what is written going to that file."""
    base = functional["zodbDB"].storage
    database = DB(DemoStorage(base=base, changes=FileStorage(str(path))))
    connection = database.open()
    site = makerequest(connection.root()["Application"])[functional_portal.getId()]
    setSite(site)
    setRequest(site.REQUEST)
    desk = make_desk(site)
    for number in range(BEFORE):
        submit(desk, number)
    index_all_texts(desk)
    transaction.commit()
    yield desk
    transaction.abort()
    setSite(functional_portal)
    setRequest(functional_portal.REQUEST)
    # PlonePAS cleans up at its end, and needs the connection for it.
    site.REQUEST.close()
    connection.close()
    database.close()


def make_desk(site):
    """The demo's desk without its complaints."""
    with api.env.adopt_roles(["Manager"]):
        load.make_accounts()
        desk = load.make_desk(site)
        load.make_departments(desk)
        load.make_categories(desk)
        load.fill_groups()
    return desk


def submit(desk, number):
    """A submission like those of the load test."""
    return bear(desk, read_submission(desk, complaint(number)), "student1")


def test_sample_is_of_the_length_that_is_promised():
    lengths = [len(complaint(number)["text"]) for number in range(MEASURED)]
    assert 70 <= sum(lengths) / MEASURED <= 100


def test_submission_adds_little_to_the_database(desk, path):
    added = []
    for number in range(BEFORE, BEFORE + MEASURED):
        size = path.stat().st_size
        submit(desk, number)
        transaction.commit()
        assert not index_texts(complaints_of(desk))
        transaction.commit()
        added.append(path.stat().st_size - size)
    assert max(added) <= MOST, added
    # Not only just: what is added to a submission later has some room.
    assert sum(added) / MEASURED <= 0.8 * MOST, added
