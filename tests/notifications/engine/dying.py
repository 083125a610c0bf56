"""Processes that are killed while they put and deliver records; says what arrived.

    python -m tests.notifications.engine.dying FOLDER

For each place between two things that a process does, a child puts four records (two
mails, two for the inbox), begins to deliver them, and ends itself there by SIGKILL.
Then others deliver what is left, ten minutes and a day later. What arrived is printed
as JSON.
"""

from datetime import timedelta
from jiesu.addon.calendar.moment import at
from jiesu.addon.notifications import delivery
from jiesu.addon.notifications import worker
from jiesu.addon.notifications.channels import inbox
from jiesu.addon.notifications.outbox import outbox_of
from jiesu.addon.writer import lease
from jiesu.addon.writer import rounds
from OFS.Application import Application
from pathlib import Path
from tests.notifications.engine.post import Channel
from tests.notifications.engine.post import make_desk
from tests.notifications.engine.post import NOON
from tests.notifications.engine.post import registered
from tests.notifications.engine.post import tell
from tests.writer.conftest import Site
from ZODB.DB import DB
from ZODB.FileStorage import FileStorage
from zope.component.hooks import setSite

import itertools
import json
import os
import signal
import sys
import transaction


NEVER = 0
MAILS = ("anna", "bea")
READERS = ("anna", "chen")
LATER = (timedelta(minutes=10), timedelta(days=1))


class Steps:
    """Counts the places between two things that a process does, and ends it at one."""

    def __init__(self, last: int):
        """End at this one; `NEVER` for none."""
        self._last = last
        self.passed = 0

    def between(self) -> None:
        """Here is one."""
        self.passed += 1
        if self.passed == self._last:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, function):
        """The function with a place before it and one after it."""

        def stepping(*arguments, **options):
            self.between()
            result = function(*arguments, **options)
            self.between()
            return result

        return stepping


class Postman(Channel):
    """Writes to a file what it sends: the world outside of the database."""

    def __init__(self, file: Path):
        """To this file."""
        super().__init__()
        self._file = file

    def send(self, desk, record_ids, rendered):
        """Write who was told."""
        with self._file.open("a") as file:
            file.write(rendered.address["userid"] + "\n")


def open_database(folder: Path) -> DB:
    return DB(FileStorage(str(folder / "Data.fs")))


def desk_in(connection):
    site = connection.root()["Application"].site
    setSite(site)
    return site.jiesu


def make(folder: Path) -> None:
    """A database with an empty desk."""
    database = open_database(folder)
    connection = database.open()
    application = connection.root()["Application"] = Application()
    application._setObject("site", Site("site"))
    make_desk(application.site)
    transaction.commit()
    connection.close()
    database.close()


def put_all(database, steps: Steps) -> None:
    """What a step of a complaint does in its transaction."""
    connection = database.open()
    desk = desk_in(connection)
    for receiver in MAILS:
        tell(desk, receiver, "mail")
    for receiver in READERS:
        tell(desk, receiver, "inbox")
    steps.around(transaction.commit)()
    connection.close()


def deliver(database, folder: Path, steps: Steps) -> None:
    """Deliver all that is due, as the worker does."""
    with registered(mail=Postman(folder / "mails"), inbox=inbox.InboxChannel()) as post:
        post["mail"].send = steps.around(post["mail"].send)
        post["inbox"].send = steps.around(post["inbox"].send)
        post.renderer.render = steps.around(post.renderer.render)
        worker.commit = steps.around(worker.commit)
        lease.commit = steps.around(lease.commit)
        inbox.path_below = lambda desk, url: url
        rounds.desks_in = lambda application: [desk_in(application._p_jar)]
        while worker.Worker(database).turn():
            pass


def in_child(function, *arguments) -> int:
    """Call a function in a process of its own; returns how that ended."""
    child = os.fork()
    if child == 0:
        function(*arguments)
        os._exit(0)
    _child, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def put_and_deliver(folder: Path, last: int) -> None:
    """The process that is killed."""
    steps = Steps(last)
    with at(NOON):
        database = open_database(folder)
        put_all(database, steps)
        deliver(database, folder, steps)
        database.close()
    (folder / "passed").write_text(str(steps.passed))


def go_on(folder: Path, moment) -> None:
    """A process that comes after it."""
    with at(moment):
        database = open_database(folder)
        deliver(database, folder, Steps(NEVER))
        database.close()


def arrived(folder: Path) -> dict:
    """What came of the four records."""
    database = open_database(folder)
    connection = database.open()
    desk = desk_in(connection)
    outbox = outbox_of(desk)
    file = folder / "mails"
    found = {
        "mails": sorted(file.read_text().split()) if file.exists() else [],
        "inbox": {name: len(inbox.inbox_of(desk, name)) for name in READERS},
        "left": len(outbox.waiting) + len(outbox.failed),
    }
    connection.close()
    database.close()
    return found


def main(folder: Path) -> list[dict]:
    """All of it; for each place, how the process ended and what arrived."""
    os.environ["JIESU_WRITER"] = "inline"
    delivery.AT_ONCE = 10
    results = []
    for last in itertools.count():
        place = folder / str(last)
        place.mkdir()
        make(place)
        ended = in_child(put_and_deliver, place, last)
        for later in LATER:
            in_child(go_on, place, NOON + later)
        results.append({"last": last, "ended": ended, **arrived(place)})
        if last != NEVER and ended == 0:
            return results


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
