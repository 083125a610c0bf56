"""At the start of a process: texts that waited when it stopped are indexed."""

from jiesu.addon import logger
from jiesu.addon.catalog.catalog import catalog_of
from jiesu.addon.catalog.indexing import index_texts
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.content.lookup import desks_in
from jiesu.addon.writer.api import later
from jiesu.addon.writer.background import in_background

import transaction


def database_opened(event) -> None:
    """Ask the writer to index what waits in every desk."""
    if not in_background():
        return
    connection = event.database.open()
    try:
        ask_for_waiting(connection.root()["Application"])
        transaction.commit()
    except Exception:
        # A start must not fail for it: the next submission asks again.
        transaction.abort()
        logger.exception("catalog: waiting texts are not looked for")
    finally:
        connection.close()


def ask_for_waiting(application) -> None:
    """Have the texts that wait indexed, by a writer, after this transaction.

    :param application: Zope's root
    """
    for desk in desks_in(application):
        complaints = complaints_of(desk)
        if catalog_of(complaints).waiting:
            later(complaints, index_texts)
