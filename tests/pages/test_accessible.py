"""Every page on a phone, on a wide screen and in the dark: for everybody.

A new page is one line in PAGES.
"""

from axe_playwright_python.sync_playwright import Axe
from collections.abc import Iterator
from dataclasses import dataclass
from tests.pages.person import PHONE
from tests.pages.person import WIDE

import pytest
import re


ANYBODY = None
STUDENT = "student1"
HANDLER = "academic-handler"
HEAD = "academic-head"
OFFICE = "office"
SUPERVISOR = "supervisor"
EDITOR = "editor"

AXE = Axe()
WCAG = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
OUR_PART = {"include": [[".ji"]]}

# What stands on a page in our part of it, as a reader sees it, but for what people and
# programs wrote in their own letters (code, keys, names of files and of accounts).
VISIBLE = """() => {
  const walker = document.createTreeWalker(
    document.querySelector(".ji"), NodeFilter.SHOW_TEXT
  );
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    const letters = parent.closest("code, kbd, script, style, textarea, .ji-file");
    const shown = !letters && parent.checkVisibility();
    if (shown && node.data.trim()) found.push(node.data.trim());
  }
  for (const one of document.querySelectorAll(".ji [placeholder], .ji [aria-label]"))
    found.push(one.getAttribute("placeholder") || one.getAttribute("aria-label"));
  return found;
}"""
# A msgid or a token: title_of_something, academic-classroom.
RAW = re.compile(r"\b[a-z]+(_[a-z0-9]+)+\b")
ENGLISH = re.compile(r"[A-Za-z]{2,}")
# Words that Chinese has taken as they are, names of files, keys, codes and numbers, and
# accounts of the demo.
TAKEN = re.compile(
    r"(?<![A-Za-z])(PDF|Word|Excel|PowerPoint|FAQ|CSV|KB|MB|WiFi|Wi-Fi|JavaScript|English|Plone"
    r"|QQ|OA|VPN|PPT|PPTX?|USB|HDMI|LED|ID|App|IT|APP|Office|jpg|jpeg|png|pdf|docx?|xlsx?"
    r"|Tab)(?![A-Za-z])"
    r"|\d{8}-[0-9A-Z]{6}|[0-9A-Z]{4}(-[0-9A-Z]{4}){2}|[\w.-]*(student|teacher|handler|head|office)\d?\b|[a-z-]+@[\w.]+"
)


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
    Shown(ANYBODY, "faq?q=没有这样的词"),
    Shown(STUDENT),
    Shown(HANDLER),
    Shown(STUDENT, "@@submit"),
    Shown(STUDENT, "@@submit", send=True),
    Shown(STUDENT, "@@mine"),
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
    Shown(ANYBODY, "@@statistics"),
    Shown(ANYBODY, "faq"),
    Shown(ANYBODY, "faq?q=没有这样的"),
    Shown(ANYBODY, "faq", follow=True),
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
        person.at(PHONE)
        faults += [*violations(page, "phone"), *widths(page)]
        page.emulate_media(color_scheme="dark")
        faults += violations(page, "dark")
        page.emulate_media(color_scheme="light")
        assert faults == []


def widths(page) -> Iterator[str]:
    """Whether one has to scroll sideways."""
    wide = page.evaluate("document.scrollingElement.scrollWidth")
    window = page.viewport_size["width"]
    if wide > window:
        yield f"{wide} pixels wide in a window of {window}"


def strange(page) -> Iterator[str]:
    """A page without its one heading or title, and words that are no Chinese."""
    headings = page.locator("h1").count()
    if headings != 1:
        yield f"{headings} h1"
    if not page.title().strip():
        yield "no title"
    for words in page.evaluate(VISIBLE):
        if RAW.search(words) or ENGLISH.search(TAKEN.sub("", words)):
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
