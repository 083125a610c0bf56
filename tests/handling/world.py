"""A small desk for tests: the demo's people, departments and categories, no complaints.

Used by the tests of several rooms: `from tests.handling.world import desk` in a
conftest, and the functions below in the tests.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from datetime import timedelta
from jiesu.addon.calendar.moment import at
from jiesu.addon.catalog.indexing import _waiting
from jiesu.addon.catalog.indexing import flush
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.demo import load
from jiesu.addon.handling.perform import forget_roles
from jiesu.addon.handling.perform import perform
from jiesu.addon.intake.birth import submit
from jiesu.addon.intake.routing import forget_names
from plone import api
from tests.pictures import picture
from zoneinfo import ZoneInfo

import pytest
import transaction


SHANGHAI = ZoneInfo("Asia/Shanghai")
# A Monday morning in an ordinary week.
MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=SHANGHAI)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

PNG = picture("PNG")

ANONYMOUS = None
MANAGER = "manager"


@pytest.fixture(scope="class")
def desk(portal_class):
    """The desk `jiesu`, and a Manager who has nothing to do with it."""
    with api.env.adopt_roles(["Manager"]):
        load.make_accounts()
        made = load.make_desk(portal_class)
        load.make_departments(made)
        load.make_categories(made)
        load.fill_groups()
        portal_class.acl_users.source_users.addUser(MANAGER, MANAGER, "secret-12345")
        portal_class.acl_users.portal_role_manager.assignRoleToPrincipal(
            "Manager", MANAGER
        )
    return made


@pytest.fixture
def undone(desk):
    """Take back at the end what the test did; for desks that a class shares."""
    with rolled_back():
        yield


@contextmanager
def rolled_back() -> Iterator[None]:
    """Take back at the end of the block what it did."""
    flush()
    savepoint = transaction.savepoint()
    try:
        yield
    finally:
        _waiting().clear()
        savepoint.rollback()
        forget_names()
        forget_roles()


@contextmanager
def acting(who: str | None, when: datetime | None = None) -> Iterator[None]:
    """Be this person (None: nobody who logged in) at this time for the block."""
    # Who somebody is a deputy for depends on the time; this is a request of its own.
    forget_roles()
    with at(when or MONDAY):
        user = api.portal.get().acl_users._nobody if who is None else api.user.get(who)
        user = user if who is None else user.getUser()
        with api.env.adopt_user(user=user):
            yield


def complain(desk, who: str = "student1", when: datetime | None = None, **facts):
    """Submit a complaint; it goes to `academic` unless the facts say otherwise."""
    if "department" not in facts:
        facts.setdefault("category", "academic-classroom")
    raw = {"text": "335教室投影仪不清晰", "agreed": True} | facts
    with acting(who, when):
        return complaints_of(desk)[submit(desk, raw).id]


def do(complaint, who: str | None, action: str, when=None, **data):
    """Let a person act; returns the journal entry."""
    with acting(who, when):
        return perform(complaint, action, data)
