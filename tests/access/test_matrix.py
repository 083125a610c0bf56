"""Who may do and see what: role, situation of the complaint, action.

The tables are written by hand from docs/concepts/rules.md ("life of a complaint" and
"who sees what"), not computed from the code. The channels (REST, pages, Plone's own
ways over HTTP) are walked in tests/services.
"""

from jiesu.addon.access.capacities import capacities
from jiesu.addon.access.capacities import VISIBILITIES
from jiesu.addon.access.groups import department_group
from jiesu.addon.access.groups import HANDLERS
from jiesu.addon.access.identity import may_see_identity
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.catalog.queries import count
from jiesu.addon.catalog.queries import find
from jiesu.addon.catalog.queries import Query
from jiesu.addon.content.complaint import STATES
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.content.lookup import department_of
from jiesu.addon.handling import deputies
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.handling.errors import Invalid
from jiesu.addon.handling.errors import NotNow
from jiesu.addon.handling.interfaces import IAction
from jiesu.addon.handling.perform import available_actions
from jiesu.addon.handling.perform import perform
from jiesu.addon.handling.reading import Reading
from jiesu.addon.handling.watching import Watching
from jiesu.addon.journal.storage import journal_of
from jiesu.addon.journal.storage import readable_entries
from plone import api
from tests.access.lives import all_situations
from tests.access.lives import ANSWERING
from tests.access.lives import FORMER
from tests.access.lives import LEAD_HANDLER
from tests.access.lives import LEAD_HEAD
from tests.access.lives import NOW
from tests.access.lives import processing
from tests.access.lives import SITUATIONS
from tests.access.lives import SUPPORT
from tests.handling.world import acting
from tests.handling.world import ANONYMOUS
from tests.handling.world import MANAGER
from tests.handling.world import rolled_back
from zope.component import getAdapters

import pytest


# A handler of the lead department who acts for its head now.
DEPUTY = "teacher1"

# The people of the matrix by their role on the complaint.
PEOPLE = {
    "anonymous": ANONYMOUS,
    "submitter": "student1",
    "other student": "student2",
    "who follows it": "student3",
    "lead handler": LEAD_HANDLER,
    "lead head": LEAD_HEAD,
    "head's deputy": DEPUTY,
    "supporting handler": SUPPORT,
    "supporting head": "library-head",
    "consulted handler": "it-handler",
    "former handler": FORMER,
    "former head": "security-head",
    "office": "office",
    "supervisor": "supervisor",
    "manager": MANAGER,
}

SUBMITTER = {"submitter"}
HANDLER = {"lead handler"}
HEAD = {"lead head", "head's deputy"}
LEAD = HANDLER | HEAD
SUPPORTING = {"supporting handler", "supporting head"}
CONSULTED = {"consulted handler"}
OFFICE = {"office"}
SUPERVISOR = {"supervisor"}
NOBODY = set()
STAFF = LEAD | SUPPORTING | OFFICE
COORDINATORS = LEAD | OFFICE

BEFORE_ANSWER = {
    "instruct": SUPERVISOR,
    "return": LEAD,
    "assign": LEAD,
    "note": STAFF,
    "contribute": SUPPORTING,
    "supplement": SUBMITTER,
    "withdraw": SUBMITTER,
    "dispatch": OFFICE,
    "reject": OFFICE | HEAD,
    "supervise": OFFICE | SUPERVISOR,
    "consult": COORDINATORS,
    "involve": LEAD,
    "merge": COORDINATORS,
    "headline": COORDINATORS,
}
# An answer can be extended, and the matter put off.
IN_PROCESS = BEFORE_ANSWER | {
    "ask": LEAD,
    "answer": LEAD,
    "request_extension": LEAD,
    "suspend": OFFICE,
}

TRIAGE = {
    "supervise": OFFICE | SUPERVISOR,
    "dispatch": OFFICE,
    "reject": OFFICE,
    "note": OFFICE,
    "consult": OFFICE,
    "merge": OFFICE,
    "instruct": SUPERVISOR,
    "supplement": SUBMITTER,
}
# What follows another one waits for that one's answer.
FOLLOWING = {
    "note": STAFF,
    "supplement": SUBMITTER,
    "withdraw": SUBMITTER,
    "unmerge": OFFICE,
}

# What comes after the draft: tests/handling/test_publishing.py, by the states of the
# public answer.
PUBLISH = {
    "draft_publication": COORDINATORS,
    "ask_publication": NOBODY,
    "submit_publication": NOBODY,
    "agree_publication": NOBODY,
    "release_publication": NOBODY,
    "return_publication": NOBODY,
    "take_back_publication": NOBODY,
}

