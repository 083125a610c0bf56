"""What people do about time: extension, suspension, asking again."""

from datetime import date
from datetime import datetime
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.handling.perform import perform_as_desk
from jiesu.addon.handling.reading import Reading
from jiesu.addon.journal.storage import journal_of
from tests.handling.test_actions import ANSWERING
from tests.handling.test_actions import HANDLER
from tests.handling.test_actions import names
from tests.handling.test_actions import not_now
from tests.handling.test_actions import pending
from tests.handling.test_actions import processing
from tests.handling.test_actions import wrong
from tests.handling.world import acting
from tests.handling.world import DAY
from tests.handling.world import do
from tests.handling.world import HOUR
from tests.handling.world import MONDAY
from tests.handling.world import SHANGHAI

import pytest


__all__ = ["pending", "processing"]

# Dispatched on Monday the 16th at 9, it is due on Monday the 23rd at 9.
DUE = MONDAY + 7 * DAY
FRIDAY = date(2026, 11, 27)


def ask(complaint, when=None, **data):
    """The department asks for more time."""
    data = {"until": FRIDAY.isoformat(), "reason": "等待备件"} | data
    return do(complaint, HANDLER, "request_extension", when, **data)


class TestExtension:
    """`request_extension` and `decide_extension`."""

    def test_granted(self, processing):
        asked = ask(processing)
        assert asked.visibility == "staff"
        assert processing.clock.answer_due == DUE
        entry = do(processing, "office", "decide_extension", granted=True, text="同意")
        end = datetime(2026, 11, 27, 17, 30, tzinfo=SHANGHAI)
        assert processing.clock.answer_due == end
        assert entry.visibility == "public"
        assert dict(entry.changes) == {
            "granted": True,
            "until": "2026-11-27",
            "reason": "等待备件",
        }
        with acting("student1"):
            told = Reading(processing).entries()[-1]
        assert (told.changes["reason"], told.text) == ("等待备件", "同意")

    def test_answer_by_the_new_time_is_on_time(self, processing):
        ask(processing)
        do(processing, "office", "decide_extension", granted=True)
        do(processing, HANDLER, "answer", DUE + DAY, **ANSWERING)
        assert processing.clock.first_on_time is True

    def test_refused(self, processing):
        ask(processing)
        do(processing, "office", "decide_extension", granted=False)
        assert processing.clock.answer_due == DUE
        assert not processing.extended
        # It may ask once more: none was granted.
        ask(processing)

    def test_once(self, processing):
        ask(processing)
        do(processing, "office", "decide_extension", granted=True)
        assert (
            not_now(
                processing,
                HANDLER,
                "request_extension",
                until="2026-12-01",
                reason="还要等",
            )
            == "refused_extended"
        )

    def test_asked_once(self, processing):
        ask(processing)
        said = not_now(processing, HANDLER, "request_extension")
        assert said == "refused_extension_asked"

    def test_granted_after_it_was_due(self, processing):
        ask(processing, DUE - HOUR)
        do(processing, "office", "decide_extension", DUE + HOUR, granted=True)
        assert processing.clock.answer_due > DUE + HOUR

    def test_not_once_it_is_due(self, processing):
        ask(processing, DUE)
        do(processing, "office", "decide_extension", DUE, granted=False)
        late = DUE + HOUR
        said = not_now(processing, HANDLER, "request_extension", late)
        assert said == "refused_extension_late"

    def test_not_while_the_submitter_is_asked(self, processing):
        do(processing, HANDLER, "ask", text="哪一间?")
        said = not_now(processing, HANDLER, "request_extension")
        assert said == "refused_extension_paused"

    @pytest.mark.parametrize(
        ("until", "words"),
        [
            ("2026-11-28", "error_working_day"),
            ("2026-11-20", "error_extension_short"),
            ("2026-12-08", "error_extension_long"),
        ],
        ids=["a Saturday", "before due", "too long"],
    )
    def test_until(self, processing, until, words):
        data = {"until": until, "reason": "等待备件"}
        found = wrong(processing, HANDLER, "request_extension", **data)
        assert found == {"until": words}

    def test_as_long_as_is_allowed(self, processing):
        ask(processing, until="2026-12-07")

    @pytest.mark.parametrize("missing", ["until", "reason"])
    def test_needed(self, processing, missing):
        data = {"until": FRIDAY.isoformat(), "reason": "等待备件"}
        del data[missing]
        assert set(wrong(processing, HANDLER, "request_extension", **data)) == {missing}

    def test_nothing_to_decide(self, processing):
        said = not_now(processing, "office", "decide_extension", granted=True)
        assert said == "refused_decide"

    def test_the_request_ends_with_the_answer(self, processing):
        ask(processing)
        do(processing, HANDLER, "answer", **ANSWERING)
        assert processing.extension is None

    def test_the_request_ends_with_another_dispatch(self, processing):
        ask(processing)
        do(processing, "office", "dispatch", department="library")
        do(processing, "library-handler", "accept")
        assert "decide_extension" not in names(processing, "office")

    def test_already_due_later(self, desk, processing):
        ask(processing, until="2026-11-24")
        do(processing, HANDLER, "ask", text="哪一间?")
        do(processing, "student1", "supplement", MONDAY + 4 * DAY, text="335")
        found = wrong(
            processing, "office", "decide_extension", MONDAY + 4 * DAY, granted=True
        )
        assert found == {"granted": "error_extension_void"}


