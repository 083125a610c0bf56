"""Answers as few bytes, where no proxy in front does it: gzip, as a WSGI filter.

Only what is text and not small. Pages of those who are logged in stay as they are: they
hold tokens, and where words of somebody else stand on the same page, the length of a
compressed answer can give a token away piece by piece (known as BREACH). A proxy that
compresses should keep to that, see docs/guides/administrator.md.
"""

from collections.abc import Callable
from collections.abc import Iterable

import gzip


# Kinds of answers that become smaller; pictures and documents are compressed already.
KINDS = (
    "application/javascript",
    "application/json",
    "application/manifest+json",
    "application/x-javascript",
    "application/xml",
    "image/svg+xml",
    "text/",
)
PAGES = ("text/html", "application/xhtml+xml")
# Bytes below which it is not worth it, and above which it takes too long.
LEAST = 1_000
MOST = 5_000_000
LEVEL = 6
# The cookie of who is logged in at Plone.
SESSION = "__ac="


class Compressing:
    """A WSGI application whose answers are compressed for those who can read that."""

    def __init__(self, application: Callable):
        """Stand in front of an application."""
        self.application = application

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """Answer as the application does, in fewer bytes."""
        asked = environ.get("HTTP_ACCEPT_ENCODING", "")
        if "gzip" not in asked or environ["REQUEST_METHOD"] == "HEAD":
            return self.application(environ, start_response)
        started = _Started(start_response)
        answer = self.application(environ, started)
        personal = "HTTP_AUTHORIZATION" in environ or SESSION in environ.get(
            "HTTP_COOKIE", ""
        )
        if not started.suits(personal):
            return started.as_it_is(answer)
        return started.compressed(answer)


class _Started:
    """What the application said of its answer, held back until it is known how long."""

    def __init__(self, start_response: Callable):
        self.start_response = start_response
        self.status = ""
        self.headers: list[tuple[str, str]] = []
        self.rest: tuple = ()

    def __call__(self, status: str, headers: list, *rest) -> Callable:
        self.status, self.headers, self.rest = status, headers, rest
        return _no_writing

    def _header(self, name: str) -> str:
        found = [value for key, value in self.headers if key.lower() == name]
        return found[0] if found else ""

    def suits(self, personal: bool) -> bool:
        """Whether it gains by it, and gives nothing away."""
        kind = self._header("content-type").partition(";")[0].strip().lower()
        length = self._header("content-length")
        return (
            self.status[:3] not in ("204", "206", "304")
            and kind.startswith(KINDS)
            and not (personal and kind in PAGES)
            and not self._header("content-encoding")
            and length.isdigit()
            and LEAST <= int(length) <= MOST
        )

    def as_it_is(self, answer: Iterable[bytes]) -> Iterable[bytes]:
        """The answer, unchanged."""
        self.start_response(self.status, self.headers, *self.rest)
        return answer

    def compressed(self, answer: Iterable[bytes]) -> Iterable[bytes]:
        """The answer, compressed."""
        try:
            body = gzip.compress(b"".join(answer), LEVEL, mtime=0)
        finally:
            getattr(answer, "close", _nothing)()
        kept = [
            (key, _weak(value) if key.lower() == "etag" else value)
            for key, value in self.headers
            if key.lower() not in ("content-length", "vary", "accept-ranges")
        ]
        vary = ", ".join(filter(None, [self._header("vary"), "Accept-Encoding"]))
        kept += [
            ("Content-Encoding", "gzip"),
            ("Content-Length", str(len(body))),
            ("Vary", vary),
        ]
        self.start_response(self.status, kept, *self.rest)
        return [body]


def _weak(etag: str) -> str:
    """The mark of what is the same but for its encoding."""
    return etag if etag.startswith("W/") else f"W/{etag}"


def _no_writing(data: bytes) -> None:
    raise NotImplementedError("Zope answers by what it returns.")


def _nothing() -> None:
    """An answer that needs no closing."""


def compressing(application: Callable, global_config: dict) -> Callable:
    """Put it in front of an application (a paste.filter_app_factory)."""
    return Compressing(application)
