"""`GET {desk}/@places?q=`: the buildings and rooms that a few characters mean."""

from jiesu.addon.content.places import search_places
from jiesu.addon.services import asked
from jiesu.addon.services.service import FormService


# As many as somebody looks through.
MOST = 20
# Longer than this is no search.
LONGEST = 200


class PlacesGet(FormService):
    """What was found, the likeliest first."""

    def told(self) -> dict:
        """Up to 20 places; without words the buildings."""
        words = asked.text(self.request.form, "q")[:LONGEST]
        return {
            "@id": f"{self.context.absolute_url()}/@places",
            "items": [
                {
                    "id": place.id,
                    "title": place.title,
                    "zone": place.zone,
                    "building": place.building,
                    "room": place.room,
                }
                for place in search_places(self.context, words, MOST)
            ],
        }
