"""Templates are compiled one at a time.

CPython 3.11 counts the depth of a syntax tree, while it hands one out, for all threads
together. Two requests that compile templates at once, as after a start, can make each
other fail: "SystemError: AST constructor recursion depth mismatch", and a page is
answered with 500. Waiting costs nothing: only one thread computes at a time anyway.
"""

from chameleon.template import BaseTemplate
from collections.abc import Callable
from functools import wraps
from threading import RLock


_lock = RLock()


def one_at_a_time(work: Callable) -> Callable:
    """The same function, that no two threads are in at once."""

    @wraps(work)
    def alone(*arguments, **named):
        with _lock:
            return work(*arguments, **named)

    return alone


def guard_templates() -> None:
    """See to it for all templates of the process; twice is as once."""
    if not hasattr(BaseTemplate.cook, "__wrapped__"):
        BaseTemplate.cook = one_at_a_time(BaseTemplate.cook)
