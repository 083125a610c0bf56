"""The present moment can be frozen."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from jiesu.addon.calendar import moment
from threading import Thread
from zoneinfo import ZoneInfo

import pytest


SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 9, 1, 12, tzinfo=SHANGHAI)


def test_now_is_aware_and_utc():
    before = datetime.now(UTC)
    assert before <= moment.now() <= datetime.now(UTC)
    assert moment.now().tzinfo is UTC


def test_at_freezes_and_nests():
    later = NOON + timedelta(days=1)
    with moment.at(NOON) as frozen:
        assert moment.now() == frozen == NOON
        assert moment.now().tzinfo is UTC
        with moment.at(later):
            assert moment.now() == later
        assert moment.now() == NOON
    assert moment.now() > later


def test_at_ends_with_an_error():
    with pytest.raises(KeyError), moment.at(NOON):
        raise KeyError
    assert moment.now() != NOON


def test_at_refuses_a_naive_time():
    with pytest.raises(ValueError, match="time zone"), moment.at(datetime(2026, 9, 1)):
        pass


def test_at_is_not_seen_by_other_threads():
    seen = []
    with moment.at(NOON):
        thread = Thread(target=lambda: seen.append(moment.now()))
        thread.start()
        thread.join()
    assert seen[0] != NOON
