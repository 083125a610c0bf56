"""The clock of a complaint: examples, then what must hold for any course of events."""

from dataclasses import replace
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import example
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from jiesu.addon.calendar.worktime import WorkCalendar
from jiesu.addon.deadlines.clock import can_give_back
from jiesu.addon.deadlines.clock import Clock
from jiesu.addon.deadlines.clock import run
from jiesu.addon.deadlines.clock import Support
from jiesu.addon.deadlines.limits import Limit
from jiesu.addon.deadlines.limits import Unit
from jiesu.addon.deadlines.marks import Mark
from jiesu.addon.deadlines.marks import MarkKind
from zoneinfo import ZoneInfo

import pickle
import pytest


SHANGHAI = ZoneInfo("Asia/Shanghai")
CALENDAR = WorkCalendar()
ACCEPT = Limit.parse("4 working_hours")
ANSWER = Limit.parse("5 working_days")
REWORK = Limit.parse("3 working_days")
GIVE_BACK = Limit.parse("1 working_days")
HOUR = timedelta(hours=1)


def on(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026, which has no holidays and starts on a Sunday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


def dispatch(time: datetime, **options) -> Mark:
    limits = {"accept": ACCEPT, "answer": ANSWER, "give_back": GIVE_BACK}
    return Mark(time, MarkKind.DISPATCH, **{**limits, **options})


def mark(kind: str, time: datetime, **options) -> Mark:
    return Mark(time, MarkKind(kind), **options)


def clock(*marks: Mark) -> Clock:
    return run(marks, CALENDAR)


START = on(2, 9)  # a Monday
DUE = on(9, 9)


def test_nothing_happened():
    assert clock() == Clock()


def test_dispatch_starts_everything():
    seen = clock(dispatch(START))
    assert seen == Clock(
        dispatched=START,
        last_dispatched=START,
        accept_due=on(2, 14, 30) + HOUR / 2,
        first_accept_due=on(2, 15),
        return_due=on(3, 9),
        answer_due=DUE,
        due=on(2, 15),
        unit=Unit.WORKING_HOURS,
        yellow=on(2, 14, 12),
        rounds=1,
        first_due=DUE,
        answer_yellow=on(6, 9),
        half=on(4, 14, 30),
    )


def test_accept_leaves_the_answer_limit_from_the_dispatch():
    seen = clock(dispatch(START), mark("accept", on(2, 15)))
    assert seen.accepted == seen.first_accepted == on(2, 15)
    assert seen.accept_late is False
    assert seen.accept_due is None
    assert seen.due == seen.answer_due == DUE
    assert seen.unit is Unit.WORKING_DAYS
    assert seen.yellow == on(6, 9)


def test_late_accept():
    late = on(2, 15) + timedelta.resolution
    assert clock(dispatch(START), mark("accept", late)).accept_late is True


def test_a_second_accept_changes_nothing():
    once = clock(dispatch(START), mark("accept", on(2, 10)))
    assert once == clock(
        dispatch(START), mark("accept", on(2, 10)), mark("accept", on(3, 10))
    )


def test_urgent_runs_round_the_clock():
    urgent = {"accept": Limit.parse("2 hours"), "answer": Limit.parse("24 hours")}
    saturday = on(7, 23)
    seen = clock(dispatch(saturday, **urgent))
    assert seen.due == seen.accept_due == on(8, 1)
    assert seen.yellow == on(8, 0, 36)
    seen = clock(dispatch(saturday, **urgent), mark("accept", on(8, 0)))
    assert seen.due == seen.answer_due == on(8, 23)
    assert seen.yellow == on(8, 18, 12)
    assert seen.unit is Unit.HOURS


def test_long_limit_turns_yellow_one_working_day_before():
    limit = Limit.parse("10 working_days")
    seen = clock(dispatch(START, answer=limit), mark("accept", on(2, 10)))
    assert seen.due == on(16, 9)
    assert seen.yellow == on(13, 9)


def test_pause_stands_still_and_goes_on_with_what_was_left():
    marks = [dispatch(START), mark("pause", on(3, 9))]
    paused = clock(*marks)
    assert paused.paused_since == on(3, 9)
    assert paused.remaining == 4 * 7 * HOUR
    assert paused.unit is Unit.WORKING_DAYS
    assert (paused.due, paused.answer_due, paused.yellow) == (None, None, None)
    assert paused.first_due is None
    assert paused.accepted == on(3, 9)  # asking is a response
    resumed = clock(*marks, mark("resume", on(5, 10)))
    assert resumed.paused_since is resumed.remaining is None
    assert resumed.due == resumed.first_due == on(11, 10)


def test_a_second_pause_and_a_lone_resume_change_nothing():
    marks = [dispatch(START), mark("pause", on(3, 9))]
    assert clock(*marks) == clock(*marks, mark("pause", on(4, 9)))
    running = clock(dispatch(START))
    assert running == clock(dispatch(START), mark("resume", on(2, 10)))


def test_what_is_late_stays_late_over_a_pause():
    marks = [dispatch(START), mark("accept", START), mark("pause", on(9, 10))]
    paused = clock(*marks)
    assert paused.remaining == timedelta(0)
    assert paused.first_due == DUE
    resumed = clock(*marks, mark("resume", on(11, 10)))
    assert resumed.due == on(11, 9)
    assert clock(*marks, mark("answer", on(11, 10))).first_on_time is False


def test_what_became_late_overnight_stays_late():
    friday = dispatch(on(2, 8, 30), answer=ANSWER)
    marks = [friday, mark("accept", on(2, 9)), mark("pause", on(7, 9))]
    assert clock(friday).answer_due == on(6, 17, 30)
    assert clock(*marks, mark("resume", on(8, 9))).due == on(6, 17, 30)
    assert clock(*marks, mark("resume", on(9, 10))).due < on(9, 10)
    assert clock(*marks, mark("answer", on(9, 10))).first_on_time is False


def test_answer_while_paused_is_in_time():
    seen = clock(dispatch(START), mark("pause", on(3, 9)), mark("answer", on(20, 9)))
    assert seen.first_on_time is True
    assert seen.first_due == on(26, 9)
    assert seen.used == 7 * HOUR
    assert seen.paused_since is seen.due is seen.remaining is None


def test_answer_ends_the_round():
    seen = clock(dispatch(START), mark("accept", START), mark("answer", DUE))
    assert seen.first_on_time is True
    assert seen.first_answered == seen.answered == seen.first_due == DUE
    assert seen.used == 5 * 7 * HOUR
    assert (seen.due, seen.answer_due, seen.return_due) == (None, None, None)


def test_late_answer():
    seen = clock(dispatch(START), mark("answer", DUE + HOUR))
    assert seen.first_on_time is False
    assert seen.accepted == DUE + HOUR
    assert seen.accept_late is True


def test_dispatch_to_another_department_keeps_the_promise():
    seen = clock(dispatch(START), mark("accept", on(2, 10)), dispatch(on(4, 9)))
    assert seen.answer_due == DUE
    assert seen.accept_due == on(4, 15)
    assert seen.return_due == on(5, 9)
    assert seen.dispatched == START
    assert seen.last_dispatched == on(4, 9)
    assert seen.accepted is None
    assert seen.first_accepted == on(2, 10)
    assert seen.rounds == 1


def test_dispatch_may_renew_the_promise():
    seen = clock(dispatch(START), dispatch(on(4, 9), restart=True))
    assert seen.answer_due == seen.first_due == on(11, 9)
    assert seen.rounds == 1


def test_dispatch_ends_a_pause():
    seen = clock(dispatch(START), mark("pause", on(3, 9)), dispatch(on(4, 9)))
    assert seen.paused_since is None
    assert seen.answer_due == on(10, 9)


def test_given_back_the_promise_runs_on():
    marks = [dispatch(START), mark("give_back", on(2, 11))]
    seen = clock(*marks)
    assert seen.due == seen.answer_due == DUE
    assert seen.accept_due is seen.return_due is None
    again = clock(*marks, dispatch(on(3, 9)), mark("accept", on(3, 10)))
    assert again.answer_due == DUE
    assert again.first_accept_due == on(3, 15)
    assert again.first_accepted == on(3, 10)
    assert again.accept_late is False


def test_given_back_too_late_is_a_late_response():
    seen = clock(dispatch(START), mark("give_back", on(3, 10)), dispatch(on(3, 11)))
    assert seen.accept_late is True
    assert seen.first_accept_due == on(2, 15)
    assert seen.first_accepted is None


def test_stopped_before_the_accept_limit_asks_for_no_response():
    seen = clock(dispatch(START), mark("stop", on(2, 10)))
    assert seen.first_accept_due is seen.accept_late is None


def test_given_back_while_paused_the_promise_runs_on():
    seen = clock(
        dispatch(START), mark("pause", on(2, 10)), mark("give_back", on(2, 11))
    )
    assert seen.paused_since is None
    assert seen.answer_due == on(9, 10)


def test_rework_and_unsolved():
    marks = [
        dispatch(START),
        mark("answer", on(3, 9)),
        mark("rework", on(5, 9), answer=REWORK),
    ]
    rework = clock(*marks)
    assert rework.rounds == 2
    assert rework.due == on(10, 9)
    assert rework.accept_due is None
    assert rework.first_due == DUE
    marks += [mark("answer", on(6, 9)), mark("unsolved", on(6, 10))]
    unsolved = clock(*marks)
    assert unsolved.due is None
    assert unsolved.answered == on(6, 9)
    assert unsolved.first_answered == on(3, 9)
    again = clock(*marks, dispatch(on(9, 9)))
    assert again.rounds == 3
    assert again.answer_due == on(16, 9)
    assert again.first_due == DUE


def test_stop_and_reopen():
    marks = [dispatch(START), mark("answer", on(3, 9)), mark("stop", on(4, 9))]
    seen = clock(*marks)
    assert seen.stopped == on(4, 9)
    assert seen.due is None
    reopened = clock(*marks, mark("rework", on(5, 9), answer=REWORK))
    assert reopened.stopped is None
    assert reopened.due == on(10, 9)


def test_return_limit():
    running = clock(dispatch(START))
    assert can_give_back(running, on(3, 9))
    assert not can_give_back(running, on(3, 9) + timedelta.resolution)
    paused = clock(dispatch(START), mark("pause", on(2, 16)))
    assert can_give_back(paused, on(20, 9))
    late = clock(dispatch(START), mark("pause", on(3, 10)))
    assert not can_give_back(late, on(3, 10))
    assert not can_give_back(clock(), START)


def test_a_dispatch_without_limits_runs_nothing():
    bare = Mark(START, MarkKind.DISPATCH)
    assert clock(bare) == Clock(dispatched=START, last_dispatched=START)
    seen = clock(bare, mark("pause", on(2, 10)))
    assert seen.paused_since is None
    assert seen.first_accepted == on(2, 10)


def test_an_answer_without_a_dispatch():
    seen = clock(mark("answer", START))
    assert seen == Clock(answered=START, first_answered=START)


def test_marks_are_sorted_by_time():
    ordered = [dispatch(START), mark("accept", on(2, 10)), mark("answer", on(3, 9))]
    assert clock(*reversed(ordered)) == clock(*ordered)


def test_wrong_marks_are_refused():
    with pytest.raises(ValueError, match="time zone"):
        Mark(datetime(2026, 11, 2), MarkKind.STOP)
    with pytest.raises(ValueError):
        Mark.from_dict(START, {"kind": "dance"})
    with pytest.raises(ValueError):
        Mark.from_dict(START, {})


def test_mark_as_strings():
    data = dispatch(START, restart=True).to_dict()
    assert data == {
        "kind": "dispatch",
        "accept": "4 working_hours",
        "answer": "5 working_days",
        "give_back": "1 working_days",
        "restart": "true",
    }
    assert mark("accept", START).to_dict() == {"kind": "accept"}


def test_an_extension_moves_due_and_counts_as_in_time():
    until = on(12, 17, 30)
    marks = [dispatch(START), mark("accept", START), mark("extend", DUE, until=until)]
    seen = clock(*marks)
    assert seen.due == seen.answer_due == seen.first_due == until
    assert seen.yellow == on(12, 8, 30)
    assert clock(*marks, mark("answer", until)).first_on_time is True
    late = until + timedelta.resolution
    assert clock(*marks, mark("answer", late)).first_on_time is False


def test_an_extension_never_shortens():
    marks = [dispatch(START), mark("accept", START)]
    sooner = mark("extend", on(3, 9), until=on(4, 9))
    assert clock(*marks, sooner) == clock(*marks)


def test_an_extension_granted_while_standing_still_counts_from_the_pause():
    until = on(12, 9)
    longer = mark("extend", on(3, 10), until=until)
    marks = [dispatch(START), mark("pause", on(3, 9)), longer]
    assert clock(*marks).remaining == 7 * 7 * HOUR
    assert clock(*marks, mark("resume", on(4, 9))).due == on(13, 9)


def test_a_hold_is_no_response_and_ends_by_its_release_alone():
    marks = [dispatch(START), mark("hold", on(2, 10))]
    held = clock(*marks)
    assert held.paused_since == on(2, 10)
    assert held.accepted is None
    assert clock(*marks, mark("resume", on(3, 10))) == held
    released = clock(*marks, mark("release", on(3, 10)))
    assert released.accept_due == released.first_accept_due == on(3, 15)
    assert released.answer_due == on(10, 9)


def test_a_hold_while_the_submitter_is_asked_ends_the_question():
    marks = [dispatch(START), mark("pause", on(3, 9)), mark("hold", on(4, 9))]
    assert clock(*marks).paused_since == on(3, 9)
    assert clock(*marks, mark("resume", on(4, 10))).paused_since == on(3, 9)
    assert clock(*marks, mark("release", on(5, 9))).due == on(11, 9)


SUPPORT = Limit.parse("2 working_days")


def supported(time: datetime, *departments: str, **options) -> Mark:
    return dispatch(time, support=SUPPORT, departments=departments, **options)


def part(seen: Clock, department: str = "library") -> Support:
    return next(one for one in seen.support if one.department == department)


def test_supporting_departments_have_limits_of_their_own():
    seen = clock(supported(START, "library", "security"))
    assert part(seen) == Support("library", due=on(4, 9), yellow=on(3, 15, 12))
    done = clock(supported(START, "library"), contributed(on(4, 9)))
    assert part(done) == Support("library", done=on(4, 9))
    late = clock(supported(START, "library"), contributed(on(4, 10)))
    assert part(late) == Support("library", done=on(4, 10), late=True)


def contributed(time: datetime, department: str = "library") -> Mark:
    return mark("supported", time, departments=(department,))


def test_a_supporting_limit_lies_within_the_answer_limit():
    seen = clock(supported(START, "library", answer=Limit.parse("1 working_days")))
    assert part(seen).due == seen.answer_due == on(3, 9)


def test_supporting_limits_stand_still_with_the_clock():
    marks = [supported(START, "library"), mark("pause", on(3, 9))]
    assert part(clock(*marks)) == Support("library")
    assert part(clock(*marks, mark("resume", on(5, 9)))).due == on(6, 9)
    assert part(clock(*marks, contributed(on(9, 9)))).late is False


def test_who_never_contributed_is_late_once_it_was_due():
    marks = [supported(START, "library"), mark("accept", START)]
    assert part(clock(*marks, mark("answer", on(3, 10)))).late is False
    late = part(clock(*marks, mark("answer", on(5, 10))))
    assert (late.late, late.done, late.open) == (True, None, False)


def test_another_dispatch_keeps_the_time_of_those_who_stay():
    again = supported(on(3, 9), "library", "security")
    seen = clock(supported(START, "library"), again)
    assert part(seen).due == on(4, 9)
    assert part(seen, "security").due == on(5, 9)
    assert clock(supported(START, "library"), dispatch(on(3, 9))).support == ()


# For any course of events

fast = settings(max_examples=100, deadline=None)
moments = st.datetimes(
    datetime(2026, 9, 1), datetime(2027, 2, 1), timezones=st.just(UTC)
)
limits = st.builds(Limit, st.integers(1, 40), st.sampled_from(Unit))
maybe = st.none() | limits
AN_HOUR = Limit(1, Unit.WORKING_HOURS)
any_marks = st.builds(
    Mark,
    moments,
    st.sampled_from(MarkKind),
    accept=maybe,
    answer=maybe,
    give_back=maybe,
    restart=st.booleans(),
    support=maybe,
    departments=st.sampled_from([(), ("library",), ("library", "security")]),
    until=st.none() | moments,
)
courses = st.lists(any_marks, max_size=15)
gaps = st.timedeltas(timedelta(0), timedelta(days=12))
# Limits of a complaint that is dispatched and paused: all in one unit or another
starts = st.builds(
    Mark,
    moments,
    st.just(MarkKind.DISPATCH),
    accept=limits,
    answer=limits,
    give_back=limits,
)


def after(start: Mark, gap: timedelta, kind: str) -> Mark:
    return mark(kind, start.time + gap)


@fast
@given(courses)
@example(
    # Held before it was accepted.
    [
        Mark(
            datetime(2026, 9, 1, tzinfo=UTC),
            MarkKind.DISPATCH,
            accept=AN_HOUR,
            answer=AN_HOUR,
        ),
        Mark(datetime(2026, 9, 1, tzinfo=UTC), MarkKind.HOLD),
    ]
)
def test_any_course_gives_a_sound_clock(marks):
    seen = clock(*marks)
    running = [seen.due, seen.answer_due, seen.accept_due]
    if seen.paused_since is not None:
        assert running == [None, None, None]
        assert seen.yellow is None
        assert seen.remaining >= timedelta(0)
    else:
        assert seen.remaining is None
        assert seen.due == min((due for due in running if due), default=None)
        assert (seen.yellow is None) == (seen.due is None)
    if seen.due:
        assert seen.yellow <= seen.due
        assert seen.stopped is None
        assert seen.half is None or seen.half <= seen.answer_due
    if seen.used is not None:
        assert seen.used >= timedelta(0)
    for one in seen.support:
        assert not (one.open and one.done)
        assert (one.due is None) == (one.yellow is None)
        assert one.due is None or seen.answer_due is not None
    assert (seen.first_answered is None) == (seen.answered is None)
    copy = pickle.loads(pickle.dumps(seen))  # noqa: S301
    assert copy == seen


@fast
@given(courses)
def test_marks_survive_as_strings(marks):
    again = [Mark.from_dict(each.time, each.to_dict()) for each in marks]
    assert again == marks


@fast
@given(starts, gaps, gaps, gaps)
def test_a_longer_pause_moves_due_by_as_much(start, before, length, more):
    pause = after(start, before, "pause")
    short, long = pause.time + length, pause.time + length + more
    one = clock(start, pause, mark("resume", short))
    other = clock(start, pause, mark("resume", long))
    counted = start.answer.calendar(CALENDAR)
    if pause.time > clock(start).answer_due:
        assert one.due < short
        assert other.due < long
    else:
        moved = counted.between(one.due, other.due)
        assert moved == counted.between(short, long)
        assert counted.between(long, other.due) == clock(start, pause).remaining


@fast
@given(starts, gaps, gaps)
def test_an_answer_is_late_exactly_if_it_was_late_at_the_pause(start, before, length):
    pause = after(start, before, "pause")
    in_time = pause.time <= clock(start).answer_due
    seen = clock(start, pause, mark("answer", pause.time + length))
    assert seen.first_on_time is in_time


@fast
@given(starts, gaps, gaps)
def test_pauses_are_not_used_time(start, before, length):
    pause = after(start, before, "pause")
    at_once = clock(start, pause, mark("answer", pause.time))
    later = clock(start, pause, mark("answer", pause.time + length))
    assert later.used == at_once.used


@fast
@given(starts, gaps)
def test_an_empty_pause_changes_nothing(start, before):
    pause, resume = after(start, before, "pause"), after(start, before, "resume")
    assert clock(start, pause, resume) == clock(start, after(start, before, "accept"))


@fast
@given(starts, starts, gaps, st.booleans())
def test_only_the_office_renews_the_promise(start, other, gap, restart):
    again = Mark(
        start.time + gap,
        MarkKind.DISPATCH,
        accept=other.accept,
        answer=other.answer,
        restart=restart,
    )
    seen = clock(start, again)
    promised = again.answer.due(again.time, CALENDAR)
    assert seen.answer_due == (promised if restart else clock(start).answer_due)
    assert seen.accept_due == again.accept.due(again.time, CALENDAR)


@fast
@given(courses, moments)
def test_an_extension_never_lets_the_clock_run_backward(marks, until):
    last = max((each.time for each in marks), default=START)
    before = clock(*marks)
    after = clock(*marks, mark("extend", last, until=until))
    if before.answer_due:
        assert after.answer_due == max(before.answer_due, until)
    if before.remaining is not None:
        assert after.remaining >= before.remaining


@fast
@given(courses, starts, gaps, st.sampled_from(["pause", "accept"]))
def test_the_clock_stands_still_until_resumed(marks, start, later, kind):
    """What neither ends a pause nor starts anything leaves a paused clock as it is."""
    last = max(each.time for each in [*marks, start])
    begin = replace(start, time=last)
    paused = [*marks, begin, mark("pause", last + HOUR)]
    seen = clock(*paused)
    assert seen.paused_since == last + HOUR
    assert clock(*paused, mark(kind, last + HOUR + later)) == seen
