"""The writer thread: takes what is waiting, commits it together, then answers."""

from collections.abc import Callable
from jiesu.addon import logger
from jiesu.addon.writer.errors import Busy
from jiesu.addon.writer.errors import Unfinished
from jiesu.addon.writer.lock import process_lock
from jiesu.addon.writer.task import Task
from transaction.interfaces import TransientError

import queue
import threading
import time
import transaction


# At most so many tasks in one commit.
BATCH = 64
# At most so many tasks waiting; more are told to come back.
WAITING = 512
# A batch that conflicts with another process is tried again so often.
TRIES = 10
# Seconds that a caller waits for its turn.
PATIENCE = 60.0
# Seconds between a commit and the upkeep that it asked for: short enough to be found
# "within seconds", long enough that a rush is indexed in batches.
UPKEEP_DELAY = 1.0

_STOP = object()


class Writer:
    """One thread with one connection to one database."""

    def __init__(self, database):
        """Make it; `start` lets it run."""
        self._database = database
        self._queue: queue.Queue = queue.Queue(WAITING)
        self._upkeep: dict[tuple, tuple[float, Task]] = {}
        self._upkeep_lock = threading.Lock()
        self._thread = threading.Thread(
            target=self._run, name="jiesu-writer", daemon=True
        )

    def start(self) -> None:
        """Let the thread run."""
        self._thread.start()

    def stop(self, timeout: float = 30.0) -> None:
        """Finish what is waiting, then end."""
        self._queue.put(_STOP)
        self._thread.join(timeout)

    @property
    def alive(self) -> bool:
        """Whether the thread runs."""
        return self._thread.is_alive()

    def do(self, task: Task) -> None:
        """Queue a task and wait until it is committed or has failed.

        :raises Busy: too much is waiting
        :raises Unfinished: no answer in time
        """
        try:
            self._queue.put_nowait(task)
        except queue.Full:
            raise Busy from None
        if not task.done.wait(PATIENCE):
            raise Unfinished

    def ask_upkeep(self, task: Task) -> None:
        """Have a task done a moment later, once however often it was asked for.

        Its function returns true as long as something is left to do.
        """
        due = time.monotonic() + UPKEEP_DELAY
        with self._upkeep_lock:
            self._upkeep.setdefault((task.function, task.path), (due, task))

    # What follows runs in the thread.

    def _run(self) -> None:
        connection = self._database.open()
        try:
            while self._turn(connection.root()["Application"]):
                pass
        finally:
            transaction.abort()
            connection.close()

    def _turn(self, application) -> bool:
        """One round; false when it was the last."""
        tasks = self._take()
        stop = _STOP in tasks
        tasks = [task for task in tasks if task is not _STOP]
        if tasks:
            self._commit(application, tasks)
        self._do_upkeep(application, everything=stop)
        return not stop

    def _take(self) -> list:
        """What is waiting, at most a batch; empty after a while without anything."""
        try:
            tasks = [self._queue.get(timeout=UPKEEP_DELAY / 2)]
        except queue.Empty:
            return []
        while len(tasks) < BATCH:
            try:
                tasks.append(self._queue.get_nowait())
            except queue.Empty:
                break
        return tasks

    def _commit(self, application, tasks: list[Task]) -> None:
        """Commit the tasks together; where one fails, each by itself."""
        error = self._attempt(application, tasks)
        if error is None:
            for task in tasks:
                task.finish()
        elif len(tasks) == 1:
            tasks[0].finish(error)
        else:
            for task in tasks:
                task.finish(self._attempt(application, [task]))

    def _attempt(self, application, tasks: list[Task]) -> Exception | None:
        """Try one transaction; what went wrong in the end, or None."""
        for attempt in range(1, TRIES + 1):
            try:
                with process_lock():
                    transaction.begin()
                    for task in tasks:
                        task.run(application)
                    transaction.commit()
            except TransientError as error:
                transaction.abort()
                logger.info("writer: conflict, try %s of %s", attempt, TRIES)
                failure: Exception = error
            except Exception as error:
                transaction.abort()
                return error
            else:
                return None
        return failure

    def _do_upkeep(self, application, everything: bool) -> None:
        now = time.monotonic()
        with self._upkeep_lock:
            ready = [
                k for k, (due, _) in self._upkeep.items() if everything or due <= now
            ]
            tasks = [self._upkeep.pop(key)[1] for key in ready]
        for task in tasks:
            error = self._attempt(application, [task])
            if error is not None:
                logger.error("writer: upkeep failed", exc_info=error)
            elif task.result and not everything:
                self.ask_upkeep(task)


_writers: dict[int, Writer] = {}
_writers_lock = threading.Lock()


def writer_of(database, make: Callable = Writer) -> Writer:
    """The running writer of a database; starts one where there is none."""
    with _writers_lock:
        writer = _writers.get(id(database))
        if writer is None or not writer.alive:
            writer = _writers[id(database)] = make(database)
            writer.start()
        return writer


def running_writer_of(database) -> Writer | None:
    """The writer of a database if one runs."""
    with _writers_lock:
        writer = _writers.get(id(database))
        return writer if writer is not None and writer.alive else None


def stop_writers() -> None:
    """Finish what waits in all writers and end them."""
    with _writers_lock:
        writers = list(_writers.values())
        _writers.clear()
    for writer in writers:
        writer.stop()
