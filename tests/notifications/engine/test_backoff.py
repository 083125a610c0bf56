"""How long the worker waits between tries, and leaves a channel alone."""

from datetime import timedelta
from jiesu.addon.calendar.moment import at
from jiesu.addon.notifications.backoff import JITTER
from jiesu.addon.notifications.backoff import LONGEST
from jiesu.addon.notifications.backoff import pause_after
from jiesu.addon.notifications.backoff import Pauses
from jiesu.addon.notifications.backoff import TRIES
from tests.notifications.engine.post import NOON

import pytest


@pytest.mark.parametrize(
    "tries,minutes", [(1, 1), (2, 2), (3, 4), (9, 256), (10, 360), (500, 360)]
)
def test_each_pause_is_twice_the_one_before(tries, minutes):
    pauses = {pause_after(tries) for _ in range(50)}
    plain = timedelta(minutes=minutes)
    assert plain * (1 - JITTER) <= min(pauses) < max(pauses) <= plain * (1 + JITTER)


def test_all_tries_take_more_than_a_day():
    total = sum((pause_after(n) for n in range(1, TRIES + 1)), timedelta())
    assert timedelta(days=1) * 0.75 < total < LONGEST * TRIES


class TestPauses:
    def test_a_channel_is_left_alone_for_longer_each_time(self):
        pauses, lengths = Pauses(), []
        moment = NOON
        for _ in range(7):
            with at(moment):
                pauses.begin("mail")
                assert "mail" in pauses
            lengths.append(_length(pauses, moment))
            moment += timedelta(hours=1)
        assert lengths == [30, 60, 120, 240, 480, 900, 900]

    def test_the_other_side_may_say_for_how_long(self):
        pauses = Pauses()
        with at(NOON):
            pauses.begin("wecom", 3600)
        assert _length(pauses, NOON) == 3600

    def test_it_ends(self):
        pauses = Pauses()
        with at(NOON):
            pauses.begin("mail", 60)
        with at(NOON + timedelta(seconds=59)):
            assert "mail" in pauses
        with at(NOON + timedelta(seconds=60)):
            assert "mail" not in pauses
        assert "wecom" not in Pauses()

    def test_it_begins_anew_when_it_worked(self):
        pauses = Pauses()
        with at(NOON):
            pauses.begin("mail")
            pauses.begin("mail")
            pauses.end("mail")
            assert "mail" not in pauses
            pauses.begin("mail")
        assert _length(pauses, NOON) == 30

    def test_the_others_go_on(self):
        pauses = Pauses()
        pauses.begin("mail")
        assert "wecom" not in pauses


def _length(pauses, since) -> int:
    """For how many seconds the only channel is left alone."""
    (until,) = pauses._until.values()
    return (until - since).total_seconds()
