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
from typing import Any
from zope.component.hooks import setSite
from zope.globalrequest import clearRequest
from zope.globalrequest import setRequest
from zope.interface import alsoProvides


@dataclass
class Task:
    """What to call, where, in whose name; and what came of it."""

    function: Callable
    path: tuple[str, ...]
    site: tuple[str, ...]
    user: str | None
    userfolder: tuple[str, ...]
    arguments: tuple = ()
    # Carries a frozen time along.
    context: Context = field(default_factory=copy_context)
    done: Event = field(default_factory=Event)
    result: Any = None
    error: BaseException | None = None

    def run(self, application) -> None:
        """Do the work in the running transaction.

        :param application: the root of the writer's own connection
        :raises Exception: whatever the work raises
        """
        root = makerequest(application)
        alsoProvides(root.REQUEST, IBrowserLayer)
        setRequest(root.REQUEST)
        setSite(root.unrestrictedTraverse(self.site))
        try:
            self._log_in(root)
            place = root.unrestrictedTraverse(self.path)
            self.result = self.context.run(self.function, place, *self.arguments)
        finally:
            noSecurityManager()
            setSite(None)
            clearRequest()

    def _log_in(self, root) -> None:
        if self.user is None:
            noSecurityManager()
            return
        folder = root.unrestrictedTraverse(self.userfolder)
        user = folder.getUserById(self.user)
        if user is None:
            # Deleted between the request and its turn.
            noSecurityManager()
            return
        newSecurityManager(root.REQUEST, user.__of__(folder))

    def finish(self, error: BaseException | None = None) -> None:
        """Let the caller go on, with the result or with this error."""
        self.error = error
        self.done.set()
