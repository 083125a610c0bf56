"""Plone's frame around the site's pages: its few words that no translation reaches, and
the look of the pages to log in by.
"""

from jiesu.addon import _
from jiesu.addon.browser.base import IPage
from jiesu.addon.browser.base import static_url
from jiesu.addon.browser.doors import is_door
from plone.app.layout.viewlets.common import ViewletBase
from plone.transformchain.interfaces import ITransform
from zope.i18n import translate
from zope.interface import implementer


CLOSE = _("frame_close", default="Close")
# Buttons of the theme, which has their label in a file of its own.
CLOSING = "//button[contains(@class, 'btn-close') and @aria-label='Close']"


class FrameWords(ViewletBase):
    """In the head of each page: the script for what only scripts show."""

    @property
    def is_ours(self) -> bool:
        """Whether the page brings the style sheet of ours itself."""
        return IPage.providedBy(self.view)

    @property
    def is_door(self) -> bool:
        """Whether it is a page to log in by."""
        return is_door(self.view)

    @property
    def style(self) -> str:
        """The style sheet of our pages."""
        return static_url("jiesu.css")

    @property
    def plain_style(self) -> str:
        """The few rules that Plone's own pages lack."""
        return static_url("frame.css")

    @property
    def shade(self) -> str:
        """The script that makes a page dark where the device is."""
        return static_url("jiesu.js")

    @property
    def script(self) -> str:
        """The script's address."""
        return static_url("frame.js")


@implementer(ITransform)
class ThemeWords:
    """Says in the reader's language what the theme says in English."""

    # After the theme (8850) has been put around the page.
    order = 8900

    def __init__(self, published, request):
        """Look at one answer."""
        self.request = request

    def transformBytes(self, result, encoding):
        """Leave what has no theme as it is."""
        return result

    def transformUnicode(self, result, encoding):
        """Leave what has no theme as it is."""
        return result

    def transformIterable(self, result, encoding):
        """Name the buttons of a page that was parsed for its theme."""
        tree = getattr(result, "tree", None)
        if tree is not None:
            for button in tree.xpath(CLOSING):
                button.set("aria-label", translate(CLOSE, context=self.request))
        return result
