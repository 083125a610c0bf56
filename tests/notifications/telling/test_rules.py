"""Who is told of what: a table by hand, from the rules (docs/reference/messages.md).

Not computed from rules.py. Each line says what happens, and who is told which message.
"""

from jiesu.addon.access.deputies import name_deputy
from jiesu.addon.content.complaint import REPORT
from jiesu.addon.notifications.rules import MESSAGES
from jiesu.addon.notifications.rules import RULES
from jiesu.addon.notifications.texts import originals
from plone import api
from tests.access.lives import Life
from tests.handling.world import complain
from tests.handling.world import DAY
from tests.handling.world import do
from tests.handling.world import MONDAY
from tests.notifications.telling.waiting import due
from tests.notifications.telling.waiting import forget
from tests.notifications.telling.waiting import records
from tests.notifications.telling.waiting import step
from tests.notifications.telling.waiting import told

import pytest


STUDENT = "student1"
HANDLER = "academic-handler"
HEAD = "academic-head"
OFFICE = "office"
SUPERVISOR = "supervisor"
SUPPORT = "library-handler"
SUPPORT_HEAD = "library-head"

pytestmark = pytest.mark.usefixtures("undone")


def all_of(message: str, *receivers: str) -> set[tuple[str, str]]:
    return {(receiver, message) for receiver in receivers}


@pytest.fixture
def processing(desk):
    """`academic` leads, its handler has accepted, `library` supports."""
    life = Life(desk).dispatched().accepted()
    forget(desk)
    return life


@pytest.fixture
def answered(desk, processing):
    processing.answered()
    forget(desk)
    return processing


