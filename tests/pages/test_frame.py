"""Plone's own pages that ordinary people meet, whole: in Chinese, and usable.

Our pages are looked at in test_accessible.py; here their frame is, too.
"""

from playwright.sync_api import expect
from tests.pages.person import WIDE
from tests.pages.test_accessible import AXE
from tests.pages.words import untranslated

import pytest


ANYBODY = None
STUDENT = "student1"
HANDLER = "academic-handler"
EDITOR = "editor"

# Below the site.
PAGES = (
    (ANYBODY, ""),
    (ANYBODY, "login"),
    (ANYBODY, "require_login"),
    (ANYBODY, "mail_password_form"),
    (ANYBODY, "passwordreset/wrong"),
    (ANYBODY, "sitemap"),
    (ANYBODY, "search?SearchableText=投影"),
    (ANYBODY, "search?SearchableText=没有这样的词"),
    (ANYBODY, "contact-info"),
    (ANYBODY, "accessibility-info"),
    (ANYBODY, "nothing-here"),
    (ANYBODY, "forms"),
    (ANYBODY, "forms/general"),
    (ANYBODY, "forms/repair"),
    (ANYBODY, "jiesu"),
    (ANYBODY, "jiesu/@@submit"),
    (ANYBODY, "jiesu/@@office"),
    (STUDENT, ""),
    (STUDENT, "logout"),
    (STUDENT, "@@personal-information"),
    (STUDENT, "@@change-password"),
    (STUDENT, "jiesu/@@mine"),
    (STUDENT, "forms/general"),
    (HANDLER, ""),
    (HANDLER, "jiesu/departments/academic"),
    (HANDLER, "@@personal-information"),
)
# The title of the tests' site, names in Plone's texts, words that Chinese has taken.
NAMES = (
    r"Plone site|CMS/WCM|CMS|WCM|GNU GPL|Web|Cookies|Email|URL|image/\*|admin|EasyForm"
)
ICAL = "iCalendar"


@pytest.mark.parametrize(
    ("user", "path"), PAGES, ids=lambda part: str(part or "").replace("/", "-") or "-"
)
class TestPages:
    """One page each."""

    def test_in_chinese(self, use, served, user, path):
        """Nothing on it is untranslated, frame included."""
        site = served.absolute_url().rsplit("/", 1)[0]
        page = use(user, WIDE).go(f"{site}/{path}")
        page.wait_for_load_state("networkidle")
        assert list(untranslated(page, "body", NAMES)) == []
        # Without scripts as well.
        answer = page.context.request.get(page.url)
        assert 'aria-label="Close"' not in answer.text()
        assert page.evaluate("document.documentElement.lang") == "zh-cn"


@pytest.mark.parametrize("path", ["contact-info", "sitemap", "login", "jiesu"])
class TestColours:
    """The words of the frame can be read on their ground."""

    def test_contrast(self, use, served, path):
        """As WCAG 2.1, 1.4.3 asks, by day and by night."""
        site = served.absolute_url().rsplit("/", 1)[0]
        page = use(ANYBODY, WIDE).go(f"{site}/{path}")
        options = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}
        faults = []
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme)
            for one in AXE.run(page, options=options).response["violations"]:
                faults += [node["failureSummary"] for node in one["nodes"]]
        assert faults == []


@pytest.mark.parametrize("path", ["", "forms", "forms/general"])
class TestToolbar:
    """What editors have beside a page, menus that are closed included."""

    def test_in_chinese(self, use, served, path):
        """Its words, and what is told of each when one points to it."""
        site = served.absolute_url().rsplit("/", 1)[0]
        page = use(EDITOR, WIDE).go(f"{site}/{path}")
        page.wait_for_load_state("networkidle")
        taken = f"{NAMES}|{ICAL}"
        assert list(untranslated(page, "#edit-zone", taken, whole=True)) == []


class TestSearch:
    """The site's search, with what the desk knows above it."""

    def test_other_words(self, use, served):
        """Plone's script changes its results alone; ours come with the page."""
        site = served.absolute_url().rsplit("/", 1)[0]
        page = use(ANYBODY, WIDE).go(f"{site}/search?SearchableText=没热水")
        page.wait_for_load_state("networkidle")
        expect(page.locator(".jiesu-search")).to_contain_text("浴室")
        page.locator("#searchform [name=SearchableText]").fill("空调")
        page.keyboard.press("Enter")
        expect(page.locator(".jiesu-search")).to_contain_text("空调坏了")
        expect(page.locator(".jiesu-search")).not_to_contain_text("浴室")


class TestPreview:
    """Beside the form of a block, as beside that of a portlet."""

    def test_follows_what_is_chosen(self, use, served):
        """It is there at once, and shows another part when that is chosen."""
        site = served.absolute_url().rsplit("/", 1)[0]
        page = use(EDITOR, WIDE).go(f"{site}/forms/++add++JiesuBlock")
        shown = page.frame_locator("[data-ji-preview]")
        expect(shown.locator("form")).to_be_visible()
        page.select_option("[name='form.widgets.what:list']", "faq")
        expect(shown.locator(".ji-answers")).to_be_visible()
