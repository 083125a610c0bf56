"""What everybody may see of the figures: nothing small, in whatever way it is asked."""

from collections import Counter as Bag
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from itertools import product
from jiesu.addon.statistics.asked import Asked
from jiesu.addon.statistics.keeping import FEW
from jiesu.addon.statistics.keeping import kept_back
from jiesu.addon.statistics.keeping import marks_of_months
from jiesu.addon.statistics.keeping import OTHER
from jiesu.addon.statistics.measures import Figures
from jiesu.addon.statistics.measures import Times
from jiesu.addon.statistics.published import BY_QUARTER
from jiesu.addon.statistics.published import MONTH
from jiesu.addon.statistics.published import published_of
from jiesu.addon.statistics.quarters import Days
from jiesu.addon.statistics.quarters import is_published
from jiesu.addon.statistics.quarters import last_month
from jiesu.addon.statistics.quarters import last_quarter
from jiesu.addon.statistics.quarters import last_year
from jiesu.addon.statistics.quarters import month_of
from jiesu.addon.statistics.quarters import quarters_of
from jiesu.addon.statistics.report import Group
from jiesu.addon.statistics.report import Report
from jiesu.addon.statistics.scope import SMALL

import numpy as np
import pytest


def day(written: str) -> date:
    return date.fromisoformat(written)


def days(*ends: str) -> Days:
    return Days(*(day(end) for end in ends))


class TestPeriods:
    """Whole months, and runs of whole quarters."""

    def test_the_last_ones(self):
        today = day("2026-11-26")
        assert last_month(today) == days("2026-10-01", "2026-10-31")
        assert last_quarter(today) == days("2026-07-01", "2026-09-30")
        assert last_year(today) == days("2025-01-01", "2025-12-31")

    def test_over_new_year(self):
        today = day("2027-01-01")
        assert last_month(today) == days("2026-12-01", "2026-12-31")
        assert last_quarter(today) == days("2026-10-01", "2026-12-31")
        assert last_year(today) == days("2026-01-01", "2026-12-31")

    @pytest.mark.parametrize(
        ("start", "end", "allowed"),
        [
            ("2026-10-01", "2026-10-31", True),
            ("2026-07-01", "2026-09-30", True),
            ("2025-10-01", "2026-09-30", True),
            ("2024-02-01", "2024-02-29", True),
            # Not over.
            ("2026-11-01", "2026-11-30", False),
            ("2026-10-01", "2026-12-31", False),
            # Neither a month nor quarters.
            ("2026-07-01", "2026-08-31", False),
            ("2026-08-01", "2026-10-31", False),
            ("2026-07-01", "2026-10-31", False),
            ("2024-02-01", "2024-02-28", False),
            ("2026-07-02", "2026-09-30", False),
            ("2026-09-30", "2026-07-01", False),
        ],
    )
    def test_which_are_published(self, start, end, allowed):
        found = is_published(day(start), day(end), day("2026-11-30"))
        assert found is allowed

    def test_a_month_on_its_last_day(self):
        assert not is_published(*month_of(day("2026-10-01")), day("2026-10-31"))
        assert is_published(*month_of(day("2026-10-01")), day("2026-11-01"))

    def test_a_year_is_its_quarters(self):
        found = quarters_of(day("2026-01-01"), day("2026-12-31"))
        assert len(found) == 4 and found[1] == days("2026-04-01", "2026-06-30")


TODAY = day("2027-01-10")


@dataclass(frozen=True)
class One:
    """A complaint, as far as it matters here."""

    month: date
    department: str = "it"
    category: str = "net"
    kind: str = "help"
    answered: bool = True
    rated: bool = False


@dataclass
class World:
    """Complaints, and what the public is told of them."""

    complaints: list[One]
    today: date = TODAY
    made: datetime = datetime(2027, 1, 10)

    def told(self, start, end, by=None) -> Report:
        """One answer to the public."""
        asked = Asked(start, end, by)
        return published_of(self, self.today, asked)[0]

    def __call__(self, asked: Asked, *more_by: str) -> list[Report]:
        """Count, as the engine does."""
        some = [one for one in self.complaints if asked.start <= one.month <= asked.end]
        return [
            Report(asked, self.made, _group("", some), tuple(_groups(by, some)))
            for by in (asked.by, *more_by)
        ]


def _groups(by: str | None, some: list[One]):
    if not by:
        return
    for name in sorted({_key(by, one) for one in some}):
        yield _group(name, [one for one in some if _key(by, one) == name], by)


