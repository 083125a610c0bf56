"""`POST {complaint}/@personal-check`: what in a text may point to persons."""

from jiesu.addon.content.personal import find_personal
from jiesu.addon.content.personal import KINDS
from jiesu.addon.handling.data import convert
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.handling.errors import Invalid
from jiesu.addon.handling.fields import IText
from jiesu.addon.handling.perform import RIGHT_MISSING
from jiesu.addon.handling.perform import SOME_FIELDS
from jiesu.addon.handling.publishing import works_on_it
from jiesu.addon.handling.withoutpersons import known_names
from jiesu.addon.services.service import WritingService


class PersonalCheckPost(WritingService):
    """For those who write what everybody reads."""

    def answer(self) -> dict:
        """The findings, in the order of the text.

        :raises Forbidden: the asker publishes nothing of it
        :raises Invalid: there is no text, or too much of it
        """
        if not works_on_it(self.context):
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
                    "message": self.words(KINDS[one.kind]),
                }
                for one in find_personal(data["text"], known_names(self.context))
            ]
        }
