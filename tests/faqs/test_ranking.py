"""Which pages answer what was asked, the best first. Pure."""

from hypothesis import given
from hypothesis import strategies
from jiesu.addon.faqs.ranking import Document
from jiesu.addon.faqs.ranking import Index
from jiesu.addon.faqs.synonyms import Synonyms
from tests.faqs.everyday import demo_index
from tests.faqs.everyday import demo_synonyms
from tests.faqs.everyday import misses
from tests.faqs.everyday import questions

import pytest


def index(*pages: tuple[str, str], **more) -> Index:
    """An index of some pages, each a question with its answer; keys count from 0."""
    return Index(
        Document(str(number), title, text, **more)
        for number, (title, text) in enumerate(pages)
    )


def found(pages: Index, asked: str, *lines: str) -> list[str]:
    """The keys of what is found."""
    return [hit.key for hit in pages.search(asked, Synonyms(lines))]


class TestEverydayWords:
    """Questions as people ask them, at the demo's pages."""

    def test_there_are_enough(self):
        assert len(questions("everyday")) >= 25
        assert len({title for _asked, title in questions("everyday")}) >= 25

    def test_the_right_page_is_first(self):
        assert misses("everyday", demo_synonyms()) == []

    @pytest.mark.parametrize("name", ["unseen", "spoken"])
    def test_so_it_is_for_most_questions_that_nothing_was_set_by(self, name):
        wrong = misses(name, demo_synonyms())
        total = len(questions(name))
        print(f"hit@1, {name}: {total - len(wrong)} of {total}; not: {wrong}")
        assert len(wrong) / total <= 0.1

    def test_synonyms_are_worth_it(self):
        with_them = misses("everyday", demo_synonyms())
        without = misses("everyday", Synonyms())
        assert len(without) - len(with_them) >= 8

    @pytest.mark.parametrize("asked", ["量子力学", "股票", "没有这样的词", "zzz", "龘"])
    def test_nothing(self, asked):
        assert demo_index().search(asked, demo_synonyms()) == []


class TestOrder:
    """What comes before what."""

    def test_question_before_answer(self):
        pages = index(("浴室几点开", "没有热水时请报修"), ("热水供应", "每天两点"))
        assert found(pages, "热水") == ["1", "0"]

    def test_all_words_before_some(self):
        pages = index(
            ("食堂食堂几点开", ""), ("宿舍", "食堂夜宵送到门口"), ("夜宵", "")
        )
        assert found(pages, "食堂 夜宵")[0] == "1"

    def test_rare_words_count_more(self):
        pages = index(*[(f"宿舍{c}", "") for c in "甲乙丙丁"], ("电梯", ""))
        assert found(pages, "宿舍电梯")[0] == "4"

    def test_helpful_parts_what_is_equal(self):
        pages = Index(
            [
                Document("a", "热水供应", "", helpful=1, when=9),
                Document("b", "热水供应", "", helpful=5, when=1),
                Document("c", "热水供应", "", helpful=1, when=10),
            ]
        )
        assert found(pages, "热水") == ["b", "c", "a"]


class TestFinding:
    """Words as they are typed."""

    @pytest.mark.parametrize(
        "asked", ["投影", "投 影", "投影！", "投影仪", "请问投影怎么办", "影", "投影义"]
    )
    def test_short_and_inexact(self, asked):
        pages = index(("教室投影看不清", ""), ("食堂几点开", ""))
        assert found(pages, asked) == ["0"]

    @pytest.mark.parametrize("asked", ["选不上课", "没选上课", "选课"])
    def test_cannot_in_the_middle(self, asked):
        pages = index(("选课名额满了", ""), ("上网要钱吗", ""))
        assert found(pages, asked)[0] == "0"

    @pytest.mark.parametrize("word", ["上不了网", "连不上网", "没连上网", "网没信号"])
    def test_a_listed_word_of_that_kind_stays_whole(self, word):
        pages = index(("校园网断断续续", ""), ("上课要上几节", "网上可以连上"))
        assert found(pages, f"宿舍{word}了", f"校园网, {word}")[0] == "0"

    @pytest.mark.parametrize("asked", ["钱没到账", "押金没到账"])
    def test_what_is_in_one_piece_stays_so(self, asked):
        """到账 is not torn by the 没 before it."""
        assert found(index(("几天到账", ""), ("钱账", "")), asked) == ["0"]

    @pytest.mark.parametrize("asked", ["VPN", "vpn", "ＶＰＮ", "vp"])
    def test_letters(self, asked):
        assert found(index(("校外用 VPN", ""), ("食堂", "")), asked) == ["0"]

    def test_synonyms_both_ways(self):
        pages = index(("热水供应", ""), ("洗澡水是凉的", ""))
        lines = ["热水, 洗澡水"]
        assert set(found(pages, "热水", *lines)) == {"0", "1"}
        assert set(found(pages, "没洗澡水", *lines)) == {"0", "1"}
        assert found(pages, "热水") == ["0"]

    def test_hints(self):
        """The words of its category lead to a page, after what says them itself."""
        pages = Index(
            [
                Document("a", "多久有人来", "", hints="空调 制冷"),
                Document("b", "制冷不好", ""),
            ]
        )
        assert found(pages, "制冷") == ["b", "a"]

    @given(strategies.text(max_size=300))
    def test_anything_can_be_typed(self, asked):
        """Nothing that is typed is an error, and shares are shares."""
        hits = demo_index().search(asked, demo_synonyms())
        assert all(0 < hit.share <= 1.000001 for hit in hits)

    def test_empty_index(self):
        assert Index([]).search("热水") == []


class TestSimilar:
    """What is asked about the same."""

    def test_same_category_and_same_words(self):
        pages = demo_index()
        key = next(k for k, d in pages.documents.items() if d.title.startswith("刷卡"))
        titles = [
            pages.documents[one].title for one in pages.similar(key, 4, demo_synonyms())
        ]
        assert titles[0] == "浴室什么时候供应热水？"

    def test_not_itself_and_no_more_than_asked(self):
        pages = index(*[("热水供应", "")] * 6)
        assert "0" not in pages.similar("0", 3)
        assert len(pages.similar("0", 3)) == 3

    def test_when_and_where_are_asked_of_everything(self):
        pages = index(("奖学金什么时候发", ""), ("浴室什么时候开", ""))
        assert pages.similar("0", 3, Synonyms(["几点, 什么时候"])) == []
