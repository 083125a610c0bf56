"""Every page on a phone, on a wide screen and in the dark: for everybody.

A new page is one line in PAGES.
"""

from axe_playwright_python.sync_playwright import Axe
from collections.abc import Iterator
from dataclasses import dataclass
from tests.pages.person import PHONE
from tests.pages.person import WIDE
from tests.pages.person import ZOOMED
from tests.pages.words import untranslated

import pytest


ANYBODY = None
STUDENT = "student1"
# Who follows something of the demo.
FOLLOWER = "student2"
HANDLER = "academic-handler"
HEAD = "academic-head"
OFFICE = "office"
SUPERVISOR = "supervisor"
EDITOR = "editor"

AXE = Axe()
WCAG = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
OUR_PART = {"include": [[".ji"]]}
# Layout shift that nobody sees, as Chromium reckons it; 0.1 is what is called good.
SHIFT = 0.02


@dataclass(frozen=True)
class Shown:
    """A page that somebody sees.

    path: below the desk
    of: the state of the complaint that `path` is below of; "" for none
    send: whether to send the page's form as it is, so that it complains
    follow: whether to go on to the first thing on the page's list
    says: what to type before the form is sent
    by_link: whether to come by the link to rate the newest answer
    """

    user: str | None
    path: str = ""
    of: str = ""
    send: bool = False
    follow: bool = False
    says: str = ""
    by_link: bool = False

    def __str__(self) -> str:
        """For the test's name."""
        name = "/".join(part for part in (self.of, self.path) if part) or "desk"
        more = "-errors" if self.send else "-first" if self.follow else ""
        more += "-remarks" if self.says else ""
        return f"{self.user or 'anybody'}-{name}{more}"


