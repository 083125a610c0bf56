"""The event of something that became due."""

from datetime import datetime
from jiesu.addon.handling.interfaces import IComplaintDue
from zope.interface import implementer
from zope.interface.interfaces import ObjectEvent


@implementer(IComplaintDue)
class ComplaintDue(ObjectEvent):
    """See `IComplaintDue`."""

    def __init__(self, complaint, name: str, due: datetime | None, department=""):
        """Keep them."""
        super().__init__(complaint)
        self.name = name
        self.due = due
        self.department = department