def _key(by: str, one: One) -> str:
    return one.month.isoformat()[:7] if by == MONTH else getattr(one, by)


def _group(name: str, some: list[One], by: str = "") -> Group:
    answered = sum(one.answered for one in some)
    rated = sum(one.rated for one in some)
    counts = {"received": len(some), "answered": answered, "closed": 1, "open": 3}
    fractions = {"satisfaction": (rated, rated), "return": (0, len(some))}
    made = Figures(counts, fractions, Times(answered, 1, 1, 1))
    ends = month_of(some[0].month) if by == MONTH else (None, None)
    return Group(name, made, 50.0, *ends, rank=1 if by == "department" else None)


def received(group: Group) -> int | None:
    return group.figures.counts.get("received")


def many(month: str, number: int, department="it", **facts) -> list[One]:
    return [One(day(month), department, **facts)] * number


YEAR = ("2026-01-01", "2026-12-31")


class TestMonths:
    """All in all by month."""

    def told(self, sizes, today="2027-01-10") -> list[int | None]:
        """What is told of the months from July, by the trend and one by one."""
        names = [f"2026-{7 + n:02}-01" for n in range(len(sizes))]
        some = [
            one
            for name, size in zip(names, sizes, strict=True)
            for one in many(name, size)
        ]
        world = World(some, day(today))
        singles = []
        for name in names:
            ends = month_of(day(name))
            if ends.end < world.today:
                singles.append(received(world.told(*ends).total))
        if len(singles) == 3:
            found = world.told(day("2026-07-01"), day("2026-09-30"), MONTH)
            trend = {one.id: received(one) for one in found.groups}
            assert [trend.get(name[:7]) for name in names] == singles
        return singles

    def test_the_issue(self):
        """A quarter of 18 with a month of 3: another month goes, the latest."""
        assert self.told([3, 7, 8]) == [None, 7, None]

    def test_none_is_small(self):
        assert self.told([5, 6, 7]) == [5, 6, 7]

    def test_several_are_small(self):
        assert self.told([2, 3, 20]) == [None, None, 20]
        assert self.told([1, 2, 20]) == [None, None, None]

    def test_a_month_without_any_gives_nothing_away(self):
        assert self.told([0, 6, 9]) == [None, 6, 9]

    @pytest.mark.parametrize("sizes", [[9, 2, 30], [2, 9, 30], [9, 30, 8]])
    def test_what_was_told_is_told_ever_after(self, sizes):
        """Before the quarter is over, a month is told as soon as it is over itself."""
        first = self.told(sizes, "2026-08-05")
        second = self.told(sizes, "2026-09-05")
        last = self.told(sizes, "2026-10-05")
        assert second[:1] == first
        assert last[:2] == second

    def test_a_quarter_that_is_not_over(self):
        assert self.told([9, 3, 9], "2026-09-05") == [9, None]

    def test_marks(self):
        assert marks_of_months({"a": 3, "b": 7, "c": 8}, True) == {"a": FEW, "c": OTHER}
        assert marks_of_months({"a": 3, "b": 7}, False) == {"a": FEW}
        # One of 1 to 4 and one of five and more are 6 in one way only.
        assert set(marks_of_months({"a": 1, "b": 5}, True).values()) == {OTHER}


