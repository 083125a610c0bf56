"""What the APIs of WeCom and of WeChat have in common: a token, and numbers of errors.

Both answer 200 with `errcode` and `errmsg`. A token holds for two hours and is asked
for anew when the API says that it is over.
"""

from dataclasses import dataclass
from jiesu.addon.calendar.moment import now
from jiesu.addon.notifications.channels.http import ask
from jiesu.addon.notifications.errors import Temporary
from jiesu.addon.notifications.reasons import reason

import threading


# The token is over or unknown: get another one, once.
TOKEN_OVER = (40001, 40014, 42001)
# The day's or the minute's number of calls is used up. Seconds to wait.
TOO_MANY = 45009
WAIT = 3600.0
# Seconds before its end at which a token is no longer used.
MARGIN = 300

# Tokens of this process by the account they are for: (token, end).
_tokens: dict[tuple, tuple[str, float]] = {}
_lock = threading.Lock()


@dataclass(frozen=True)
class Account:
    """An application of the site at one of the APIs.

    token_path: where a token is got; `credentials` are its parameters
    """

    name: str
    url: str
    token_path: str
    credentials: tuple[tuple[str, str], ...]

    @property
    def complete(self) -> bool:
        """Whether all is set that it needs."""
        return bool(self.url and all(value for _name, value in self.credentials))

    def post(self, path: str, body: dict) -> dict:
        """Call the API with a token.

        :returns: the answer; its `errcode` is whatever the call came to, but no matter
            of the token or of too many calls
        :raises Temporary: no answer, no token, too many calls
        """
        answer = self._post_once(path, body)
        if answer.get("errcode") in TOKEN_OVER:
            with _lock:
                _tokens.pop(self._key, None)
            answer = self._post_once(path, body)
        code = answer.get("errcode", 0)
        if code in TOKEN_OVER:
            raise Temporary(reason("site_refused", code), pause=True)
        if code == TOO_MANY:
            raise Temporary(reason("too_many", code), WAIT, pause=True)
        return answer

    def _post_once(self, path: str, body: dict) -> dict:
        parameters = {"access_token": self._token()}
        return ask("POST", self._address(path), params=parameters, json=body).json()

    def _token(self) -> str:
        with _lock:
            token, end = _tokens.get(self._key, ("", 0.0))
        if token and now().timestamp() < end:
            return token
        return self._new_token()

    def _new_token(self) -> str:
        parameters = dict(self.credentials)
        answer = ask("GET", self._address(self.token_path), params=parameters).json()
        token, code = answer.get("access_token"), answer.get("errcode", 0)
        if code == TOO_MANY:
            raise Temporary(reason("too_many", code), WAIT, pause=True)
        if code or not token:
            raise Temporary(reason("site_refused", code), pause=True)
        end = now().timestamp() + int(answer.get("expires_in", 7200)) - MARGIN
        with _lock:
            _tokens[self._key] = (token, end)
        return token

    @property
    def _key(self) -> tuple:
        return self.url, self.credentials

    def _address(self, path: str) -> str:
        return self.url.rstrip("/") + path


def forget_tokens() -> None:
    """Ask for new tokens."""
    with _lock:
        _tokens.clear()


def cut(text: str, size: int) -> str:
    """A text that is at most so many bytes long in UTF-8."""
    encoded = text.encode()
    if len(encoded) <= size:
        return text
    return encoded[: size - 3].decode(errors="ignore") + "…"
