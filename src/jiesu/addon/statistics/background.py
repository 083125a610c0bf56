"""At the start of a process that serves: the columns are read, so that nobody waits."""

from jiesu.addon import logger
from jiesu.addon.statistics.engine import columns_of
from jiesu.addon.writer.api import MODE
from jiesu.addon.writer.api import THREAD
from plone.base.interfaces import IPloneSiteRoot
from threading import Thread
from zope.component.hooks import setSite

import os
import transaction


def database_opened(event) -> None:
    """Read the columns of all desks in a thread. Scripts and tests do without."""
    if os.environ.get(MODE) == THREAD:
        Thread(
            target=read_all, args=(event.database,), name="jiesu-figures", daemon=True
        ).start()


def read_all(database) -> None:
    """Read the columns of all desks of a database, in a connection of its own."""
    connection = database.open()
    try:
        for site in connection.root()["Application"].objectValues():
            if IPloneSiteRoot.providedBy(site):
                _read_in(site)
    except Exception:
        # Whoever asks first reads them instead.
        logger.exception("statistics: the columns are not read at the start")
    finally:
        setSite(None)
        transaction.abort()
        connection.close()


def _read_in(site) -> None:
    setSite(site)
    for brain in site.portal_catalog.unrestrictedSearchResults(portal_type="JiesuDesk"):
        with columns_of(brain._unrestrictedGetObject()):
            pass
