"""`GET {desk}/@supervisions`: what the asker may see."""

from jiesu.addon.content.supervision import OPEN
from jiesu.addon.content.supervision import STATES
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.handling.reading_supervision import seen_ended
from jiesu.addon.handling.reading_supervision import seen_running
from jiesu.addon.handling.reading_supervision import SupervisionReading
from jiesu.addon.services.complaints.batching import batching
from jiesu.addon.services.complaints.batching import canonical
from jiesu.addon.services.complaints.parameters import FARTHEST
from jiesu.addon.services.complaints.parameters import not_among
from jiesu.addon.services.complaints.parameters import not_in_range
from jiesu.addon.services.errors import LOG_IN
from jiesu.addon.services.errors import WrongParameters
from jiesu.addon.services.service import Service
from jiesu.addon.services.supervisions.serializer import summary
from plone import api


PARAMETERS = ("state", "b_start", "b_size")
PAGE = 25
LARGEST_PAGE = 200


class SupervisionsGet(Service):
    """A page of the supervisions that the user may see: running ones, or others."""

    def answer(self) -> dict:
        """The page and the links to the others."""
        if api.user.is_anonymous():
            raise Forbidden(LOG_IN)
        self._check_names()
        state = self._state()
        start = self._number("b_start", 0, FARTHEST, 0)
        size = self._number("b_size", 1, LARGEST_PAGE, PAGE)
        found = self._found(state)
        result = {
            "@id": canonical(self.request),
            "items": [
                summary(reading, self.request)
                for reading in found[start : start + size]
            ],
            "items_total": len(found),
        }
        links = batching(self.request, len(found), start, size)
        return {**result, "batching": links} if links else result

    def _found(self, state: str) -> list[SupervisionReading]:
        if state == OPEN:
            return seen_running(self.context)
        return [one for one in seen_ended(self.context) if one.state == state]

    def _check_names(self) -> None:
        wrong = [name for name in self.request.form if name not in PARAMETERS]
        if wrong:
            raise WrongParameters(
                [FieldError(name, not_among(name, PARAMETERS)) for name in wrong]
            )

    def _state(self) -> str:
        state = str(self.request.form.get("state", OPEN))
        if state not in STATES:
            message = not_among(state, STATES)
            raise WrongParameters([FieldError("state", message)])
        return state

    def _number(self, name: str, smallest: int, largest: int, default: int) -> int:
        value = str(self.request.form.get(name, default))
        if value.isascii() and value.isdigit() and smallest <= int(value) <= largest:
            return int(value)
        message = not_in_range(value, smallest, largest)
        raise WrongParameters([FieldError(name, message)])
