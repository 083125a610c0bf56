"""Run in the site by replies.py: forget the demo's rows, or tell handling times.

python -m instance.console bench/replied.py clear | tell
"""

from jiesu.addon.catalog.catalog import catalog_of
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.statistics.asked import Asked
from jiesu.addon.statistics.behind import documents_of
from jiesu.addon.statistics.behind import Figure
from jiesu.addon.statistics.engine import columns_of
from jiesu.addon.statistics.measures import TIME
from jiesu.addon.statistics.report import report
from zope.component.hooks import setSite

import json
import sys
import transaction


def clear(desk) -> dict:
    """Let the catalog be empty: the demo's complaints are not to be counted."""
    catalog_of(complaints_of(desk)).clear()
    transaction.commit()
    return {}


def tell(desk) -> dict:
    """What the figures say, and the minutes of each message by its key."""
    total = report(desk, Asked())[0].total.figures
    counted = set(documents_of(desk, Figure(Asked(), TIME)))
    keys = catalog_of(complaints_of(desk)).getIndex("key")._index
    with columns_of(desk) as columns:
        minutes = dict(
            zip(columns["document"].tolist(), columns["minutes"].tolist(), strict=True)
        )
    return {
        "received": total.counts["received"],
        "times": vars(total.times),
        "minutes": {
            key: minutes[document]
            for key, document in keys.items()
            if document in counted
        },
    }


setSite(app.Plone)  # noqa: F821
print(json.dumps({"clear": clear, "tell": tell}[sys.argv[1]](app.Plone.jiesu)))  # noqa: F821
