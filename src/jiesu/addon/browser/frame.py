"""Plone's frame around the site's pages: its few words that no translation reaches, and
the look of the pages to log in by.
"""

from jiesu.addon import _
from jiesu.addon.browser.base import static_url
from jiesu.addon.browser.doors import is_door
from plone.app.layout.viewlets.common import ViewletBase
from zope.i18n import translate


CLOSE = _("frame_close", default="Close")


class FrameWords(ViewletBase):
    """In the head of each page: the script that says them."""

    @property
    def close(self) -> str:
        """What the buttons that close something say."""
        return translate(CLOSE, context=self.request)

    @property
    def is_door(self) -> bool:
        """Whether it is a page to log in by."""
        return is_door(self.view)

    @property
    def style(self) -> str:
        """The style sheet of our pages."""
        return static_url("jiesu.css")

    @property
    def shade(self) -> str:
        """The script that makes a page dark where the device is."""
        return static_url("jiesu.js")

    @property
    def script(self) -> str:
        """The script's address."""
        return static_url("frame.js")