# situation -> action -> who can do it; what is not named cannot be done by anyone.
CAN = {
    "triage": TRIAGE | {"withdraw": SUBMITTER},
    "returned": TRIAGE | {"withdraw": SUBMITTER},
    "unsolved again": TRIAGE | {"close": OFFICE},
    "pending": BEFORE_ANSWER | {"accept": LEAD},
    "processing": IN_PROCESS,
    "asked": IN_PROCESS | {"request_extension": NOBODY},
    "overdue": IN_PROCESS
    | {"request_extension": NOBODY, "return": NOBODY, "nudge": SUBMITTER},
    "extension asked": IN_PROCESS
    | {"request_extension": NOBODY, "decide_extension": OFFICE},
    "instructed": IN_PROCESS | {"require": OFFICE},
    "instruction required": IN_PROCESS
    | {"answer": NOBODY, "merge": NOBODY, "carry_out": LEAD},
    "suspended": {
        "resume": OFFICE,
        "assign": LEAD,
        "note": STAFF,
        "contribute": SUPPORTING,
        "supplement": SUBMITTER,
        "instruct": SUPERVISOR,
        "supervise": OFFICE | SUPERVISOR,
        "consult": COORDINATORS,
        "involve": LEAD,
        "merge": COORDINATORS,
        "headline": COORDINATORS,
    },
    "consulted": IN_PROCESS | {"contribute": SUPPORTING | CONSULTED},
    "consulted before": BEFORE_ANSWER | {"accept": LEAD},
    "merged": FOLLOWING,
    "merged in process": FOLLOWING,
    "merged and answered": {
        "note": STAFF,
        "supplement": SUBMITTER,
        "rate": SUBMITTER,
        "close": OFFICE,
        "follow_up": OFFICE,
        "unmerge": OFFICE,
    },
    "merged and closed": {
        "note": STAFF,
        "reopen": SUBMITTER | OFFICE,
        "follow_up": OFFICE,
    },
    "master": IN_PROCESS,
    "rework": IN_PROCESS | {"withdraw": NOBODY, "return": NOBODY},
    "answered": {
        "assign": LEAD,
        "note": STAFF,
        "supervise": OFFICE | SUPERVISOR,
        "supplement": SUBMITTER,
        "rate": SUBMITTER,
        "close": OFFICE,
        "follow_up": OFFICE,
        "instruct": SUPERVISOR,
        "merge": COORDINATORS,
        **PUBLISH,
    },
    "closed": {
        "note": STAFF,
        "supervise": OFFICE | SUPERVISOR,
        "follow_up": OFFICE,
        "reopen": SUBMITTER | OFFICE,
        **PUBLISH,
    },
    "closed long ago": {
        "note": STAFF,
        "supervise": OFFICE | SUPERVISOR,
        "follow_up": OFFICE,
        "reopen": OFFICE,
        **PUBLISH,
    },
    "rejected": {},
    "withdrawn": {},
}
# The same where the lead department's head reviews its answers.
TO_DRAFT = IN_PROCESS | {"answer": HEAD, "draft_answer": HANDLER}
REVIEWED = {
    "to draft": TO_DRAFT,
    "drafted": TO_DRAFT | {"decline_answer": HEAD},
    "given back": TO_DRAFT,
    "drafted and sent": CAN["answered"],
    "drafted before": BEFORE_ANSWER | {"accept": LEAD},
    "drafted long before": BEFORE_ANSWER | {"accept": LEAD},
}
# Where the submitter hid the name, besides, in every situation.
CAN_IF_HIDDEN = {"reveal": OFFICE}

SEES = dict.fromkeys(SITUATIONS, SUBMITTER | STAFF | SUPERVISOR) | {
    "triage": SUBMITTER | OFFICE | SUPERVISOR,
    "returned": SUBMITTER | OFFICE | SUPERVISOR,
    "unsolved again": SUBMITTER | OFFICE | SUPERVISOR,
    "consulted": SUBMITTER | STAFF | CONSULTED | SUPERVISOR,
}

READS = {
    "public": SUBMITTER | STAFF | CONSULTED | SUPERVISOR,
    "submitter": SUBMITTER | STAFF | CONSULTED | SUPERVISOR,
    "staff": STAFF | CONSULTED | SUPERVISOR,
    # Of the department that leads.
    "department": LEAD,
    "office": OFFICE,
}

# What a state is called in the workflow; the rest have their situation's name.
STATE = {
    "unsolved again": "triage",
    "returned": "triage",
    "consulted": "processing",
    "consulted before": "pending",
    "merged": "triage",
    "merged in process": "processing",
    "merged and answered": "answered",
    "merged and closed": "closed",
    "master": "processing",
    "asked": "processing",
    "overdue": "processing",
    "extension asked": "processing",
    "instructed": "processing",
    "instruction required": "processing",
    "rework": "processing",
    "closed long ago": "closed",
}


