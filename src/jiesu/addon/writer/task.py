"""A piece of work for the writer, and how it is done in the name of its user."""

from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import noSecurityManager
from collections.abc import Callable
from contextvars import Context
from contextvars import copy_context
from dataclasses import dataclass
from dataclasses import field
from jiesu.addon.interfaces import IBrowserLayer
from Testing.makerequest import makerequest
from threading import Event
from threading import local
from typing import Any
from zope.component.hooks import setSite
from zope.globalrequest import clearRequest
from zope.globalrequest import setRequest
from zope.interface import alsoProvides

import transaction


# What is to be called at the end of the task that runs in this thread, if one does.
_running = local()


def in_task() -> bool:
    """Whether the caller is part of a task, and so in the writer's thread."""
    return getattr(_running, "at_end", None) is not None


def at_end(function: Callable[[], None]) -> None:
    """Have `function` called before the present work is committed.

    Inside of a task that is at its end, while its user and site are still set; else
    just before the transaction commits.
    """
    if in_task():
        _running.at_end.append(function)
    else:
        transaction.get().addBeforeCommitHook(function)


@dataclass
class Task:
    """What to call, where, in whose name; and what came of it.

    It may be called more than once, when a transaction has to be tried again: what it
    does has to be part of the transaction.
    """

    function: Callable
    path: tuple[str, ...]
    site: tuple[str, ...]
    user: str | None
    userfolder: tuple[str, ...] | None
    # A user who is in no folder of users (access/guests.py), in place of those two.
    guest: Any = None
    arguments: tuple = ()
    # Carries a frozen time along.
    context: Context = field(default_factory=copy_context)
    done: Event = field(default_factory=Event)
    result: Any = None
    error: BaseException | None = None

    @property
    def name(self) -> str:
        """What it does, for the log: nothing of what it does it with."""
        return f"{self.function.__module__}.{self.function.__qualname__}"

    def run(self, application) -> None:
        """Do the work in the running transaction.

        :param application: the root of the writer's own connection
        :raises Exception: whatever the work raises
        """
        root = makerequest(application)
        alsoProvides(root.REQUEST, IBrowserLayer)
        setRequest(root.REQUEST)
        setSite(root.unrestrictedTraverse(self.site))
        _running.at_end = []
        try:
            self.context.run(self._log_in, root)
            self.result = self.context.run(self._work, root)
        finally:
            _running.at_end = None
            noSecurityManager()
            setSite(None)
            clearRequest()

    def _work(self, root):
        place = root.unrestrictedTraverse(self.path)
        result = self.function(place, *self.arguments)
        for function in _running.at_end:
            function()
        return result

    def _log_in(self, root) -> None:
        if self.guest is not None:
            newSecurityManager(root.REQUEST, self.guest)
            return
        user = None
        if self.user is not None and self.userfolder is not None:
            folder = root.unrestrictedTraverse(self.userfolder)
            # None for somebody deleted between the request and its turn.
            user = folder.getUserById(self.user)
        if user is None:
            noSecurityManager()
        else:
            newSecurityManager(root.REQUEST, user.__of__(folder))

    def finish(self, error: BaseException | None = None) -> None:
        """Let the caller go on, with the result or with this error."""
        self.error = error
        self.done.set()
