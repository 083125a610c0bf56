"""The export log of a desk: who took which list out of it. Only ever added to."""

from Acquisition import aq_base
from BTrees.LOBTree import LOBTree
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from persistent import Persistent
from zope.i18nmessageid import Message


ATTRIBUTE = "_export_log"


@dataclass(frozen=True)
class Taken:
    """One export.

    who: id of the user
    what: the list and its filters, each as `kept` makes it, so that everybody reads
        it in their language; never the words that were searched
    rows: how many complaints
    format: ending of the file
    identities: whether names were in it; reason: what for, then
    """

    who: str
    when: datetime
    what: tuple
    rows: int
    format: str
    identities: bool
    reason: str


def kept(message):
    """A message as plain data: id, domain, default and variables; a text as it is."""
    if not isinstance(message, Message):
        return str(message)
    mapping = tuple((name, kept(one)) for name, one in (message.mapping or {}).items())
    return str(message), message.domain, message.default, mapping


def message_of(data):
    """The message of what `kept` made; what was kept in words stays as it was."""
    if isinstance(data, str):
        return data
    msgid, domain, default, mapping = data
    variables = {name: message_of(one) for name, one in mapping}
    return Message(msgid, domain, default, mapping=variables or None)


class ExportLog(Persistent):
    """All exports of a desk in their order, a small node of a tree for some of them."""

    def __init__(self):
        """Nothing was taken yet."""
        self._taken = LOBTree()

    def __len__(self) -> int:
        """How many there were."""
        return self._taken.maxKey() if self._taken else 0

    def append(self, taken: Taken) -> None:
        """Keep that something was taken."""
        self._taken[len(self) + 1] = taken

    def newest(self, start: int, size: int) -> Iterator[Taken]:
        """Some, the newest first.

        :param start: how many to leave out
        """
        last = len(self) - start
        if last < 1:
            return iter(())
        numbers = range(last, 0, -1)
        return (self._taken[number] for number in islice(numbers, size))


def log_if_any(desk) -> ExportLog | None:
    """The log without making one: for those who only look."""
    return getattr(aq_base(desk), ATTRIBUTE, None)


def record(desk, taken: Taken) -> None:
    """Keep that something was taken; by the writer."""
    log = log_if_any(desk)
    if log is None:
        log = ExportLog()
        setattr(desk, ATTRIBUTE, log)
    log.append(taken)
