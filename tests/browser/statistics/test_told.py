"""How figures are told."""

from jiesu.addon.browser.statistics import charts
from jiesu.addon.browser.statistics import told
from jiesu.addon.statistics.measures import Figures
from jiesu.addon.statistics.measures import Times
from jiesu.addon.statistics.report import Group

import json
import pytest


def group(received=0, solved=0, rated=0, kept_back=""):
    counts = {} if kept_back else {"received": received}
    fractions = {} if kept_back else {"resolution": (solved, rated)}
    return Group("x", Figures(counts, fractions, Times()), None, kept_back=kept_back)


class TestFigures:
    @pytest.mark.parametrize(
        ("shown", "name", "words"),
        [
            (group(1234), "received", "1,234"),
            (group(0), "received", "0"),
            (group(9, 1, 3), "resolution", "33.3%"),
            (group(9, 0, 3), "resolution", "0.0%"),
            (group(16, 5, 16), "resolution", "31.3%"),
            (group(9), "resolution", "—"),
            (group(kept_back="few"), "received", "<5"),
            (group(kept_back="few"), "resolution", "—"),
            (group(kept_back="other"), "received", "—"),
        ],
    )
    def test_in_words(self, shown, name, words):
        assert told.figure(shown, name) == words

    def test_nothing_stands_behind_none(self):
        assert not told.opens(group(0), "received")
        assert not told.opens(group(4), "resolution")
        assert told.opens(group(4), "received")
        assert told.opens(group(4, 0, 2), "resolution")


class TestChange:
    @pytest.mark.parametrize(
        ("now", "before", "said"),
        [
            *((120, 100, "+20%"), (80, 100, "−20%"), (7, 7, "±0%"), (7, 0, "")),
            *((205, 200, "+3%"), (195, 200, "−3%")),
        ],
    )
    def test_counts_in_per_cent(self, now, before, said):
        assert told.change(group(now), group(before), "received") == said

    def test_rates_in_points(self):
        change = told.change(group(9, 2, 4), group(9, 3, 4), "resolution")
        assert change.mapping == {"n": "−25.0"}

    def test_of_what_they_are_and_not_of_what_is_told(self):
        change = told.change(group(6, 4, 6), group(6, 5, 6), "resolution")
        assert change.mapping == {"n": "−16.7"}

    def test_no_rate_over_nothing_is_compared(self):
        assert told.change(group(9, 2, 4), group(9), "resolution") == ""


class TestCharts:
    def test_no_more_bars_than_have_room(self):
        names = [f"n{n}" for n in range(30)]
        drawn = json.loads(charts.bars(names, [charts.Series("a", range(30))]).spec)
        assert len(drawn["names"]) == len(drawn["series"][0]["values"]) == 10

    def test_who_gives_and_takes_stands_on_both_sides(self):
        links = [("甲", "乙", 3, "u"), ("乙", "甲", 1, "v")]
        drawn = json.loads(charts.flow(links).spec)
        assert [one["id"] for one in drawn["nodes"]] == ["<甲", "<乙", ">乙", ">甲"]
        assert drawn["links"][0] == {
            "source": "<甲",
            "target": ">乙",
            "value": 3,
            "url": "u",
        }


class TestCourse:
    """Whether a line is drawn at all."""

    @pytest.mark.parametrize("values", [(), (7,), (None, 7, None), (None, None)])
    def test_one_point_is_no_line(self, values):
        before = charts.Series("before", (1, 2, 3), before=True)
        assert not charts.is_course([charts.Series("now", values), before])

    def test_of_several_one_is_enough(self):
        some = [charts.Series("a", (None, 1)), charts.Series("b", (0, None, 2))]
        assert charts.is_course(some)
