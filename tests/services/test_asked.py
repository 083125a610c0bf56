"""What stands in an address: anybody can write anything there."""

from jiesu.addon.services import asked
from tests.services.conftest import NOBODY
from urllib.parse import quote
from ZPublisher.HTTPRequest import record

import pytest


GBK = quote("没热水".encode("gbk"))


def bytes_as_zope_keeps_them(raw: bytes) -> str:
    """Of those that are no UTF-8."""
    return raw.decode("utf-8", "surrogateescape")


class TestText:
    """One text of a form."""

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (" 热水 ", "热水"),
            (["a", "b"], "b"),
            (("a", "b"), "b"),
            ([], ""),
            ([["a"]], ""),
            (7, ""),
            (None, ""),
            (record(), ""),
        ],
    )
    def test_whatever_is_sent(self, value, text):
        assert asked.text({"q": value}, "q") == text

    def test_nothing(self):
        assert asked.text({}, "q") == ""

    @pytest.mark.parametrize("value", ["c", ["c"], {"a": 1}, None])
    def test_one_that_is_known(self, value):
        assert asked.one_of({"tab": "a"}, "tab", {"a": 1, "b": 2}) == "a"
        assert asked.one_of({"tab": value}, "tab", {"a": 1, "b": 2}, "b") == "b"


class TestUnderstood:
    """Bytes that are no UTF-8."""

    @pytest.mark.parametrize("text", ["", "abc", "没热水", "🙂", "é"])
    def test_plain(self, text):
        assert asked.understood(text) == text

    def test_gbk(self):
        raw = "没热水".encode("gbk")
        assert asked.understood(bytes_as_zope_keeps_them(raw)) == "没热水"

    @pytest.mark.parametrize(
        "raw", [b"\xff", b"a\xff\xfe", b"\xe6\xb2", b"\xed\xa0\x80"]
    )
    def test_neither(self, raw):
        asked.understood(bytes_as_zope_keeps_them(raw)).encode()

    def test_half_of_a_pair(self):
        """JavaScript can send it."""
        assert asked.understood("a\ud83d") == "a?"


class TestServices:
    """REST."""

    def test_gbk(self, ask):
        told = ask.get(NOBODY, f"@faq?q={GBK}").json()
        assert told["items"][0]["title"] == "浴室什么时候供应热水？"

    @pytest.mark.parametrize(
        ("query", "status"),
        [
            ("@faq?q=%ff", 200),
            ("@faq?q:list=a&q:list=b", 200),
            ("@faq?category:list=a", 400),
            ("@faq?category=%ff", 400),
            ("@places?q=%ff", 200),
            ("@places?q:record.a=b", 200),
        ],
    )
    def test_nothing_breaks(self, ask, query, status):
        assert ask.get(NOBODY, query).status_code == status
