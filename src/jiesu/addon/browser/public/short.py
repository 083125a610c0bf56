"""`{desk}/q/{id}`: the address of an FAQ page that stays.

It leads to where the page is now, however it was moved or renamed.
"""

from jiesu.addon.browser.base import BasePage
from jiesu.addon.faqs.find import faq_by_id
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


@implementer(IPublishTraverse)
class ShortAddress(BasePage):
    """Leads on."""

    short = ""

    def publishTraverse(self, request, name: str):
        """Take the id from the address."""
        if self.short:
            raise NotFound(name)
        self.short = name
        return self

    def __call__(self) -> str:
        """Go to the page.

        :raises NotFound: there is no published one
        """
        faq = faq_by_id(self.desk, self.short)
        if faq is None:
            raise NotFound(self.short)
        # For now: it may be moved again.
        self.request.response.redirect(faq.url, status=302)
        return ""
