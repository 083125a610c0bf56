"""Submissions and actions through the writer, in a Plone site."""

from bench.sample import complaint
from jiesu.addon.catalog.background import ask_for_waiting
from jiesu.addon.catalog.catalog import catalog_of
from jiesu.addon.catalog.queries import find
from jiesu.addon.catalog.queries import Query
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.demo import load
from jiesu.addon.handling.errors import NotNow
from jiesu.addon.handling.perform import handle
from jiesu.addon.intake.birth import bear
from jiesu.addon.intake.birth import submit
from jiesu.addon.intake.submission import read_submission
from jiesu.addon.writer import thread
from plone import api
from threading import Event
from threading import Thread
from zope.component.hooks import setSite

import pytest
import transaction


@pytest.fixture
def desk(functional_portal, monkeypatch):
    """The demo's desk without complaints, committed; writes go to the thread."""
    with api.env.adopt_roles(["Manager"]):
        load.make_accounts()
        desk = load.make_desk(functional_portal)
        load.make_departments(desk)
        load.make_categories(desk)
        load.fill_groups()
    transaction.commit()
    monkeypatch.setenv("JIESU_WRITER", "thread")
    monkeypatch.setattr(thread, "IDLE", 0.02)
    yield desk
    thread.stop_writers()
    transaction.abort()


def submit_as(desk, user, number):
    """Submit as somebody; the complaint."""
    with api.env.adopt_user(username=user):
        return complaints_of(desk)[submit(desk, complaint(number)).id]


def wait_until(condition, seconds=20):
    """Wait for a condition, looking at the database anew each time."""
    pause = Event()
    for _ in range(seconds * 50):
        transaction.begin()
        if condition():
            return
        pause.wait(0.02)
    raise AssertionError("it did not come true")


def found(desk, words):
    """How many complaints the Office finds by these words."""
    with api.env.adopt_user(username="office"):
        return find(desk, Query(words=words)).total


def test_submission_is_listed_at_once_and_found_soon(desk):
    made = submit_as(desk, "student1", 1)
    with api.env.adopt_user(username="office"):
        assert [row.id for row in find(desk, Query()).rows] == [made.id]
    wait_until(lambda: found(desk, complaint(1)["location"]) == 1)


def test_many_at_once(desk):
    database, path = desk._p_jar.db(), desk.getPhysicalPath()
    made, errors = [], []

    def work(number):
        connection = database.open()
        try:
            application = connection.root()["Application"]
            setSite(application[path[1]])
            there = application.unrestrictedTraverse(path)
            for count in range(5):
                made.append(submit_as(there, "student2", number * 10 + count).number)
        except Exception as error:
            errors.append(error)
        finally:
            transaction.abort()
            setSite(None)
            connection.close()

    threads = [Thread(target=work, args=(number,)) for number in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    transaction.begin()
    assert not errors
    assert len(set(made)) == 40
    with api.env.adopt_user(username="office"):
        listed = [row.number for row in find(desk, Query(), size=200).rows]
    assert sorted(listed) == sorted(made)


def test_action_and_its_refusal(desk):
    made = submit_as(desk, "student1", 3)
    with api.env.adopt_user(username=f"{made.department or 'office'}-handler"):
        assert handle(made, "accept", {}) == 3
        with pytest.raises(NotNow):
            handle(made, "accept", {})


def test_texts_that_waited_at_a_stop_are_indexed_at_the_start(desk, monkeypatch):
    monkeypatch.setenv("JIESU_WRITER", "inline")
    bear(desk, read_submission(desk, complaint(4)), "student1")
    transaction.commit()
    assert catalog_of(complaints_of(desk)).waiting
    monkeypatch.setenv("JIESU_WRITER", "thread")
    site = api.portal.get()
    ask_for_waiting(desk.getPhysicalRoot())
    setSite(site)
    transaction.commit()
    wait_until(lambda: not catalog_of(complaints_of(desk)).waiting)
    assert found(desk, complaint(4)["location"]) == 1
