"""`POST {complaint}/@personal-check`: what in a text may point to persons."""

from collections.abc import Iterator
from jiesu.addon.content.personal import find_personal
from jiesu.addon.content.personal import KINDS
from jiesu.addon.handling.publishing import works_on_it
from jiesu.addon.handling.withoutpersons import known_names
from jiesu.addon.services.textcheck import TextCheck


class PersonalCheckPost(TextCheck):
    """For those who write what everybody reads."""

    def allowed(self) -> bool:
        """Those who publish something of it."""
        return works_on_it(self.context)

    def found(self, text: str) -> Iterator[tuple[object, object]]:
        """Personal data, by their kinds."""
        for one in find_personal(text, known_names(self.context)):
            yield one, KINDS[one.kind]
