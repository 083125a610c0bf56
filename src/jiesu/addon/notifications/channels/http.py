"""Requests to other servers: short, small, and never led elsewhere."""

from dataclasses import dataclass
from jiesu.addon.notifications.errors import Temporary
from jiesu.addon.notifications.reasons import reason
from jiesu.addon.notifications.settings import setting

import json
import requests
import time


# More of an answer is not read: we need a number, or some words of JSON.
MOST_BYTES = 64 * 1024


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> dict:
        """The body as an object.

        :raises Temporary: it is none
        """
        try:
            found = json.loads(self.body)
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise Temporary(reason("odd_answer", self.status), pause=True)
        return found


def ask(method: str, url: str, **options) -> Answer:
    """Send a request; redirects are not followed.

    :param options: as for `requests.request`
    :raises Temporary: no connection, no answer in time, or too much of it
    """
    wait = setting("timeout")
    try:
        with requests.request(
            method, url, timeout=wait, allow_redirects=False, stream=True, **options
        ) as answer:
            body = _read(answer, time.monotonic() + wait)
            return Answer(answer.status_code, dict(answer.headers), body)
    except requests.Timeout as error:
        raise Temporary(reason("no_answer"), pause=True) from error
    except requests.RequestException as error:
        # Its words name addresses with their tokens.
        raise Temporary(
            reason("no_connection", type(error).__name__), pause=True
        ) from error


def _read(answer: requests.Response, end: float) -> bytes:
    """The body, as long as it is short and comes in time."""
    body = b""
    for piece in answer.iter_content(8192):
        body += piece
        if len(body) > MOST_BYTES:
            raise Temporary(reason("odd_answer", answer.status_code))
        if time.monotonic() > end:
            raise Temporary(reason("no_answer"), pause=True)
    return body
