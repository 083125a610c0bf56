"""What the folders of a desk are called, in the reader's language.

They are made with a desk, and named in the language that its site has then. A name that
somebody gave them later stays as it is.
"""

from functools import cache
from jiesu.addon import _
from jiesu.addon.content.subscribers import FOLDERS
from Products.CMFPlone.browser.navigation import PhysicalNavigationBreadcrumbs
from zope.i18n import translate


LANGUAGES = ("zh_CN", "en")

# Where a page has another heading than its folder was made with.
HEADINGS = {"JiesuFaqs": _("page_faqs_title", default="Common answers")}


def title_of(folder, request) -> str:
    """What a folder is called: by what it is, unless it was given a name."""
    own = folder.Title()
    message = _messages().get(folder.portal_type)
    if message is None or own not in _made_with(message):
        return own
    heading = HEADINGS.get(folder.portal_type, message)
    return translate(heading, context=request)


@cache
def _messages() -> dict:
    """What folders are called, by their type."""
    return {portal_type: title for _id, portal_type, title in FOLDERS}


@cache
def _made_with(message) -> frozenset[str]:
    """The names that a folder can have been made with."""
    told = (translate(message, target_language=language) for language in LANGUAGES)
    return frozenset((message.default, *told))


class FolderTrail(PhysicalNavigationBreadcrumbs):
    """The way to a folder of a desk."""

    def customize_entry(self, entry, context=None) -> None:
        """Name it in the reader's language."""
        entry["Title"] = title_of(context, self.request)
