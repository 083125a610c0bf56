"""To-dos for the university's OA: each that is opened is done, with the same id."""

from jiesu.addon.content.complaint import REPORT
from jiesu.addon.notifications import telling
from jiesu.addon.notifications.render import Renderer
from plone import api
from tests.access.lives import Life
from tests.handling.world import complain
from tests.handling.world import do
from tests.handling.world import MONDAY
from tests.notifications.telling.waiting import due
from tests.notifications.telling.waiting import forget
from tests.notifications.telling.waiting import records

import pytest


STUDENT = "student1"
HANDLER = "academic-handler"
HEAD = "academic-head"
OFFICE = "office"

pytestmark = pytest.mark.usefixtures("undone")


@pytest.fixture(autouse=True)
def webhook(monkeypatch):
    """It is set up."""
    monkeypatch.setattr(telling, "is_set_up", lambda desk, name: name == "webhook")


def events(desk) -> list[dict]:
    """What the webhook tells, and forget it."""
    found = [Renderer().render(desk, [one]) for one in records(desk, "webhook")]
    forget(desk)
    return [one.event for one in found if one is not None]


def todos(desk) -> set[tuple[str, str, str]]:
    """Action, kind and user of the to-dos that are told."""
    return {
        (todo["action"], todo["id"].split("-")[2], todo["user"])
        for todo in (event["todo"] for event in events(desk))
        if todo
    }


def test_the_whole_loop(desk):
    """Who has to do something next, step by step."""
    complaint = complain(desk)
    assert todos(desk) == {("open", "accept", HANDLER)}
    do(complaint, HANDLER, "accept")
    assert todos(desk) == {("done", "accept", HANDLER), ("open", "answer", HANDLER)}
    do(complaint, HANDLER, "ask", text="哪里?")
    assert todos(desk) == {("done", "answer", HANDLER), ("open", "supplement", STUDENT)}
    do(complaint, STUDENT, "supplement", text="335")
    assert todos(desk) == {("done", "supplement", STUDENT), ("open", "answer", HANDLER)}
    do(complaint, HANDLER, "answer", text="好了", outcome="solved")
    assert todos(desk) == {("done", "answer", HANDLER), ("open", "rate", STUDENT)}
    do(complaint, STUDENT, "rate", score=5, solved=True)
    assert todos(desk) == {("done", "rate", STUDENT)}


def test_ids(desk):
    """The one that finishes it names the one that made it; a new one has a new id."""
    complaint = complain(desk)
    opened: dict[str, str] = {}
    steps = [
        (HANDLER, "accept", {}),
        (HANDLER, "ask", {"text": "?"}),
        (STUDENT, "supplement", {"text": "!"}),
        (HANDLER, "ask", {"text": "?"}),
        (STUDENT, "supplement", {"text": "!"}),
        (HANDLER, "answer", {"text": "好了", "outcome": "solved"}),
        (STUDENT, "rate", {"score": 1, "solved": False, "reasons": ["slow"]}),
        (HANDLER, "answer", {"text": "好了", "outcome": "solved"}),
        (OFFICE, "close", {}),
    ]
    told = events(desk)
    for who, action, data in steps:
        do(complaint, who, action, **data)
        told += events(desk)
    made = [e["todo"] for e in told if e["todo"] and e["todo"]["action"] == "open"]
    done = [e["todo"] for e in told if e["todo"] and e["todo"]["action"] == "done"]
    opened = {todo["id"]: todo["user"] for todo in made}
    assert len(opened) == len(made)
    assert {todo["id"]: todo["user"] for todo in done} == opened


@pytest.mark.parametrize("action,who", [("withdraw", STUDENT), ("reject", OFFICE)])
def test_whatever_ends_it(desk, action, who):
    complaint = complain(desk)
    events(desk)
    data = {"reason": "duplicate"} if action == "reject" else {}
    do(complaint, who, action, **data)
    assert todos(desk) == {("done", "accept", HANDLER)}


def test_moved(desk):
    """Whoever had it is done with it."""
    life = Life(desk)
    assert ("open", "dispatch", OFFICE) in todos(desk)
    life.dispatched()
    assert todos(desk) == {
        ("done", "dispatch", OFFICE),
        ("open", "accept", HANDLER),
        ("open", "contribute", "library-handler"),
    }
    life.step("library-handler", "contribute", text="同批次")
    assert todos(desk) == {("done", "contribute", "library-handler")}


def test_each_handler(desk):
    """Whoever accepts, the others need not any more."""
    with api.env.adopt_roles(["Manager"]):
        api.group.add_user(groupname="jiesu-academic-handlers", username="student2")
    complaint = complain(desk)
    assert todos(desk) == {("open", "accept", HANDLER), ("open", "accept", "student2")}
    do(complaint, HANDLER, "accept")
    assert todos(desk) == {
        ("done", "accept", HANDLER),
        ("done", "accept", "student2"),
        ("open", "answer", HANDLER),
    }


def test_draft(desk):
    """A draft waits for the head."""
    complaint = complain(desk)
    do(complaint, HANDLER, "accept")
    events(desk)
    complaint.draft = {"text": "好了"}
    due(complaint, "yellow")
    assert todos(desk) == {("done", "answer", HANDLER), ("open", "review", HEAD)}


def test_event(desk):
    """What stands in one: numbers and states, nothing that people wrote."""
    complaint = complain(desk, contact={"name": "王小明", "phone": "13800138000"})
    (submitted, dispatched) = events(desk)
    assert {submitted["event"], dispatched["event"]} == {"submit", "dispatch"}
    event = dispatched if dispatched["todo"] else submitted
    assert set(event) == {
        "event",
        "time",
        "number",
        "state",
        "department",
        "url",
        "todo",
    }
    assert event["event"] == "dispatch"
    assert event["time"] == "2026-11-16T09:00:00+08:00"
    assert (event["number"], event["state"]) == (complaint.number, "pending")
    assert event["department"] == "academic"
    assert event["url"].endswith(f"/jiesu/complaints/{complaint.getId()}")
    assert event["todo"]["title"] == f"签收诉求 {complaint.number}"
    assert event["todo"]["url"] == event["url"]
    assert "投影仪" not in repr(event)
    assert "王小明" not in repr(event)


def test_report(desk):
    """Before its dispatch nothing but the Office's to-do."""
    complaint = complain(desk, kind=REPORT)
    told = events(desk)
    assert [event["todo"]["user"] for event in told] == [OFFICE]
    do(complaint, STUDENT, "supplement", text="!")
    assert events(desk) == []


def test_guest(desk):
    """Nobody in the OA."""
    desk.guests = True
    complaint = complain(desk, who=None)
    do(complaint, HANDLER, "accept")
    events(desk)
    do(complaint, HANDLER, "answer", text="好了", outcome="solved")
    assert todos(desk) == {("done", "answer", HANDLER)}


def test_nothing_to_do_is_told_all_the_same(desk):
    complaint = complain(desk)
    events(desk)
    do(complaint, HEAD, "note", text="!")
    (event,) = events(desk)
    assert (event["event"], event["todo"]) == ("note", None)


def test_not_set_up(desk, monkeypatch):
    """Then nothing is remembered either."""
    monkeypatch.setattr(telling, "is_set_up", lambda desk, name: False)
    complaint = complain(desk, when=MONDAY)
    assert records(desk, "webhook") == []
    assert not hasattr(complaint, "_todos")
