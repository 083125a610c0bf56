"""The journal: entries never change, and are only ever added."""

from datetime import datetime
from datetime import UTC
from jiesu.addon.access import roles
from jiesu.addon.access.capacities import FOR_DEPARTMENT
from jiesu.addon.access.capacities import readable
from jiesu.addon.access.capacities import VISIBILITIES
from jiesu.addon.journal.entry import Entry
from jiesu.addon.journal.storage import begin_journal
from jiesu.addon.journal.storage import Journal
from jiesu.addon.journal.storage import journal_of
from jiesu.addon.journal.storage import readable_entries
from types import SimpleNamespace
from ZODB.DB import DB
from ZODB.MappingStorage import MappingStorage

import pickle
import pytest
import transaction


NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
FULL = {
    "time": NOON,
    "action": "answer",
    "actor": "it-handler",
    "role": "handler",
    "department": "it",
    "text": "已修好",
    "visibility": "staff",
    "changes": {"state": ("processing", "answered")},
    "clock": {"kind": "answer"},
}


def entry(**facts) -> Entry:
    """An entry of an answer."""
    return Entry(**({"number": 1} | FULL | facts))


@pytest.mark.parametrize("name", [*FULL, "number", "files", "anything"])
def test_nothing_is_changed(name):
    one = entry()
    with pytest.raises(AttributeError):
        setattr(one, name, "x")
    with pytest.raises(AttributeError):
        delattr(one, name)
    assert {field: getattr(one, field) for field in FULL} == FULL


@pytest.mark.parametrize("name", ["changes", "clock"])
def test_nor_is_what_is_in_it(name):
    one = entry()
    with pytest.raises(TypeError):
        getattr(one, name)["state"] = "x"


def test_the_empty_values():
    one = Entry(number=1, time=NOON, action="note")
    assert (one.actor, one.role, one.department, one.text) == ("", "", "", "")
    assert (one.files, dict(one.changes), dict(one.clock)) == ((), {}, {})
    assert one.visibility == "public"
    with pytest.raises(AttributeError):
        one.colour  # noqa: B018


@pytest.mark.parametrize(
    "facts", [{"time": datetime(2026, 11, 16)}, {"visibility": "everybody"}]
)
def test_refused(facts):
    with pytest.raises(ValueError):
        entry(**facts)


def test_it_comes_back_from_the_database():
    database = DB(MappingStorage())
    journal = Journal()
    journal.add(**FULL)
    with database.transaction() as connection:
        connection.root()["journal"] = journal
    with database.transaction() as connection:
        (one,) = connection.root()["journal"]
        assert {field: getattr(one, field) for field in FULL} == FULL
        with pytest.raises(AttributeError):
            one.text = "x"


def test_a_new_entry_writes_no_old_one():
    database = DB(MappingStorage())
    connection = database.open()
    journal = connection.root()["journal"] = Journal()
    first = journal.add(**FULL)
    transaction.commit()
    before = first._p_serial
    journal.add(**FULL)
    transaction.commit()
    assert first._p_serial == before
    assert len(pickle.dumps(first.__getstate__())) < 400
    connection.close()


def test_it_only_grows():
    journal = Journal()
    entries = [journal.add(**FULL) for _ in range(3)]
    assert [one.number for one in journal] == [1, 2, 3]
    assert len(journal) == 3
    assert [journal[number] for number in (1, 2, 3)] == entries
    for way in ("__setitem__", "__delitem__", "remove", "clear", "pop", "insert"):
        assert not hasattr(journal, way)


@pytest.mark.parametrize("number", [0, -1, 2])
def test_there_is_no_such_entry(number):
    journal = Journal()
    journal.add(**FULL)
    with pytest.raises(LookupError):
        journal[number]


@pytest.mark.parametrize(
    "held, read",
    [
        ((), ""),
        (("Manager", "Authenticated"), ""),
        ((roles.SUPERVISOR,), ""),
        ((roles.SUBMITTER,), "public submitter"),
        ((roles.HANDLER,), "public submitter staff department"),
        ((roles.HEAD,), "public submitter staff department"),
        ((roles.SUPPORTER,), "public submitter staff"),
        ((roles.READER,), "public submitter staff"),
        ((roles.OFFICE_ROLE,), "public submitter staff office"),
        ((roles.SUBMITTER, roles.HANDLER), "public submitter staff department"),
    ],
)
def test_visibility(held, read):
    assert readable(frozenset(held)) == set(read.split())
    complaint = SimpleNamespace(department="library")
    begin_journal(complaint)
    for visibility in VISIBILITIES:
        journal_of(complaint).add(
            time=NOON, action="note", department="library", visibility=visibility
        )
    found = readable_entries(complaint, frozenset(held))
    assert [one.visibility for one in found] == [
        one for one in VISIBILITIES if one in read.split()
    ]


def test_what_is_for_a_department_is_for_no_other():
    """Whoever has the complaint now does not read what another wrote among itself."""
    complaint = SimpleNamespace(department="library")
    begin_journal(complaint)
    journal_of(complaint).add(
        time=NOON, action="note", department="it", visibility=FOR_DEPARTMENT
    )
    assert readable_entries(complaint, frozenset({roles.HEAD})) == []
