"""Run in the site by scanner.py: let a desk grow, then scan what a few have due.

    python -m instance.console bench/due.py 100000 20 2000

All are open; but for the few they become due later. Measured: a round with nothing
due, one with a few due as in any minute, and all rounds after a weekend's stop.
"""

from bench.sample import complaint
from datetime import datetime
from datetime import time
from datetime import timedelta
from jiesu.addon.calendar.moment import at
from jiesu.addon.calendar.moment import now
from jiesu.addon.catalog.catalog import catalog_of
from jiesu.addon.catalog.indexing import index_all_texts
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.deadlines.desk import calendar_of
from jiesu.addon.intake.birth import bear
from jiesu.addon.intake.submission import read_submission
from jiesu.addon.scanner.scan import scan
from time import perf_counter
from time import process_time
from zope.component.hooks import setSite

import json
import sys
import transaction


BATCH = 250
PLACE = {"category": "academic-classroom", "department": ""}
HOUR = timedelta(hours=1)


def monday(desk) -> datetime:
    """Nine o'clock on a working Monday to come whose Friday before works too."""
    calendar = calendar_of(desk)
    day = now().astimezone(calendar.zone).date()
    while True:
        day += timedelta(days=1)
        friday = day - timedelta(days=3)
        if day.weekday() == 0 and all(map(calendar.is_workday, (day, friday))):
            return datetime.combine(day, time(9), calendar.zone)


def make(desk, number: int, submitted: datetime) -> None:
    """A complaint that a department has to accept."""
    with at(submitted):
        bear(desk, VALID | {"title": complaint(number)["title"]}, "student1")


def fill(desk, wanted: int, submitted: datetime) -> None:
    """Grow to a number; all came at the same moment."""
    first = len(catalog_of(complaints_of(desk)))
    for number in range(first, wanted):
        make(desk, number, submitted)
        if number % BATCH == BATCH - 1:
            commit(desk)
    commit(desk)


def commit(desk) -> None:
    """Commit a batch; forget what memory is short of."""
    index_all_texts(desk)
    transaction.commit()
    desk._p_jar.cacheGC()


def measured(desk, moment: datetime) -> dict:
    """Rounds until nothing is left, from a cold cache: what it took, in seconds."""
    desk._p_jar.cacheMinimize()
    looked = told = 0
    began, computed = perf_counter(), process_time()
    with at(moment):
        more = True
        while more:
            outcome = scan(desk)
            looked, told = looked + outcome.looked, told + outcome.told
            more = outcome.more
    return {
        "looked": looked,
        "told": told,
        "seconds": perf_counter() - began,
        "processor": process_time() - computed,
    }


def measure(desk, wanted: int, few: int, many: int) -> dict:
    """See above."""
    start = monday(desk)
    friday = start - timedelta(days=3) + HOUR
    fill(desk, wanted, start)
    # What the demo has due.
    measured(desk, start)
    found = {"nothing due": measured(desk, start)}
    for name, number in ((f"{few} due", few), (f"{many} after a weekend", many)):
        for one in range(number):
            make(desk, one, friday)
        commit(desk)
        found[name] = measured(desk, start)
        if found[name]["looked"] != number:
            raise RuntimeError(f"{name}: {found[name]}")
    return found


setSite(app.Plone)  # noqa: F821
DESK = app.Plone.jiesu  # noqa: F821
VALID = read_submission(DESK, complaint(0) | PLACE | {"agreed": True})
print(json.dumps(measure(DESK, *map(int, sys.argv[1:4]))))
