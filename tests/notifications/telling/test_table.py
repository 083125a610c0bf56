"""docs/reference/messages.md says what the tables say."""

from jiesu.addon.notifications import table
from jiesu.addon.notifications import texts
from jiesu.addon.notifications.facts import FIND as FACTS
from jiesu.addon.notifications.facts import FIND_PUBLIC
from jiesu.addon.notifications.receivers import FIND as AUDIENCES

import pathlib


PAGE = pathlib.Path(__file__).parents[3] / "docs" / "reference" / "messages.md"


def test_the_page_is_made_from_the_tables():
    made = table.page()
    assert PAGE.read_text("utf-8") == made, "python -m jiesu.addon.notifications.table"


def test_each_audience_is_told_in_words():
    assert set(table.AUDIENCES) == set(AUDIENCES)


def test_each_placeholder_is_explained_and_stands_for_something():
    allowed = {name for names in texts.IN_TEXT.values() for name in names}
    assert set(table.MEANINGS) == allowed
    assert allowed - set(FACTS) - set(FIND_PUBLIC) == {"url", "count"}
