"""Numbers that the Office wrote and that are none of the report's figures."""

from jiesu.addon.reports import writing
from jiesu.addon.reports.checking import _numbers
from jiesu.addon.reports.checking import strange_numbers
from tests.reports.test_writing import as_office
from tests.reports.test_writing import told

import pytest


def strange(report) -> list[str]:
    return strange_numbers(told(report, language="zh-cn"))


class TestNumbers:
    """Told before the release."""

    def test_what_the_figures_say_is_no_mistake(self, report):
        assert strange(report) == []

    @pytest.mark.parametrize(
        ("summary", "found"),
        [
            ("本周共受理诉求99件。", ["99"]),
            ("本周共受理诉求5件，较多。", []),
            ("满意率98.7%，99件已办结，99件。", ["98.7", "99"]),
            ("一切正常。", []),
        ],
    )
    def test_summary(self, report, summary, found):
        as_office(writing.change_words, report, {"summary": summary})
        assert strange(report) == found

    def test_remarks_and_last_words(self, report):
        words = {"remarks": {"overdue": "请在77天内办结。"}, "closing": "共88条。"}
        as_office(writing.change_words, report, words)
        assert strange(report) == ["77", "88"]

    def test_what_a_complaint_is_called_by_is_no_figure(self, report):
        """Its letters may be digits."""
        assert _numbers("20261116-88AB77，共5件") == ["5"]
