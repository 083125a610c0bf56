"""A complaint is born: whole, with its people, journal, clock and number, and once."""

from jiesu.addon.access.guests import admit_guests
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.catalog.queries import by_number
from jiesu.addon.catalog.queries import find
from jiesu.addon.catalog.queries import Query
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.handling.errors import Invalid
from jiesu.addon.handling.interfaces import IComplaintHandled
from jiesu.addon.intake import birth
from jiesu.addon.intake.birth import submit
from jiesu.addon.journal.storage import journal_of
from tests.handling.world import acting
from tests.handling.world import complain
from tests.handling.world import desk
from tests.handling.world import HOUR
from tests.handling.world import MANAGER
from tests.handling.world import MONDAY
from tests.handling.world import PNG
from tests.handling.world import undone
from zope.component import getGlobalSiteManager

import base64
import pytest


__all__ = ["desk", "undone"]


@pytest.mark.usefixtures("undone")
class TestBirth:
    """By the one function that every channel calls."""

    def test_whole(self, desk):
        """What was said is there, and nothing is left to do."""
        complaint = complain(
            desk,
            title="投影仪",
            text="看不清",
            location="335教室",
            kind="help",
            channel="wecom",
            contact={"phone": "13800000000"},
            files=[{"filename": "a.png", "data": base64.b64encode(PNG).decode()}],
        )
        assert (complaint.title, complaint.text) == ("投影仪", "看不清")
        assert (complaint.kind, complaint.location) == ("help", "335教室")
        assert (complaint.channel, complaint.category) == (
            "wecom",
            "academic-classroom",
        )
        assert complaint.contact == {"phone": "13800000000"}
        assert (complaint.submitter, complaint.received) == ("student1", MONDAY)
        assert (complaint.department, complaint.handler) == ("academic", "")
        assert (state_of(complaint), complaint.dispatched) == ("pending", True)
        submitted, dispatched = journal_of(complaint)
        assert (submitted.action, submitted.actor, submitted.role) == (
            "submit",
            "student1",
            "submitter",
        )
        assert [file.filename for file in submitted.files] == ["a.png"]
        assert submitted.changes["agreed"] is True
        assert (dispatched.action, dispatched.actor, dispatched.role) == (
            "dispatch",
            "",
            "system",
        )
        assert complaint.clock.accept_due == MONDAY + 6 * HOUR

    def test_to_the_office(self, desk):
        """No clock before the first dispatch."""
        complaint = complain(desk, category="other")
        assert (state_of(complaint), complaint.department) == ("triage", "")
        assert (complaint.clock, complaint.dispatched) == (None, False)
        assert [entry.action for entry in journal_of(complaint)] == ["submit"]

    def test_found_at_once(self, desk):
        """By number and in the lists."""
        complaint = complain(desk)
        assert by_number(desk, complaint.number) == complaint.getId()
        with acting("academic-handler"):
            assert [r.id for r in find(desk, Query()).rows] == [complaint.getId()]

    def test_numbers_are_given_out_once(self, desk, monkeypatch):
        """A number that chance gives out twice is drawn again."""
        first = complain(desk)
        second = "20261116-222223"
        drawn = iter([first.number, first.number, second])
        monkeypatch.setattr(birth, "new_number", lambda day: next(drawn))
        assert complain(desk).number == second

    def test_the_day_of_the_number(self, desk):
        """Is that of the campus, not of Greenwich."""
        late = MONDAY.replace(hour=23, minute=30)
        early = MONDAY.replace(hour=0, minute=30)
        for when in (late, early):
            assert complain(desk, when=when).number.startswith("20261116-")

    def test_events(self, desk):
        """One for each entry."""
        heard = []

        def hear(event):
            heard.append(event.entry.action)

        manager = getGlobalSiteManager()
        manager.registerHandler(hear, (IComplaintHandled,))
        try:
            complain(desk)
        finally:
            manager.unregisterHandler(hear, (IComplaintHandled,))
        assert heard == ["submit", "dispatch"]

    @pytest.mark.parametrize(
        "who", ["student1", "teacher1", "it-handler", "office", "supervisor", MANAGER]
    )
    def test_who_may(self, desk, who):
        """Whoever has an account."""
        assert complain(desk, who=who).submitter == who

    def test_who_may_not(self, desk):
        """Guests, before the desk admits them."""
        desk.guests = False
        admit_guests(desk)
        with acting(None), pytest.raises(Forbidden):
            submit(desk, {"text": "x", "category": "other", "agreed": True})
        assert len(desk["complaints"]) == 0

    def test_nothing_is_left_of_an_invalid_one(self, desk):
        """All or nothing."""
        with acting("student1"), pytest.raises(Invalid):
            submit(desk, {"text": "x"})
        assert len(desk["complaints"]) == 0


