"""Run in the site by statistics.py: fill the catalog, count it in two ways.

    python -m instance.console bench/counting.py SMALL LARGE FILE

The first SMALL rows are indexed like any complaint's; the others up to LARGE stand
among the rows alone, which is all that the figures read. FILE gets all of them for
PostgreSQL. What is measured at a size is so before the next rows come.
"""

from bench.postgres import NUMBERS
from bench.postgres import YES_OR_NO
from bench.rows import DEPARTMENTS
from bench.rows import rows
from bench.sample import complaint
from bench.server import memory
from datetime import date
from datetime import timedelta
from functools import partial
from jiesu.addon.calendar.moment import at
from jiesu.addon.calendar.moment import now
from jiesu.addon.catalog import rows as catalog_rows
from jiesu.addon.catalog.catalog import catalog_of
from jiesu.addon.catalog.catalog import ComplaintsCatalog
from jiesu.addon.catalog.facts import unpack
from jiesu.addon.catalog.rows import COLUMNS
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.intake.birth import bear
from jiesu.addon.intake.submission import read_submission
from jiesu.addon.statistics import engine
from jiesu.addon.statistics import snapshot
from jiesu.addon.statistics.asked import Asked
from jiesu.addon.statistics.columns import Columns
from jiesu.addon.statistics.engine import columns_of
from jiesu.addon.statistics.groupings import midnight
from jiesu.addon.statistics.measures import COUNTS
from jiesu.addon.statistics.measures import RATES
from jiesu.addon.statistics.report import basis_of
from jiesu.addon.statistics.report import report
from jiesu.addon.statistics.selecting import selected
from pathlib import Path
from time import perf_counter
from types import SimpleNamespace
from zope.component.hooks import setSite

import json
import numpy as np
import statistics
import sys
import threading
import transaction


ENDED = ("closed", "rejected", "withdrawn")
TIMES = 15
BRAIN_TIMES = 3
# Submissions of each sort, one after the other in turn.
SUBMISSIONS = 250
DOCUMENTS = 1_500_000_000


def term(moment) -> tuple[date, date]:
    """A term of twenty weeks that is over."""
    end = moment.date() - timedelta(days=30)
    return end - timedelta(days=139), end


# (a) Iterating the catalog's brains.


class Tally:
    """All figures of one department, one brain after the other."""

    def __init__(self):
        """Nothing yet."""
        self.counts = dict.fromkeys((one.name for one in COUNTS), 0)
        self.parts = {one.name: [0, 0] for one in RATES}
        self.minutes = []

    def take(self, brain, at: int) -> None:
        """Count one."""
        facts = unpack(brain.facts, brain.department)
        counts = self.counts
        counts["received"] += 1
        ended, merged = brain.state in ENDED, bool(facts.merged_into)
        praise, withdrawn = brain.kind == "praise", brain.state == "withdrawn"
        counts["praise"] += praise
        counts["withdrawn"] += withdrawn
        counts["merged"] += merged
        counts["open"] += not ended
        late = not ended and not brain.asked and brain.due < at
        counts["overdue"] += late and not merged
        if praise or withdrawn:
            return
        judged = facts.rated or facts.followed_up
        solved = judged and facts.solved is True
        counts["rated"] += facts.rated
        counts["solved"] += solved
        self._rate("resolution", solved, judged)
        has_score = judged and facts.score > 0
        self._rate("satisfaction", has_score and facts.score >= 3, has_score)
        if not merged:
            self._work(facts, at)

    def _work(self, facts, at: int) -> None:
        counts = self.counts
        responded, answered = facts.accept_late is not None, facts.answered > 0
        due = 0 < facts.answer_due < at
        counts["base"] += 1
        counts["accepted"] += responded
        counts["answered"] += answered
        counts["closed"] += facts.closed > 0
        self._rate(
            "response",
            facts.accept_late is False,
            responded or 0 < facts.accept_due < at,
        )
        self._rate("answer", answered, answered or due)
        self._rate("on_time", answered and facts.on_time is True, answered or due)
        self._rate("completion", facts.closed > 0, True)
        self._rate("rating", answered and facts.rated, answered)
        self._rate("return", facts.returned, True)
        self._rate("rework", facts.reworked, True)
        self._rate("extension", facts.extended, True)
        self._rate("supervision", facts.supervised, True)
        if answered and facts.dispatched > 0:
            self.minutes.append(facts.minutes)

    def _rate(self, name: str, part: bool, whole: bool) -> None:
        fraction = self.parts[name]
        fraction[0] += part
        fraction[1] += whole

    def told(self) -> dict:
        """What comes out."""
        minutes = sorted(self.minutes)
        fractions = {name: tuple(pair) for name, pair in self.parts.items()}
        cut = statistics.quantiles(minutes, n=10, method="inclusive")
        return {
            "counts": self.counts,
            "fractions": fractions,
            "times": (len(minutes), statistics.fmean(minutes), cut[4], cut[8]),
        }


