"""What the public pages weigh, on a first visit, within tests/pages/budget.json.

Bytes as they go over the wire behind instance/zope.ini or a proxy that compresses.
Times are what bench/phone.py is for: on a busy machine they say nothing.
"""

from collections import Counter
from instance import compress
from pathlib import Path
from playwright.sync_api import expect
from tests.pages.person import close
from tests.pages.person import Person
from tests.pages.person import PHONE
from tests.pages.person import WIDE
from tests.pages.test_accessible import violations

import gzip
import json
import pytest


BUDGET = json.loads((Path(__file__).parent / "budget.json").read_text())
# Plone's script for editors, and what comes with it.
EDITORS = "script[data-bundle=plone]"


@pytest.fixture
def visit(chromium, served):
    """A first visit: ``visit(user, path)`` gives the page and what came with it."""
    people = []

    def first(user: str | None, path: str = "@@submit", width: int = PHONE):
        person = Person(chromium, served.absolute_url(), user, works_offline=True).at(
            width
        )
        people.append(person)
        seen = []
        person.page.on("response", lambda one: seen.append(one))
        page = person.go(path)
        page.wait_for_load_state("networkidle")
        return page, [one for one in seen if one.url.startswith("http")]

    yield first
    for person in people:
        close(person.context)
        assert person.errors == []


def wire(response) -> int:
    """Bytes of an answer, compressed where the instance does that."""
    body = response.body()
    kind = response.headers.get("content-type", "")
    small = len(body) < compress.LEAST
    return len(body if small or not kind.startswith(compress.KINDS) else squeeze(body))


def squeeze(body: bytes) -> bytes:
    return gzip.compress(body, compress.LEVEL)


class TestBudget:
    """Of a guest's first visit."""

    @pytest.mark.parametrize("path", BUDGET)
    def test_kept(self, visit, path):
        """In all, and by kind."""
        _page, responses = visit(None, path)
        sizes: Counter = Counter()
        for one in responses:
            sizes[one.request.resource_type] += wire(one)
        sizes["total"] = sum(sizes.values())
        sizes["requests"] = len(responses)
        over = {
            kind: (sizes[kind], most)
            for kind, most in BUDGET[path].items()
            if sizes[kind] > most
        }
        assert not over, sizes

    def test_what_is_wanted(self):
        """The issue's own figure is never given away."""
        assert max(budget["total"] for budget in BUDGET.values()) < 150_000


class TestLight:
    """Who gets Plone's script, and what the header does without it."""

    @pytest.mark.parametrize("user", [None, "student1", "teacher1"])
    def test_submitters_do_without(self, visit, user):
        """Neither script nor toolbar."""
        page, _responses = visit(user)
        expect(page.locator(EDITORS)).to_have_count(0)
        expect(page.locator("#edit-zone")).to_have_count(0)
        expect(page.locator("body.ji-lean")).to_have_count(1)

    @pytest.mark.parametrize("user", ["office", "academic-handler"])
    def test_staff_keep_it(self, visit, user):
        """They go on from here to pages that need it."""
        page, _responses = visit(user)
        expect(page.locator(EDITORS)).to_have_count(1)
        expect(page.locator("body.ji-lean")).to_have_count(0)

    def test_navigation_of_a_phone(self, visit):
        """Opens and closes, by tap and by keyboard."""
        page, _responses = visit(None)
        button = page.locator(".navbar-toggler")
        panel = page.locator("#offcanvasNavbar")
        expect(panel).to_be_hidden()
        button.click()
        expect(panel).to_be_visible()
        expect(panel).to_be_focused()
        assert [*violations(page, "phone")] == []
        page.keyboard.press("Escape")
        expect(panel).to_be_hidden()
        expect(button).to_be_focused()
        page.keyboard.press("Enter")
        expect(panel).to_be_visible()
        panel.locator(".btn-close").click()
        expect(panel).to_be_hidden()
        expect(button).to_have_attribute("aria-expanded", "false")

    @pytest.mark.parametrize("width", [PHONE, WIDE])
    def test_menu_under_ones_name(self, visit, width):
        """Holds the way out."""
        page, _responses = visit("student1", width=width)
        page.locator("#user-name").click()
        leave = page.locator("#portal-membertools").get_by_role("link", name="退出")
        expect(leave).to_be_visible()
        assert [*violations(page, str(width))] == []
        page.locator("h1").click()
        expect(leave).to_be_hidden()
        page.locator("#user-name").click()
        leave.click()
        page.wait_for_url("**/plone")
