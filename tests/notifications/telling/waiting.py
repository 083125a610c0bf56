"""What the tests of telling share: who was told what, by the outbox."""

from jiesu.addon.deadlines.agenda import Due
from jiesu.addon.handling.perform import ComplaintDue
from jiesu.addon.handling.perform import ComplaintHandled
from jiesu.addon.journal.storage import journal_of
from jiesu.addon.notifications.outbox import outbox_of
from jiesu.addon.notifications.outbox import Record
from jiesu.addon.notifications.outbox import WAITING
from plone import api
from tests.handling.world import at
from tests.handling.world import MONDAY
from zope.event import notify


def records(desk, channel: str = "inbox") -> list[Record]:
    """What waits for one channel."""
    found = outbox_of(desk).records(WAITING)
    return [record for record in found if record.channel == channel]


def told(desk, channel: str = "inbox") -> set[tuple[str, str]]:
    """Pairs of receiver and message; fails where somebody is told something twice."""
    pairs = [(one.receiver, one.event) for one in records(desk, channel)]
    assert len(pairs) == len(set(pairs)), pairs
    return set(pairs)


def forget(desk) -> None:
    """Begin anew: what was told so far does not count."""
    outbox = outbox_of(desk)
    for record in list(outbox.records(WAITING)):
        outbox.remove(record.id)


def set_sender(address: str | None) -> None:
    """Let the site send mails from an address; None: it sends none."""
    api.portal.get().portal_registry["plone.email_from_address"] = address


def due(complaint, name: str, when=MONDAY, moment=MONDAY, department: str = ""):
    """What the scanner does when something became due."""
    with at(when):
        notify(ComplaintDue(complaint, Due(moment, name, moment, department)))


def step(complaint, action: str, when=MONDAY, **fields) -> int:
    """An entry as a step writes it, of an action that may not be there yet."""
    facts = {"visibility": "public", "role": "office", "actor": "office", **fields}
    with at(when):
        entry = journal_of(complaint).add(time=when, action=action, **facts)
        notify(ComplaintHandled(complaint, entry))
    return entry.number
