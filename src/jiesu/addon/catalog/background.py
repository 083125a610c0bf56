"""Texts that still wait are indexed: at the start of a process, and in each round.

Whoever submits asks for it. A process that was killed does so no more, and another one
goes on where it left.
"""

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
    if in_background():
        index_waiting(event.database)


def index_waiting(database) -> None:
    """Ask the writer of a database to index what waits in every desk."""
    try:
        connection = database.open()
        try:
            ask_for_waiting(connection.root()["Application"])
            transaction.commit()
        finally:
            transaction.abort()
            connection.close()
    except Exception:
        # Nothing must fail for it, as where the database is away: somebody asks again.
        logger.exception("catalog: waiting texts are not looked for")


def ask_for_waiting(application) -> None:
    """Have the texts that wait indexed, by a writer, after this transaction.

    :param application: Zope's root
    """
    for desk in desks_in(application):
        complaints = complaints_of(desk)
        if catalog_of(complaints).waiting:
            later(complaints, index_texts)