PLANNED = "2027-03-01"


class TestSuspension:
    """`suspend` and `resume`."""

    def suspend(self, complaint, when=None, **data):
        data = {"reason": "budget", "until": PLANNED} | data
        return do(complaint, "office", "suspend", when, **data)

    def test_stands_still(self, processing):
        entry = self.suspend(processing, MONDAY + DAY)
        assert state_of(processing) == "suspended"
        assert processing.clock.paused_since == MONDAY + DAY
        assert entry.visibility == "public"
        assert entry.changes["until"] == PLANNED
        start = datetime(2027, 3, 1, 8, 30, tzinfo=SHANGHAI)
        assert processing.suspended_until == start

    def test_goes_on_with_what_was_left(self, processing):
        self.suspend(processing, MONDAY + DAY)
        left = processing.clock.remaining
        do(processing, "office", "resume", MONDAY + 3 * DAY)
        assert state_of(processing) == "processing"
        with acting(HANDLER, MONDAY + 3 * DAY):
            assert Reading(processing).remaining == left
        assert processing.suspended_until is None

    def test_the_desk_takes_it_up_again(self, processing):
        self.suspend(processing)
        with acting(None, MONDAY + 105 * DAY):
            entry = perform_as_desk(processing, "resume", {})
        assert (state_of(processing), entry.role) == ("processing", "system")

    def test_ends_a_question(self, processing):
        do(processing, HANDLER, "ask", text="哪一间?")
        self.suspend(processing)
        assert not processing.asked
        do(processing, "student1", "supplement", text="335")
        assert processing.clock.paused_since is not None

    @pytest.mark.parametrize(
        ("data", "field"),
        [
            ({"until": "2027-02-28"}, "until"),
            ({"until": "2026-11-16"}, "until"),
            ({"until": ""}, "until"),
            ({"reason": "other"}, "text"),
            ({"reason": "lunch"}, "reason"),
        ],
        ids=["a Sunday", "today", "none", "other without words", "no such reason"],
    )
    def test_data(self, processing, data, field):
        data = {"reason": "budget", "until": PLANNED} | data
        assert set(wrong(processing, "office", "suspend", **data)) == {field}


