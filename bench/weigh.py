"""Run in the site by bytes.py: what single submissions add to the database file.

python -m instance.console bench/weigh.py
"""

from bench.sample import complaint
from collections import defaultdict
from itertools import islice
from jiesu.addon.catalog.indexing import index_all_texts
from jiesu.addon.catalog.indexing import index_texts
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.intake.birth import bear
from jiesu.addon.intake.submission import read_submission
from pathlib import Path
from plone.dexterity.utils import createContentInContainer
from ZODB.utils import get_pickle_metadata
from zope.component.hooks import setSite

import json
import os
import transaction


MEASURED = 30
# Numbers of complaints that are not there yet.
FIRST = 10_000_000
KINDS_SHOWN = 30


def weigh(site) -> dict:
    """Submit one by one, each text indexed alone, and look at what was written."""
    setSite(site)
    desk = site.jiesu
    index_all_texts(desk)
    transaction.commit()
    storage = desk._p_jar.db().storage
    before = sum(1 for _ in storage.iterator())
    sizes = [added(lambda n=n: submit(desk, n)) for n in range(FIRST, FIRST + MEASURED)]
    kinds = by_kind(islice(storage.iterator(), before, None))
    documents = [added(lambda n=n: add_document(site, n)) for n in range(MEASURED)]
    return {
        "mean": sum(sizes) / MEASURED,
        "worst": max(sizes),
        "document": sum(documents) / MEASURED,
        "kinds": kinds,
    }


def added(work) -> int:
    """How much the file has grown after this."""
    path = Path(os.environ["DATA"]) / "filestorage" / "Data.fs"
    size = path.stat().st_size
    work()
    return path.stat().st_size - size


def submit(desk, number: int) -> None:
    """Two transactions, as for a single submission on a quiet day."""
    bear(desk, read_submission(desk, complaint(number)), "student1")
    transaction.commit()
    index_texts(complaints_of(desk))
    transaction.commit()


def add_document(site, number: int) -> None:
    """The same text in a plain document."""
    made = complaint(number)
    createContentInContainer(
        site, "Document", title=made["title"], description=made["text"]
    )
    transaction.commit()


def by_kind(transactions) -> dict[str, tuple[float, float]]:
    """Bytes and records for one submission by class, the largest first."""
    sizes: dict[str, int] = defaultdict(int)
    records: dict[str, int] = defaultdict(int)
    for written in transactions:
        for record in written:
            kind = ".".join(get_pickle_metadata(record.data))
            sizes[kind] += len(record.data)
            records[kind] += 1
    largest = sorted(sizes, key=sizes.get, reverse=True)[:KINDS_SHOWN]
    return {
        kind: (sizes[kind] / MEASURED, records[kind] / MEASURED) for kind in largest
    }


print(json.dumps(weigh(app.Plone)))  # noqa: F821
