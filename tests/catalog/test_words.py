"""The search for words, and when a text is found."""

from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from jiesu.addon.catalog.catalog import catalog_of
from jiesu.addon.catalog.indexing import index_all_texts
from jiesu.addon.catalog.indexing import index_texts
from jiesu.addon.catalog.queries import count
from jiesu.addon.catalog.queries import find
from jiesu.addon.catalog.queries import Query
from jiesu.addon.content.lookup import complaints_of
from tests.handling.world import acting
from tests.handling.world import complain
from tests.handling.world import do

import pytest


TEXT = "三号楼335教室的投影仪不清晰，Wi-Fi也连不上。I can't log in to the VPN (again)!"


def found(desk, words: str, who: str = "office") -> int:
    """How many a person finds; list and count agree."""
    with acting(who):
        total = find(desk, Query(words=words)).total
        assert total == count(desk, Query(words=words))
    return total


@pytest.mark.usefixtures("undone")
class TestWords:
    """One complaint with the text above."""

    @pytest.fixture
    def complaint(self, desk, undone):
        """Indexed."""
        made = complain(desk, title="投影仪坏了", text=TEXT, location="南教学楼")
        complain(desk, text="食堂的饭菜太咸")
        index_all_texts(desk)
        return made

    @pytest.mark.parametrize(
        "words",
        [
            "投影",
            "投影仪",
            "不清晰",
            "三号楼335教室",
            "335",
            "教室 投影",
            "投影，教室",
            "VPN",
            "vpn",
            "log in",
            "坏了",
            "教学楼",
            "楼",
            "投",
        ],
    )
    def test_found(self, desk, complaint, words):
        """In title, text and place; in any case; every word has to occur."""
        assert found(desk, words) == 1

    @pytest.mark.parametrize("words", ["食堂 投影", "图书馆", "视力表", "336", "zzz"])
    def test_not_found(self, desk, complaint, words):
        """Not all of them occur."""
        assert found(desk, words) == 0

    def test_number(self, desk, complaint):
        """The number is searched for as well."""
        assert found(desk, complaint.number) == 1

    @pytest.mark.parametrize(
        "words",
        [
            '"',
            '"投影',
            "(",
            ")(",
            "AND",
            "OR",
            "NOT",
            "NOT 投影",
            "投影 AND",
            "AND OR NOT",
            "*",
            "?",
            "投*",
            "**",
            "a*b?c",
            "-",
            "--投影",
            "_",
            "。",
            "，，",
            "' OR 1=1",
            "\\",
            "[投影]",
            "\ud800",
            "\0",
            "😀",
            "𠮷",
            " ",
            "x" * 10_000,
            "投影仪" * 3_000,
        ],
    )
    def test_never_raises(self, desk, complaint, words):
        """Operators, brackets and quotes are none; a pasted page is no danger."""
        assert found(desk, words) in (0, 1, 2)

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(words=st.text(max_size=12))
    def test_any_words(self, desk, complaint, words):
        """Whatever is typed."""
        assert found(desk, words) >= 0

    @pytest.mark.parametrize("who", ["it-handler", "student2"])
    def test_only_for_those_who_may_read(self, desk, complaint, who):
        """A search tells no more than a list."""
        assert found(desk, "投影", who) == 0

    def test_lost_sight_of(self, desk, complaint):
        """At once, in the same request."""
        assert found(desk, "投影", "academic-handler") == 1
        do(complaint, "office", "dispatch", department="it")
        assert found(desk, "投影", "academic-handler") == 0
        assert found(desk, "投影", "it-handler") == 1

    def test_after_indexing_only(self, desk):
        """A new one is listed at once, and found by its words a moment later."""
        complain(desk, text="电梯异响")
        with acting("office"):
            assert count(desk, Query()) == 1
        assert found(desk, "电梯") == 0
        index_all_texts(desk)
        assert found(desk, "电梯") == 1

    def test_in_batches(self, desk):
        """As many at once as asked for, until none waits."""
        for _ in range(5):
            complain(desk, text="电梯异响")
        assert found(desk, "电梯") == 0
        container = complaints_of(desk)
        seen = []
        while index_texts(container, 2):
            seen.append(found(desk, "电梯"))
        assert seen == [2, 4]
        assert found(desk, "电梯") == 5
        assert not catalog_of(container).waiting

    def test_an_action_indexes_no_text(self, desk, complaint):
        """A complaint's own words never change."""
        do(complaint, "academic-handler", "accept")
        assert found(desk, "投影") == 1
        assert not catalog_of(complaints_of(desk)).waiting

    def test_answers_are_not_searched(self, desk, complaint):
        """Nor are notes: what staff say among themselves stays there."""
        do(complaint, "academic-handler", "note", text="供应商拖延")
        index_all_texts(desk)
        assert found(desk, "供应商") == 0

    def test_hidden_names_are_not_searched(self, desk):
        """Neither the account nor the contact."""
        complain(
            desk,
            hide_identity=True,
            contact={"name": "王小明", "phone": "13800001234"},
        )
        index_all_texts(desk)
        for words in ("王小明", "13800001234", "student1", "程以宁"):
            assert found(desk, words) == 0

    def test_forgotten(self, desk, complaint):
        """What is taken out of the catalog leaves nothing in the lists."""
        complaint.unindexObject()
        assert found(desk, "投影") == 0
        with acting("office"):
            assert count(desk, Query()) == 1
