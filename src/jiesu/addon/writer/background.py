"""What a process does by itself if JIESU_BACKGROUND is 1: one of several, or the only.

It packs its database daily; catalog/background.py goes on with what a stop left undone.
"""

from datetime import datetime
from datetime import time
from datetime import timedelta
from jiesu.addon import logger
from jiesu.addon.calendar.moment import now
from jiesu.addon.deadlines.desk import DEFAULT_TIMEZONE
from jiesu.addon.writer.thread import stop_writers
from threading import Event
from threading import Thread
from zoneinfo import ZoneInfo

import atexit
import os


BACKGROUND = "JIESU_BACKGROUND"
# When to pack the database, such as 03:30, by the clock of China; empty for never.
PACK = "JIESU_PACK"
# How much of the past stays, to be looked at or undone.
DAYS_KEPT = 1


def in_background() -> bool:
    """Whether this process does such work."""
    return os.environ.get(BACKGROUND) == "1"


def database_opened(event) -> None:
    """Get ready to end cleanly, and to pack if that is wanted."""
    atexit.register(stop_writers)
    at = os.environ.get(PACK)
    if in_background() and at:
        Packer(event.database, time.fromisoformat(at)).start()


class Packer(Thread):
    """Packs a database every day at the same time."""

    def __init__(self, database, at: time):
        """Make it; `start` lets it run.

        :param at: the time of the day, by the clock of China
        """
        super().__init__(name="jiesu-pack", daemon=True)
        self._database = database
        self._at = at
        self._stopped = Event()

    def run(self) -> None:
        """Wait and pack, until `stop`."""
        while not self._stopped.wait(seconds_until(self._at, now())):
            self.pack()

    def pack(self) -> None:
        """Pack now. A failure is logged: the next day is another one."""
        try:
            self._database.pack(days=DAYS_KEPT)
        except Exception:
            logger.exception("pack: failed")
        else:
            logger.info("pack: done")

    def stop(self) -> None:
        """Pack no more."""
        self._stopped.set()


def seconds_until(at: time, moment: datetime) -> float:
    """How long from a moment until the clock of China shows this time next."""
    local = moment.astimezone(ZoneInfo(DEFAULT_TIMEZONE))
    due = local.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    if due <= local:
        due += timedelta(days=1)
    return (due - local).total_seconds()
