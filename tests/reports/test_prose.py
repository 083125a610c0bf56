"""The words of a report, made from its figures: whatever these are."""

from collections.abc import Iterator
from datetime import date
from hypothesis import given
from hypothesis import strategies as st
from jiesu.addon.reports.periods import Span
from jiesu.addon.reports.periods import words
from jiesu.addon.reports.prose import paragraphs
from jiesu.addon.reports.saying import Numeral
from jiesu.addon.reports.saying import said_in_parts
from jiesu.addon.wording import listed
from jiesu.addon.wording import said
from tests.english import english
from zope.i18nmessageid import Message

import pytest
import re


RATES = (
    *("response", "answer", "on_time", "completion", "resolution", "satisfaction"),
    *("rating", "return", "rework", "extension", "supervision", "participation"),
)
NOTHING = {
    "id": "",
    "title": "",
    "rank": None,
    "score": None,
    "counts": {"received": 0, "overdue": 0, "open": 0},
    "fractions": dict.fromkeys(RATES, (0, 0)),
    "times": {"count": 0, "mean": None, "median": None, "p90": None},
}


def figures(received=0, name="", **more):
    """Figures of so many complaints."""
    counts = {"received": received, "overdue": more.pop("overdue", 0), "open": 0}
    times = more.pop("times", NOTHING["times"])
    rank = more.pop("rank", None)
    fractions = NOTHING["fractions"] | more
    return NOTHING | {
        "id": name,
        "counts": counts,
        "fractions": fractions,
        "times": times,
        "rank": rank,
    }


def data(now, previous=None, year=None, departments=(), standing=(), **more):
    """The data of a month's report."""
    totals = {"now": now}
    totals |= {"previous": previous} if previous else {}
    totals |= {"year": year} if year else {}
    overdue = sum(one["counts"]["overdue"] for one in standing)
    return {
        "span": {
            "kind": "monthly",
            "start": "2026-11-01",
            "end": "2026-11-30",
            "title": "",
        },
        "made": "2026-12-01T08:30:00+08:00",
        "totals": totals,
        "by": {
            "department": list(departments),
            "category_top": more.get("categories", []),
            "place": more.get("places", []),
        },
        "standing": {"total": figures(overdue=overdue), "department": list(standing)},
        "supervisions": more.get("supervisions", []),
        "titles": {"department": {"it": "网信中心"}, "category": {}, "reason": {}},
    }


def told(found) -> str:
    return " ".join(said(one, english) for some in paragraphs(found) for one in some)


class TestSaid:
    """Cases of a few figures."""

    def test_nothing_received(self):
        text = told(data(figures(0), previous=figures(9)))
        assert text.startswith("Nov 2026: nothing was received.")
        assert "%" not in text

    def test_more_than_before(self):
        text = told(data(figures(320), figures(285)))
        assert (
            "Nov 2026: 320 received, 12.3% more than in the period before (285)."
            in text
        )

    def test_fewer_than_before(self):
        assert "12.5% fewer than in the period before (320)." in told(
            data(figures(280), figures(320))
        )

    def test_as_many(self):
        assert "as many as in the period before" in told(data(figures(7), figures(7)))

    def test_none_before(self):
        text = told(data(figures(7), figures(0)))
        assert "after none in the period before" in text
        assert "more than" not in text

    def test_no_period_before(self):
        assert "Nov 2026: 7 received." in told(data(figures(7)))

    def test_few_are_not_compared_by_shares(self):
        text = told(data(figures(3), figures(1)))
        assert "Nov 2026: 3 received, after 1 in the period before." in text
        assert "200" not in text

    def test_a_year_earlier(self):
        text = told(data(figures(320), figures(285), figures(400)))
        assert "20.0% fewer than a year earlier (400)" in text

    def test_on_time(self):
        text = told(data(figures(60, on_time=(52, 53)), figures(60, on_time=(50, 52))))
        assert (
            "Answered or due: 53; of these in time: 52, an on-time rate of 98.1%"
            in text
        )
        assert "2.0 points more" in text

    def test_closed_of_those_that_count(self):
        """A share of fewer than were received says of how many it is."""
        text = told(data(figures(8, completion=(6, 7))))
        assert "Of the 7 that count for the rates 6 are closed" in text
        text = told(data(figures(7, completion=(6, 7))))
        assert "Closed: 6, a completion rate of 85.7%." in text

    def test_none_due(self):
        text = told(data(figures(6)))
        assert "None of them has been answered or is due yet." in text
        assert "%" not in text

    def test_few_ratings_are_no_rate(self):
        text = told(data(figures(60, resolution=(2, 3), satisfaction=(3, 3))))
        assert "only 3" in text
        assert "66.7" not in text

    def test_ratings(self):
        text = told(data(figures(60, resolution=(9, 10), satisfaction=(8, 10))))
        assert "a resolution rate of 90.0%; the satisfaction rate is 80.0%." in text

    def test_overdue(self):
        late = [figures(9, "it", overdue=2), figures(9, "lib", overdue=1)]
        text = told(data(figures(60), standing=late))
        assert (
            "Overdue as of 1 Dec 2026: 3; departments concerned: 2, namely "
            "网信中心 (2), lib (1)." in text
        )

    def test_of_equals_none_is_singled_out(self):
        """Of four with one each, and of three with the same number as a fourth."""
        equal = [figures(9, name, overdue=1) for name in ("it", "lib", "a", "b")]
        text = told(data(figures(60), standing=equal))
        assert "Overdue as of 1 Dec 2026: 4; departments concerned: 4." in text
        some = [figures(9, "it", overdue=3), *equal[1:], figures(9, "c", overdue=1)]
        text = told(data(figures(60), standing=some))
        assert "departments concerned: 5, most in 网信中心 (3)." in text

    def test_a_single_one_is_no_trend(self):
        tops = [figures(3, "a"), figures(1, "b"), figures(1, "c"), figures(1, "d")]
        text = told(data(figures(6), categories=tops, places=tops[1:]))
        assert "Most were about a (3, 50.0%)." in text
        assert "named most often" not in text

    def test_none_overdue(self):
        assert "nothing is overdue" in told(data(figures(60)))

    def test_the_best_of_two_are_not_told(self):
        two = [figures(9, "it", rank=1), figures(9, "lib", rank=2)]
        assert "highest scores" not in told(data(figures(60), departments=two))
        four = [figures(9, name, rank=n) for n, name in enumerate("abcd", start=1)]
        assert "The highest scores have a, b, c." in told(
            data(figures(60), departments=four)
        )

    def test_times(self):
        times = {"count": 9, "mean": 9.0, "median": 7.5, "p90": 30.25}
        text = told(data(figures(60, times=times)))
        assert "7.5 working hours; nine in ten were answered within 30.3" in text


