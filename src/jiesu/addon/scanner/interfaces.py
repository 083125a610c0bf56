"""What a room registers so that the scanner looks at things of its own."""

from zope.interface import Interface


class IScanned(Interface):
    """A named utility: things of a desk of which something becomes due.

    The complaints are one (complaints.py). The scanner asks each for what is due, and
    has it looked at in short transactions.
    """

    def due(desk, moment, size, without):
        """The ids of things that have to be looked at by this moment.

        What it costs must follow what is due, not what there is.

        :param size: how many at most; what waits longest comes first
        :param without: a set of ids to leave out
        """

    def next(desk):
        """When the next thing has to be looked at, or had to; None for never."""

    def look(desk, name):
        """Do and tell what there is to do about one thing now, in this transaction.

        Called again it does nothing more: what was done or told is kept with the
        thing, and it is not due any more. Nothing happens where the thing is gone.

        :param name: its id
        :returns: a `Looked`
        """
