"""What sounds the same."""

from jiesu.addon.faqs.ranking import Document
from jiesu.addon.faqs.ranking import Index
from jiesu.addon.faqs.sounds import sound
from jiesu.addon.faqs.sounds import Sounds
from jiesu.addon.faqs.synonyms import Synonyms
from tests.faqs.everyday import demo_index
from tests.faqs.everyday import demo_synonyms

import pytest


@pytest.mark.parametrize(
    ("one", "other"),
    [("占座", "占坐"), ("成绩", "成积"), ("学金", "学京"), ("早退", "造退")],
)
def test_alike(one, other):
    assert sound(one) == sound(other) != ""


@pytest.mark.parametrize("word", ["wifi", "占a", "龘龘"])
def test_unknown(word):
    """Letters, and what is in no table, sound like nothing."""
    assert sound(word) == ""
    assert Sounds([word, "占座"]).like(word) == []


def test_single_characters_are_no_words():
    """Too many sound the same."""
    assert Sounds(["座"]).like("坐") == []


class TestSearch:
    """A slip is found, and stands behind what was really asked."""

    index = Index(
        [Document("seat", "占座怎么办", ""), Document("sit", "占坐怎么办", "")]
    )

    def test_as_typed(self):
        """What is in a page is no slip."""
        assert [hit.key for hit in self.index.search("占坐")] == ["sit"]

    def test_synonyms_are_no_slips(self):
        """A word of the Office means what it says."""
        index = Index([Document("seat", "占座", "")])
        found = index.search("位子", Synonyms(["位子, 占坐"]))
        assert found == []

    @pytest.mark.parametrize(
        ("asked", "title"),
        [
            ("图书馆占坐", "自习座位被人占着不来，怎样反映？"),
            ("成积单", "怎样办理中英文成绩单和在读证明？"),
            ("停车证办里", "教职工的车怎样办校内通行？"),
            ("奖学京", "奖学金什么时候发到卡里？"),
            ("电动车冲电", "电动车放在哪里充电？"),
            ("投影义不亮", "上课时投影仪出问题，找谁最快？"),
        ],
    )
    def test_demo(self, asked, title):
        """Slips of people who type by sound."""
        index = demo_index()
        first = index.search(asked, demo_synonyms())[0]
        assert index.documents[first.key].title == title

    @pytest.mark.parametrize("asked", ["发票抬头", "户口迁移", "下水道臭", "工资条"])
    def test_nothing(self, asked):
        """What no page is about finds none by its sound."""
        assert demo_index().search(asked, demo_synonyms()) == []
