"""`GET`, `POST {department}/@deputies` and `DELETE {department}/@deputies/{id}`."""

from jiesu.addon.access.deputies import Deputyship
from jiesu.addon.access.deputies import deputyships
from jiesu.addon.calendar.moment import now
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.handling.deputies import end
from jiesu.addon.handling.deputies import name
from jiesu.addon.services.errors import Missing
from jiesu.addon.services.service import Service
from jiesu.addon.services.service import WritingService
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


class DeputiesGet(Service):
    """Those that hold now or will, the earliest first."""

    def answer(self) -> dict:
        """All of the department."""
        known = deputyships(desk_of(self.context), self.context.getId())
        return {
            "@id": address(self.context),
            "items": [told(self.context, one) for one in known],
        }


class DeputiesPost(WritingService):
    """Names one."""

    def answer(self) -> dict:
        """The new one, with 201."""
        named = told(self.context, name(self.context, self.body()))
        self.request.response.setStatus(201)
        self.request.response.setHeader("Location", named["@id"])
        return named


@implementer(IPublishTraverse)
class DeputiesDelete(WritingService):
    """Ends the one that the address names."""

    id = ""

    def publishTraverse(self, request, part):
        """The id is the last part of the address."""
        self.id = f"{self.id}/{part}" if self.id else part
        return self

    def answer(self) -> dict | None:
        """Nothing, with 204.

        :raises Missing: there is none such in this department, or no longer
        """
        if end(self.context, self.id) is None:
            raise Missing
        return self.reply_no_content()


def told(department, one: Deputyship) -> dict:
    """One of them."""
    return {
        "@id": f"{address(department)}/{one.id}",
        "absent": one.absent,
        "deputy": one.deputy,
        "first": one.first.isoformat(),
        "last": one.last.isoformat(),
        "named_by": one.named_by,
        "now": one.lasts(now()),
    }


def address(department) -> str:
    """Where a department's are."""
    return f"{department.absolute_url()}/@deputies"
