"""Which department is suggested, and which never: pure."""

from dataclasses import replace
from jiesu.addon.browser.office.likeness import Ground
from jiesu.addon.browser.office.likeness import Known
from jiesu.addon.browser.office.likeness import Matter
from jiesu.addon.browser.office.likeness import suggest
from jiesu.addon.browser.office.likeness import Suggestion

import pytest


KNOWN = Known(
    departments=frozenset({"it", "logistics", "library"}),
    words={"网络": "it", "校园网": "it", "空调": "logistics", "旧": "gone"},
    lately=(("图书馆座位预约失败", "library"), ("教室空调不制冷", "logistics")),
)
MATTER = Matter("有个问题", "请看一下")


class TestSuggest:
    """Grounds in their order."""

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            (
                {"category_title": "后勤", "category_department": "logistics"},
                Suggestion("logistics", Ground.CATEGORY, "后勤"),
            ),
            (
                {"proposed": "library", "category_department": "logistics"},
                Suggestion("library", Ground.PROPOSED),
            ),
            (
                {"heading": "校园网断了"},
                Suggestion("it", Ground.WORD, "校园网"),
            ),
            (
                {"heading": "网络很慢", "text": "空调也坏了，校园网更慢"},
                Suggestion("it", Ground.WORD, "网络"),
            ),
            (
                {"text": "空调坏了"},
                Suggestion("logistics", Ground.WORD, "空调"),
            ),
            (
                {"heading": "图书馆座位预约不了"},
                Suggestion("library", Ground.ALIKE, "图书馆座位预约失败"),
            ),
            ({}, None),
            # A category whose department is gone.
            ({"category_department": "gone"}, None),
            # One character stands in everything.
            ({"heading": "旧的"}, None),
        ],
    )
    def test_ground(self, changes, expected):
        """The first ground that holds."""
        assert suggest(replace(MATTER, **changes), KNOWN) == expected

    @pytest.mark.parametrize(
        "changes",
        [
            {"category_department": "it"},
            {"proposed": "it"},
            {"heading": "校园网断了"},
        ],
    )
    def test_never_closed_to(self, changes):
        """Whoever must not have it is not suggested on any ground."""
        matter = replace(MATTER, **changes, closed_to=frozenset({"it"}))
        assert suggest(matter, KNOWN) is None

    def test_next_ground(self):
        """Where the first may not have it, the next ground counts."""
        matter = replace(
            MATTER,
            category_department="it",
            heading="空调坏了",
            closed_to=frozenset({"it"}),
        )
        assert suggest(matter, KNOWN) == Suggestion("logistics", Ground.WORD, "空调")
