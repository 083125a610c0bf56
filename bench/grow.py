"""Run in the site by archive.py: an archive of complaints, as rows with all indexes.

    python -m instance.console bench/grow.py SIZE

The rows are those of rows.py, for departments and categories that this makes first.
They lead to no complaint: a page that woke one would fail. What is old and was never
answered is closed: an office with 50,000 open ones is another measurement (lists.py).
"""

from bench.rows import CATEGORIES
from bench.rows import DEPARTMENTS
from bench.rows import rows
from bench.rows import YEAR
from jiesu.addon.calendar.moment import now
from jiesu.addon.catalog.catalog import catalog_of
from jiesu.addon.catalog.rows import NEVER
from jiesu.addon.content.lookup import complaints_of
from plone.dexterity.utils import createContentInContainer
from types import SimpleNamespace
from zope.component.hooks import setSite

import json
import sys
import time
import transaction


BATCH = 2_000
UNOWNED = {"submitter": "", "words": [], "allowed": ["user:jiesu-office"]}
# Open ones are of the last weeks.
OPEN = YEAR // 10


def make_structure(desk) -> None:
    """The departments and categories of the rows."""
    for name in DEPARTMENTS:
        _add(desk.departments, "JiesuDepartment", name, title=f"第{name[1:]}学院")
    for name in CATEGORIES:
        department = name.split("-", 1)[0]
        _add(desk.categories, "JiesuCategory", name, title=name, department=department)


def _add(container, kind: str, name: str, **facts) -> None:
    if name not in container:
        createContentInContainer(
            container, kind, checkConstraints=False, id=name, **facts
        )


def grow(site, size: int) -> dict:
    """Add rows up to a size; says how long it took."""
    setSite(site)
    desk = site.jiesu
    make_structure(desk)
    transaction.commit()
    catalog, moment = catalog_of(complaints_of(desk)), int(now().timestamp())
    first, began = len(catalog), time.perf_counter()
    for number, values in enumerate(rows(first, size, moment), start=1):
        catalog.put(SimpleNamespace(**_ended(values, moment), **UNOWNED))
        if number % BATCH == 0:
            _commit(catalog)
    _commit(catalog)
    return {"rows": len(catalog), "seconds": time.perf_counter() - began}


def _ended(values: dict, moment: int) -> dict:
    """The row, closed where it is too old to be open."""
    if values["state"] not in ("processing", "answered"):
        return values
    if values["received"] > moment - OPEN:
        return values
    return values | {"state": "closed", "due": NEVER, "yellow": NEVER, "asked": False}


def _commit(catalog) -> None:
    catalog.waiting.clear()
    transaction.commit()
    catalog._p_jar.cacheGC()


print(json.dumps(grow(app.Plone, int(sys.argv[1]))))  # noqa: F821
