"""How much texts have in common: pure."""

from jiesu.addon.suggesting.likeness import likeness
from jiesu.addon.suggesting.likeness import pairs
from jiesu.addon.suggesting.likeness import words_within

import pytest


class TestLikeness:
    """Of two headings."""

    @pytest.mark.parametrize(
        ("one", "other", "expected"),
        [
            ("空调不制冷", "空调 不制冷！", 1.0),
            ("空调不制冷", "教室空调不制冷", 0.8),
            ("空调", "空调不制冷", 0.4),
            ("空调", "网络", 0.0),
            ("", "空调", 0.0),
        ],
    )
    def test_share(self, one, other, expected):
        """The share of pairs in common."""
        assert likeness(pairs(one), pairs(other)) == expected


def test_words_within():
    """The longest first; a single character is no word."""
    words = ("空调", "空调不制冷", "坏", "网络")
    assert words_within("教室空调不制冷，坏了", words) == ["空调不制冷", "空调"]
