"""What an action is, for those who look one up, and the event that each one fires."""

from zope.interface import Attribute
from zope.interface import Interface
from zope.interface.interfaces import IObjectEvent


class IAction(Interface):
    """A named adapter of a complaint or supervision; the details: action.py."""

    name = Attribute("The name, as in REST and in the journal")
    title = Attribute("What the button says")
    schema = Attribute("The data that it takes, as a zope.schema interface")

    def available():
        """Whether the present user can do it now."""

    def apply(data):
        """Do it, with valid data."""


class ISupervisionHandled(IObjectEvent):
    """Something happened to a supervision; `entry` of its journal says what."""

    entry = Attribute("The journal entry")


class IComplaintHandled(IObjectEvent):
    """Something happened to a complaint; `entry` of its journal says what."""

    entry = Attribute("The journal entry")


class IComplaintDue(IObjectEvent):
    """Something became due for a complaint."""

    due = Attribute("What became due: a `Due`, see deadlines/agenda.py")