class TestQuarters:
    """All in all and by group, of whole quarters."""

    def told(self, some, start=YEAR[0], end=YEAR[1], by="department") -> Report:
        return World(some).told(day(start), day(end), by)

    def test_a_sum_of_what_is_told(self):
        some = many("2026-01-01", 6) + many("2026-05-01", 7)
        some += many("2026-05-01", 9, "lib")
        found = self.told(some)
        assert {one.id: received(one) for one in found.groups} == {"it": 13, "lib": 9}
        assert received(found.total) == 22

    def test_kept_back_in_one_quarter_is_kept_back_in_all(self):
        """The year less three quarters would be the small one."""
        some = many("2026-01-01", 30) + many("2026-01-01", 8, "lib")
        some += many("2026-05-01", 30) + many("2026-05-01", 3, "lib")
        some += many("2026-05-01", 9, "law")
        found = {one.id: one for one in self.told(some).groups}
        assert received(found["it"]) == 60
        # Together it is no small one.
        assert found["lib"].kept_back == OTHER
        # It kept company in the one quarter in which it has some.
        assert found["law"].kept_back == OTHER
        quarter = self.told(some, "2026-04-01", "2026-06-30").groups
        marks = {one.id: one.kept_back for one in quarter}
        assert marks == {"it": "", "law": OTHER, "lib": FEW}

    def test_small_in_the_only_quarter(self):
        some = many("2026-01-01", 30) + many("2026-01-01", 2, "lib")
        some += many("2026-01-01", 3, "law")
        found = {one.id: one.kept_back for one in self.told(some).groups}
        assert found == {"it": "", "lib": FEW, "law": FEW}

    def test_a_small_quarter_is_not_in_a_sum(self):
        some = many("2026-01-01", 30) + many("2026-05-01", 3)
        assert self.told(some).total.kept_back == OTHER
        found = self.told(some, "2026-04-01", "2026-06-30").total
        assert found.kept_back == FEW
        assert found.figures == Figures({}, {}, Times()) and found.score is None

    def test_nothing_at_all(self):
        found = self.told([])
        assert found.total.kept_back == FEW and not found.groups

    def test_small_counts_and_rates_of_a_quarter_are_in_no_sum(self):
        some = many("2026-01-01", 9, rated=True) + many("2026-05-01", 2, rated=True)
        some += many("2026-05-01", 6, answered=False)
        found = self.told(some, by=None).total.figures
        assert found.counts == {"received": 17}
        assert found.fractions == {} and found.times == Times()

    def test_no_score_and_no_rank_without_its_rates(self):
        """They would tell of rates over a few."""
        found = self.told(many("2026-01-01", 9))
        assert found.total.score is None
        assert {(one.score, one.rank) for one in found.groups} == {(None, None)}

    def test_of_a_month_there_are_no_groups(self):
        world = World(many("2026-01-01", 30))
        for by in BY_QUARTER:
            assert not world.told(*month_of(day("2026-01-01")), by).groups

    @pytest.mark.parametrize(
        "asked",
        [
            Asked(day("2026-07-01"), day("2026-08-31")),
            Asked(day("2026-10-01"), day("2027-03-31")),
            Asked(day(YEAR[0]), day(YEAR[1]), "day"),
            Asked(day(YEAR[0]), day(YEAR[1]), departments=("it",)),
        ],
    )
    def test_whoever_asks_otherwise_gets_nothing(self, asked):
        with pytest.raises(ValueError, match="not published"):
            published_of(World([]), day("2027-01-10"), asked)