class TestSteps:
    """What people do."""

    def test_submit(self, desk):
        """It is routed: the department has it at once. Nobody hears of their own."""
        complain(desk)
        assert told(desk) == all_of("dispatch", HANDLER) | all_of(
            "your_dispatch", STUDENT
        )

    def test_submit_to_the_office(self, desk):
        complain(desk, about_department=True)
        assert told(desk) == all_of("submit", OFFICE)

    def test_return(self, desk):
        """The Office has to dispatch; the submitter hears that it is on its way."""
        complaint = complain(desk)
        forget(desk)
        do(complaint, HANDLER, "return", reason="not_ours")
        assert told(desk) == all_of("return", OFFICE) | all_of("your_return", STUDENT)

    def test_dispatch(self, desk):
        life = Life(desk)
        forget(desk)
        life.dispatched()
        assert told(desk) == (
            all_of("your_dispatch", STUDENT)
            | all_of("dispatch", HANDLER)
            | all_of("support", SUPPORT)
        )

    def test_dispatch_elsewhere(self, desk, processing):
        """The new department is told; who supports already is not told again."""
        processing.step(
            OFFICE, "dispatch", department="security", supporting=["library"]
        )
        assert told(desk) == (
            all_of("your_dispatch", STUDENT) | all_of("dispatch", "security-handler")
        )

    def test_dispatch_again(self, desk, processing):
        """It stays where it is: the submitter has heard of that; who is new has not."""
        processing.step(
            OFFICE, "dispatch", department="academic", supporting=["library", "it"]
        )
        assert told(desk) == all_of("dispatch", HANDLER) | all_of(
            "support", "it-handler"
        )

    def test_assign(self, desk, processing):
        processing.step(HEAD, "assign", handler=HANDLER)
        assert told(desk) == all_of("assign", HANDLER)

    @pytest.mark.parametrize("who", [HANDLER, OFFICE, SUPPORT])
    def test_note(self, desk, processing, who):
        processing.step(who, "note", text="灯泡在库房")
        assert told(desk) == set()

    def test_accept(self, desk):
        complaint = complain(desk)
        forget(desk)
        do(complaint, HANDLER, "accept")
        assert told(desk) == set()

    def test_ask_and_supplement(self, desk, processing):
        processing.step(HANDLER, "ask", text="哪一间?")
        assert told(desk) == all_of("your_ask", STUDENT)
        forget(desk)
        processing.step(STUDENT, "supplement", text="335")
        assert told(desk) == all_of("supplement", HANDLER)

    def test_supplement_in_triage(self, desk):
        complaint = complain(desk, about_department=True)
        forget(desk)
        do(complaint, STUDENT, "supplement", text="335")
        assert told(desk) == all_of("supplement", OFFICE)

    def test_contribute(self, desk, processing):
        processing.step(SUPPORT, "contribute", text="同批次")
        assert told(desk) == all_of("contribute", HANDLER)

    def test_answer(self, desk, processing):
        processing.answered()
        assert told(desk) == all_of("your_answer", STUDENT)

    def test_solved(self, desk, answered):
        answered.closed()
        assert told(desk) == set()

    def test_unsolved(self, desk, answered):
        answered.unsolved()
        assert told(desk) == all_of("rework", HANDLER, HEAD)
        forget(desk)
        answered.answered()
        forget(desk)
        answered.unsolved()
        assert told(desk) == all_of("unsolved_again", OFFICE)

    def test_reject(self, desk, processing):
        processing.step(OFFICE, "reject", reason="duplicate")
        assert told(desk) == all_of("your_reject", STUDENT) | all_of("reject", HANDLER)

    def test_withdraw(self, desk, processing):
        processing.step(STUDENT, "withdraw")
        assert told(desk) == all_of("withdraw", HANDLER)

    def test_withdraw_from_triage(self, desk):
        complaint = complain(desk, about_department=True)
        forget(desk)
        do(complaint, STUDENT, "withdraw")
        assert told(desk) == all_of("withdraw", OFFICE)

    def test_close(self, desk, answered):
        answered.step(OFFICE, "close")
        assert told(desk) == all_of("your_close", STUDENT)

    def test_reopen(self, desk, answered):
        answered.closed()
        answered.step(STUDENT, "reopen", reason="又坏了")
        assert told(desk) == all_of("reopen", HANDLER)
        forget(desk)
        answered.answered().closed()
        forget(desk)
        answered.step(OFFICE, "reopen", reason="回访")
        assert told(desk) == all_of("reopen", HANDLER) | all_of("your_reopen", STUDENT)

    def test_reveal(self, desk):
        life = Life(desk, hide_identity=True).dispatched()
        forget(desk)
        life.step(OFFICE, "reveal", reason="回访")
        assert told(desk) == set()


# Steps by others, with what an entry of theirs holds, and who is told what.
BY_OTHERS = [
    ("request_extension", {"actor": HANDLER}, all_of("request_extension", OFFICE)),
    (
        "decide_extension",
        {"changes": {"granted": True}},
        all_of("your_extension_granted", STUDENT)
        | all_of("extension_granted", HANDLER),
    ),
    (
        "decide_extension",
        {"changes": {"granted": False}},
        all_of("your_extension_refused", STUDENT)
        | all_of("extension_refused", HANDLER),
    ),
    ("suspend", {}, all_of("your_suspend", STUDENT) | all_of("suspend", HANDLER)),
    ("resume", {}, all_of("your_resume", STUDENT) | all_of("resume", HANDLER)),
    ("merge", {}, all_of("your_merge", STUDENT)),
    ("unmerge", {}, all_of("your_unmerge", STUDENT) | all_of("reopen", HANDLER)),
    (
        "nudge",
        {"actor": STUDENT, "role": "submitter"},
        all_of("nudge", HANDLER, HEAD),
    ),
    (
        "draft_answer",
        {"actor": HANDLER, "visibility": "staff"},
        all_of("draft_answer", HEAD),
    ),
    (
        "decline_answer",
        {"actor": HEAD, "visibility": "staff"},
        all_of("decline_answer", HANDLER),
    ),
    (
        "instruct",
        {"actor": SUPERVISOR, "visibility": "staff"},
        all_of("instruct", HANDLER, HEAD, OFFICE),
    ),
    ("require", {"visibility": "staff"}, all_of("require", HANDLER, HEAD)),
    (
        "carry_out",
        {"actor": HANDLER, "visibility": "staff"},
        all_of("carry_out", OFFICE, SUPERVISOR),
    ),
    (
        "supervise",
        {"visibility": "staff"},
        all_of("supervise", HANDLER, HEAD, SUPPORT),
    ),
    (
        "follow_up",
        {"changes": {"solved": False}, "visibility": "staff"},
        all_of("follow_up", HANDLER, HEAD),
    ),
    ("follow_up", {"changes": {"solved": True}}, set()),
    ("something_new", {}, set()),
]


