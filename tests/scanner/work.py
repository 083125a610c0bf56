"""Scanning a desk within the transaction of a test."""

from datetime import datetime
from jiesu.addon.calendar.moment import at
from jiesu.addon.catalog.indexing import flush
from jiesu.addon.scanner.outcome import Outcome
from jiesu.addon.scanner.scan import scan

import transaction


def within(desk, function, *arguments):
    """Do a piece of work; taken back where it fails, as a transaction would be."""
    flush()
    savepoint = transaction.savepoint()
    try:
        result = function(desk, *arguments)
        flush()
    except Exception:
        savepoint.rollback()
        raise
    return result


def scan_at(desk, when: datetime, **options) -> Outcome:
    """A round at a moment."""
    with at(when):
        return scan(desk, transact=within, **options)