PAGES = (
    Shown(ANYBODY),
    Shown(ANYBODY, "@@submit"),
    Shown(ANYBODY, "@@track"),
    Shown(ANYBODY, "nothing-here"),
    Shown(ANYBODY, "../accessibility-info"),
    Shown(ANYBODY, "faq?q=没有这样的词"),
    Shown(STUDENT),
    Shown(HANDLER),
    Shown(STUDENT, "@@submit"),
    Shown(STUDENT, "@@submit", send=True),
    Shown(STUDENT, "@@mine"),
    Shown(FOLLOWER, "@@mine?tab=followed"),
    Shown(FOLLOWER, "@@mine?tab=followed", follow=True),
    Shown(STUDENT, "@@mine?tab=followed"),
    Shown(HANDLER, "@@handle/headline", of="processing"),
    Shown(STUDENT, "@@office"),
    Shown(STUDENT, of="answered"),
    Shown(STUDENT, "@@handle/rate", of="answered", send=True),
    Shown(HANDLER, of="processing"),
    Shown(HANDLER, "@@handle/answer", of="processing"),
    Shown(HANDLER, "@@handle/answer", of="processing", send=True),
    Shown(
        HANDLER,
        "@@handle/answer",
        of="processing",
        send=True,
        says="我们将尽快更换灯泡，急用请联系13812345678。",
    ),
    Shown(ANYBODY, "@@rate", by_link=True),
    Shown(ANYBODY, "@@rate", by_link=True, send=True),
    Shown(ANYBODY, "@@rate?t=wrong"),
    Shown(ANYBODY, "@@rate?rated=1"),
    Shown(HEAD, "departments/academic/@@deputies"),
    Shown(HEAD, "departments/academic/@@deputies", send=True),
    Shown(OFFICE, of="triage"),
    Shown(OFFICE, "@@handle/dispatch", of="triage"),
    Shown(HANDLER, "departments/academic"),
    Shown(HANDLER, "departments/academic?tab=processing&category=academic-classroom"),
    Shown(HEAD, "departments/academic/@@members?who=student"),
    Shown(HEAD, "departments/academic/@@department-settings"),
    Shown(HANDLER, "@@handle/consult", of="processing", send=True),
    Shown(OFFICE, "@@handle/merge", of="processing", send=True),
    Shown(OFFICE, "@@office"),
    Shown(OFFICE, "@@bulk?action=note"),
    Shown(OFFICE, "@@statistics?from=2020-01-01&to=2030-12-31"),
    Shown(OFFICE, "@@statistics?from=2020-01-01&to=2030-12-31&department=it&kind=help"),
    Shown(OFFICE, "@@statistics?score=9"),
    Shown(HEAD, "@@statistics"),
    Shown(SUPERVISOR, "@@wall"),
    Shown(HANDLER, "@@workload"),
    Shown(OFFICE, "@@workload?from=2020-01-01&to=2030-12-31"),
    Shown(OFFICE, "@@figure?measure=on_time&part=whole"),
    Shown(HEAD, "@@figure?measure=received&by=score&group=5"),
    Shown(OFFICE, "@@settings/figures"),
    Shown(OFFICE, "@@export?of=@@office&tab=all"),
    Shown(HANDLER, "@@export?of=academic&tab=all"),
    Shown(HANDLER, "@@export?job=gone"),
    Shown(OFFICE, "@@exports"),
    Shown(OFFICE, "@@reports", follow=True),
    Shown(SUPERVISOR, "@@reports?tab=monthly", follow=True),
    Shown(OFFICE, "@@reports?tab=drafts"),
    Shown(OFFICE, "@@settings/reports"),
    Shown(HEAD, "@@faq", of="answered"),
    Shown(OFFICE, "departments"),
    Shown(OFFICE, "categories"),
    Shown(OFFICE, "categories/academic"),
    Shown(ANYBODY, "@@submit"),
    Shown(ANYBODY, "@@track"),
    Shown(STUDENT, "../forms/repair"),
    Shown(EDITOR, "../forms/general"),
    Shown(HANDLER, "departments/academic?tab=handled"),
    Shown(HANDLER, "departments/academic?q=没有这样的"),
    Shown(HEAD, "departments/academic/@@templates"),
    Shown(OFFICE, "@@templates"),
    Shown(HANDLER, "@@inbox"),
    Shown(EDITOR, "@@inbox"),
    Shown(HEAD, "@@notifications"),
    Shown(STUDENT, "@@notifications"),
    Shown(HEAD, "departments/academic/@@notifications"),
    Shown(OFFICE, "@@notification-defaults"),
    Shown(OFFICE, "@@messages"),
    Shown(OFFICE, "@@messages?message=your_answer"),
    Shown(SUPERVISOR, "@@office"),
    Shown(OFFICE, "@@outbox"),
    Shown(OFFICE, "@@supervisions"),
    Shown(OFFICE, "@@supervisions", follow=True),
    Shown(HEAD, "supervision", follow=True),
    Shown(OFFICE, "@@supervisions?tab=ended"),
    Shown(SUPERVISOR, "@@supervise"),
    Shown(SUPERVISOR, "@@supervise", send=True),
    Shown(OFFICE, "@@handle/supervise", of="processing"),
    Shown(STUDENT, "@@supervisions"),
    Shown(OFFICE, "@@look"),
    Shown(OFFICE, "@@look?look=dark"),
    # Public answers
    Shown(ANYBODY, "answers"),
    Shown(ANYBODY, "answers?q=没有这样的词"),
    Shown(ANYBODY, "answers", follow=True),
    Shown(HEAD, "answers/@@waiting"),
    Shown(HEAD, "answers/@@waiting", follow=True),
    Shown(OFFICE, "answers", follow=True),
    Shown(HANDLER, "@@publication", of="answered"),
    Shown(OFFICE, "@@settings/publishing"),
    Shown(EDITOR, "@@embedding"),
    Shown(OFFICE, "@@embedding?what=faq&category=logistics"),
    Shown(OFFICE, "@@entries?category=logistics"),
    Shown(EDITOR, "@@qrsheet"),
    Shown(OFFICE, "@@settings/embedding"),
    Shown(EDITOR, "../forms/@@make-form"),
    Shown(ANYBODY, "@@statistics"),
    Shown(ANYBODY, "@@statistics?from=2026-10-01&to=2026-10-31"),
    Shown(ANYBODY, "@@statistics?from=2026-08-01&to=2026-10-31"),
    Shown(ANYBODY, "faq"),
    Shown(ANYBODY, "faq?q=没有这样的"),
    Shown(ANYBODY, "faq", follow=True),
    Shown(ANYBODY, "faq?q=没热水"),
    Shown(ANYBODY, "faq?category=academic"),
    Shown(ANYBODY, "departments"),
    Shown(ANYBODY, "departments/logistics/@@about"),
    Shown(HANDLER, "departments/academic/@@about"),
    Shown(OFFICE, "@@settings/visitors"),
)