def from_brains(catalog, start: int, end: int, at: int) -> dict:
    """The figures by department."""
    found: dict[str, Tally] = {}
    query = {"received": {"query": (start, end - 1), "range": "min:max"}}
    for brain in catalog.searchResults(query):
        tally = found.get(brain.department)
        if tally is None:
            tally = found[brain.department] = Tally()
        tally.take(brain, at)
    return {name: tally.told() for name, tally in found.items()}


# (b) The engine.


def from_engine(desk, asked: Asked) -> dict:
    """The same, as the page gets it."""
    told = {}
    for group in report(desk, asked)[0].groups:
        figures, times = group.figures, group.figures.times
        fractions = dict(figures.fractions)
        del fractions["participation"]
        told[group.id] = {
            "counts": figures.counts,
            "fractions": fractions,
            "times": (
                times.count,
                times.mean * 60,
                times.median * 60,
                times.p90 * 60,
            ),
        }
    return told


def same(one: dict, other: dict) -> bool:
    """Whether both say the same."""
    return one.keys() == other.keys() and all(
        one[name]["counts"] == other[name]["counts"]
        and one[name]["fractions"] == other[name]["fractions"]
        and np.allclose(one[name]["times"], other[name]["times"])
        for name in one
    )


# Filling.


def clear(catalog: ComplaintsCatalog) -> None:
    """The demo's complaints are not to be counted."""
    catalog.clear()
    transaction.commit()


def index(catalog: ComplaintsCatalog, last: int, moment: int) -> None:
    """Rows with all their indexes but the text."""
    allowed = {"submitter": "", "words": [], "allowed": ["user:jiesu-office"]}
    for number, values in enumerate(rows(0, last, moment), start=1):
        catalog.put(SimpleNamespace(**values, **allowed))
        if number % 2_000 == 0:
            catalog.waiting.clear()
            transaction.commit()
            catalog._p_jar.cacheGC()
    catalog.waiting.clear()
    transaction.commit()


def add(catalog: ComplaintsCatalog, first: int, last: int, moment: int) -> None:
    """Rows alone."""
    for number, values in enumerate(rows(first, last, moment)):
        catalog.data[DOCUMENTS + number] = tuple(values[name] for name in COLUMNS)
        if number % 20_000 == 0:
            transaction.commit()
            catalog._p_jar.cacheGC()
    catalog._length.set(len(catalog.data))
    catalog.begin_changes()
    for document in list(catalog.data.keys(DOCUMENTS))[:1000]:
        catalog._note(document)
    transaction.commit()


# Measuring.


def timed(function, *arguments) -> tuple[float, object]:
    """How long it takes, in ms, and what comes out."""
    began = perf_counter()
    found = function(*arguments)
    return (perf_counter() - began) * 1000, found


def usual(function, *arguments, times: int = TIMES) -> float:
    """How long it usually takes, in ms."""
    return statistics.median(timed(function, *arguments)[0] for _ in range(times))


def small(desk, asked: Asked, moment: int) -> dict:
    """Brains against the engine."""
    catalog = catalog_of(complaints_of(desk))
    zone = basis_of(desk).zone
    start = midnight(asked.start, zone)
    end = midnight(asked.end + timedelta(days=1), zone)
    desk._p_jar.cacheMinimize()
    cold, by_brains = timed(from_brains, catalog, start, end, moment)
    warm = usual(from_brains, catalog, start, end, moment, times=BRAIN_TIMES)
    by_engine = from_engine(desk, asked)
    return {
        "rows": len(catalog),
        "counted": sum(one["counts"]["received"] for one in by_engine.values()),
        "departments": len(by_engine),
        "cold": cold,
        "brains": warm,
        "engine": usual(partial(report, desk, asked)),
        "same": same(by_brains, by_engine),
    }


