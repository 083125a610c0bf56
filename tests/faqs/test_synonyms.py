"""Words that mean the same, as the Office lists them."""

from jiesu.addon.content.fields import valid_synonyms
from jiesu.addon.faqs.synonyms import groups_of
from jiesu.addon.faqs.synonyms import Synonyms
from zope.interface import Invalid

import pytest


LINES = [
    "热水, 洗澡水、开水",
    "校园网；WiFi; 无线网",
    "水, 供水",
    "it, 信息化",
    "开水, 茶水",
]


def known(typed: str) -> dict[str, set[str]]:
    """The words that were known, with all that they mean."""
    pieces = Synonyms(LINES).pieces(typed)
    return {one.text: set(one.means) for one in pieces if one.is_known}


class TestGroups:
    """Reading the lines."""

    def test_separators_and_spaces(self):
        assert groups_of(["热水,洗澡水， 开水、茶水；汤 ; "]) == [
            ("热水", "洗澡水", "开水", "茶水", "汤")
        ]

    def test_one_way_of_writing(self):
        """Width and capitals make no difference, and nothing stands there twice."""
        assert groups_of(["ＷｉＦｉ, wifi, Wi-Fi"]) == [("wifi", "wi fi")]

    @pytest.mark.parametrize("lines", [None, [], [""], ["热水"], [" , ,"]])
    def test_none(self, lines):
        assert groups_of(lines) == []


class TestPieces:
    """Finding them in what was typed."""

    @pytest.mark.parametrize("typed", ["没热水了", "洗澡水是凉的"])
    def test_both_directions(self, typed):
        """Each word of a group stands for all others, without spaces around it."""
        (means,) = known(typed).values()
        assert means == {"热水", "洗澡水", "开水"}

    def test_longest_first(self):
        """热水 is not the 水 of another group."""
        assert set(known("热水")) == {"热水"}
        assert set(known("停水")) == {"水"}

    def test_word_of_two_groups(self):
        """It means the words of both; theirs do not mean each other."""
        assert known("开水") == {"开水": {"开水", "热水", "洗澡水", "茶水"}}
        assert known("茶水") == {"茶水": {"茶水", "开水"}}

    def test_letters_are_words(self):
        """No part of a longer word is meant."""
        assert known("with it") == {"it": {"it", "信息化"}}
        assert known("连不上WIFI") == {"wifi": {"wifi", "校园网", "无线网"}}
        assert known("wifis") == {}

    @pytest.mark.parametrize(
        "typed", ["网慢", "网太慢了", "网又慢了", "网这么慢", "网特别慢"]
    )
    def test_how_very_much_so(self, typed):
        """It stands in the middle of what is meant."""
        (piece,) = Synonyms(["校园网, 网慢"]).pieces(typed.removesuffix("了"))
        assert piece.means == ("网慢", "校园网")

    @pytest.mark.parametrize("typed", ["网页慢", "网不慢", "慢网"])
    def test_something_else_in_the_middle(self, typed):
        pieces = Synonyms(["校园网, 网慢"]).pieces(typed)
        assert not any(one.is_known for one in pieces)

    def test_nothing_is_lost(self):
        pieces = Synonyms(LINES).pieces("三楼没热水，wifi也断了")
        assert [one.text for one in pieces] == ["三楼没", "热水", "wifi", "也断了"]

    def test_without_groups(self):
        assert [one.text for one in Synonyms().pieces("没 热水")] == ["没 热水"]
        assert Synonyms().pieces(" ?! ") == []

    @pytest.mark.parametrize("word", ["c++", "(", "[a-z]", "a|b", "\\"])
    def test_marks_are_no_pattern(self, word):
        assert Synonyms([f"{word}, 热水"]).pieces("没热水")


class TestValid:
    """What can be kept."""

    def test_valid(self):
        assert valid_synonyms(["热水, 洗澡水", "", "a、b"])
        assert valid_synonyms(None)

    @pytest.mark.parametrize("line", ["热水", "热水，", "热水,热水"])
    def test_one_alone(self, line):
        with pytest.raises(Invalid) as refused:
            valid_synonyms(["a, b", line])
        assert refused.value.args[0].mapping == {"line": line}
