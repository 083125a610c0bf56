"""Answers as few bytes, for those who can read that, and no more than is safe."""

from instance.compress import Compressing

import gzip
import pytest


TEXT = b"<p>hello</p>" * 500
GZIP = {"HTTP_ACCEPT_ENCODING": "gzip, br"}


def asked(kind="text/html; charset=utf-8", body=TEXT, status="200 OK", more=(), **env):
    """Status, headers and body of an answer."""
    told = {}

    def application(environ, start_response):
        headers = [("Content-Type", kind), ("Content-Length", str(len(body))), *more]
        start_response(status, headers)
        return [body]

    def start_response(status, headers):
        told.update(status=status, headers=dict(headers))

    environ = {"REQUEST_METHOD": "GET", **GZIP, **env}
    answer = b"".join(Compressing(application)(environ, start_response))
    return told["status"], told["headers"], answer


@pytest.mark.parametrize(
    "kind",
    ["text/html", "text/css", "application/javascript", "image/svg+xml"],
)
def test_text_is_compressed(kind):
    status, headers, body = asked(kind, more=[("ETag", '"1"'), ("Vary", "Cookie")])
    assert status == "200 OK"
    assert gzip.decompress(body) == TEXT
    assert headers["Content-Encoding"] == "gzip"
    assert headers["Content-Length"] == str(len(body))
    assert headers["Vary"] == "Cookie, Accept-Encoding"
    assert headers["ETag"] == 'W/"1"'


@pytest.mark.parametrize(
    "more",
    [
        {"kind": "image/png"},
        {"kind": "application/pdf"},
        {"body": b"short"},
        {"status": "206 Partial Content"},
        {"more": [("Content-Encoding", "br")]},
        {"HTTP_ACCEPT_ENCODING": "identity"},
        {"REQUEST_METHOD": "HEAD"},
        {"HTTP_COOKIE": "I18N=1; __ac=abc"},
        {"HTTP_AUTHORIZATION": "Basic abc"},
    ],
)
def test_the_rest_stays_as_it_is(more):
    _status, headers, body = asked(**more)
    assert body == more.get("body", TEXT)
    assert headers.get("Content-Encoding") in (None, "br")


def test_style_sheets_are_compressed_for_everybody():
    _status, headers, _body = asked("text/css", HTTP_COOKIE="__ac=abc")
    assert headers["Content-Encoding"] == "gzip"
