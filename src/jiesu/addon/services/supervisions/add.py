"""`POST {desk}/@supervisions`: open one."""

from jiesu.addon.content.lookup import supervisions_of
from jiesu.addon.handling.supervising import open_supervision
from jiesu.addon.services.complaints.add import CREATED
from jiesu.addon.services.service import WritingService
from plone.restapi.interfaces import ISerializeToJson
from zope.component import getMultiAdapter


class SupervisionsPost(WritingService):
    """Open a supervision, from nothing or from a list of complaints."""

    def answer(self) -> dict:
        """The new supervision."""
        supervision_id = open_supervision(self.context, self.body())
        supervision = supervisions_of(self.context)[supervision_id]
        self.request.response.setStatus(CREATED)
        self.request.response.setHeader("Location", supervision.absolute_url())
        return getMultiAdapter((supervision, self.request), ISerializeToJson)()
