"""The words of a report, made from its figures. Pure.

Each sentence is one message with variables, so that a language can put it as it likes.
What there is nothing to be said of is not said; a rate over nothing is never a
percentage, and of fewer than `FEW` nothing is compared or ranked.

A number knows which figure of the report it is (`Numeral`), so that it can lead to the
complaints that it counts, wherever a language puts it.
"""

from collections.abc import Iterator
from datetime import date
from jiesu.addon import _
from jiesu.addon.content.supervision import DONE
from jiesu.addon.content.supervision import OPEN
from jiesu.addon.reports import told
from jiesu.addon.reports.lists import key
from jiesu.addon.reports.lists import NOW
from jiesu.addon.reports.lists import STANDING
from jiesu.addon.reports.periods import day_words
from jiesu.addon.reports.periods import Span
from jiesu.addon.reports.periods import words
from jiesu.addon.reports.saying import Numeral
from jiesu.addon.reports.sections import DEPARTMENTS
from jiesu.addon.reports.sections import OVERDUE
from jiesu.addon.reports.sections import SUPERVISION
from jiesu.addon.statistics.asked import PREVIOUS
from jiesu.addon.statistics.asked import YEAR
from jiesu.addon.statistics.groupings import DEPARTMENT
from jiesu.addon.statistics.groupings import PLACE
from jiesu.addon.statistics.groupings import REST
from jiesu.addon.statistics.groupings import TOP_CATEGORY
from jiesu.addon.statistics.measures import PART
from jiesu.addon.statistics.measures import PARTICIPATION
from jiesu.addon.statistics.measures import RANKED_FROM as FEW
from jiesu.addon.statistics.measures import TIME
from jiesu.addon.statistics.measures import WHOLE
from jiesu.addon.wording import listed


# So many are named of a list.
NAMED = 3


def _number(value: int, *which: str) -> Numeral:
    """A count, with the figure that it is (`lists.key`)."""
    return Numeral(told.number(value), key(*which))


def _share(value: float, *which: str) -> Numeral:
    """A rate, with the figure that it is."""
    return Numeral(told.share(value), key(*which))


def _hours(value: float) -> Numeral:
    """A handling time of the period."""
    return Numeral(told.decimal(value), key(TIME, PART))


def _listed_in(section: str, many: int) -> Numeral:
    """A count of other things than complaints, which a section of the report lists."""
    return Numeral(told.number(many), section=section)


def span_of(data: dict) -> Span:
    """Of which period the figures are."""
    span = data["span"]
    start, end = (date.fromisoformat(span[name]) for name in ("start", "end"))
    return Span(span["kind"], start, end, span["title"])


def paragraphs(data: dict) -> list[list]:
    """The summary: paragraphs, each of sentences."""
    if not told.count(data["totals"][NOW], "received"):
        rest = [*_overdue(data), *_supervision(data)]
        return [[_nothing_received(data), *rest]]
    found = (
        [*_received(data), *_demand(data)],
        [*_answers(data), *_time(data), *_ratings(data), *_came_back(data)],
        [*_departments(data), *_overdue(data), *_supervision(data)],
    )
    return [list(one) for one in found if one]


# What came in


def _nothing_received(data: dict):
    return _(
        "said_nothing_received",
        default="${period}: nothing was received.",
        mapping={"period": words(span_of(data))},
    )


def _received(data: dict) -> Iterator:
    now = told.count(data["totals"][NOW], "received")
    facts = {"period": words(span_of(data)), "n": _number(now, "received", PART)}
    before = data["totals"].get(PREVIOUS)
    if before is None:
        yield _(
            "said_received",
            default="${period}: ${n} received.",
            mapping=facts,
        )
    else:
        yield _received_since(facts, now, told.count(before, "received"))
    earlier = data["totals"].get(YEAR)
    if earlier is not None and told.count(earlier, "received"):
        yield _since_a_year(now, told.count(earlier, "received"))