@pytest.fixture(scope="class")
def complaints(desk):
    """A complaint in each situation, with the submitter's name open and hidden."""
    let_stand_in(desk)
    made = {
        hidden: all_situations(desk, hide_identity=hidden) for hidden in (False, True)
    }
    office_only = made[True]["processing"]
    with acting("office", NOW):
        perform(office_only, "reveal", {"reason": "回访"})
    let_follow(desk, [one for lives in made.values() for one in lives.values()])
    return made


def let_follow(desk, complaints: list) -> None:
    """Let somebody follow them all, also those that nobody may begin to follow."""
    kept = Watching()
    for complaint in complaints:
        kept.begin(complaint.getId(), PEOPLE["who follows it"], 0)
    complaints_of(desk)._watching = kept


def let_stand_in(desk) -> None:
    """Let `DEPUTY` act for the head of the lead department on this day."""
    with api.env.adopt_roles(["Manager"]):
        group = department_group(desk.getId(), "academic", HANDLERS)
        api.group.add_user(groupname=group, username=DEPUTY)
    day = NOW.date().isoformat()
    raw = {"absent": LEAD_HEAD, "deputy": DEPUTY, "first": day, "last": day}
    with acting(LEAD_HEAD):
        deputies.name(desk["departments"]["academic"], raw)


def expected(situation: str, role: str, hidden: bool) -> set[str]:
    """What this role can do."""
    can = CAN[situation] | (CAN_IF_HIDDEN | {"headline": NOBODY} if hidden else {})
    return {action for action, who in can.items() if role in who}


class TestMatrix:
    """Each test asks one cell, or one line, of the matrix."""

    def test_every_action_has_its_place(self, complaints):
        """An action that the tables do not know fails here: give it its lines."""
        complaint = complaints[False]["triage"]
        registered = {name for name, _action in getAdapters((complaint,), IAction)}
        known = {a for can in (*CAN.values(), *REVIEWED.values()) for a in can}
        assert registered == known | {"reveal"}

    def test_every_state_is_reached(self, complaints):
        """Each situation is in the state that it is said to be in, and none is left."""
        states = {name: state_of(c) for name, c in complaints[False].items()}
        assert states == {name: STATE.get(name, name) for name in SITUATIONS}
        assert set(states.values()) == set(STATES)

    @pytest.mark.parametrize("hidden", [False, True], ids=["open", "hidden"])
    @pytest.mark.parametrize("role", PEOPLE)
    @pytest.mark.parametrize("situation", SITUATIONS)
    def test_actions(self, complaints, situation, role, hidden):
        """Buttons are there for what the tables say, and for nothing else."""
        with acting(PEOPLE[role], NOW):
            found = available_actions(complaints[hidden][situation])
        assert {action.name for action in found} == expected(situation, role, hidden)

    @pytest.mark.parametrize("role", PEOPLE)
    @pytest.mark.parametrize("situation", SITUATIONS)
    def test_perform(self, complaints, situation, role):
        """What has no button is refused, whatever data are sent, and nothing changes.

        What has one gets as far as its data.
        """
        complaint = complaints[False][situation]
        before = len(journal_of(complaint))
        can = expected(situation, role, hidden=False)
        for name, _action in getAdapters((complaint,), IAction):
            with acting(PEOPLE[role], NOW), rolled_back():
                if name in can:
                    try:
                        perform(complaint, name, {})
                    except Invalid as invalid:
                        assert invalid.errors
                else:
                    with pytest.raises((Forbidden, NotNow)) as refused:
                        perform(complaint, name, {"text": "x", "reason": "other"})
                    assert refused.value.message.default
            assert len(journal_of(complaint)) == before

    @pytest.mark.parametrize("role", PEOPLE)
    @pytest.mark.parametrize("situation", SITUATIONS)
    def test_sight(self, desk, complaints, situation, role):
        """View and Access contents information agree with each other and the lists."""
        complaint = complaints[False][situation]
        sees = role in SEES[situation]
        with acting(PEOPLE[role], NOW):
            for permission in ("View", "Access contents information"):
                assert api.user.has_permission(permission, obj=complaint) is sees
            listed = {row.id for row in find(desk, Query(), size=200).rows}
            assert (complaint.getId() in listed) is sees
            assert count(desk, Query()) == len(listed)
            assert bool(capacities(complaint)) is sees

    @pytest.mark.parametrize("role", PEOPLE)
    @pytest.mark.parametrize("situation", SITUATIONS)
    def test_journal(self, complaints, situation, role):
        """A reader reads the entries meant for them, in the situation given."""
        complaint = complaints[True][situation]
        sees = role in SEES[situation]
        with acting(PEOPLE[role], NOW):
            readable = readable_entries(complaint, capacities(complaint))
            shown = Reading(complaint).entries()
        wanted = [
            entry
            for entry in journal_of(complaint)
            if sees and role in READS[entry.visibility]
        ]
        assert readable == wanted
        assert [entry.number for entry in shown] == [entry.number for entry in wanted]

    def test_journal_has_all_kinds(self, complaints):
        """Public, staff's and the Office's entries are among those above."""
        seen = {e.visibility for e in journal_of(complaints[True]["processing"])}
        assert seen == {"public", "staff", "office"}
        assert set(READS) == set(VISIBILITIES)

    @pytest.mark.parametrize("visibility", VISIBILITIES)
    @pytest.mark.parametrize("role", PEOPLE)
    def test_visibility(self, complaints, role, visibility):
        """One entry of each visibility, and who reads it."""
        complaint = complaints[False]["consulted"]
        with acting(PEOPLE[role], NOW), rolled_back():
            entry = journal_of(complaint).add(
                time=NOW,
                action="note",
                text="x",
                visibility=visibility,
                department="academic",
            )
            found = entry in readable_entries(complaint, capacities(complaint))
        assert found is (role in READS[visibility])

    @pytest.mark.parametrize("hidden", [False, True], ids=["open", "hidden"])
    @pytest.mark.parametrize("role", PEOPLE)
    @pytest.mark.parametrize("situation", SITUATIONS)
    def test_identity(self, complaints, situation, role, hidden):
        """Departments and Office know an open name, nobody a hidden one.

        Supervisors know none. What is shown of the journal keeps to that.
        """
        complaint = complaints[hidden][situation]
        knows = role in SEES[situation] and (
            role == "submitter" or (not hidden and role in STAFF)
        )
        with acting(PEOPLE[role], NOW):
            assert may_see_identity(complaint, capacities(complaint)) is knows
            reading = Reading(complaint)
            identity, told = reading.identity, reading.entries()
        assert (identity is not None) is knows
        by_submitter = [one for one in told if one.role == "submitter"]
        assert {one.actor for one in by_submitter} <= ({"student1"} if knows else {""})
        if not knows:
            assert "student1" not in repr(told)
            assert "程以宁" not in repr(told)


