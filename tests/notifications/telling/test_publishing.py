"""Publishing an answer: who is told of what."""

from tests.handling.test_publishing import answered
from tests.handling.test_publishing import CLEAN
from tests.handling.test_publishing import drafted
from tests.handling.world import do
from tests.notifications.telling.test_rules import all_of
from tests.notifications.telling.waiting import forget
from tests.notifications.telling.waiting import told

import pytest


STUDENT = "student1"
HANDLER = "academic-handler"
HEAD = "academic-head"
OFFICE = "office"

pytestmark = pytest.mark.usefixtures("undone")


def new(desk, complaint, who, action, **data) -> set:
    """Who is told of a step."""
    forget(desk)
    do(complaint, who, action, **data)
    return told(desk)


def test_with_leave(desk):
    """The submitter is asked; then whoever may release has it; then all know."""
    complaint = answered(desk)
    assert new(desk, complaint, HANDLER, "draft_publication", **CLEAN) == set()
    assert new(desk, complaint, HANDLER, "ask_publication") == all_of(
        "your_publication_asked", STUDENT
    )
    agreed = new(desk, complaint, STUDENT, "agree_publication", agreed=True)
    assert agreed == all_of("publication_ready", HEAD, OFFICE) | all_of(
        "publication_agreed", HANDLER
    )
    back = new(desk, complaint, HEAD, "return_publication", text="请写短些")
    assert back == all_of("return_publication", HANDLER)
    do(complaint, HANDLER, "submit_publication")
    assert new(desk, complaint, HEAD, "release_publication") == all_of(
        "your_publication", STUDENT
    ) | all_of("publication", HANDLER)
    assert new(desk, complaint, OFFICE, "take_back_publication") == all_of(
        "your_publication_taken_back", STUDENT
    ) | all_of("publication_taken_back", HANDLER)


def test_refused(desk):
    complaint = drafted(desk)
    do(complaint, HANDLER, "ask_publication")
    refused = new(desk, complaint, STUDENT, "agree_publication", agreed=False)
    assert refused == all_of("publication_refused", HANDLER)


def test_a_draft_is_nobody_elses(desk):
    """Of what was never more than a draft its submitter is not told."""
    complaint = drafted(desk)
    assert new(desk, complaint, OFFICE, "take_back_publication") == all_of(
        "publication_taken_back", HANDLER
    )


def test_not_asked(desk):
    desk.ask_before_publishing = "never"
    complaint = drafted(desk)
    assert new(desk, complaint, HANDLER, "submit_publication") == all_of(
        "publication_ready", HEAD, OFFICE
    )
