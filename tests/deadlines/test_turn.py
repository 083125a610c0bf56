"""What is done and told when: the night, stages that outdo others, what was told."""

from datetime import datetime
from datetime import time
from datetime import timedelta
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from jiesu.addon.deadlines.agenda import Due
from jiesu.addon.deadlines.night import Night
from jiesu.addon.deadlines.turn import next_of
from jiesu.addon.deadlines.turn import remembered
from jiesu.addon.deadlines.turn import turn_of
from zoneinfo import ZoneInfo

import pytest


SHANGHAI = ZoneInfo("Asia/Shanghai")
fast = settings(max_examples=100, deadline=None)
NIGHT = Night(time(22), time(7), "Asia/Shanghai")
NO_NIGHT = Night(time(), time(), "UTC")


def on(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


def stage(name: str, at: datetime, due: datetime | None = None, of: str = "") -> Due:
    return Due(at, name, due or at, of)


def told(agenda, now, said=(), night=NIGHT, urgent=False) -> list[str]:
    return [due.name for due in turn_of(agenda, said, now, night, urgent).tell]


# The night


@pytest.mark.parametrize(
    ("moment", "over"),
    [
        (on(2, 21, 59), None),
        (on(2, 22), on(3, 7)),
        (on(2, 23, 59), on(3, 7)),
        (on(3, 0), on(3, 7)),
        (on(3, 6, 59), on(3, 7)),
        (on(3, 7), None),
    ],
)
def test_night_goes_over_midnight(moment, over):
    assert NIGHT.covers(moment) is (over is not None)
    assert NIGHT.over(moment) == (over or moment)


def test_night_within_a_day():
    rest = Night(time(12), time(14), "Asia/Shanghai")
    assert not rest.covers(on(2, 11, 59))
    assert rest.over(on(2, 12)) == on(2, 14)
    assert not rest.covers(on(2, 14))


@fast
@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)))
def test_no_night_and_the_end_of_a_night_are_day(naive):
    moment = naive.replace(tzinfo=SHANGHAI)
    assert not NO_NIGHT.covers(moment)
    over = NIGHT.over(moment)
    assert not NIGHT.covers(over)
    assert timedelta() <= over - moment <= timedelta(hours=9)


# When


def test_told_at_its_moment_not_before():
    agenda = [stage("red", on(2, 10))]
    assert told(agenda, on(2, 10) - timedelta.resolution) == []
    assert told(agenda, on(2, 10)) == ["red"]


def test_told_after_the_night_unless_urgent():
    agenda = [stage("red", on(2, 23))]
    assert told(agenda, on(3, 1)) == []
    assert told(agenda, on(3, 1), urgent=True) == ["red"]
    assert told(agenda, on(3, 7)) == ["red"]


def test_a_stop_that_ends_at_night_tells_nothing_before_the_morning():
    agenda = [stage("red", on(2, 10))]
    assert told(agenda, on(2, 23)) == []
    assert next_of(agenda, (), on(2, 23), NIGHT, False) == on(3, 7)
    assert told(agenda, on(3, 7)) == ["red"]


def test_the_desk_acts_at_night_too():
    agenda = [stage("rating_ends", on(2, 23))]
    assert turn_of(agenda, (), on(2, 23), NIGHT, False).act == "close"
    agenda = [stage("suspension_ends", on(2, 8))]
    assert turn_of(agenda, (), on(2, 8), NIGHT, False).act == "resume"
    assert next_of(agenda, (), on(1, 8), NIGHT, False) == on(2, 8)


def test_what_else_there_is_waits_for_what_comes_of_an_act():
    agenda = [stage("red", on(2, 9)), stage("suspension_ends", on(2, 10))]
    assert turn_of(agenda, (), on(2, 11), NIGHT, False).tell == ()


def test_nothing_to_do_nothing_next():
    assert next_of([], (), on(2, 9), NIGHT, False) is None
    agenda = [stage("red", on(2, 9))]
    assert next_of(agenda, (agenda[0].key,), on(2, 9), NIGHT, False) is None


# What outdoes what