class TestPeriods:
    """What a period is called."""

    @pytest.mark.parametrize(
        ("span", "expected"),
        [
            (Span("monthly", date(2026, 2, 1), date(2026, 2, 28)), "Feb 2026"),
            (Span("yearly", date(2026, 1, 1), date(2026, 12, 31)), "the year 2026"),
            (Span("term", date(2026, 9, 1), date(2027, 1, 9), "2026 秋"), "2026 秋"),
            (
                Span("weekly", date(2026, 11, 16), date(2026, 11, 22)),
                "16 Nov 2026 to 22 Nov",
            ),
            (
                Span("bulletin", date(2026, 12, 28), date(2027, 1, 3)),
                "28 Dec 2026 to 3 Jan 2027",
            ),
            (Span("bulletin", date(2026, 12, 28), date(2026, 12, 28)), "28 Dec 2026"),
        ],
    )
    def test_words(self, span, expected):
        assert said(words(span), english) == expected


many = st.integers(0, 400)


@st.composite
def fraction(draw):
    whole = draw(many)
    return draw(st.integers(0, whole)), whole


@st.composite
def some(draw, name=""):
    """Any figures."""
    count = draw(many)
    hours = st.floats(0, 500) if count else st.none()
    times = {"count": count, "mean": None, "median": draw(hours), "p90": draw(hours)}
    return figures(
        draw(many),
        name,
        overdue=draw(st.integers(0, 9)),
        rank=draw(st.none() | st.integers(1, 9)),
        times=times,
        **{rate: draw(fraction()) for rate in RATES},
    )


# What has no list: a change, and a day.
CHANGES = {"share", "points", "day", "year", "month", "start", "end"}


def plain_values(message) -> Iterator[tuple[str, str]]:
    """The variables of a message that are neither messages nor known figures."""
    for name, value in (message.mapping or {}).items():
        if isinstance(value, Message):
            yield from plain_values(value)
        elif not isinstance(value, Numeral):
            yield name, str(value)


NAMES = st.lists(st.sampled_from(["", "it", "lib", "a", "b", "*"]), unique=True)


@st.composite
def groups(draw):
    return [draw(some(name)) for name in draw(NAMES)]


@st.composite
def anything(draw):
    """The data of any report."""
    now = draw(some())
    states = draw(st.lists(st.sampled_from(["open", "done", "cancelled"])))
    return data(
        now,
        draw(st.none() | some()),
        draw(st.none() | some()),
        draw(groups()),
        draw(groups()),
        categories=draw(groups()) if now["counts"]["received"] else [],
        places=draw(groups()) if now["counts"]["received"] else [],
        supervisions=[{"state": one} for one in states],
    )


class TestAnything:
    """What holds of any figures."""

    @given(anything())
    def test_every_sentence_is_whole(self, found):
        for sentences in paragraphs(found):
            assert sentences
            for one in sentences:
                text = said(one, english)
                assert text.endswith(".")
                assert "${" not in text
                assert not re.search(r"\bNone\b(?! of)|\bnan\b|—|inf", text), text

    @given(anything())
    def test_in_parts_it_is_the_same(self, found):
        for sentences in paragraphs(found):
            for one in sentences:
                parts = said_in_parts(one, english)
                assert "".join(part.text for part in parts) == said(one, english)

    @given(anything())
    def test_no_number_is_forgotten(self, found):
        """All lead to what they count but changes, which stand beside both numbers."""
        for sentences in paragraphs(found):
            for one in sentences:
                for name, value in plain_values(one):
                    assert name in CHANGES or not re.search(r"\d", value), one

    @given(anything())
    def test_a_rate_is_told_only_over_something(self, found):
        now, text = found["totals"]["now"], told(found)
        for name, phrase in (
            ("on_time", "on-time rate"),
            ("resolution", "resolution rate"),
            ("satisfaction", "satisfaction rate"),
            ("participation", "participation rate"),
        ):
            if not now["fractions"][name][1]:
                assert phrase not in text

    @given(anything())
    def test_small_numbers_are_not_compared(self, found):
        totals = found["totals"]
        few = [
            one["counts"]["received"] < 5
            for name, one in totals.items()
            if name in ("now", "previous")
        ]
        if any(few):
            assert "than in the period before (" not in told(found)

    @given(anything())
    def test_nothing_received_is_one_sentence_of_figures(self, found):
        if not found["totals"]["now"]["counts"]["received"]:
            ((first, *_rest),) = paragraphs(found)
            assert said(first, english).startswith("Nov 2026: nothing was received")

    @given(st.lists(st.text(min_size=1, alphabet="abc"), min_size=1, max_size=6))
    def test_a_list_holds_all_in_order(self, names):
        assert said(listed(names), english).split(", ") == names
