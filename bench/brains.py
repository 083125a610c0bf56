"""Run in the site by figures.py: the same totals from brains, and from columns.

python -m instance.console bench/brains.py 2026-11-22T08:30:00+08:00
"""

from datetime import datetime
from jiesu.addon.catalog.catalog import catalog_of
from jiesu.addon.catalog.facts import unpack
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.statistics.columns import Columns
from jiesu.addon.statistics.engine import columns_of
from jiesu.addon.statistics.report import Asked
from jiesu.addon.statistics.report import report
from time import perf_counter
from zope.component.hooks import setSite

import json
import sys


ENDED = ("closed", "rejected", "withdrawn")
TIMES = 3


def from_brains(catalog, at: int) -> dict:
    """The totals of `@statistics`, one brain after the other."""
    names = "received base praise withdrawn open overdue answered closed rated solved"
    totals = dict.fromkeys(names.split(), 0)
    for brain in catalog.searchResults({"received": {"query": 0, "range": "min"}}):
        facts = unpack(brain.facts, brain.department)
        totals["received"] += 1
        ended = brain.state in ENDED
        praise, withdrawn = brain.kind == "praise", brain.state == "withdrawn"
        totals["praise"] += praise
        totals["withdrawn"] += withdrawn
        totals["open"] += not ended
        totals["overdue"] += not ended and not brain.asked and brain.due < at
        if praise or withdrawn:
            continue
        totals["base"] += 1
        totals["answered"] += facts.answered > 0
        totals["closed"] += facts.closed > 0
        totals["rated"] += facts.rated
        judged = facts.rated or facts.followed_up
        totals["solved"] += judged and facts.solved is True
    return totals


def timed(function, *arguments) -> tuple[float, object]:
    """How long it takes, in ms, and what comes out."""
    began = perf_counter()
    found = function(*arguments)
    return (perf_counter() - began) * 1000, found


def measure(site, moment: str) -> dict:
    """All times in ms, and the totals as of a moment."""
    at = int(datetime.fromisoformat(moment).timestamp())
    setSite(site)
    catalog = catalog_of(complaints_of(site.jiesu))
    site._p_jar.cacheMinimize()
    cold_brains, _totals = timed(from_brains, catalog, at)
    # The best of some: the baseline is not to look slow.
    brains, totals = min(
        (timed(from_brains, catalog, at) for _ in range(TIMES)), key=lambda one: one[0]
    )
    site._p_jar.cacheMinimize()
    build, columns = timed(Columns.of, catalog)
    warm_build, _columns = timed(Columns.of, catalog)
    with columns_of(site.jiesu):
        pass
    asked = Asked(by="department")
    count = min(timed(report, site.jiesu, asked)[0] for _ in range(TIMES))
    return {
        "rows": columns.size,
        "bytes": columns.bytes,
        "build": build,
        "warm_build": warm_build,
        "count": count,
        "cold_brains": cold_brains,
        "brains": brains,
        "totals": totals,
    }


print(json.dumps(measure(app.Plone, sys.argv[1])))  # noqa: F821
