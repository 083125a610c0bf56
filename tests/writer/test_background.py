"""What a process does by itself: when it packs, and what it begins at its start."""

from datetime import datetime
from datetime import time
from datetime import UTC
from jiesu.addon.calendar.moment import at
from jiesu.addon.writer import background
from jiesu.addon.writer.background import Packer
from jiesu.addon.writer.background import seconds_until
from ZODB.DB import DB
from ZODB.FileStorage import FileStorage
from zope.processlifetime import DatabaseOpenedWithRoot

import pytest
import transaction


HALF_PAST_THREE = time(3, 30)


@pytest.mark.parametrize(
    "moment,hours",
    [
        (datetime(2026, 11, 22, 19, 0, tzinfo=UTC), 0.5),
        (datetime(2026, 11, 22, 19, 30, tzinfo=UTC), 24),
        (datetime(2026, 11, 22, 20, 0, tzinfo=UTC), 23.5),
    ],
)
def test_waits_until_the_clock_of_china_shows_it(moment, hours):
    assert seconds_until(HALF_PAST_THREE, moment) == hours * 3600


def test_packs_day_by_day_until_stopped(monkeypatch):
    packer = Packer(None, HALF_PAST_THREE)
    waited, packed = [], []

    def wait(seconds):
        waited.append(seconds)
        return len(waited) > 2

    monkeypatch.setattr(packer._stopped, "wait", wait)
    monkeypatch.setattr(packer, "pack", lambda: packed.append(1))
    with at(datetime(2026, 11, 22, 19, 0, tzinfo=UTC)):
        packer.run()
    assert waited == [1800, 1800, 1800]
    assert packed == [1, 1]


def test_packing_keeps_a_day(tmp_path, monkeypatch):
    monkeypatch.setattr(background, "DAYS_KEPT", -1)
    database = DB(FileStorage(str(tmp_path / "Data.fs")))
    connection = database.open()
    for number in range(50):
        connection.root()["text"] = str(number) * 1000
        transaction.commit()
    connection.close()
    before = database.getSize()
    Packer(database, HALF_PAST_THREE).pack()
    assert database.getSize() < before / 10
    database.close()


def test_failure_to_pack_is_not_the_end(caplog):
    Packer(None, HALF_PAST_THREE).pack()
    assert "pack: failed" in caplog.text


@pytest.mark.parametrize(
    "flag,at_time,started", [("1", "03:30", 1), ("", "03:30", 0), ("1", "", 0)]
)
def test_timer_starts_where_it_is_wanted(flag, at_time, started, monkeypatch):
    monkeypatch.setenv("JIESU_BACKGROUND", flag)
    monkeypatch.setenv("JIESU_PACK", at_time)
    starts = []
    monkeypatch.setattr(Packer, "start", lambda packer: starts.append(packer))
    background.database_opened(DatabaseOpenedWithRoot(None))
    assert len(starts) == started
