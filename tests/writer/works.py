"""Pieces of work for the tests: what `write` is asked to do."""

from AccessControl import getSecurityManager
from jiesu.addon.calendar.moment import now
from jiesu.addon.writer.api import write
from zope.component.hooks import getSite
from zope.globalrequest import getRequest

import threading


class Gate:
    """Holds the writer until the test lets it go on."""

    def __init__(self):
        """Closed."""
        self.reached = threading.Event()
        self.open = threading.Event()

    def wait(self, place):
        """A piece of work that takes until `open` is set."""
        self.reached.set()
        assert self.open.wait(10)


def put(place, name, value=1):
    """Store a value."""
    setattr(place, name, value)
    return name


def fail(place, error):
    """Store something, then raise."""
    place.half_done = True
    raise error


def put_nested(place, name):
    """Write within a write."""
    return write(place, put, name)


def put_half_then_nested_fails(place):
    """Two parts of one piece of work, the second of which fails."""
    place.first = 1
    write(place, fail, ValueError("second"))


def circumstances(place):
    """Under which circumstances the work is done."""
    return {
        "user": getSecurityManager().getUser().getId(),
        "site": getSite().getPhysicalPath(),
        "path": place.getPhysicalPath(),
        "request": getRequest() is not None,
        "now": now(),
        "thread": threading.current_thread().name,
    }
