"""`GET {desk}/@track` and `POST {desk}/@track/{action}`, for people without an account.

`POST {desk}/@track` shows as GET does, with number and code in the body, where no
server on the way writes them into a log.
"""

from jiesu.addon import _
from jiesu.addon.access.guests import as_guest
from jiesu.addon.access.guests import GUEST_ACTIONS
from jiesu.addon.handling.errors import UnknownAction
from jiesu.addon.handling.perform import forget_roles
from jiesu.addon.handling.perform import handle
from jiesu.addon.intake.codes import find_complaint
from jiesu.addon.intake.codes import UnknownCode
from jiesu.addon.intake.tries import count_track
from jiesu.addon.services.errors import Missing
from jiesu.addon.services.service import Service
from jiesu.addon.services.service import WritingService
from plone.restapi.interfaces import ISerializeToJson
from zope.component import getMultiAdapter
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


class Tracking:
    """Finds the complaint of a guest, and tells it as the guest may see it."""

    def complaint(self, given: dict):
        """The complaint with this number and code.

        :raises Missing: there is none, or the code is another's
        :raises TooMany: tried too often
        """
        number, code = str(given.get("number") or ""), str(given.get("code") or "")
        self.request.response.setHeader("Cache-Control", "no-store")
        count_track(self.request, number)
        try:
            return find_complaint(self.context, number, code)
        except UnknownCode:
            raise Missing from None

    def told(self, complaint) -> dict:
        """The complaint; `actions` are those of this service."""
        told = getMultiAdapter((complaint, self.request), ISerializeToJson)()
        base = f"{self.context.absolute_url()}/@track"
        told["actions"] = [
            {**action, "@id": f"{base}/{action['name']}"}
            for action in told["actions"]
            if action["name"] in GUEST_ACTIONS
        ]
        return told


class TrackGet(Tracking, Service):
    """The complaint of number and code in the query."""

    def answer(self) -> dict:
        """As its submitter sees it."""
        complaint = self.complaint(self.request.form)
        with as_guest(complaint.getId()):
            return self.told(complaint)


@implementer(IPublishTraverse)
class TrackPost(Tracking, WritingService):
    """Takes an action; number and code stand beside its fields."""

    action = ""

    def publishTraverse(self, request, name):
        """The action's name is the last part of the address."""
        self.action = f"{self.action}/{name}" if self.action else name
        return self

    def answer(self) -> dict:
        """The complaint after the step."""
        body = self.body()
        complaint = self.complaint(body)
        if self.action and self.action not in GUEST_ACTIONS:
            raise UnknownAction(
                _(
                    "error_unknown_action",
                    default='There is no action "${name}".',
                    mapping={"name": self.action},
                )
            )
        data = {k: v for k, v in body.items() if k not in ("number", "code")}
        with as_guest(complaint.getId()):
            if self.action:
                handle(complaint, self.action, data)
                forget_roles()
            return self.told(complaint)
