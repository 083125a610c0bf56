"""Numbers in the words of a report lead to exactly the complaints that they count."""

from hypothesis import given
from hypothesis import strategies as st
from jiesu.addon.reports import releasing
from jiesu.addon.reports import writing
from jiesu.addon.reports.linking import linked
from jiesu.addon.reports.parts import Cell
from jiesu.addon.reports.parts import Paragraph
from jiesu.addon.reports.saying import said_in_parts
from tests.reports.test_writing import as_office
from tests.reports.test_writing import told
from zope.i18nmessageid import MessageFactory

import pytest


_ = MessageFactory("none")
SENTENCE = (Cell("Received: "), Cell("5", figure="received|part"), Cell("."))


def summary(report, language="en", full=True):
    return told(report, full, language).sections[0].paragraphs


def links(paragraphs) -> list[Cell]:
    """The parts that lead to a list."""
    return [part for one in paragraphs for part in one.parts if part.figure]


class TestLinked:
    """Sentences found in a text, by themselves."""

    def test_word_for_word(self):
        found = linked("Before. Received: 5. After 5.", [SENTENCE])
        assert found.text == "Before. Received: 5. After 5."
        assert [part.text for part in found.parts if part.figure] == ["5"]

    @pytest.mark.parametrize("text", ["Received: 6.", "Received 5.", "5", ""])
    def test_what_was_changed_is_not_linked(self, text):
        found = linked(text, [SENTENCE])
        assert found.text == text
        assert links([found]) == []

    def test_the_longer_sentence_wins(self):
        longer = (*SENTENCE, Cell(" Answered: "), Cell("4", figure="answered|part"))
        found = linked("Received: 5. Answered: 4", [SENTENCE, longer])
        assert [one.figure for one in links([found])] == [
            "received|part",
            "answered|part",
        ]

    @given(st.text(), st.lists(st.text(min_size=1), max_size=4))
    def test_no_letter_is_lost(self, text, sentences):
        known = [(Cell(one, figure="x"),) for one in sentences]
        assert linked(text, known).text == text
        whole = text + "".join(sentences)
        assert linked(whole, known).text == whole

    def test_a_name_that_holds_the_marks(self):
        """A title is text, whatever stands in it."""
        message = _("said", default="${name}!", mapping={"name": "a\ue0f00\ue0f1b"})
        parts = said_in_parts(message, lambda one: f"{one.mapping['name']}!")
        assert Paragraph(parts).text == "a0b!"


class TestReport:
    """The words of a report of a week."""

    @pytest.mark.parametrize("language", ["en", "zh-cn"])
    def test_each_number_counts_its_list(self, report, language):
        found = [one for one in links(summary(report, language)) if one.text.isdigit()]
        assert len(found) > 5
        for one in found:
            assert len(report.frozen.counted(one.figure)) == int(one.text), one

    def test_rates_and_times_have_lists(self, report):
        found = {one.figure: one.text for one in links(summary(report))}
        assert found["response|part"].endswith("%")
        assert found["time|part"]

    def test_other_things_lead_to_their_section(self, report):
        urls = [part.url for one in summary(report) for part in one.parts if part.url]
        assert "#ji-s-overdue" in urls
        as_office(writing.change_words, report, {"removed": ["overdue"]})
        urls = [part.url for one in summary(report) for part in one.parts if part.url]
        assert "#ji-s-overdue" not in urls

    def test_nothing_leads_nowhere(self, report):
        zeros = [
            part
            for one in summary(report)
            for part in one.parts
            if part.text == "0" and (part.figure or part.url)
        ]
        assert zeros == []

    def test_the_same_when_released(self, report):
        before = summary(report, "zh-cn")
        as_office(releasing.release, report, {"to": []})
        assert summary(report, "zh-cn") == before

    def test_sentences_that_the_office_left(self, report):
        first, *_rest = summary(report, "zh-cn")
        words = f"本周总体平稳。{first.text}请各单位对照整改5项。"
        as_office(writing.change_words, report, {"summary": words})
        (found,) = summary(report, "en")
        assert found.text == words
        assert links([found]) == links([first])