MONTHS = [date(2025 + n // 12, n % 12 + 1, 1) for n in range(24)]
complaints = st.lists(
    st.tuples(
        st.integers(0, 23),
        st.sampled_from(["it", "law", "lib"]),
        st.sampled_from(["net", "room"]),
        st.integers(1, 9),
    ),
    max_size=40,
)


def made(rows) -> list[One]:
    return [
        One(MONTHS[month], department, category)
        for month, department, category, number in rows
        for _one in range(number)
    ]


def periods(today: date) -> list[Days]:
    """All that the public may ask about these two years."""
    starts = [month_of(one).start for one in MONTHS]
    ends = [month_of(one).end for one in MONTHS]
    asked = (Days(*one) for one in product(starts, ends) if one[0] < one[1])
    return [one for one in asked if is_published(*one, today)]


@dataclass(frozen=True)
class Told:
    """A number that was told, and of what: a period and a group, None for all."""

    days: Days
    group: tuple[str, str] | None
    number: int

    def holds(self, other) -> bool:
        """Whether the other one is a part of it."""
        around = self.days.start <= other.days.start and other.days.end <= self.days.end
        return around and self.group in (None, other.group)


def all_told(world: World) -> set[Told]:
    """All numbers in all answers."""
    told = set()
    for period in periods(world.today):
        for by in (None, MONTH, "department", "category"):
            found = world.told(*period, by)
            groups = {None: found.total} | {one.id: one for one in found.groups}
            for name, group in groups.items():
                if received(group) is None:
                    continue
                ends = Days(group.start, group.end) if group.start else period
                key = None if name is None or by == MONTH else (by, name)
                told.add(Told(ends, key, received(group)))
    return told


class TestPromise:
    """Whoever has all answers has no number from 1 to 4."""

    @given(complaints, st.sampled_from(["2027-01-10", "2026-12-05", "2026-11-26"]))
    @settings(max_examples=40, deadline=None)
    def test_not_by_subtracting(self, rows, today):
        world = World(made(rows), day(today))
        for one in (told := all_told(world)):
            assert one.number >= SMALL
            for other in told:
                if one.holds(other):
                    assert not 0 < one.number - other.number < SMALL, (one, other)

    @given(complaints)
    @settings(max_examples=30, deadline=None)
    def test_not_by_adding_and_subtracting_any(self, rows):
        """No small month, quarter or group is a sum of what is told.

        Each number that is told is an equation about how many there are by month,
        department and category. What these equations fix, and only that, lies in
        the space they span.
        """
        world = World(made(rows))
        told = all_told(world)
        cells = _cells(world)
        equations = np.array([_row(cells, one.days, one.group) for one in told])
        if not len(equations):
            return
        _u, values, base = np.linalg.svd(equations, full_matrices=False)
        base = base[values > 1e-9]
        for target in _small(world):
            row = _row(cells, *target)
            rest = row - base.T @ (base @ row)
            assert np.linalg.norm(rest) > 1e-6, target


def _cells(world: World) -> list[tuple]:
    """What may be more than none, as everybody can see: month, department, category."""
    there = {
        (by, _quarter(one.month), getattr(one, by))
        for one in world.complaints
        for by in ("department", "category")
    }
    months = sorted({one.month for one in world.complaints})
    names = product(months, ("it", "law", "lib"), ("net", "room"))
    return [
        (month, department, category)
        for month, department, category in names
        if ("department", _quarter(month), department) in there
        and ("category", _quarter(month), category) in there
    ]


def _quarter(month: date) -> tuple[int, int]:
    return month.year, (month.month - 1) // 3


def _row(cells, period: Days, group) -> np.ndarray:
    return np.array(
        [
            float(period.start <= month <= period.end and _is_of(group, names))
            for month, *names in cells
        ]
    )


def _is_of(group, names) -> bool:
    return group is None or group[1] in names


def _small(world: World):
    """All that has 1 to 4: each month, each quarter, each group of a quarter."""
    bag = Bag()
    for one in world.complaints:
        month, first = month_of(one.month), 3 * _quarter(one.month)[1] + 1
        start = date(one.month.year, first, 1)
        quarter = Days(start, month_of(date(start.year, first + 2, 1)).end)
        bag[month, None] += 1
        bag[quarter, None] += 1
        bag[quarter, ("department", one.department)] += 1
        bag[quarter, ("category", one.category)] += 1
    return [target for target, number in bag.items() if number < SMALL]


class TestKeptBack:
    """Of one table."""

    @pytest.mark.parametrize(
        ("sizes", "kept"),
        [
            ([], (0, 0)),
            ([5, 6], (0, 0)),
            # Nothing is told at all, not even the total.
            ([3], (1, 0)),
            ([2, 3, 9], (2, 0)),
            # Each is 1, each is 4: more has to go.
            ([1, 1, 1, 1, 1, 9, 20], (5, 1)),
            ([4, 4, 9, 20], (2, 1)),
            ([1, 2, 3, 20], (3, 0)),
            # The next is 5, as everybody can see.
            ([1, 5, 5, 20], (1, 3)),
            # Two groups of 6 in all: 1 and 5. Not even which is small is told.
            ([1, 5], (0, 2)),
        ],
    )
    def test_how_much_is_kept_back(self, sizes, kept):
        assert kept_back(sizes) == kept

    @given(st.lists(st.integers(1, 12), max_size=6))
    def test_no_small_number_is_sure(self, sizes):
        """There is another way in which what is kept back adds up to the same."""
        sizes = sorted(sizes)
        few, others = kept_back(sizes)
        if not few or sum(sizes) < SMALL:
            return
        shown = sizes[few + others :]
        most = min(shown, default=sum(sizes))
        ranges = [range(1, SMALL)] * few + [range(SMALL, most + 1)] * others
        ways = {
            tuple(sorted(one[:few]))
            for one in product(*ranges)
            if sum(one) == sum(sizes[: few + others])
        }
        assert len(ways) > 1 or len(set(sizes[:few])) > 1

    @given(st.lists(st.integers(1, 12), max_size=3))
    def test_no_small_month_is_sure(self, sizes):
        named = {f"m{n}": size for n, size in enumerate(sizes)}
        marks = marks_of_months(named, True)
        few = [size for name, size in named.items() if marks.get(name) == FEW]
        others = [size for name, size in named.items() if marks.get(name) == OTHER]
        if not few or sum(sizes) < SMALL:
            return
        rest = sum(few) + sum(others)
        ranges = [range(1, SMALL)] * len(few) + [range(SMALL, rest + 1)] * len(others)
        ways = {
            tuple(sorted(one[: len(few)]))
            for one in product(*ranges)
            if sum(one) == rest
        }
        assert len(ways) > 1 or len(set(few)) > 1
