"""Plone's frame around the site's pages: its few words that no translation reaches."""

from jiesu.addon import _
from jiesu.addon.browser.base import static_url
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
    def script(self) -> str:
        """The script's address."""
        return static_url("frame.js")