def reviewed_lives(desk) -> dict:
    """A complaint in each situation of a department whose head reviews."""

    def drafted():
        draft = {"text": "草稿：更换灯泡", "outcome": "solved"}
        return processing(desk).step(LEAD_HANDLER, "draft_answer", **draft)

    def elsewhere():
        return drafted().step("office", "dispatch", department="logistics")

    lives = {
        "to draft": processing(desk),
        "drafted": drafted(),
        "given back": drafted().step(LEAD_HEAD, "decline_answer", text="请写明时间"),
        "drafted and sent": drafted().step(LEAD_HEAD, "answer", **ANSWERING),
        "drafted before": drafted().dispatched(),
        "drafted long before": elsewhere().dispatched(),
    }
    return {name: life.complaint for name, life in lives.items()}


class TestReviewedAnswers:
    """Where the head of `academic` reviews: drafts are its own, the head sends."""

    @pytest.fixture(scope="class")
    def complaints(self, desk):
        """A complaint in each situation."""
        let_stand_in(desk)
        department_of(desk, "academic").review_answers = True
        return reviewed_lives(desk)

    @pytest.mark.parametrize("role", PEOPLE)
    @pytest.mark.parametrize("situation", REVIEWED)
    def test_actions(self, complaints, situation, role):
        """Buttons are there for what the tables say, and for nothing else."""
        with acting(PEOPLE[role], NOW):
            found = available_actions(complaints[situation])
        can = REVIEWED[situation]
        assert {one.name for one in found} == {
            a for a, who in can.items() if role in who
        }

    @pytest.mark.parametrize("role", PEOPLE)
    @pytest.mark.parametrize("situation", REVIEWED)
    def test_drafts(self, complaints, situation, role):
        """They are read by the department that wrote them, and by nobody else."""
        complaint = complaints[situation]
        drafts = [e for e in journal_of(complaint) if e.visibility == "department"]
        assert bool(drafts) is (situation != "to draft")
        with acting(PEOPLE[role], NOW):
            read = readable_entries(complaint, capacities(complaint))
            shown = repr(Reading(complaint).entries())
        assert [e for e in read if e.visibility == "department"] == (
            drafts if role in LEAD else []
        )
        assert ("草稿" in shown) is bool(drafts and role in LEAD)

    def test_not_after_it_went_to_another(self, desk, complaints):
        """The next department does not read what the former one drafted."""
        complaint = complaints["drafted"]
        with rolled_back():
            with acting("office", NOW):
                perform(complaint, "dispatch", {"department": "it"})
            for who in ("it-handler", "it-head", LEAD_HANDLER, LEAD_HEAD):
                with acting(who, NOW):
                    assert "草稿" not in repr(Reading(complaint).entries())
