"""What other rooms call to write: `write` now, `later` for upkeep.

`commit` is for what works by itself, as a worker does: short transactions of its own.
"""

from AccessControl import getSecurityManager
from collections.abc import Callable
from jiesu.addon.writer.task import at_end
from jiesu.addon.writer.task import in_task
from jiesu.addon.writer.task import Task
from jiesu.addon.writer.thread import in_own_transaction
from jiesu.addon.writer.thread import writer_of
from zope.component.hooks import getSite

import os
import transaction


__all__ = ["at_end", "commit", "hand_over", "has_writer", "later", "task_of", "write"]

# "thread" hands work to the writer; "inline" does it in the caller's own transaction,
# for scripts and most tests.
MODE = "JIESU_WRITER"
THREAD = "thread"
INLINE = "inline"


def write(context, function: Callable, *arguments):
    """Run `function(context, *arguments)` and commit it, by the process's writer.

    Afterwards the caller's connection sees what was written. A caller whose own
    transaction has changes already keeps to it: the work then becomes part of that
    transaction, all or nothing. So does work that is part of a task already.

    :param context: where it happens; the function gets it from the writer's connection
    :param function: does the work under the caller's user; returns plain data only; may
        be called again when its transaction has to be
    :returns: what the function returned
    :raises Busy, Unfinished: see errors.py; else whatever the function raises
    """
    if not has_writer() or in_task() or _has_changes(context):
        return function(context, *arguments)
    task = task_of(context, function, arguments)
    writer_of(context._p_jar.db()).do(task)
    # What was written is younger than the caller's view of the database.
    transaction.begin()
    if task.error is not None:
        raise task.error
    return task.result


def commit(context, function: Callable, *arguments):
    """Run `function(context, *arguments)` in a transaction of its own and commit it.

    By the process's writer where there is one, so that it conflicts with no step; else
    here, tried again where it conflicts. The caller's transaction must have no changes
    of its own: it ends.

    :param function: as for `write`
    :returns: what the function returned
    :raises Busy, Unfinished, TransientError: it could not be done now; else whatever
        the function raises
    """
    if has_writer():
        return write(context, function, *arguments)
    return in_own_transaction(lambda: function(context, *arguments))


def hand_over(context, function: Callable, *arguments) -> bool:
    """Have the writer do what somebody found out who only reads, in a thread of theirs.

    The caller's own transaction is left as it is, and sees nothing of it.

    :returns: whether there is a writer to do it; without one nothing happens
    :raises Busy, Unfinished: see errors.py; else whatever the function raises
    """
    if not has_writer() or context._p_jar is None:
        return False
    task = task_of(context, function, arguments)
    writer_of(context._p_jar.db()).do(task)
    if task.error is not None:
        raise task.error
    return True


def later(context, function: Callable) -> None:
    """Have `function(context)` done by the writer soon after this transaction commits.

    However often it is asked for, it is done once, and again as long as it returns
    true. Nothing happens where there is no writer thread: whoever runs without one (a
    script, a test) calls the function itself.
    """
    if not has_writer() or context._p_jar is None:
        return
    database = context._p_jar.db()
    task = task_of(context, function, ())

    def ask(success: bool) -> None:
        if success:
            writer_of(database).ask_upkeep(task)

    transaction.get().addAfterCommitHook(ask)


def has_writer() -> bool:
    """Whether the process hands its work to a writer of its own."""
    return os.environ.get(MODE, INLINE) == THREAD


def _has_changes(context) -> bool:
    """Whether the caller's transaction has changes, after a savepoint too."""
    jar = context._p_jar
    return jar is None or not jar._needs_to_join


def task_of(context, function: Callable, arguments: tuple) -> Task:
    """A piece of work in the name of the caller's user, for another thread to run."""
    user = getSecurityManager().getUser()
    folder = getattr(user, "__parent__", None) or getattr(user, "aq_parent", None)
    return Task(
        function=function,
        path=context.getPhysicalPath(),
        site=getSite().getPhysicalPath(),
        user=user.getId(),
        userfolder=folder.getPhysicalPath() if folder is not None else None,
        guest=user if getattr(user, "travels", False) else None,
        arguments=arguments,
    )
