"""Plone's own pages that ordinary people meet, whole: in Chinese, and usable.

Our pages are looked at in test_accessible.py; here their frame is, too.
"""

from tests.pages.person import WIDE
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


@pytest.mark.parametrize("path", ["", "forms", "forms/general"])
class TestToolbar:
    """What editors have beside a page, menus that are closed included."""

    def test_in_chinese(self, use, served, path):
        """Its words, and what is told of each when one points to it."""
        site = served.absolute_url().rsplit("/", 1)[0]
        page = use(EDITOR, WIDE).go(f"{site}/{path}")
        page.wait_for_load_state("networkidle")
        assert list(untranslated(page, "#edit-zone", f"{NAMES}|{ICAL}", whole=True)) == []
