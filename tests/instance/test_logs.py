"""The access log keeps no secrets."""

from instance.logs import WithoutSecrets

import logging
import pytest


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("GET /jiesu/@@rate?t=ab.2.cd HTTP/1.1", "GET /jiesu/@@rate?t=… HTTP/1.1"),
        ('"GET /a?x=1&t=ab"', '"GET /a?x=1&t=…"'),
        (
            "GET /@track?number=20261122-7K3F9C&code=K7F3 HTTP/1.1",
            "GET /@track?number=…&code=… HTTP/1.1",
        ),
        ("GET /a?tab=mine&at=3 HTTP/1.1", "GET /a?tab=mine&at=3 HTTP/1.1"),
    ],
)
def test_line(line, kept):
    record = logging.LogRecord("wsgi", logging.INFO, "", 0, line, (), None)
    assert WithoutSecrets("%(message)s").format(record) == kept