YELLOW, RED = stage("yellow", on(2, 9), on(3, 9)), stage("red", on(3, 9))
ESCALATED = stage("escalated", on(5, 9), on(3, 9))
PROPOSED = stage("supervision_proposed", on(10, 9), on(3, 9))
ALL = [YELLOW, RED, ESCALATED, PROPOSED]


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        (on(2, 9), ["yellow"]),
        (on(3, 9), ["red"]),
        # The department was not told, nor was the Office.
        (on(5, 9), ["red", "escalated"]),
        (on(10, 9), ["red", "supervision_proposed"]),
    ],
)
def test_of_what_has_passed_the_last_of_each_line_is_told(now, wanted):
    assert told(ALL, now) == wanted


def test_the_others_have_passed():
    turn = turn_of(ALL, (), on(10, 9), NIGHT, False)
    assert turn.passed == (YELLOW, ESCALATED)


def test_an_escalation_of_accepting_is_outdone_by_one_of_answering():
    accept = stage("escalated", on(4, 15), on(2, 15))
    turn = turn_of([accept, *ALL], (), on(5, 9), NIGHT, False)
    assert [due for due in turn.tell if due.name == "escalated"] == [ESCALATED]
    assert accept in turn.passed


def test_accepting_and_answering_are_two_things():
    accept = stage("accept_red", on(2, 15))
    assert told([accept, *ALL], on(3, 9)) == ["accept_red", "red"]


def test_supporting_departments_do_not_outdo_each_other():
    agenda = [
        stage("support_yellow", on(2, 9), on(2, 12), "it"),
        stage("support_red", on(2, 12), on(2, 12), "it"),
        stage("support_yellow", on(2, 10), on(2, 14), "assets"),
    ]
    turn = turn_of(agenda, (), on(2, 13), NIGHT, False)
    assert {(due.name, due.department) for due in turn.tell} == {
        ("support_red", "it"),
        ("support_yellow", "assets"),
    }


# What was told


def test_told_is_not_told_again():
    said = (YELLOW.key, RED.key)
    assert told(ALL, on(5, 9), said) == ["escalated"]


def test_another_due_moment_is_another_thing_and_takes_the_place_of_the_former():
    later = stage("red", on(6, 9))
    assert told([later], on(6, 9), (RED.key,)) == ["red"]
    assert remembered([later], (RED.key, YELLOW.key), [later]) == (
        YELLOW.key,
        later.key,
    )


def test_a_clock_that_stood_still_and_goes_on_as_before_tells_nothing_again():
    said = remembered([], (RED.key,), [stage("extension_undecided", on(3, 9))])
    assert RED.key in said
    assert told([RED], on(3, 10), said) == []


def test_what_is_still_due_is_remembered_beside_a_later_one():
    accept = stage("escalated", on(4, 15), on(2, 15))
    said = remembered([accept, ESCALATED], (accept.key,), [ESCALATED])
    assert said == (accept.key, ESCALATED.key)


stages = st.sampled_from(
    (
        "accept_yellow",
        "accept_red",
        "yellow",
        "red",
        "escalated",
        "supervision_proposed",
        "support_yellow",
        "support_red",
        "extension_undecided",
        "reopening_ends",
    )
)
hours = st.integers(0, 24 * 14).map(lambda n: on(2, 0) + timedelta(hours=n))
agendas = st.lists(
    st.builds(Due, hours, stages, hours, st.sampled_from(("", "it"))), max_size=12
).map(lambda found: sorted({one.key: one for one in found}.values()))


@fast
@given(agendas, st.lists(hours, max_size=20), st.booleans())
def test_however_one_looks_each_is_told_at_most_once_and_never_at_night(
    agenda, looks, urgent
):
    said: tuple[str, ...] = ()
    seen = []
    for now in sorted(looks):
        turn = turn_of(agenda, said, now, NIGHT, urgent)
        assert not (turn.tell and NIGHT.covers(now)) or urgent
        assert all(due.at <= now for due in turn.tell)
        seen += turn.tell
        new = (*turn.passed, *turn.tell)
        said = remembered(agenda, said, new)
        assert {due.key for due in new} <= set(said)
        # Nothing is left for now.
        assert turn_of(agenda, said, now, NIGHT, urgent).tell == ()
        following = next_of(agenda, said, now, NIGHT, urgent)
        assert following is None or following > now
    assert len({due.key for due in seen}) == len(seen)
