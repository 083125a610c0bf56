"""`accessibility-info`, to which the foot of every page of the site leads: what people
who see, hear or type in another way can rely on. Plone's own page describes Plone, and
its Chinese is of an older one.
"""

from jiesu.addon import _
from jiesu.addon.browser.base import BasePage
from plone import api


class AccessibilityPage(BasePage):
    """Says it, and whom to tell where it does not hold."""

    for_everybody = True
    title = _("page_accessibility_title", default="Accessibility")

    @property
    def contact_url(self) -> str:
        """Where to tell of it."""
        return f"{api.portal.get().absolute_url()}/contact-info"
