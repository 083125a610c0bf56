"""The figures of a report: those of the engine, and what each of them counts."""

from dataclasses import replace
from datetime import date
from jiesu.addon.calendar.moment import at
from jiesu.addon.calendar.moment import now
from jiesu.addon.catalog.catalog import catalog_of
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.content.lookup import supervisions_of
from jiesu.addon.content.report import BULLETIN
from jiesu.addon.content.report import MONTHLY
from jiesu.addon.content.report import TERM
from jiesu.addon.handling.supervising import open_supervision
from jiesu.addon.reports.frozen import Frozen
from jiesu.addon.reports.lists import key
from jiesu.addon.reports.periods import Span
from jiesu.addon.reports.taking import GROUPINGS
from jiesu.addon.reports.taking import PLACES
from jiesu.addon.reports.taking import STANDING
from jiesu.addon.reports.taking import take
from jiesu.addon.statistics import measures
from jiesu.addon.statistics.asked import Asked
from jiesu.addon.statistics.behind import documents_of
from jiesu.addon.statistics.behind import Figure
from jiesu.addon.statistics.measures import PART
from jiesu.addon.statistics.measures import WHOLE
from jiesu.addon.statistics.report import compared
from tests.handling.world import acting
from tests.handling.world import complain
from tests.handling.world import MONDAY
from tests.reports.conftest import LATER
from tests.reports.conftest import SPAN
from tests.statistics.agreeing import local
from tests.statistics.plain import plain_groups
from tests.statistics.plain import plain_parts

import json


GROUPS = ("academic", "it", "complaint")


def frozen(taken) -> Frozen:
    return Frozen(taken.data, taken.ids, taken.lists)


def counted(kept, figure: str) -> list[str]:
    """What a figure counts; no list is kept of nothing."""
    return kept.counted(figure) if figure in kept else []


def same(group: dict, of_engine) -> None:
    figures = of_engine.figures
    assert group["counts"] == figures.counts
    assert {n: tuple(p) for n, p in group["fractions"].items()} == figures.fractions
    assert group["times"] == vars(figures.times)
    assert (group["score"], group["rank"]) == (of_engine.score, of_engine.rank)
    assert (group["reasons"], group["moves"]) == (figures.reasons, figures.moves)


class TestDemo:
    """The demo's complaints, which take all the ways there are."""

    def test_figures_are_those_of_the_engine(self, demo):
        span = Span(BULLETIN, date(2020, 1, 1), now().date())
        with at(now()):
            data = take(demo, span).data
            asked = Asked(
                span.start, span.end, top=PLACES, compare=("previous", "year")
            )
            whole, series, *by = compared(demo, asked, span.step, *GROUPINGS)
        same(data["totals"]["now"], whole.total)
        for name, other in whole.others.items():
            same(data["totals"][name], other.total)
        for group, found in zip(data["series"], series.groups, strict=True):
            same(group, found)
        for name, found in zip(GROUPINGS, by, strict=True):
            assert [one["id"] for one in data["by"][name]] == [
                g.id for g in found.groups
            ]
            for group, other in zip(data["by"][name], found.groups, strict=True):
                same(group, other)

    def test_each_figure_counts_what_its_list_holds(self, demo):
        span = Span(BULLETIN, date(2020, 1, 1), now().date())
        taken = take(demo, span)
        kept = frozen(taken)
        everything = {"": taken.data["totals"]["now"]}
        groups = [(by, one) for by in GROUPINGS for one in taken.data["by"][by]] + [
            ("", everything[""])
        ]
        checked = 0
        for by, one in groups:
            for name, many in one["counts"].items():
                figure = key(name, PART, "", by, one["id"])
                assert len(counted(kept, figure)) == many
                checked += bool(many)
            for name, (part, whole) in one["fractions"].items():
                if name == measures.PARTICIPATION:
                    continue
                for side, many in ((PART, part), (WHOLE, whole)):
                    figure = key(name, side, "", by, one["id"])
                    assert len(counted(kept, figure)) == many
            times = key(measures.TIME, PART, "", by, one["id"])
            assert (
                len(kept.counted(times) if times in kept else [])
                == one["times"]["count"]
            )
        for name, many in everything[""]["reasons"].items():
            assert len(kept.counted(key(name, PART))) == many
        assert checked > 100

    def test_the_lists_are_those_behind_the_figures(self, demo):
        span = Span(BULLETIN, date(2020, 1, 1), now().date())
        with at(now()):
            kept = frozen(take(demo, span))
            paths = catalog_of(complaints_of(demo)).paths
            for by in (None, "department", "kind"):
                asked = Asked(span.start, span.end, by=by, top=PLACES)
                for name in ("received", "overdue", "on_time", "rework", "time"):
                    for group in (
                        (None,) if by is None else ("academic", "it", "complaint")
                    ):
                        figure = key(name, PART, "", by or "", group or "")
                        found = documents_of(demo, Figure(asked, name, PART, group))
                        mine = set(counted(kept, figure))
                        assert mine == {paths[one] for one in found}

    def test_figures_agree_with_the_journals(self, demo):
        """Counted the plain way, one journal after the other."""
        day = now().date()
        span = Span(BULLETIN, date(day.year, day.month, 1), day)

        def inside(complaint):
            return span.start <= local(complaint).date() <= span.end

        with at(now()):
            taken = take(demo, span)
            kept = frozen(taken)
            found = plain_groups(demo, inside).get(True, [])
        for name, (part, whole) in plain_parts(found).items():
            assert set(kept.counted(key(name, PART))) == {one["id"] for one in part}
            if whole is not None:
                mine = kept.counted(key(name, WHOLE))
                assert set(mine) == {one["id"] for one in whole}
                told = taken.data["totals"]["now"]["fractions"][name]
                assert told == [len(part), len(whole)]

    def test_is_small(self, demo):
        """A few bytes for each complaint behind a figure."""
        taken = take(demo, Span(BULLETIN, date(2020, 1, 1), now().date()))
        kept = frozen(taken)
        assert sum(map(len, kept._lists.values())) < 40 * len(kept._lists)