def _received_since(facts: dict, now: int, before: int):
    facts = facts | {"before": _number(before, "received", PART, PREVIOUS)}
    grown = told.growth(now, before)
    if grown is None:
        return _(
            "said_received_first",
            default="${period}: ${n} received, after none in the period before.",
            mapping=facts,
        )
    if now == before:
        return _(
            "said_received_same",
            default="${period}: ${n} received, as many as in the period before.",
            mapping=facts,
        )
    if min(now, before) < FEW:
        return _(
            "said_received_few",
            default="${period}: ${n} received, after ${before} in the period before.",
            mapping=facts,
        )
    facts["share"] = told.share(abs(grown))
    if grown > 0:
        return _(
            "said_received_more",
            default="${period}: ${n} received, ${share} more than in the period "
            "before (${before}).",
            mapping=facts,
        )
    return _(
        "said_received_less",
        default="${period}: ${n} received, ${share} fewer than in the period "
        "before (${before}).",
        mapping=facts,
    )


def _since_a_year(now: int, earlier: int):
    grown = told.growth(now, earlier)
    facts = {
        "before": _number(earlier, "received", PART, YEAR),
        "share": told.share(abs(grown or 0)),
    }
    if now == earlier:
        return _("said_year_same", default="A year earlier: as many.")
    if min(now, earlier) < FEW:
        return _(
            "said_year_few",
            default="A year earlier: ${before}.",
            mapping=facts,
        )
    if now > earlier:
        return _(
            "said_year_more",
            default="That is ${share} more than a year earlier (${before}).",
            mapping=facts,
        )
    return _(
        "said_year_less",
        default="That is ${share} fewer than a year earlier (${before}).",
        mapping=facts,
    )


def _demand(data: dict) -> Iterator:
    received = told.count(data["totals"][NOW], "received")
    if received < FEW:
        return
    tops = _largest(data["by"][TOP_CATEGORY], ("",))
    names = [
        _part(data["titles"]["category"].get(one["id"], one["id"]), one, received)
        for one in tops
    ]
    if names:
        yield _(
            "said_categories",
            default="Most were about ${categories}.",
            mapping={"categories": listed(names)},
        )
    places = _largest(data["by"][PLACE], ("", REST))
    if places:
        names = [
            _counted(
                one["title"] or one["id"], one, "received", PART, "", PLACE, one["id"]
            )
            for one in places
        ]
        yield _(
            "said_places",
            default="The places named most often were ${places}.",
            mapping={"places": listed(names)},
        )


def _largest(
    groups: list[dict], without: tuple[str, ...], name: str = "received"
) -> list[dict]:
    """Those that stand out: one with a single complaint does not, nor does one of
    several with the same number of which not all could be named.
    """
    found = [one for one in groups if one["id"] not in without]
    found.sort(key=lambda one: (-told.count(one, name), one["id"]))
    others = [told.count(one, name) for one in found[NAMED:]]
    least = max([1, *others])
    return [one for one in found[:NAMED] if told.count(one, name) > least]


def _part(title: str, figures: dict, whole: int):
    many = told.count(figures, "received")
    which = ("received", PART, "", TOP_CATEGORY, figures["id"])
    mapping = {
        "name": title,
        "n": _number(many, *which),
        "share": _share(many / whole, *which),
    }
    return _("said_part", default="${name} (${n}, ${share})", mapping=mapping)


def _counted(title: str, figures: dict, *which: str):
    """A name with a count of it."""
    mapping = {"name": title, "n": _number(told.count(figures, which[0]), *which)}
    return _("said_counted", default="${name} (${n})", mapping=mapping)


# What became of it


def _answers(data: dict) -> Iterator:
    now = data["totals"][NOW]
    part, whole = now["fractions"]["on_time"]
    if not whole:
        yield _(
            "said_none_due", default="None of them has been answered or is due yet."
        )
    else:
        facts = {
            "n": _number(whole, "on_time", WHOLE),
            "part": _number(part, "on_time", PART),
            "rate": _share(part / whole, "on_time", PART),
        }
        yield _on_time(facts, data)
    response = told.rate(now, "response")
    if response is not None:
        yield _(
            "said_response",
            default="The response rate is ${response}.",
            mapping={"response": _share(response, "response", PART)},
        )
    closed, base = now["fractions"]["completion"]
    if base:
        facts = {
            "n": _number(base, "completion", WHOLE),
            "closed": _number(closed, "completion", PART),
            "completion": _share(closed / base, "completion", PART),
        }
        yield _closed(facts, base < told.count(now, "received"))


