"""`@@places?q=`: what the field for the place offers while one types."""

from jiesu.addon.access.permissions import SUBMIT
from jiesu.addon.content.places import search_places
from jiesu.addon.services import asked
from plone import api
from Products.Five import BrowserView

import json


# As many as a phone shows above its keyboard, and a few to scroll to.
MOST = 12
LONGEST = 200


class Places(BrowserView):
    """The titles alone, as a JSON list: a keystroke costs some hundred bytes."""

    def __call__(self) -> str:
        """What was found, the likeliest first; nothing for who may not submit."""
        words = asked.text(self.request.form, "q")[:LONGEST]
        self.request.response.setHeader("Content-Type", "application/json")
        self.request.response.setHeader("Cache-Control", "private, max-age=300")
        if not api.user.has_permission(SUBMIT, obj=self.context):
            self.request.response.setStatus(403)
            return "[]"
        found = search_places(self.context, words, MOST)
        return json.dumps([place.title for place in found], ensure_ascii=False)
