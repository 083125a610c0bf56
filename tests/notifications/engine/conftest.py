"""A plain desk in a database of its own, and channels that remember."""

from tests.notifications.engine.post import Channel
from tests.notifications.engine.post import make_desk
from tests.notifications.engine.post import registered
from tests.writer.conftest import database
from tests.writer.conftest import place
from zope.component.hooks import getSite

import pytest
import transaction


__all__ = ["database", "place"]


@pytest.fixture
def desk(place, monkeypatch):
    """A desk, committed; the caller writes in its own transaction."""
    monkeypatch.setenv("JIESU_WRITER", "inline")
    made = make_desk(getSite())
    transaction.commit()
    return made


@pytest.fixture
def post():
    """A renderer, and the channels "mail" and "wecom"."""
    with registered(mail=Channel(), wecom=Channel()) as post:
        yield post