def _closed(facts: dict, of_some: bool):
    """How many are closed; of how many, where praise and such do not count."""
    if of_some:
        return _(
            "said_completion_of",
            default="Of the ${n} that count for the rates ${closed} are closed, a "
            "completion rate of ${completion}.",
            mapping=facts,
        )
    return _(
        "said_completion",
        default="Closed: ${closed}, a completion rate of ${completion}.",
        mapping=facts,
    )


def _on_time(facts: dict, data: dict):
    now, before = data["totals"][NOW], data["totals"].get(PREVIOUS)
    few = min(_whole(now, "on_time"), _whole(before, "on_time")) < FEW
    points = None if few else _points(now, before, "on_time")
    facts["points"] = told.decimal(abs(points or 0))
    if points is None:
        return _(
            "said_on_time",
            default="Answered or due: ${n}; of these in time: ${part}, an "
            "on-time rate of ${rate}.",
            mapping=facts,
        )
    if not round(points, 1):
        return _(
            "said_on_time_same",
            default="Answered or due: ${n}; of these in time: ${part}, an "
            "on-time rate of ${rate}, as in the period before.",
            mapping=facts,
        )
    if points > 0:
        return _(
            "said_on_time_more",
            default="Answered or due: ${n}; of these in time: ${part}, an "
            "on-time rate of ${rate}, ${points} points more than in "
            "the period before.",
            mapping=facts,
        )
    return _(
        "said_on_time_less",
        default="Answered or due: ${n}; of these in time: ${part}, an "
        "on-time rate of ${rate}, ${points} points less than in "
        "the period before.",
        mapping=facts,
    )


def _whole(figures: dict | None, name: str) -> int:
    return figures["fractions"][name][1] if figures else 0


def _points(now: dict, before: dict | None, name: str) -> float | None:
    return (
        told.points(told.rate(now, name), told.rate(before, name)) if before else None
    )


def _time(data: dict) -> Iterator:
    times = data["totals"][NOW]["times"]
    if not times["count"]:
        return
    facts = {"median": _hours(times["median"]), "p90": _hours(times["p90"])}
    if times["count"] < FEW:
        yield _(
            "said_time_few",
            default="The median handling time is ${median} working hours.",
            mapping=facts,
        )
        return
    yield _(
        "said_time",
        default="The median handling time is ${median} working hours; nine in ten were "
        "answered within ${p90}.",
        mapping=facts,
    )


def _ratings(data: dict) -> Iterator:
    now = data["totals"][NOW]
    solved, judged = now["fractions"]["resolution"]
    if not judged:
        yield _("said_unrated", default="No submitter has rated an answer yet.")
        return
    facts = {
        "n": _number(judged, "resolution", WHOLE),
        "solved": _number(solved, "resolution", PART),
        "resolution": _share(solved / judged, "resolution", PART),
        "satisfaction": _share(told.rate(now, "satisfaction"), "satisfaction", PART),
    }
    if judged < FEW:
        yield _(
            "said_rated_few",
            default="Rated or followed up: only ${n}, of these said to be "
            "solved: ${solved}; too few for a judgement.",
            mapping=facts,
        )
    elif told.rate(now, "satisfaction") is None:
        yield _(
            "said_rated_solved",
            default="Rated or followed up: ${n}; of these said to be solved: "
            "${solved}, a resolution rate of ${resolution}.",
            mapping=facts,
        )
    else:
        yield _(
            "said_rated",
            default="Rated or followed up: ${n}; of these said to be solved: "
            "${solved}, a resolution rate of ${resolution}; the "
            "satisfaction rate is ${satisfaction}.",
            mapping=facts,
        )


