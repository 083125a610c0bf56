"""A mistake planted in a measure is found by the recomputation from the journals.

So the comparison (agreeing.py) is worth something: for each measure there is a
complaint by which a wrong one differs.
"""

from jiesu.addon.calendar.moment import at
from jiesu.addon.calendar.moment import now
from jiesu.addon.deadlines.desk import next_workday
from jiesu.addon.statistics import measures
from jiesu.addon.statistics.asked import Asked
from jiesu.addon.statistics.measures import COUNTS
from jiesu.addon.statistics.measures import RATES
from jiesu.addon.statistics.measures import Rows
from jiesu.addon.statistics.report import report
from tests.handling.world import complain
from tests.handling.world import DAY
from tests.handling.world import do
from tests.statistics.agreeing import agrees
from tests.statistics.plain import plain_figures

import pytest


NAMES = (
    *(f"count {one.name}" for one in COUNTS),
    *(f"part of {one.name}" for one in RATES),
    *(f"whole of {one.name}" for one in RATES),
)
PLANTED = {
    "none": lambda mask: lambda rows: rows.of(mask) & False,
    "all": lambda mask: lambda rows: rows.of(mask) | True,
    "the others": lambda mask: lambda rows: ~rows.of(mask),
}
# What each measure is made of, told wrongly.
WRONG = {
    "work counts merged ones": ("work", lambda r: r.rated_kind),
    "work counts all": ("work", lambda r: r.everything),
    "praise is in the rates": ("rated_kind", lambda r: ~r["withdrawn"]),
    "withdrawn ones are in the rates": ("rated_kind", lambda r: ~r["praise"]),
    "merged ones are answered": ("answered", lambda r: r["answered"] > 0),
    "what is due does not count": ("answered_or_due", lambda r: r.answered),
    "all is due": ("answered_or_due", lambda r: r.work),
    "a follow-up says nothing": ("judged", lambda r: r.rated_kind & r["rated"]),
    "all are judged": ("judged", lambda r: r.rated_kind),
    "all judged ones are solved": ("said_solved", lambda r: r.judged),
    "answered is closed": ("closed", lambda r: r.answered),
    "all have a time": ("timed", lambda r: r.work),
}


class TestMistakes:
    """Over the demo, and a few besides."""

    @pytest.fixture(scope="class")
    def moment(self):
        """One for all."""
        return now()

    @pytest.fixture(scope="class")
    def plain(self, demo, moment):
        """The figures from the journals."""
        # Of these the demo has none.
        praise = complain(demo, kind="praise", when=moment)
        withdrawn = complain(demo, when=moment)
        do(withdrawn, "student1", "withdraw", moment)
        answered = complain(demo, when=moment)
        do(answered, "academic-handler", "accept", moment)
        do(
            answered,
            "academic-handler",
            "answer",
            moment,
            text="已修。",
            outcome="solved",
        )
        do(answered, "office", "follow_up", moment, solved=False, score=2)
        master, follower = (complain(demo, when=moment) for _n in range(2))
        do(follower, "office", "merge", moment, into=master.number)
        do(master, "academic-handler", "accept", moment)
        do(master, "academic-handler", "answer", moment, text="好", outcome="solved")
        longer = complain(demo, when=moment)
        do(longer, "academic-handler", "accept", moment)
        until = str(next_workday(demo, moment + 9 * DAY).date())
        do(
            longer,
            "academic-handler",
            "request_extension",
            moment,
            until=until,
            reason="待采购",
        )
        do(longer, "office", "decide_extension", moment, granted=True)
        assert praise.kind == "praise"
        with at(moment):
            by_department = plain_figures(demo, lambda one: one.department)
            return {None: plain_figures(demo)[""], **by_department}

    def holds(self, demo, moment, plain) -> bool:
        """Whether engine and journals agree: in all, and by department.

        In all alone two numbers may be the same by chance.
        """
        with at(moment):
            (found,) = report(demo, Asked(by="department"))
        try:
            agrees(found.total, plain[None])
            for group in found.groups:
                agrees(group, plain[group.id], participation=False)
        except AssertionError:
            return False
        return True

    def test_agree_as_it_is(self, demo, moment, plain):
        assert self.holds(demo, moment, plain)

    @pytest.mark.parametrize("how", PLANTED)
    @pytest.mark.parametrize("place", range(len(NAMES)), ids=NAMES)
    def test_a_wrong_measure(self, demo, moment, plain, monkeypatch, place, how):
        masks = list(measures._MASKS)
        if NAMES[place] == "count received" and how == "all":
            # It is so.
            assert masks[place] is COUNTS[0].what
            return
        masks[place] = PLANTED[how](masks[place])
        monkeypatch.setattr(measures, "_MASKS", tuple(masks))
        assert not self.holds(demo, moment, plain)

    @pytest.mark.parametrize("name, told", WRONG.values(), ids=WRONG)
    def test_a_wrong_part(self, demo, moment, plain, monkeypatch, name, told):
        monkeypatch.setattr(Rows, name, property(told))
        assert not self.holds(demo, moment, plain)

    @pytest.mark.parametrize("least", [1, 2, 4, 5])
    def test_satisfied_by_another_score(self, demo, moment, plain, monkeypatch, least):
        monkeypatch.setattr(measures, "SATISFIED", least)
        assert not self.holds(demo, moment, plain)

    @pytest.mark.parametrize("share", [0, 50, 100])
    def test_another_percentile(self, demo, moment, plain, monkeypatch, share):
        monkeypatch.setattr(measures, "PERCENTILE", share)
        assert not self.holds(demo, moment, plain)
