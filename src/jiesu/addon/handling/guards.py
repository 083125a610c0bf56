"""Keeps Plone's own ways of changing a state from going round the actions.

The workflow menu leads to our forms. What fires a transition directly (a script, REST's
@workflow) gives none of the data that a step needs, so it is refused.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from jiesu.addon import _
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException


_in_step: ContextVar[bool] = ContextVar("jiesu_in_step", default=False)


@contextmanager
def step_in_progress() -> Iterator[None]:
    """Let transitions pass while the block runs."""
    token = _in_step.set(True)
    try:
        yield
    finally:
        _in_step.reset(token)


def refuse_bare_transition(complaint, event) -> None:
    """Refuse a transition that no action takes.

    :raises WorkflowException: says where to do it instead
    """
    if event.transition is None or _in_step.get():
        return
    raise WorkflowException(
        api.portal.translate(
            _(
                "refused_bare_transition",
                default="A complaint is handled by its actions, which ask for what "
                "the step needs: its page, or POST to @handling.",
            )
        )
    )
