"""Every page on a phone, on a wide screen and in the dark: for everybody."""

from axe_playwright_python.sync_playwright import Axe
from collections.abc import Iterator
from dataclasses import dataclass
from tests.pages.person import PHONE
from tests.pages.person import WIDE

import pytest


ANYBODY = None
STUDENT = "student1"
HANDLER = "academic-handler"
HEAD = "academic-head"
OFFICE = "office"

AXE = Axe()
WCAG = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
OUR_PART = {"include": [[".ji"]]}


@dataclass(frozen=True)
class Shown:
    """A page that somebody sees.

    path: below the desk
    of: the state of the complaint that `path` is below of; "" for none
    send: whether to send the page's form as it is, so that it complains
    follow: whether to go on to the first thing on the page's list
    """

    user: str | None
    path: str = ""
    of: str = ""
    send: bool = False
    follow: bool = False

    def __str__(self) -> str:
        """For the test's name."""
        name = "/".join(part for part in (self.of, self.path) if part) or "desk"
        more = "-errors" if self.send else "-first" if self.follow else ""
        return f"{self.user or 'anybody'}-{name}{more}"


PAGES = (
    Shown(ANYBODY),
    Shown(STUDENT),
    Shown(HANDLER),
    Shown(STUDENT, "@@submit"),
    Shown(STUDENT, "@@submit", send=True),
    Shown(STUDENT, "@@mine"),
    Shown(STUDENT, of="answered"),
    Shown(STUDENT, "@@handle/rate", of="answered", send=True),
    Shown(HANDLER, of="processing"),
    Shown(HANDLER, "@@handle/answer", of="processing"),
    Shown(HANDLER, "@@handle/answer", of="processing", send=True),
    Shown(OFFICE, of="triage"),
    Shown(OFFICE, "@@handle/dispatch", of="triage"),
    Shown(HANDLER, "departments/academic"),
    Shown(HANDLER, "departments/academic?tab=processing&category=academic-classroom"),
    Shown(HEAD, "departments/academic/@@members?who=student"),
    Shown(OFFICE, "@@office"),
    Shown(OFFICE, "@@statistics?from=2020-01-01&to=2030-12-31"),
    Shown(HEAD, "@@statistics"),
    Shown(OFFICE, "departments"),
    Shown(OFFICE, "categories"),
    Shown(OFFICE, "categories/academic"),
    Shown(ANYBODY, "faq"),
    Shown(ANYBODY, "faq", follow=True),
)


class TestPages:
    """WCAG 2.1 A and AA, as far as a program can tell.

    Only what is inside `.ji`, our own part of the page: the frame is Plone's.
    """

    @pytest.mark.parametrize("shown", PAGES, ids=str)
    def test_page(self, use, first, shown):
        person = use(shown.user, WIDE)
        page = go(person, first, shown)
        faults = [*violations(page, "wide")]
        person.at(PHONE)
        faults += violations(page, "phone")
        assert page.evaluate("document.scrollingElement.scrollWidth") <= PHONE
        page.emulate_media(color_scheme="dark")
        faults += violations(page, "dark")
        page.emulate_media(color_scheme="light")
        assert faults == []


def go(person, first, shown: Shown):
    """Go to a page."""
    path = shown.path
    if shown.of:
        path = f"{first(shown.user, shown.of)}/{path}".rstrip("/")
    page = person.go(path)
    if shown.send:
        page.locator(".ji form[method=post] .ji-btn.is-primary").click()
        page.locator("#ji-errors").wait_for()
    if shown.follow:
        with page.expect_navigation():
            page.locator(".ji-item .ji-title").first.click()
    page.locator(".ji").wait_for()
    return page


def violations(page, look: str) -> Iterator[str]:
    """What axe finds, in one line each."""
    options = {"runOnly": WCAG, "resultTypes": ["violations"]}
    for one in AXE.run(page, OUR_PART, options).response["violations"]:
        for node in one["nodes"]:
            place = ", ".join(node["target"])
            yield f"{look}: {one['id']}: {place}: {node['failureSummary']}"
