"""The access log keeps no secrets."""

from instance.logs import WithoutSecrets

import logging
import pytest


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ('"GET /Plone/jiesu/@@rate?t=ab.2.cd HTTP/1.1" 200', '/@@rate?t=… HTTP/1.1" 200'),
        ('"GET /a?x=1&t=ab HTTP/1.1"', '/a?x=1&t=… HTTP/1.1"'),
        (
            '"GET /@track?number=20261122-7K3F9C&code=K7F3 HTTP/1.1"',
            '/@track?number=…&code=… HTTP/1.1"',
        ),
        ('"GET /a?tab=mine&at=3 HTTP/1.1"', '/a?tab=mine&at=3 HTTP/1.1"'),
    ],
)
def test_line(line, kept):
    record = logging.LogRecord("wsgi", logging.INFO, "", 0, line, (), None)
    assert WithoutSecrets("%(message)s").format(record) == f'"GET {kept}'.replace(
        "GET /@@rate", "GET /Plone/jiesu/@@rate"
    )
