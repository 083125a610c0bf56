"""How a file is made: in a thread and connection of its own, in the asker's name.

So no request waits for it. Rows come from the catalog some hundred at a time, and each
time it is asked anew what of them the asker may read; complaints are woken only where
the submitters' names are wanted.
"""

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from jiesu.addon import logger
from jiesu.addon.calendar.moment import now
from jiesu.addon.catalog.queries import readable
from jiesu.addon.catalog.queries import rows_of
from jiesu.addon.catalog.rows import Row
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.exports.columns import cells
from jiesu.addon.exports.columns import identity_cells
from jiesu.addon.exports.columns import Words
from jiesu.addon.exports.files import opened
from jiesu.addon.exports.jobs import drop
from jiesu.addon.exports.jobs import FAILED
from jiesu.addon.exports.jobs import Job
from jiesu.addon.exports.jobs import KEPT
from jiesu.addon.exports.jobs import READY
from jiesu.addon.exports.jobs import Replaced
from jiesu.addon.handling.reading import Reading
from jiesu.addon.writer.api import task_of
from jiesu.addon.writer.task import Task
from threading import BoundedSemaphore
from threading import Thread
from threading import Timer

import transaction


STEP = 200
# So many are made at once; others wait, so that the requests keep their share.
AT_ONCE = BoundedSemaphore(2)


@dataclass(frozen=True)
class Order:
    """What is wanted: documents as the catalog knows them, in their order."""

    documents: Sequence[int]
    words: Words
    identities: bool = False


def start(desk, job: Job, order: Order) -> Thread:
    """Let a list be made in the name of the present user."""
    return run(desk, job, make, order)


def run(desk, job: Job, function: Callable, *arguments) -> Thread:
    """Let any file be made in the name of the present user.

    :param function: called as `function(desk, job, *arguments)` in a thread of its own,
        with a connection that is only read; writes `job.path`
    """
    task = task_of(desk, function, (job, *arguments))
    return _begun(_work, desk, task, job)


def beside(desk, function: Callable, *arguments) -> Thread:
    """Let something be made for which nobody waits, in the name of the present user.

    :param function: called as `function(desk, *arguments)`, as by `run`
    """
    return _begun(_alone, desk, task_of(desk, function, arguments))


def _begun(work: Callable, desk, *arguments) -> Thread:
    database = desk._p_jar.db()
    thread = Thread(
        target=work, args=(database, *arguments), name="jiesu-export", daemon=True
    )
    thread.start()
    return thread


def make(desk, job: Job, order: Order) -> int:
    """Write the file in the name of the present user; how many complaints are in it."""
    written = 0
    with opened(job.path, job.format, order.words.sheet) as sink:
        sink.write(list(order.words.heads))
        for begin in range(0, len(order.documents), STEP):
            chosen = order.documents[begin : begin + STEP]
            for line in _lines(desk, rows_of(desk, readable(desk, chosen)), order):
                sink.write(line)
                written += 1
            job = job.went_on(done=min(begin + STEP, job.total))
            # What was read is not needed again.
            desk._p_jar.cacheGC()
    return written


def _lines(desk, rows: Sequence[Row], order: Order) -> Iterator[list]:
    moment = now()
    for row in rows:
        line = cells(row, order.words, moment)
        if order.identities:
            complaint = complaints_of(desk)[row.id]
            line += identity_cells(Reading(complaint).identity, order.words)
        yield line


def _work(database, task: Task, job: Job) -> None:
    with AT_ONCE:
        state = READY if _made(database, task) else FAILED
    try:
        task.context.run(job.went_on, state=state, done=job.total)
    except Replaced:
        return
    timer = Timer(KEPT, drop, (job,))
    timer.daemon = True
    timer.start()


def _alone(database, task: Task) -> None:
    with AT_ONCE:
        _made(database, task)


def _made(database, task: Task) -> bool:
    transaction.begin()
    connection = database.open()
    try:
        task.run(connection.root()["Application"])
    except Exception:
        logger.exception("export: a file could not be made")
        return False
    else:
        return True
    finally:
        transaction.abort()
        connection.close()
