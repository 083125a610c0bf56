"""People who use the pages with a real Chromium, on a phone or a wide screen."""

from jiesu.addon.catalog.queries import find
from jiesu.addon.catalog.queries import Query
from jiesu.addon.handling.ratinglinks import rating_url
from playwright.sync_api import expect
from playwright.sync_api import sync_playwright
from plone import api
from tests.pages.person import close
from tests.pages.person import PATIENCE
from tests.pages.person import Person
from tests.pages.person import WIDE

import pytest


CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(scope="session")
def chromium():
    """The browser; scripts/browser sees to it that it is there."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--no-first-run",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="class")
def people(chromium, served):
    """Makes people, each once: ``people("student1")``; None is nobody."""
    known: dict[str | None, Person] = {}

    def person(user: str | None) -> Person:
        if user not in known:
            known[user] = Person(chromium, served.absolute_url(), user)
        return known[user]

    yield person
    for one in known.values():
        close(one.context)


@pytest.fixture(autouse=True)
def no_errors(people):
    """No script fails, and nothing is fetched from elsewhere."""
    seen: dict[str | None, Person] = {}
    yield seen
    failed = {user: person.errors[:] for user, person in seen.items()}
    for person in seen.values():
        person.errors.clear()
    assert not any(failed.values()), failed


@pytest.fixture
def use(people, no_errors):
    """Somebody at a screen: ``use("student1", PHONE)``."""

    def somebody(user: str | None, width: int = WIDE) -> Person:
        no_errors[user] = people(user)
        return people(user).at(width)

    return somebody


@pytest.fixture
def first(served):
    """The address of the newest complaint that somebody sees: by state and more."""

    def url(user: str, state: str, **criteria) -> str:
        served._p_jar.sync()
        with api.env.adopt_user(username=user):
            query = Query(states=(state,), **criteria)
            row = find(served, query, "-received", size=1).rows[0]
        return f"{served.absolute_url()}/complaints/{row.id}"

    return url


@pytest.fixture
def rating_link(served):
    """The link to rate the newest answer: ``rating_link()``."""

    def url() -> str:
        served._p_jar.sync()
        with api.env.adopt_user(username="office"):
            row = find(served, Query(states=("answered",)), "-received", size=1).rows[0]
        return rating_url(served["complaints"][row.id])

    return url
