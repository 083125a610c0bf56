"""Several at once, by HTTP: the boxes, the preview, what is done and refused."""

from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.journal.storage import journal_of
from tests.browser.department.client import NOBODY

import pytest


BULK = "@@bulk"


@pytest.fixture
def ids(served):
    """The ids of some complaints in a state, the oldest first."""

    def find(state: str, **facts) -> list[str]:
        served._p_jar.sync()
        found = [
            one
            for one in complaints_of(served).objectValues()
            if state_of(one) == state
            and all(getattr(one, name) == value for name, value in facts.items())
        ]
        return [one.getId() for one in sorted(found, key=lambda one: one.received)]

    return find


def state(served, one: str) -> str:
    """The state of a complaint, as it is stored now."""
    served._p_jar.sync()
    return state_of(complaints_of(served)[one])


class TestBoxes:
    """The boxes of the lists."""

    @pytest.mark.parametrize(
        ("user", "page", "some", "no"),
        [
            ("office", "@@office?tab=all", "dispatch", "accept"),
            ("logistics-handler", "departments/logistics?tab=all", "accept", "close"),
        ],
    )
    def test_offered(self, browser, user, page, some, no):
        """What makes sense for the reader, and a box in each row."""
        shown = browser.open(user, page)
        values = shown.tree.xpath('//select[@name="action"]/option/@value')
        assert some in values
        assert no not in values
        boxes = shown.tree.xpath('//input[@name="ids"]/@value')
        assert boxes == shown.ids

    def test_who_only_reads(self, browser):
        """Supervisors have nothing to tick."""
        shown = browser.open("supervisor", "@@office?tab=all")
        assert not shown.tree.xpath('//input[@name="ids"]')


class TestPreview:
    """Before anything is done."""

    def test_what_is_refused_and_why(self, browser, ids):
        pending, closed = ids("pending")[0], ids("closed")[0]
        shown = browser.open("office", BULK, action="dispatch", ids=[pending, closed])
        assert "Can be done: 1. Refused: 1." in shown.text
        refused = dict(zip(shown.ids, shown.words("ji-item"), strict=True))
        assert "Refused" in refused[closed]
        assert 'This cannot be done in the state "Closed".' in refused[closed]
        assert "Can be done" in refused[pending]

    def test_data_are_rehearsed(self, browser, served, ids):
        """A department that must not have one is refused for that one alone."""
        avoided = ids("triage", avoid="it")[0]
        other = ids("pending")[0]
        shown = browser.submit(
            "office",
            f"{BULK}?action=dispatch&ids={avoided}&ids={other}",
            BULK,
            action="dispatch",
            ids=[avoided, other],
            department="it",
        )
        told = dict(zip(shown.ids, shown.words("ji-item"), strict=True))
        assert "must not have it" in told[avoided]
        assert "Can be done" in told[other]
        assert state(served, avoided) == "triage"
        assert state(served, other) == "pending"

    def test_wrong_data_stay_in_the_form(self, browser, ids):
        one = ids("processing")[0]
        shown = browser.submit(
            "office",
            f"{BULK}?action=suspend&ids={one}",
            BULK,
            action="suspend",
            ids=[one],
            reason="other",
            until="2031-03-03",
            confirmed="1",
        )
        assert "Please say what" in shown.text
        assert shown.tree.xpath('//input[@name="until"]/@value') == ["2031-03-03"]


class TestDone:
    """What is done."""

    def test_each_is_a_step_of_its_own(self, browser, served, ids):
        first, second = ids("processing")[:2]
        closed = ids("closed")[0]
        shown = browser.submit(
            "office",
            f"{BULK}?action=note&ids={first}",
            BULK,
            action="note",
            ids=[first, second, closed],
            text="一起看看",
            confirmed="1",
        )
        assert "Done: 3. Not done: 0." in shown.text
        served._p_jar.sync()
        for one in (first, second, closed):
            entry = list(journal_of(complaints_of(served)[one]))[-1]
            assert (entry.action, entry.text) == ("note", "一起看看")

    def test_others_are_done_all_the_same(self, browser, served, ids):
        pending = ids("pending", department="logistics")[0]
        foreign = ids("pending", department="it")[0]
        shown = browser.submit(
            "logistics-handler",
            f"{BULK}?action=accept&ids={pending}",
            BULK,
            action="accept",
            ids=[pending, foreign],
            confirmed="1",
        )
        # What one may not see is not even named.
        assert shown.ids == [pending]
        assert "Done: 1. Not done: 0." in shown.text
        assert state(served, pending) == "processing"
        assert state(served, foreign) == "pending"


class TestRights:
    """Who gets there, and what is no use."""

    def test_nobody(self, browser, ids):
        one = ids("processing")[0]
        shown = browser.open(NOBODY, BULK, action="note", ids=one)
        assert shown.status in (302, 401)

    def test_submitters_have_none(self, browser, ids):
        assert browser.open("student1", BULK, action="note").status == 404

    def test_without_the_token(self, browser, served, ids):
        one = ids("pending")[0]
        form = {"action": "note", "ids": one, "text": "x", "confirmed": "1"}
        assert browser.send("office", BULK, **form).status == 403

    @pytest.mark.parametrize("action", ["", "rate", "reveal", "nonsense"])
    def test_not_for_several(self, browser, ids, action):
        one = ids("answered")[0]
        shown = browser.open("office", BULK, action=action, ids=one)
        assert shown.status == 200
        assert not shown.tree.xpath('//button[@name="confirmed"]')
        assert "Can be done: 0." in shown.text

    def test_nothing_chosen(self, browser):
        shown = browser.open("office", BULK, action="note", ids=["no such", "x"])
        assert "Nothing is chosen" in shown.text
