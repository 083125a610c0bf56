"""`POST {desk}/@suggest`: what fits to what somebody types.

The text comes in the body and nowhere else: no address and no log holds it.
"""

from jiesu.addon.services.service import WritingService
from jiesu.addon.services.suggest.told import suggested


class SuggestPost(WritingService):
    """For whoever may submit."""

    def answer(self) -> dict:
        """Categories, answers and open matters."""
        self.request.response.setHeader("Cache-Control", "no-store")
        return suggested(self.context, self.request, self.body())
