"""What people, departments and the Office chose, kept on the desk.

Only what differs from the defaults is there, in small records of its own: a step reads
them and never writes them.
"""

from BTrees.OOBTree import OOBTree
from persistent import Persistent


ATTRIBUTE = "_told"


class Kept(Persistent):
    """What was chosen.

    people: by user id, see choices.py
    defaults: by department id, "" for submitters
    texts: by message, language: see texts.py
    """

    def __init__(self):
        """Nothing yet."""
        self.people = OOBTree()
        self.defaults = OOBTree()
        self.texts = OOBTree()


NOTHING = Kept()


def kept(desk) -> Kept:
    """What was chosen on a desk, to be read only."""
    return getattr(desk, ATTRIBUTE, NOTHING)


def keeping(desk) -> Kept:
    """The same to be written to; made where there is none yet."""
    if getattr(desk, ATTRIBUTE, None) is None:
        setattr(desk, ATTRIBUTE, Kept())
    return getattr(desk, ATTRIBUTE)
