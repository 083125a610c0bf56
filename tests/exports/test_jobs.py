"""One file for each person at a time, fetched once, gone after an hour."""

from datetime import timedelta
from jiesu.addon.calendar.moment import at
from jiesu.addon.calendar.moment import now
from jiesu.addon.exports import jobs

import pytest


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Files are made where nothing else is."""
    monkeypatch.setattr(jobs, "_root", lambda: tmp_path)
    return tmp_path


def begun(user: str = "zhang"):
    return jobs.begin("/plone", user, "csv", "a.csv", 10)


def finished(user: str = "zhang"):
    job = begun(user)
    job.path.write_text("a,b")
    return job.went_on(state=jobs.READY, done=10)


def test_one_at_a_time():
    """While one runs there is no second for the same person; others have theirs."""
    assert begun() is not None
    assert begun() is None
    assert begun("li") is not None


def test_again():
    """What is finished is replaced by the next."""
    first = finished()
    second = begun()
    assert second is not None
    assert jobs.job_of("/plone", "zhang").id == second.id != first.id


def test_replaced():
    """One that was replaced goes on no more, and removes nothing."""
    first = finished()
    second = begun()
    with pytest.raises(jobs.Replaced):
        first.went_on(done=5)
    jobs.drop(first)
    assert jobs.job_of("/plone", "zhang") == second


def test_fetched_once(folder):
    """The file is handed out once and lies nowhere then."""
    job = finished()
    with jobs.fetched(job) as file:
        assert list(folder.iterdir()) == []
        assert file.read() == b"a,b"
    assert jobs.fetched(job) is None
    assert jobs.job_of("/plone", "zhang") is None


@pytest.mark.parametrize(
    ("make", "seconds"), [(begun, jobs.DEAD), (finished, jobs.KEPT)]
)
def test_expires(folder, make, seconds):
    """What was not fetched within an hour is gone, and what died even sooner."""
    moment = now()
    with at(moment):
        make()
    with at(moment + timedelta(seconds=seconds - 1)):
        assert jobs.job_of("/plone", "zhang") is not None
    with at(moment + timedelta(seconds=seconds + 1)):
        assert jobs.job_of("/plone", "zhang") is None
    assert list(folder.iterdir()) == []


def test_start(folder):
    """What an ended process left behind goes when one starts."""
    moment = now()
    with at(moment):
        finished()
    with at(moment + timedelta(seconds=jobs.KEPT + 1)):
        jobs.database_opened(None)
    assert list(folder.iterdir()) == []
