"""The sites that may show parts of a desk: what a line can say, and whom it lets in."""

from hypothesis import given
from hypothesis import strategies as st
from jiesu.addon.content.origins import parse_origins
from jiesu.addon.content.origins import valid_origins
from zope.interface import Invalid

import pytest
import re


# What a header can hold without meaning anything else there.
HARMLESS = re.compile(r"https?://(\*\.)?[a-z0-9.-]+(:[0-9]+)?")

LABELS = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?", fullmatch=True)
HOSTS = st.lists(LABELS, min_size=1, max_size=5).map(".".join)


@pytest.mark.parametrize(
    ("line", "origin"),
    [
        ("https://lib.example.edu.cn", "https://lib.example.edu.cn"),
        ("  HTTPS://Lib.Example.edu.cn/ ", "https://lib.example.edu.cn"),
        ("https://lib.example.edu.cn:443", "https://lib.example.edu.cn"),
        ("http://lib.example.edu.cn:80", "http://lib.example.edu.cn"),
        ("http://10.1.2.3:8080", "http://10.1.2.3:8080"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("https://*.example.edu.cn", "https://*.example.edu.cn"),
        ("https://xn--fiq228c.example.edu.cn", "https://xn--fiq228c.example.edu.cn"),
    ],
)
def test_a_line_is_read_as_browsers_write_it(line, origin):
    assert parse_origins([line, "", line]) == (origin,)


@pytest.mark.parametrize(
    "line",
    [
        "lib.example.edu.cn",
        "*",
        "https://*",
        "https://*.cn",
        "https://*.edu.cn",
        "https://lib.*.edu.cn",
        "https://lib.example.edu.cn/path",
        "https://lib.example.edu.cn//",
        "https://lib.example.edu.cn?x=1",
        "https://lib.example.edu.cn#x",
        "https://user@lib.example.edu.cn",
        "https://lib.example.edu.cn:*",
        "https://lib.example.edu.cn:0",
        "https://lib.example.edu.cn:99999",
        "https://lib.example.edu.cn 'unsafe-inline'",
        "https://lib.example.edu.cn; script-src *",
        "https://lib.example.edu.cn, https://evil.example",
        "https://-lib.example.edu.cn",
        "https://lib..example.edu.cn",
        "https://图书馆.example.edu.cn",
        "ftp://lib.example.edu.cn",
        "javascript:alert(1)",
        "data:text/html,x",
        "null",
        "'self'",
        "https://" + "a" * 300,
    ],
)
def test_anything_else_is_refused_with_the_line(line):
    with pytest.raises(Invalid) as refused:
        valid_origins(["https://lib.example.edu.cn", line])
    assert refused.value.args[0].mapping["line"].startswith(line[:50])


def test_no_line_is_nobody():
    assert parse_origins(None) == ()
    assert parse_origins([" ", ""]) == ()


@given(st.lists(st.text(), max_size=3))
def test_what_is_taken_is_harmless_in_a_header(lines):
    try:
        found = parse_origins(lines)
    except Invalid:
        return
    assert all(HARMLESS.fullmatch(one) for one in found)


@given(
    st.sampled_from(["http", "https"]),
    HOSTS,
    st.none() | st.integers(1, 65535),
)
def test_an_origin_is_kept_as_a_browser_names_it(scheme, host, port):
    line = f"{scheme}://{host}" + (f":{port}" if port else "")
    (origin,) = parse_origins([line])
    assert origin == line.lower()
    assert parse_origins([origin]) == (origin,)