@pytest.mark.usefixtures("undone")
class TestKey:
    """The same key twice gives the same complaint, to the same person."""

    def test_same_person(self, desk):
        """Also with another text: the first one counts."""
        first = complain(desk, key="k1")
        assert complain(desk, key="k1", text="again") == first
        assert first.text == "335教室投影仪不清晰"
        assert len(journal_of(first)) == 2
        assert len(desk["complaints"]) == 1

    def test_also_later(self, desk):
        """Whatever happened to it since."""
        first = complain(desk, key="k1")
        assert complain(desk, key="k1", when=MONDAY + 100 * HOUR) == first

    def test_another_person(self, desk):
        """Gets a complaint of their own, and learns nothing of the other."""
        first = complain(desk, key="k1")
        other = complain(desk, who="student2", key="k1")
        assert other != first
        assert other.submitter == "student2"

    @pytest.mark.parametrize("key", [None, "", "  "])
    def test_no_key(self, desk, key):
        """Each one is new."""
        assert complain(desk, key=key) != complain(desk, key=key)

    def test_changed(self, desk):
        """Who sends other words with it is told which part has changed."""
        said = {"text": "灯坏了", "category": "other", "agreed": True, "key": "k1"}
        with acting("student1"):
            first = submit(desk, said)
            again = submit(desk, said | {"channel": "web"})
            other = submit(desk, said | {"text": "灯坏了，很黑"})
            kind = submit(desk, said | {"kind": "report"})
        assert {one.id for one in (first, again, other, kind)} == {first.id}
        assert (first.changes, again.changes) == (frozenset(), frozenset())
        assert other.changes == kind.changes == {"words"}

    def test_other_files(self, desk):
        """Are told too; none are no change: who goes back has lost them."""
        said = {"text": "灯坏了", "category": "other", "agreed": True, "key": "k1"}
        data = base64.b64encode(PNG).decode()
        file, more = ({"filename": name, "data": data} for name in ("a.png", "b.png"))
        with acting("student1"):
            submit(desk, said | {"files": [file]})
            assert submit(desk, said | {"files": [file, more]}).changes == {"files"}
            assert submit(desk, said | {"files": [file]}).changes == frozenset()
            assert submit(desk, said).changes == frozenset()

    def test_guest(self, desk):
        """Is known by the browser, and without one by the same content alone."""
        desk.guests = True
        admit_guests(desk)
        said = {"text": "灯坏了", "category": "other", "agreed": True, "key": "k1"}
        other = said | {"text": "灯坏了，很黑"}
        with acting(None):
            first = submit(desk, said, "browser-1")
            again = submit(desk, other, "browser-1")
            assert (again.id, again.code) == (first.id, first.code)
            assert again.changes == {"words"}
            elsewhere = submit(desk, said, "browser-2")
            nowhere = submit(desk, said)
            assert len({first.id, elsewhere.id, nowhere.id}) == 3
            assert submit(desk, said).id == nowhere.id
            assert submit(desk, other).id not in (first.id, nowhere.id)

    def test_it_is_not_kept_as_it_came(self, desk):
        """Nor could it be used to find somebody's complaint."""
        complaint = complain(desk, key="my-secret")
        assert "my-secret" not in repr(vars(complaint))
