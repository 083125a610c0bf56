"""What others register: who puts records into words, and channels."""

from zope.interface import Attribute
from zope.interface import Interface


class IRenderer(Interface):
    """The utility that puts records into words."""

    def render(desk, records):
        """What is said to a receiver.

        :param records: one record (`outbox.Record`), or several of the same receiver
            and channel that are told together
        :returns: a `rendered.Rendered`; or None when there is nothing to be said any
            more, as for a complaint that is gone: the records then count as delivered
        """


class IChannel(Interface):
    """A named utility; its name stands in records: inbox, mail, wecom, wechat, webhook.

    Another package adds a way to tell people by one more.
    """

    title = Attribute("What people read when they choose it")
    transactional = Attribute(
        "True where `send` writes to the database and nothing else: it is then called "
        "in the transaction that takes the records off, so that it is done exactly once"
    )

    def available(desk):
        """Whether it is set up, so that messages may go by it."""

    def send(desk, record_ids, rendered):
        """Deliver, or have delivered by something that does not lose it.

        May be called more than once for the same records, when a process ended before
        it was noted: let the receiver recognise the ids.

        :param record_ids: the ids of the records that the message tells of
        :raises Temporary, Permanent: see errors.py; whatever else counts as Temporary
        """