class TestNudge:
    """`nudge`."""

    def test_after_half_of_the_limit(self, processing):
        early, half = MONDAY + 2 * DAY, MONDAY + 2 * DAY + 5.5 * HOUR
        said = not_now(processing, "student1", "nudge", early)
        assert said == "refused_nudge_early"
        assert "nudge" in names(processing, "student1", half)

    def test_once_a_working_day(self, processing):
        friday = MONDAY + 4 * DAY
        entry = do(processing, "student1", "nudge", friday)
        assert (entry.visibility, entry.role) == ("public", "submitter")
        for later in (friday + HOUR, friday + DAY, friday + 2 * DAY):
            said = not_now(processing, "student1", "nudge", later)
            assert said == "refused_nudge_twice"
        do(processing, "student1", "nudge", friday + 3 * DAY)

    def test_not_while_the_submitter_is_asked(self, processing):
        do(processing, HANDLER, "ask", text="哪一间?")
        said = not_now(processing, "student1", "nudge", MONDAY + 4 * DAY)
        assert said == "refused_nudge_paused"

    def test_changes_no_limit(self, processing):
        before = processing.clock
        do(processing, "student1", "nudge", MONDAY + 4 * DAY)
        assert processing.clock == before


class TestSupport:
    """The limits of supporting departments."""

    def test_each_has_its_own(self, processing):
        do(
            processing,
            "office",
            "dispatch",
            department="academic",
            supporting=["library", "security"],
        )
        do(processing, "library-handler", "contribute", MONDAY + DAY, text="已看过")
        library, security = processing.clock.support
        assert (library.department, library.late) == ("library", False)
        assert library.done == MONDAY + DAY
        assert security.due == MONDAY + 2 * DAY
        assert security.due < processing.clock.answer_due

    def test_lateness_is_theirs(self, processing):
        do(
            processing,
            "office",
            "dispatch",
            department="academic",
            supporting=["library"],
        )
        do(processing, "library-handler", "contribute", MONDAY + 3 * DAY, text="晚了")
        assert processing.clock.support[0].late
        do(processing, HANDLER, "accept", MONDAY + 3 * DAY)
        do(processing, HANDLER, "answer", MONDAY + 4 * DAY, **ANSWERING)
        assert processing.clock.first_on_time is True


class TestInstruction:
    """`instruct`, `require`, `carry_out`."""

    def test_the_answer_waits_for_it(self, processing):
        do(processing, "supervisor", "instruct", text="请本周内更换")
        assert "answer" in names(processing, HANDLER)
        do(processing, "office", "require")
        said = not_now(processing, HANDLER, "answer", **ANSWERING)
        assert said == "refused_instruction"
        entry = do(processing, HANDLER, "carry_out", text="已更换")
        assert entry.changes["instruction"]
        do(processing, HANDLER, "answer", **ANSWERING)

    def test_the_submitter_never_sees_it(self, processing):
        do(processing, "supervisor", "instruct", text="请本周内更换")
        do(processing, "office", "require", text="务必")
        with acting("student1"):
            told = [one.action for one in Reading(processing).entries()]
        assert told == ["submit", "dispatch", "accept"]

    def test_only_what_there_is(self, processing):
        assert not_now(processing, "office", "require") == "refused_require"
        said = not_now(processing, HANDLER, "carry_out", text="x")
        assert said == "refused_carry_out"
        do(processing, "supervisor", "instruct", text="请本周内更换")
        do(processing, "office", "require")
        assert not_now(processing, "office", "require") == "refused_require"


class TestFollowUp:
    """`follow_up`."""

    def test_wins_over_the_rating(self, desk, processing):
        do(processing, HANDLER, "answer", **ANSWERING)
        do(processing, "student1", "rate", score=5, solved=True)
        entry = do(processing, "office", "follow_up", solved=False, text="又坏了")
        assert dict(entry.changes) == {"solved": False, "score": None}
        assert entry.visibility == "staff"
        assert journal_of(processing)[entry.number] is entry

    @pytest.mark.parametrize("score", [0, 6])
    def test_score(self, processing, score):
        do(processing, HANDLER, "answer", **ANSWERING)
        data = {"solved": True, "score": score}
        assert set(wrong(processing, "office", "follow_up", **data)) == {"score"}