def _came_back(data: dict) -> Iterator:
    now = data["totals"][NOW]
    (returned, base), (reworked, _base) = (
        now["fractions"][name] for name in ("return", "rework")
    )
    if not base:
        return
    if not returned and not reworked:
        yield _("said_none_came_back", default="Nothing was returned or sent back.")
        return
    yield _(
        "said_came_back",
        default="Returned by departments: ${returned} "
        "(${returned_rate}); handled again: ${reworked} "
        "(${reworked_rate}).",
        mapping={
            "returned": _number(returned, "return", PART),
            "returned_rate": _share(returned / base, "return", PART),
            "reworked": _number(reworked, "rework", PART),
            "reworked_rate": _share(reworked / base, "rework", PART),
        },
    )


# Who worked


def _departments(data: dict) -> Iterator:
    part, whole = data["totals"][NOW]["fractions"].get(PARTICIPATION, (0, 0))
    if whole:
        yield _(
            "said_participation",
            default="Departments that were sent complaints: ${n}; of these "
            "worked on them: ${part}, a participation rate of "
            "${rate}.",
            mapping={
                "n": _listed_in(DEPARTMENTS, whole),
                "part": _listed_in(DEPARTMENTS, part),
                "rate": _share(part / whole, PARTICIPATION, PART),
            },
        )
    ranked = [one for one in data["by"][DEPARTMENT] if one["rank"]]
    ranked.sort(key=lambda one: (one["rank"], one["id"]))
    # Of two or three one would be told as the best and the worst at once.
    if len(ranked) > NAMED:
        names = [_department(data, one["id"]) for one in ranked[:NAMED]]
        yield _(
            "said_best",
            default="The highest scores have ${departments}.",
            mapping={"departments": listed(names)},
        )


def _department(data: dict, name: str) -> str:
    return data["titles"]["department"].get(name, name)


def _overdue(data: dict) -> Iterator:
    many = told.count(data["standing"]["total"], "overdue")
    day = day_words(date.fromisoformat(data["made"][:10]))
    if not many:
        yield _(
            "said_none_overdue",
            default="As of ${day}, nothing is overdue.",
            mapping={"day": day},
        )
        return
    late = [one for one in data["standing"]["department"] if told.count(one, "overdue")]
    late = [one for one in late if one["id"]]
    late.sort(key=lambda one: (-told.count(one, "overdue"), one["id"]))
    named = late if len(late) <= NAMED else _largest(late, (), "overdue")
    facts = {
        "day": day,
        "n": _number(many, "overdue", PART, STANDING),
        "departments": _listed_in(OVERDUE, len(late)),
    }
    if not late:
        yield _(
            "said_overdue_nobodys",
            default="Overdue as of ${day}: ${n}.",
            mapping=facts,
        )
        return
    names = [
        _counted(
            _department(data, one["id"]),
            one,
            *("overdue", PART, STANDING, DEPARTMENT, one["id"]),
        )
        for one in named
    ]
    if not names:
        yield _(
            "said_overdue_many",
            default="Overdue as of ${day}: ${n}; departments concerned: "
            "${departments}.",
            mapping=facts,
        )
        return
    facts["names"] = listed(names)
    if len(late) <= NAMED:
        yield _(
            "said_overdue",
            default="Overdue as of ${day}: ${n}; departments concerned: "
            "${departments}, namely ${names}.",
            mapping=facts,
        )
        return
    yield _(
        "said_overdue_most",
        default="Overdue as of ${day}: ${n}; departments concerned: "
        "${departments}, most in ${names}.",
        mapping=facts,
    )


def _supervision(data: dict) -> Iterator:
    found = data["supervisions"]
    if not found:
        return
    states = [one["state"] for one in found]
    yield _(
        "said_supervision",
        default="Matters under supervision: ${n}; of these completed: "
        "${done}, going on: ${open}.",
        mapping={
            "n": _listed_in(SUPERVISION, len(found)),
            "done": _listed_in(SUPERVISION, states.count(DONE)),
            "open": _listed_in(SUPERVISION, states.count(OPEN)),
        },
    )
