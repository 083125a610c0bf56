"""`POST {complaint}/@answer-check`: what is to be pointed out in a text."""

from collections.abc import Iterator
from jiesu.addon.handling.answerremarks import remarks_on
from jiesu.addon.handling.interfaces import IAction
from jiesu.addon.services.textcheck import TextCheck
from zope.component import getAdapters


class AnswerCheckPost(TextCheck):
    """For those who may answer."""

    def allowed(self) -> bool:
        """Those who may do something whose text is checked."""
        actions = (action for _name, action in getAdapters((self.context,), IAction))
        return any(action.checks_text and action.allowed() for action in actions)

    def found(self, text: str) -> Iterator[tuple[object, object]]:
        """What a good answer does not hold."""
        for one in remarks_on(self.context, text):
            yield one, one.message
