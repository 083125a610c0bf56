"""Run in the site by lists.py: let a desk grow to a number of complaints.

    python -m instance.console bench/fill.py 10000 [share that is open]

Every complaint is born by the intake (`bear`); several share a transaction. They are
alike in their fields, so one of them is validated for all. What is not to be open is
withdrawn, by that action.
"""

from bench.sample import complaint
from datetime import timedelta
from jiesu.addon.calendar.moment import at
from jiesu.addon.calendar.moment import now
from jiesu.addon.catalog.catalog import catalog_of
from jiesu.addon.catalog.indexing import index_all_texts
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.handling.perform import perform_as_desk
from jiesu.addon.intake.birth import bear
from jiesu.addon.intake.submission import read_submission
from random import Random
from zope.component.hooks import setSite

import json
import sys
import time
import transaction


BATCH = 250
PEOPLE = ("student1", "student2", "student3", "teacher1")
# Open ones are young, the others spread over a year.
YOUNG = timedelta(days=10)
YEAR = timedelta(days=365)


def make(desk, valid: dict, number: int, open_share: float) -> None:
    """Make one complaint, and end it where it is not to be open.

    :param valid: data of a valid submission, for the fields that the sample lacks
    """
    random = Random(f"life {number}")  # noqa: S311 - a sample, no secret
    stays_open = random.random() < open_share
    submitted = now() - random.random() * (YOUNG if stays_open else YEAR)
    with at(submitted):
        made = bear(desk, valid | complaint(number), random.choice(PEOPLE)).complaint
    if not stays_open:
        with at(submitted + timedelta(minutes=10)):
            perform_as_desk(made, "withdraw", {})


def fill(site, wanted: int, open_share: float) -> dict:
    """Grow, with a commit for each batch; says how fast."""
    setSite(site)
    desk = site.jiesu
    catalog = catalog_of(complaints_of(desk))
    valid = read_submission(desk, complaint(0))
    first, began = len(catalog), time.perf_counter()
    for number in range(first, wanted):
        make(desk, valid, number, open_share)
        if number % BATCH == BATCH - 1:
            commit(desk)
    commit(desk)
    seconds = time.perf_counter() - began
    made = max(wanted - first, 0)
    return {"made": made, "seconds": seconds, "rate": made / seconds}


def commit(desk) -> None:
    """Index the texts of a batch and commit it; forget what memory is short of."""
    index_all_texts(desk)
    transaction.commit()
    desk._p_jar.cacheGC()


print(json.dumps(fill(app.Plone, int(sys.argv[1]), float(sys.argv[2]))))  # noqa: F821