class TestOtherSteps:
    """Steps whose actions are told of by their entries alone."""

    @pytest.mark.parametrize("action,fields,expected", BY_OTHERS)
    def test_step(self, desk, processing, action, fields, expected):
        step(processing.complaint, action, **fields)
        assert told(desk) == expected

    def test_involve(self, desk, processing):
        """The colleague who was brought in, and sees it."""
        changes = {"helper": HEAD}
        step(processing.complaint, "involve", actor=HANDLER, changes=changes)
        assert told(desk) == all_of("involve", HEAD)

    def test_consult(self, desk, processing):
        """A department that sees it; one that does not is told nothing."""
        complaint = processing.complaint
        changes = {"consulted": "library"}
        step(complaint, "consult", actor=HANDLER, changes=changes)
        assert told(desk) == all_of("consult", SUPPORT)
        changes = {"consulted": "security"}
        step(complaint, "consult", actor=HANDLER, changes=changes)
        assert told(desk) == all_of("consult", SUPPORT)


# What the scanner finds, and who is told.
FOUND = {
    "accept_yellow": all_of("accept_yellow", HANDLER),
    "accept_red": all_of("accept_red", HANDLER, HEAD),
    "yellow": all_of("yellow", HANDLER),
    "red": all_of("red", HANDLER, HEAD),
    "escalated": all_of("escalated", OFFICE),
    "supervision_proposed": all_of("supervision_proposed", OFFICE, SUPERVISOR),
    "extension_undecided": all_of("extension_undecided", OFFICE),
    "suspension_ends": all_of("suspension_ends", HANDLER, OFFICE),
    "rating_ends": all_of("your_rating_ends", STUDENT),
    "support_yellow": all_of("support_yellow", SUPPORT),
    "support_red": all_of("support_red", SUPPORT, SUPPORT_HEAD),
}


class TestDue:
    """What the scanner finds."""

    @pytest.mark.parametrize("name", FOUND)
    def test_due(self, desk, processing, name):
        department = "library" if name.startswith("support_") else ""
        due(processing.complaint, name, department=department)
        assert told(desk) == FOUND[name]

    def test_the_moment_is_kept(self, desk, processing):
        due(processing.complaint, "yellow", moment=MONDAY)
        (record,) = records(desk)
        assert record.data == {"due": int(MONDAY.timestamp())}
        assert record.entry == 0