class TestWeek:
    """A week of five complaints, looked at nine days after it began."""

    def test_lists(self, desk, lived):
        with at(LATER):
            data = take(desk, SPAN).data
        (overdue,) = [
            one for one in data["overdue"] if one["number"] == lived["late"].number
        ]
        # It was not even accepted, within four working hours.
        assert overdue["due"] == "2026-11-16"
        assert 6 < overdue["late"] < 7
        (rework,) = data["rework"]
        assert (rework["number"], rework["reworks"]) == (lived["back"].number, 1)
        assert data["standing"]["total"]["counts"]["overdue"] == len(data["overdue"])

    def test_nothing_points_to_a_person(self, desk, lived):
        with at(LATER):
            told = json.dumps(take(desk, SPAN).data, ensure_ascii=False)
        assert "13812345678" not in told
        assert "student1" not in told
        # What a confidential report is called stands nowhere.
        assert "有人收钱" not in told

    def test_what_is_open_counts_whenever_it_was_received(self, desk, lived):
        with at(LATER):
            data = take(
                desk, replace(SPAN, start=date(2026, 11, 23), end=date(2026, 11, 25))
            ).data
        assert data["totals"]["now"]["counts"]["received"] == 0
        assert data["totals"]["previous"]["counts"]["received"] == 0
        assert (
            len(data["overdue"]) == data["standing"]["total"]["counts"]["overdue"] > 0
        )

    def test_terms_are_compared_with_terms(self, desk, undone):
        desk.terms = [
            "2025-09-01 2026-01-11 去年秋",
            "2026-03-02 2026-07-05 春",
            "2026-09-01 2027-01-17 秋",
        ]
        with at(MONDAY):
            span = Span(TERM, date(2026, 9, 1), date(2027, 1, 17), "秋")
            periods = take(desk, span).data["periods"]
        assert periods["previous"]["start"] == "2026-03-02"
        assert periods["year"]["start"] == "2025-09-01"

    def test_months_are_compared_with_months(self, desk, undone):
        span = Span(MONTHLY, date(2026, 10, 1), date(2026, 10, 31))
        with at(MONDAY):
            periods = take(desk, span).data["periods"]
        assert periods["previous"] == {"start": "2026-09-01", "end": "2026-09-30"}
        assert periods["year"] == {"start": "2025-10-01", "end": "2025-10-31"}

    def test_what_is_under_supervision(self, desk, undone):
        complaint = complain(desk)
        with acting("office"):
            raw = {
                "title": "投影",
                "department": "academic",
                "complaints": [complaint.number],
            }
            name = open_supervision(desk, raw)
        with at(LATER):
            taken = take(desk, SPAN)
        (line,) = taken.data["supervisions"]
        assert line["number"] == supervisions_of(desk)[name].number
        assert (line["state"], line["late"]) == ("open", True)
        assert frozen(taken).counted(line["figure"]) == [complaint.getId()]

    def test_standing_figures_have_lists(self, desk, lived):
        with at(LATER):
            taken = take(desk, SPAN)
        kept = frozen(taken)
        many = taken.data["standing"]["total"]["counts"]["overdue"]
        assert len(kept.counted(key("overdue", PART, STANDING))) == many
        of_academic = key("overdue", PART, STANDING, "department", "academic")
        assert lived["late"].getId() in kept.counted(of_academic)