def large(desk, asked: Asked, file: Path) -> dict:
    """The engine alone, its memory, and how it begins."""
    catalog = catalog_of(complaints_of(desk))
    engine._kept.clear()
    desk._p_jar.cacheMinimize()
    before = memory()
    rebuild, _columns = timed(partial(report, desk, asked))
    after = memory()
    for thread in [t for t in threading.enumerate() if "figures" in t.name]:
        thread.join()
    engine._kept.clear()
    restart, _report = timed(partial(report, desk, asked))
    with columns_of(desk) as columns:
        size = columns.bytes
        write(columns, file)
        told = {name: len(columns.words[name].all) for name in ("place", "channel")}
    whole = Asked(by="department")
    return {
        "rows": columns.size,
        "rebuild": rebuild,
        "restart": restart,
        "file": snapshot.file_of(catalog).stat().st_size,
        "bytes": size,
        "grown": after - before,
        "engine": usual(partial(report, desk, asked)),
        "by_day": usual(partial(report, desk, Asked(asked.start, asked.end, "day"))),
        "by_place": usual(
            partial(report, desk, Asked(asked.start, asked.end, "place"))
        ),
        "whole": usual(partial(report, desk, whole), times=5),
        "words": told,
        "figures": from_engine(desk, asked),
    }


def write(columns: Columns, file: Path) -> None:
    """All columns for PostgreSQL's COPY, in the order of time."""
    rows_ = selected(columns, Asked(), basis_of(app.Plone.jiesu).zone)  # noqa: F821
    some = [rows_[name].astype(np.int64) for name in (*NUMBERS, *YES_OR_NO)]
    # By their names' order: both sides call a department the same.
    order = [DEPARTMENTS.index(one) for one in columns.words["department"].all]
    some[1] = np.array(order)[some[1]]
    np.savetxt(file, np.stack(some, axis=1), fmt="%d", delimiter="\t")


def submissions(desk) -> dict:
    """How long a submission takes, with what the figures need and without."""
    valid = read_submission(desk, complaint(0))
    usual_facts, usual_note = catalog_rows.packed_facts, ComplaintsCatalog._note
    found: dict[bool, list[float]] = {True: [], False: []}
    follow = []
    for number in range(2 * SUBMISSIONS):
        kept = number % 2 == 0
        if not kept:
            catalog_rows.packed_facts = lambda complaint: b""
            ComplaintsCatalog._note = lambda self, document: None
        took, _made = timed(_submit, desk, valid | complaint(number))
        catalog_rows.packed_facts, ComplaintsCatalog._note = usual_facts, usual_note
        found[kept].append(took)
        if kept:
            follow.append(timed(_bring_up, desk)[0])
    return {
        "with": statistics.median(found[True]),
        "without": statistics.median(found[False]),
        "follow": statistics.median(follow),
    }


def _submit(desk, data: dict) -> None:
    bear(desk, data, "student1")
    transaction.commit()


def _bring_up(desk) -> None:
    with columns_of(desk):
        pass


def measure(site, smaller: int, larger: int, file: Path) -> dict:
    """All of it."""
    setSite(site)
    desk, moment = site.jiesu, now()
    start, end = term(moment)
    asked = Asked(start, end, "department")
    catalog = catalog_of(complaints_of(desk))
    seconds = int(moment.timestamp())
    clear(catalog)
    filling = timed(index, catalog, smaller, seconds)[0]
    with at(moment):
        first = small(desk, asked, seconds)
        adding = timed(add, catalog, smaller, larger, seconds)[0]
        second = large(desk, asked, file)
    return {
        "term": [start.isoformat(), end.isoformat()],
        "at": seconds,
        "filling": filling,
        "adding": adding,
        "small": first,
        "large": second,
        "submission": submissions(desk),
    }


print(
    json.dumps(
        measure(app.Plone, int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))  # noqa: F821
    )
)
