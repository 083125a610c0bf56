"""What fits to what somebody types: pure."""

from jiesu.addon.suggesting.likeness import pairs
from jiesu.addon.suggesting.ranking import Answers
from jiesu.addon.suggesting.ranking import Categories
from jiesu.addon.suggesting.ranking import Matter
from jiesu.addon.suggesting.ranking import rank_matters
from jiesu.addon.suggesting.ranking import Text

import pytest


WORDS = {
    "aircon": ("空调", "制冷", "暖气"),
    "power": ("停水停电", "停电", "断电"),
    "wifi": ("校园网", "网络", "WiFi"),
    "course": ("选课", "退课"),
}


class TestCategories:
    """By the Office's words, and by what was filed lately."""

    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("3号楼又停电了", ["power"]),
            ("宿舍wifi连不上", ["wifi"]),
            ("停电以后空调一直不制冷", ["aircon", "power"]),
            ("食堂的菜太咸了", []),
            ("", []),
        ],
    )
    def test_words(self, typed, expected):
        assert Categories(WORDS).rank(typed) == expected

    def test_what_was_filed(self):
        """A desk learns what belongs to a category in people's own words."""
        filed = [
            ("跳闸了没有灯", "power"),
            ("又跳闸了", "power"),
            ("跳闸一整晚", "power"),
        ]
        learnt = Categories(WORDS, filed)
        assert Categories(WORDS).rank("宿舍跳闸了") == []
        assert learnt.rank("宿舍跳闸了") == ["power"]

    def test_what_is_filed_everywhere_says_nothing(self):
        filed = [("老师您好", one) for one in WORDS] * 3
        assert Categories(WORDS, filed).rank("老师您好，想问一下") == []

    def test_a_category_that_is_gone(self):
        assert Categories(WORDS, [("跳闸了", "gone")] * 5).rank("跳闸了") == []

    def test_no_more_than_wanted(self):
        typed = "停电、断网络、空调不制冷、选课也进不去"
        assert len(Categories(WORDS).rank(typed, most=2)) == 2


def text(question: str, answer: str = "", category: str = "") -> Text:
    return Text(pairs(question), pairs(answer), category)


ANSWERS = Answers(
    {
        "aircon": text("宿舍空调坏了，报修后多久有人来？", "4 个工作小时内签收。", "a"),
        "power": text("突然停水停电该怎么办？", "整栋停电请选停水停电提交。"),
        "projector": text("上课时投影仪出问题，找谁最快？", "一层有多媒体值班室。"),
        "withdraw": text("选课结束以后还能退课吗？", "开课两周内可以。"),
    }
)


class TestAnswers:
    """By question and text."""

    @pytest.mark.parametrize(
        ("typed", "first"),
        [
            ("我们宿舍的空调坏了，昨天报修到现在没有人来", "aircon"),
            ("停电了怎么办", "power"),
            ("335教室投影仪坏了", "projector"),
            ("还能退课吗", "withdraw"),
        ],
    )
    def test_fits(self, typed, first):
        assert ANSWERS.rank(typed)[:1] == [first]

    @pytest.mark.parametrize("typed", ("食堂的菜太咸了", "表扬一下保安", "好", ""))
    def test_nothing_fits(self, typed):
        assert ANSWERS.rank(typed) == []

    def test_one_word_is_enough_within_the_category(self):
        answers = Answers({"power": text("突然停水停电该怎么办？", category="power")})
        assert answers.rank("3号楼又停电了") == []
        assert answers.rank("3号楼又停电了", ["power"]) == ["power"]

    def test_none_there(self):
        assert Answers({}).rank("停电了怎么办") == []

    def test_category_decides_between_equals(self):
        answers = Answers(
            {"one": text("图书馆几点关门"), "two": text("图书馆几点关门", "", "b")}
        )
        assert answers.rank("图书馆几点关门", ["b"]) == ["two", "one"]


MATTERS = [Matter(1, "power"), Matter(2, "power"), Matter(3, "wifi"), Matter(4, "food")]


class TestMatters:
    """By the words that they share."""

    def test_same_category(self):
        having = {"号楼": {1}, "停电": {1, 2}, "电了": {1, 2, 3}, "又停": set()}
        assert rank_matters(MATTERS, having, ["power"], 3) == [1, 2]

    def test_other_category_needs_more(self):
        having = {"号楼": {3}, "停电": {3}, "不来": set(), "昨晚": set(), "一直": set()}
        assert rank_matters(MATTERS, having, ["power"], 3) == []
        having = {"号楼": {3}, "停电": {3}, "不来": {3}}
        assert rank_matters(MATTERS, having, ["power"], 3) == [3]

    def test_one_word_is_chance(self):
        assert rank_matters(MATTERS, {"停电": {1}}, ["power"], 3) == []

    def test_nothing_open(self):
        assert rank_matters([], {"停电": set()}, ["power"], 3) == []
