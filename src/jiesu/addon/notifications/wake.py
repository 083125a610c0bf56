"""Wakes the worker of this process, if it has one, after a commit that put records."""

from threading import Event

import transaction


# Set when there may be something to deliver.
woken = Event()

_KEY = "jiesu.addon.notifications.wake"


def wake_after_commit() -> None:
    """Wake the worker when the present transaction is committed, once."""
    current = transaction.get()
    try:
        current.data(_KEY)
    except KeyError:
        current.set_data(_KEY, True)
        current.addAfterCommitHook(_wake)


def _wake(success: bool) -> None:
    if success:
        woken.set()
