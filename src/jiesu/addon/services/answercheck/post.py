"""`POST {complaint}/@answer-check`: what is to be pointed out in a text."""

from jiesu.addon.handling.action import Action
from jiesu.addon.handling.answerremarks import remarks_on
from jiesu.addon.handling.data import convert
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.handling.errors import Invalid
from jiesu.addon.handling.fields import IText
from jiesu.addon.handling.interfaces import IAction
from jiesu.addon.handling.perform import RIGHT_MISSING
from jiesu.addon.handling.perform import SOME_FIELDS
from jiesu.addon.services.service import WritingService
from zope.component import getAdapters


class AnswerCheckPost(WritingService):
    """For those who may answer."""

    def answer(self) -> dict:
        """The findings, in the order of the text.

        :raises Forbidden: the asker writes no answers here
        :raises Invalid: there is no text, or too much of it
        """
        if not any(action.checks_text and action.allowed() for action in self._actions):
            raise Forbidden(RIGHT_MISSING)
        data, errors = convert(self.context, IText, self.body())
        if errors:
            raise Invalid(SOME_FIELDS, tuple(errors))
        return {
            "findings": [
                {
                    "kind": one.kind,
                    "start": one.start,
                    "end": one.end,
                    "text": one.text,
                    "message": self.words(one.message),
                }
                for one in remarks_on(self.context, data["text"])
            ]
        }

    @property
    def _actions(self) -> list[Action]:
        return [action for _name, action in getAdapters((self.context,), IAction)]
