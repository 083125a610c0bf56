"""Checks of a text that somebody writes: what the services for that have in common."""

from collections.abc import Iterable
from jiesu.addon.handling.data import convert
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.handling.errors import Invalid
from jiesu.addon.handling.fields import IText
from jiesu.addon.handling.perform import RIGHT_MISSING
from jiesu.addon.handling.perform import SOME_FIELDS
from jiesu.addon.services.service import WritingService


class TextCheck(WritingService):
    """Tells what is to be looked at in the `text` of the body."""

    def allowed(self) -> bool:
        """Whether the asker writes such texts here."""
        raise NotImplementedError

    def found(self, text: str) -> Iterable[tuple[object, object]]:
        """The findings in the order of the text, each with its message."""
        raise NotImplementedError

    def answer(self) -> dict:
        """The findings.

        :raises Forbidden: the asker writes no such texts here
        :raises Invalid: there is no text, or too much of it
        """
        if not self.allowed():
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
                    "message": self.words(message),
                }
                for one, message in self.found(data["text"])
            ]
        }
