"""The writer thread: takes what is waiting, commits it together, then answers."""

from collections.abc import Callable
from jiesu.addon import logger
from jiesu.addon.writer.errors import Busy
from jiesu.addon.writer.errors import Unfinished
from jiesu.addon.writer.lock import process_lock
from jiesu.addon.writer.task import Task
from transaction.interfaces import TransientError

import queue
import random
import threading
import time
import transaction


# At most so many tasks in one commit.
BATCH = 64
# At most so many tasks waiting; more are told to come back.
WAITING = 512
# What conflicts, with a page that writes or with another process, is tried again so
# often, after random pauses of at most so many seconds, the first and the last. None is
# long: all others wait too.
TRIES = 10
PAUSES = (0.002, 0.1)
# Seconds that a caller waits for its turn.
PATIENCE = 60.0
# Seconds between a commit and the upkeep that it asked for: short enough to be found
# "within seconds", long enough that a rush is indexed in batches.
UPKEEP_DELAY = 1.0
# Seconds until an upkeep that failed is tried again.
UPKEEP_RETRY = 30.0
# Seconds after which an idle writer looks whether upkeep is due.
IDLE = 0.5

_WAKE = object()


class Writer:
    """One thread with one connection to one database."""

    def __init__(self, database):
        """Make it; `start` lets it run."""
        self._database = database
        self._queue: queue.Queue = queue.Queue(WAITING)
        self._upkeep: dict[tuple, tuple[float, Task]] = {}
        self._closed = False
        # Guards the three above between callers.
        self._lock = threading.Lock()
        self._thread = threading.Thread(
            target=self._run, name="jiesu-writer", daemon=True
        )

    def start(self) -> None:
        """Let the thread run."""
        self._thread.start()

    def stop(self, timeout: float = 30.0) -> None:
        """Take no more, finish what is waiting, then end.

        :param timeout: how many seconds to wait for that
        """
        self._close()
        if not self._queue.full():
            self._queue.put(_WAKE)
        self._thread.join(timeout)

    @property
    def alive(self) -> bool:
        """Whether the thread runs."""
        return self._thread.is_alive()

    def do(self, task: Task) -> None:
        """Queue a task and wait until it is committed or has failed.

        :raises Busy: too much is waiting, or the writer is about to end
        :raises Unfinished: no answer in time
        """
        with self._lock:
            if self._closed or self._queue.full():
                raise Busy
            self._queue.put_nowait(task)
        if not task.done.wait(PATIENCE):
            raise Unfinished

    def ask_upkeep(self, task: Task, delay: float = UPKEEP_DELAY) -> None:
        """Have a task done a moment later, once however often it was asked for.

        Its function returns true as long as something is left to do.

        :param delay: how many seconds later
        """
        due = time.monotonic() + delay
        with self._lock:
            self._upkeep.setdefault((task.function, task.path), (due, task))

    def _close(self) -> None:
        with self._lock:
            self._closed = True

    # What follows runs in the thread.

    def _run(self) -> None:
        connection = self._database.open()
        try:
            while not self._closed or not self._queue.empty():
                self._turn(connection.root()["Application"])
        except Exception:
            logger.exception("writer: ended by an error; the next write starts another")
        finally:
            self._close()
            self._refuse_waiting()
            transaction.abort()
            connection.close()

    def _turn(self, application) -> None:
        """One round: what is waiting, then the upkeep that is due."""
        tasks = self._take()
        if tasks:
            self._commit(application, tasks)
        self._do_upkeep(application)

    def _take(self) -> list[Task]:
        """What is waiting, at most a batch; empty after a while without anything."""
        timeout = 0 if self._due_upkeep() else IDLE
        tasks = []
        try:
            tasks.append(self._queue.get(timeout > 0, timeout))
            while len(tasks) < BATCH:
                tasks.append(self._queue.get_nowait())
        except queue.Empty:
            pass
        return [task for task in tasks if task is not _WAKE]

    def _commit(self, application, tasks: list[Task]) -> None:
        """Commit the tasks together; where one fails, each by itself."""
        error = self._attempt(application, tasks)
        if error is None or len(tasks) == 1:
            for task in tasks:
                task.finish(error)
        else:
            for task in tasks:
                task.finish(self._attempt(application, [task]))

    def _attempt(self, application, tasks: list[Task]) -> BaseException | None:
        """Try to commit these in one transaction; what went wrong, or None."""

        def run() -> None:
            for task in tasks:
                task.run(application)

        try:
            in_own_transaction(run)
        except BaseException as error:
            # Even what ends threads: the callers wait for an answer.
            return error
        return None

    def _due_upkeep(self) -> list[tuple]:
        now = time.monotonic()
        with self._lock:
            return [key for key, (due, _task) in self._upkeep.items() if due <= now]

    def _do_upkeep(self, application) -> None:
        for key in self._due_upkeep():
            with self._lock:
                _due, task = self._upkeep.pop(key)
            error = self._attempt(application, [task])
            if error is not None:
                logger.error("writer: %s failed", task.name, exc_info=error)
                self.ask_upkeep(task, UPKEEP_RETRY)
            elif task.result:
                # At once where nobody waits; else people come first.
                self.ask_upkeep(task, 0 if self._queue.empty() else UPKEEP_DELAY)

    def _refuse_waiting(self) -> None:
        """Answer whom an error has left waiting."""
        while not self._queue.empty():
            task = self._queue.get_nowait()
            if task is not _WAKE:
                task.finish(Busy())


def in_own_transaction(function: Callable):
    """Call a function in a new transaction of this thread and commit it.

    What conflicts is tried again.

    :returns: what the function returned
    :raises Exception: what it raised, or the conflict that did not end; nothing is
        written then
    """
    for attempt in range(1, TRIES + 1):
        try:
            # The lock first: a transaction begun before it would still conflict.
            with process_lock():
                transaction.begin()
                result = function()
                transaction.commit()
                return result
        except TransientError as error:
            transaction.abort()
            logger.info("writer: %s, try %s", type(error).__name__, attempt)
            if attempt == TRIES:
                raise
            _pause(attempt)
        except BaseException:
            transaction.abort()
            raise


def _pause(attempt: int) -> None:
    first, longest = PAUSES
    time.sleep(random.uniform(0, min(first * 2**attempt, longest)))  # noqa: S311


_writers: dict[object, Writer] = {}
_writers_lock = threading.Lock()


def writer_of(database) -> Writer:
    """The running writer of a database; starts one where there is none."""
    with _writers_lock:
        writer = _writers.get(database)
        if writer is None or not writer.alive:
            writer = _writers[database] = Writer(database)
            writer.start()
        return writer


# What works by itself and writes, to be ended before the writers are.
_workers: list[Callable[[], None]] = []


def at_stop(stop: Callable[[], None]) -> None:
    """Have `stop` called, once, before the writers end."""
    _workers.append(stop)


def stop_writers() -> None:
    """Finish what waits in all writers and end them, before a database is closed."""
    while _workers:
        _workers.pop()()
    with _writers_lock:
        writers = list(_writers.values())
        _writers.clear()
    for writer in writers:
        writer.stop()