class TestWho:
    """People, and what they may know."""

    def test_assigned(self, desk):
        """Before somebody has accepted all handlers are told, after that the one."""
        with api.env.adopt_roles(["Manager"]):
            api.group.add_user(groupname="jiesu-academic-handlers", username="student2")
        complaint = complain(desk)
        assert all_of("dispatch", HANDLER, "student2") <= told(desk)
        do(complaint, HANDLER, "accept")
        forget(desk)
        due(complaint, "yellow")
        assert told(desk) == all_of("yellow", HANDLER)

    def test_nobody_there(self, desk):
        """Without handlers the heads are told, without them the Office."""
        with api.env.adopt_roles(["Manager"]):
            api.group.remove_user(groupname="jiesu-academic-handlers", username=HANDLER)
        complain(desk)
        assert all_of("dispatch", HEAD) <= told(desk)
        forget(desk)
        with api.env.adopt_roles(["Manager"]):
            api.group.remove_user(groupname="jiesu-academic-heads", username=HEAD)
        complain(desk, who="student3")
        assert all_of("dispatch", OFFICE) <= told(desk)

    def test_two_roles(self, desk, processing):
        """Handler and head in one person: told once."""
        with api.env.adopt_roles(["Manager"]):
            api.group.add_user(groupname="jiesu-academic-heads", username=HANDLER)
        due(processing.complaint, "red")
        assert told(desk) == all_of("red", HANDLER, HEAD)

    def test_submitter_at_work(self, desk):
        """A handler's own complaint: told as the submitter."""
        complaint = complain(desk, who=HANDLER)
        assert told(desk) == all_of("your_dispatch", HANDLER)
        forget(desk)
        do(complaint, HEAD, "accept")
        do(complaint, HEAD, "answer", text="好了", outcome="solved")
        assert told(desk) == all_of("your_answer", HANDLER)

    def test_the_office_leads(self, desk):
        """Its members are handlers and heads of their own department."""
        complaint = complain(desk, about_department=True)
        do(complaint, OFFICE, "dispatch", department="office")
        forget(desk)
        due(complaint, "red")
        assert told(desk) == all_of("red", OFFICE)

    def test_report(self, desk):
        """Before its dispatch the Office alone is told."""
        complaint = complain(desk, kind=REPORT)
        due(complaint, "supervision_proposed")
        assert told(desk) == all_of("submit", OFFICE) | all_of(
            "supervision_proposed", OFFICE
        )
        forget(desk)
        do(complaint, OFFICE, "dispatch", department="library")
        assert told(desk) == all_of("dispatch", SUPPORT) | all_of(
            "your_dispatch", STUDENT
        )

    @pytest.mark.parametrize("visibility", ["staff", "office"])
    def test_not_for_the_submitter(self, desk, processing, visibility):
        """An entry that somebody may not read is not told to them."""
        step(processing.complaint, "suspend", visibility=visibility)
        assert STUDENT not in {receiver for receiver, _message in told(desk)}

    def test_not_for_departments(self, desk, processing):
        step(processing.complaint, "instruct", actor=SUPERVISOR, visibility="office")
        assert told(desk) == all_of("instruct", OFFICE)

    def test_guest_without_mail(self, desk):
        """Nobody to be told."""
        desk.guests = True
        complain(desk, who=None)
        assert told(desk) == all_of("dispatch", HANDLER)

    def test_import(self, desk, processing):
        """What was brought in is told to nobody; what happens to it here is."""
        complaint = processing.complaint
        complaint.channel = "import"
        step(complaint, "answer", role="system", actor="")
        assert told(desk) == set()
        due(complaint, "yellow")
        assert told(desk) == all_of("yellow", HANDLER)

    def test_deputy(self, desk, processing):
        """Who acts for somebody is told with them, for as long as it lasts."""
        day = MONDAY.date()
        name_deputy(desk, "academic", HANDLER, HEAD, day, day, by=OFFICE)
        due(processing.complaint, "yellow")
        assert told(desk) == all_of("yellow", HANDLER, HEAD)
        forget(desk)
        due(processing.complaint, "yellow", when=MONDAY + 2 * DAY)
        assert told(desk) == all_of("yellow", HANDLER)

    def test_no_deputy_for_what_is_ones_own(self, desk):
        day = MONDAY.date()
        name_deputy(desk, "academic", HANDLER, HEAD, day, day, by=OFFICE)
        complain(desk, who=HANDLER, category="security-parking")
        assert told(desk) == all_of("your_dispatch", HANDLER) | all_of(
            "dispatch", "security-handler"
        )

    def test_gone(self, desk, processing):
        """Somebody without an account any more."""
        api.portal.get().acl_users.source_users.removeUser(HANDLER)
        due(processing.complaint, "yellow")
        assert told(desk) == set()


def test_each_message_is_told_by_a_rule_and_has_words():
    assert {rule.message for rule in RULES} == set(MESSAGES)
    assert set(originals()) == {*MESSAGES, "digest"}