class TestPages:
    """WCAG 2.1 A and AA, as far as a program can tell, and what else every page keeps.

    Only what is inside `.ji`, our own part of the page: the frame is Plone's.
    """

    @pytest.mark.parametrize("shown", PAGES, ids=str)
    def test_page(self, use, first, rating_link, shown):
        person = use(shown.user, WIDE)
        page = go(person, first, shown, rating_link)
        faults = [*violations(page, "wide"), *strange(page), *widths(page)]
        faults += shifts(page)
        person.at(PHONE)
        if not shown.send:
            # What jumps on a phone may not do so on a wide screen.
            page.reload()
            page.locator(".ji").wait_for()
        faults += [*violations(page, "phone"), *widths(page), *shifts(page)]
        page.emulate_media(color_scheme="dark")
        faults += violations(page, "dark")
        page.emulate_media(color_scheme="light")
        person.at(ZOOMED)
        faults += widths(page)
        assert faults == []


class TestPaper:
    """On paper stands what one reads."""

    @pytest.mark.parametrize(
        ("user", "path", "read"),
        [
            (ANYBODY, "faq", ".ji-item .ji-title"),
            (ANYBODY, "answers", ".ji-item .ji-title"),
            (STUDENT, "@@mine", ".ji-item .ji-title"),
            (HANDLER, "departments/academic", ".ji-item .ji-title"),
            (ANYBODY, "departments/logistics/@@about", ".ji h1"),
        ],
    )
    def test_nothing_to_press(self, use, user, path, read):
        """Neither buttons nor fields."""
        page = use(user, WIDE).go(path)
        page.emulate_media(media="print")
        pressed = ("form", ".ji-btn", "input")
        found = page.locator(", ".join(f".ji {one}:visible" for one in pressed))
        shown = found.count(), page.locator(read).first.is_visible()
        page.emulate_media(media="screen")
        assert shown == (0, True)


def widths(page) -> Iterator[str]:
    """Whether one has to scroll sideways."""
    wide = page.evaluate("document.scrollingElement.scrollWidth")
    window = page.viewport_size["width"]
    if wide > window:
        yield f"{wide} pixels wide in a window of {window}"


def shifts(page) -> Iterator[str]:
    """Whether something jumped while the page was loading."""
    moved = page.evaluate("window.jiShifts")
    if sum(one["by"] for one in moved) > SHIFT:
        yield f"it moves while it loads: {moved}"


def strange(page) -> Iterator[str]:
    """A page without its one heading or title, and words that are no Chinese."""
    headings = page.locator("h1").count()
    if headings != 1:
        yield f"{headings} h1"
    if not page.title().strip():
        yield "no title"
    for words in untranslated(page, ".ji"):
        yield f"not Chinese: {words}"


def go(person, first, shown: Shown, rating_link):
    """Go to a page."""
    path = rating_link() if shown.by_link else shown.path
    if shown.of:
        path = f"{first(shown.user, shown.of)}/{path}".rstrip("/")
    page = person.go(path)
    if shown.says:
        page.locator("#ji-f-text").fill(shown.says)
        page.locator(".ji [name=outcome]").first.check()
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
