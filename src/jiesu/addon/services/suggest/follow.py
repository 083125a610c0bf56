"""`GET` and `POST {desk}/@follow`: what one follows, and beginning and ending it."""

from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.handling.watching import LOG_IN
from jiesu.addon.handling.watching import unwatch
from jiesu.addon.handling.watching import watch
from jiesu.addon.intake.tries import count_following
from jiesu.addon.services.service import Service
from jiesu.addon.services.service import WritingService
from jiesu.addon.services.values import iso
from jiesu.addon.suggesting import visits
from jiesu.addon.suggesting.counting import count_event
from jiesu.addon.suggesting.followed import Followed
from jiesu.addon.suggesting.followed import followed
from jiesu.addon.suggesting.followed import STANDING_TITLES
from plone import api


def _user() -> str:
    """Who asks.

    :raises Forbidden: nobody who is logged in
    """
    if api.user.is_anonymous():
        raise Forbidden(LOG_IN)
    return api.user.get_current().getId()


class FollowGet(Service):
    """What the asker follows."""

    def answer(self) -> dict:
        """As far as those who follow may know."""
        items = [self._told(one) for one in followed(self.context, _user())]
        return {
            "@id": f"{self.context.absolute_url()}/@follow",
            "items": items,
            "items_total": len(items),
        }

    def _told(self, one: Followed) -> dict:
        return {
            "id": one.id,
            "heading": one.heading,
            "standing": one.standing,
            "standing_title": self.words(STANDING_TITLES[one.standing]),
            "since": iso(one.since),
            "published": one.published or None,
            "answers": [
                {"time": iso(answer.time), "text": answer.text}
                for answer in one.answers
            ],
        }


class FollowPost(WritingService):
    """Begins, or ends with `"follow": false`."""

    def answer(self) -> dict:
        """How it stands now.

        :raises Forbidden: it cannot be followed, or not by the asker
        """
        count_following(_user())
        body = self.body()
        matter, key = body.get("matter"), body.get("key")
        matter = matter if isinstance(matter, str) else ""
        begins = body.get("follow", True) is not False
        if begins:
            watch(self.context, matter)
            if isinstance(key, str):
                count_event(self.context, key, visits.FOLLOWED)
        else:
            unwatch(self.context, matter)
        return {"id": matter, "following": begins}
