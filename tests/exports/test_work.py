"""A file of thousands of rows: bit by bit, with nothing that is not the asker's."""

from bench.rows import rows
from jiesu.addon.calendar.moment import now
from jiesu.addon.catalog.catalog import catalog_of
from jiesu.addon.catalog.queries import documents_of
from jiesu.addon.catalog.queries import Query
from jiesu.addon.catalog.rows import NEVER
from jiesu.addon.content.complaint import Complaint
from jiesu.addon.exports import jobs
from jiesu.addon.exports import work
from jiesu.addon.exports.columns import HEADS
from jiesu.addon.exports.columns import Words
from jiesu.addon.exports.log import ExportLog
from jiesu.addon.exports.log import Taken
from plone import api
from tests.handling.world import desk
from types import SimpleNamespace

import csv
import pytest


__all__ = ["desk"]

MANY = 3000
WORDS = Words(
    heads=tuple(str(one) for one in HEADS),
    kinds={},
    states={},
    lights={},
    categories={},
    departments={},
    yes="yes",
    no="no",
    hidden="hidden",
    comma=", ",
    sheet="Complaints",
    zone="Asia/Shanghai",
)


@pytest.fixture(scope="class")
def filled(desk):
    """A desk with thousands of rows of the Office's, and one of a department's."""
    catalog = catalog_of(desk["complaints"])
    for number, values in enumerate(rows(0, MANY, int(now().timestamp()))):
        group = "jiesu-logistics-handlers" if number == 7 else "jiesu-office"
        allowed = [f"user:{group}"]
        more = {"submitter": "", "words": [], "allowed": allowed, "id": f"{number:x}"}
        catalog.put(SimpleNamespace(**{"wake": NEVER, **values, **more}))
    catalog.waiting.clear()
    return desk


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Files are made where nothing else is."""
    monkeypatch.setattr(jobs, "_root", lambda: tmp_path)


def made(desk, user: str, documents) -> tuple[int, list[list[str]]]:
    """How many were written, and the lines."""
    job = jobs.begin("/plone", user, "csv", "a.csv", len(documents))
    with api.env.adopt_user(username=user):
        number = work.make(desk, job, work.Order(documents, WORDS))
    with job.path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    jobs.drop(job)
    return number, lines


class TestMany:
    """Over thousands of rows."""

    def test_all(self, filled):
        """All that the asker sees, in the order of the list."""
        with api.env.adopt_user(username="office"):
            documents = documents_of(filled, Query(), "-received")
        assert len(documents) == MANY - 1
        number, lines = made(filled, "office", documents)
        catalog = catalog_of(filled["complaints"])
        assert number == MANY - 1
        assert [one[0] for one in lines[1:]] == [
            catalog.row(one).number for one in documents
        ]

    def test_rights(self, filled):
        """Documents that are not the asker's are left out, whoever listed them."""
        everything = list(catalog_of(filled["complaints"]).data)
        number, lines = made(filled, "logistics-handler", everything)
        assert number == 1 and len(lines) == 2

    def test_bit_by_bit(self, filled, monkeypatch):
        """Never more than some hundred at once, and no complaint is woken."""
        sizes, woken = [], []
        original = work.rows_of

        def counted(desk, documents):
            sizes.append(len(documents))
            return original(desk, documents)

        monkeypatch.setattr(work, "rows_of", counted)
        monkeypatch.setattr(
            Complaint, "__setstate__", lambda self, state: woken.append(self)
        )
        made(filled, "office", list(catalog_of(filled["complaints"]).data))
        assert max(sizes) <= work.STEP < MANY / 10
        assert sum(sizes) == MANY - 1
        assert woken == []


class TestLog:
    """What is kept."""

    def test_order(self):
        """The newest comes first, however many there are."""
        log = ExportLog()
        for number in range(120):
            log.append(Taken("zhang", now(), ("All",), number, "csv", False, ""))
        assert len(log) == 120
        assert [one.rows for one in log.newest(0, 3)] == [119, 118, 117]
        assert [one.rows for one in log.newest(118, 50)] == [1, 0]
        assert list(log.newest(120, 50)) == []
