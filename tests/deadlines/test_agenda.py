"""What becomes due: examples, then what must hold for any course of events."""

from dataclasses import replace
from datetime import datetime
from datetime import timedelta
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from jiesu.addon.calendar.worktime import WorkCalendar
from jiesu.addon.deadlines.agenda import agenda
from jiesu.addon.deadlines.agenda import Due
from jiesu.addon.deadlines.agenda import pending
from jiesu.addon.deadlines.agenda import RATING_ENDS
from jiesu.addon.deadlines.agenda import Standing
from jiesu.addon.deadlines.clock import run
from jiesu.addon.deadlines.limits import Limit
from jiesu.addon.deadlines.limits import Limits
from jiesu.addon.deadlines.marks import Mark
from jiesu.addon.deadlines.marks import MarkKind
from zoneinfo import ZoneInfo


SHANGHAI = ZoneInfo("Asia/Shanghai")
CALENDAR = WorkCalendar()
LIMITS = Limits()


def on(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026, which has no holidays and starts on a Sunday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


START = on(2, 9)  # a Monday


def dispatched(*more: Mark, **options) -> Standing:
    """A complaint that was dispatched at the start, and what came after that."""
    limits = {"accept": LIMITS.accept, "answer": LIMITS.answer}
    marks = (Mark(START, MarkKind.DISPATCH, **{**limits, **options}), *more)
    return Standing(clock=run(marks, CALENDAR))


def mark(kind: str, time: datetime, **options) -> Mark:
    return Mark(time, MarkKind(kind), **options)


def named(standing: Standing, limits: Limits = LIMITS) -> list[tuple[str, datetime]]:
    """Names and moments of the agenda."""
    return [(due.name, due.at) for due in agenda(standing, limits, CALENDAR)]


def test_nothing_runs_nothing_becomes_due():
    assert agenda(Standing(clock=run((), CALENDAR)), LIMITS, CALENDAR) == []


def test_dispatch():
    assert named(dispatched()) == [
        ("accept_yellow", on(2, 14, 12)),
        ("accept_red", on(2, 15)),
        # Two working days after the acceptance was due, then after the answer was.
        ("escalated", on(4, 15)),
        ("yellow", on(6, 9)),
        ("red", on(9, 9)),
        ("escalated", on(11, 9)),
        ("supervision_proposed", on(16, 9)),
    ]


def test_accepted_leaves_the_answer():
    names = [name for name, _at in named(dispatched(mark("accept", on(2, 10))))]
    assert names == ["yellow", "red", "escalated", "supervision_proposed"]


def test_no_supervision_is_proposed_where_one_runs():
    names = [name for name, _at in named(replace(dispatched(), supervised=True))]
    assert "supervision_proposed" not in names
    assert "escalated" in names


def test_nothing_is_due_while_the_clock_stands_still():
    asked = dispatched(mark("accept", on(2, 10)), mark("pause", on(3, 10)))
    assert named(asked) == []


def test_supporting_departments_each_by_themselves():
    standing = dispatched(
        mark("accept", on(2, 10)),
        mark("supported", on(2, 11), departments=("it",)),
        support=LIMITS.support,
        departments=("it", "assets"),
    )
    found = [d for d in agenda(standing, LIMITS, CALENDAR) if d.department]
    assert [(d.name, d.department, d.at) for d in found] == [
        ("support_yellow", "assets", on(3, 15, 12)),
        ("support_red", "assets", on(4, 9)),
    ]


def test_the_office_has_a_working_day_to_decide():
    standing = replace(dispatched(), extension_asked=on(6, 16))
    assert ("extension_undecided", on(9, 16)) in named(standing)


def test_what_the_desk_does_itself():
    answered = Standing(clock=run((), CALENDAR), answered=on(6, 16))
    assert named(answered) == [("rating_ends", on(13, 16))]
    suspended = Standing(clock=run((), CALENDAR), suspended_until=on(20, 8, 30))
    assert named(suspended) == [("suspension_ends", on(20, 8, 30))]


def test_reopening_period():
    closed = Standing(clock=run((), CALENDAR), closed=on(6, 16))
    assert named(closed) == [("reopening_ends", on(20, 16))]


def test_one_moment_for_accepting_and_answering_is_escalated_once():
    day = Limit.parse("1 working_days")
    found = [name for name, _at in named(dispatched(accept=day, answer=day))]
    assert found.count("escalated") == 1


def test_keys_tell_moments_and_departments_apart():
    moments = on(2, 9), on(2, 9, 1)
    dues = [Due(on(2, 9), "red", due, dep) for due in moments for dep in ("", "it")]
    assert len({due.key for due in dues}) == 4


# What holds whatever happens

fast = settings(max_examples=60, deadline=None)

kinds = st.sampled_from(list(MarkKind))
minutes = st.integers(0, 60 * 24 * 40)
amounts = st.integers(1, 12)


@st.composite
def marks(draw) -> tuple[Mark, ...]:
    """Any marks in any order; the first is a dispatch."""
    made = []
    for kind in (MarkKind.DISPATCH, *draw(st.lists(kinds, max_size=8))):
        time = START + timedelta(minutes=draw(minutes))
        made.append(
            Mark(
                time,
                kind,
                accept=Limit(draw(amounts), draw(st.sampled_from(UNITS))),
                answer=Limit(draw(amounts), draw(st.sampled_from(UNITS))),
                support=Limit(draw(amounts), draw(st.sampled_from(UNITS))),
                departments=draw(st.sampled_from(((), ("it",), ("it", "assets")))),
                until=time + timedelta(days=3),
            )
        )
    return tuple(made)


UNITS = ("working_hours", "working_days", "hours")
maybe = st.one_of(st.none(), minutes.map(lambda n: START + timedelta(minutes=n)))


@st.composite
def standings(draw) -> Standing:
    """Any complaint."""
    return Standing(
        clock=run(draw(marks()), CALENDAR),
        runs=draw(st.booleans()),
        extension_asked=draw(maybe),
        suspended_until=draw(maybe),
        answered=draw(maybe),
        closed=draw(maybe),
    )


@fast
@given(standings())
def test_sorted_and_each_key_once(standing):
    found = agenda(standing, LIMITS, CALENDAR)
    assert [due.at for due in found] == sorted(due.at for due in found)
    assert len({due.key for due in found}) == len(found)


@fast
@given(standings())
def test_one_that_follows_another_is_only_rated(standing):
    found = agenda(replace(standing, runs=False), LIMITS, CALENDAR)
    wanted = [RATING_ENDS] if standing.answered else []
    assert [due.name for due in found] == wanted


@fast
@given(standings(), st.randoms(use_true_random=False))
def test_what_was_told_only_leaves(standing, random):
    found = agenda(standing, LIMITS, CALENDAR)
    assert pending(found, ()) == found
    told: set[str] = set()
    before = found
    for due in random.sample(found, len(found)):
        told.add(due.key)
        now = pending(found, told)
        assert now == [one for one in before if one.key != due.key]
        before = now
    assert before == []


@fast
@given(standings())
def test_nothing_before_it_is_due_but_yellow(standing):
    for due in agenda(standing, LIMITS, CALENDAR):
        assert due.at >= due.due or due.name.endswith("yellow")
