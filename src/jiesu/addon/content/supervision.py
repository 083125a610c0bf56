"""The supervision (督办): a matter that the Office follows over the heads.

Like a complaint it is the sum of its journal; actions alone change it.
"""

from Acquisition import aq_parent
from jiesu.addon import _
from jiesu.addon.content.interfaces import ISupervision
from jiesu.addon.content.interfaces import ISupervisions
from plone.dexterity.content import Item
from plone.supermodel import model
from zope import schema
from zope.interface import implementer


PORTAL_TYPE = "JiesuSupervision"
WORKFLOW = "jiesu_supervision_workflow"

OPEN = "open"
DONE = "done"
CANCELLED = "cancelled"

STATES = {
    OPEN: _("supervision_open", default="Under supervision"),
    DONE: _("supervision_done", default="Completed"),
    CANCELLED: _("supervision_cancelled", default="Cancelled"),
}


class ISupervisionSchema(model.Schema):
    """What is to be done. Read only: no form of Plone's edits a supervision."""

    title = schema.TextLine(
        title=_("field_supervision_title", default="Matter"), max_length=200
    )
    text = schema.Text(
        title=_("field_supervision_text", default="What is to be done"),
        required=False,
        max_length=10_000,
    )


@implementer(ISupervision)
class Supervision(Item):
    """One matter under supervision. Never edited, moved or deleted.

    department, supporting: who leads, who supports; their heads are concerned
    handlers: (department, user id) of those whom a head has named
    due: the day at whose end the result has to be there
    since: from when the light counts: opened, or given a later day
    complaints: ids of the complaints that it joins
    reported_at: when the result was reported that the Office has not accepted yet
    told: the stages of being late that people were told of, see handling/lateness.py
    """

    workflow_id = WORKFLOW

    number = ""
    text = ""
    department = ""
    supporting = ()
    handlers = ()
    due = None
    opened_at = None
    since = None
    complaints = ()
    reported_at = None
    ended_at = None
    told = ()

    def indexObject(self) -> None:
        """Set its place in the container's lists; no catalog learns of it."""
        container = aq_parent(self)
        if not ISupervisions.providedBy(container):
            return
        for places in (container.running, container.ended):
            for place in [place for place in places if place[1] == self.id]:
                places.remove(place)
        if self.ended_at is None:
            container.running.insert((self.due.isoformat(), self.id))
        else:
            container.ended.insert((self.ended_at.isoformat(), self.id))

    def reindexObject(self, idxs=None) -> None:
        """See `indexObject`."""
        self.indexObject()

    def reindexObjectSecurity(self, skip_self=False) -> None:
        """No list keeps rights."""

    def unindexObject(self) -> None:
        """Nothing: a supervision is never deleted but with its desk."""


def running(supervisions) -> list[Supervision]:
    """Those under supervision, the one due first at the beginning, whoever asks."""
    return [supervisions[id_] for _due, id_ in supervisions.running]


def ended(supervisions) -> list[Supervision]:
    """Those that are over, the latest at the beginning, whoever asks."""
    return [supervisions[id_] for _end, id_ in reversed(list(supervisions.ended))]
