"""What the form asks and tells in the background (static/typing.js).

What is typed comes in the body of a POST alone. Without JavaScript none of it happens,
and nothing is missing that is needed to write.
"""

from jiesu.addon.browser.base import BasePage
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.intake.guards import TooMany
from jiesu.addon.intake.tries import count_visit
from jiesu.addon.services.suggest.told import suggested
from jiesu.addon.suggesting.counting import count_event
from jiesu.addon.writer.errors import Busy
from jiesu.addon.writer.errors import Unfinished
from zExceptions import MethodNotAllowed

import json


class Background(BasePage):
    """Takes a POST, answers JSON."""

    def __call__(self) -> str:
        """Answer; what goes wrong is told by the status alone."""
        response = self.request.response
        response.setHeader("Content-Type", "application/json")
        response.setHeader("Cache-Control", "no-store")
        if not self.is_post:
            response.setHeader("Allow", "POST")
            raise MethodNotAllowed
        try:
            return json.dumps(self.answer())
        except Forbidden:
            response.setStatus(403)
        except TooMany as many:
            response.setStatus(429)
            response.setHeader("Retry-After", str(many.retry_after))
        except (Busy, Unfinished):
            response.setStatus(503)
        return "{}"

    def answer(self) -> dict:
        """What is answered; a subclass says."""
        raise NotImplementedError


class TypingView(Background):
    """`{desk}/@@typing`: what fits to what is typed."""

    def answer(self) -> dict:
        """See services/suggest/told.py."""
        return suggested(self.desk, self.request, self.request.form)


class VisitView(Background):
    """`{desk}/@@typing-visit`: what happens in a visit, to be counted."""

    def answer(self) -> dict:
        """Whether it was understood."""
        self.check_sent()
        count_visit(self.request)
        token, event = (self.request.form.get(name) for name in ("visit", "event"))
        known = isinstance(token, str) and isinstance(event, str)
        return {"counted": known and count_event(self.desk, token, event)}
