"""Complaints as the scanner looks at them."""

from collections.abc import Container
from datetime import datetime
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.catalog.queries import due_by
from jiesu.addon.catalog.queries import next_due
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.deadlines.agenda import Due
from jiesu.addon.deadlines.desk import agenda_of
from jiesu.addon.deadlines.desk import turn_of_complaint
from jiesu.addon.deadlines.turn import remembered
from jiesu.addon.deadlines.turn import Turn
from jiesu.addon.handling.perform import ComplaintDue
from jiesu.addon.handling.perform import perform_as_desk
from jiesu.addon.scanner.interfaces import IScanned
from jiesu.addon.scanner.outcome import Looked
from typing import Protocol
from zope.event import notify
from zope.interface import implementer


@implementer(IScanned)
class ScannedComplaints:
    """See `IScanned`."""

    def due(self, desk, moment: datetime, size: int, without: Container[str]):
        """By the catalog's index of when to look next."""
        return due_by(desk, moment, size, without)

    def next(self, desk) -> datetime | None:
        """By the same index."""
        return next_due(desk)

    def look(self, desk, name: str) -> Looked:
        """Act, tell, and index when to look again."""
        complaint = complaints_of(desk).get(name)
        if complaint is None:
            return Looked()
        looked = look_at(ComplaintCase(complaint))
        complaint.indexObject()
        return looked


class Case(Protocol):
    """What looking needs of a thing."""

    def turn(self) -> Turn:
        """What there is to do now."""

    def act(self, name: str) -> None:
        """Let the desk do this."""

    def remember(self, turn: Turn) -> None:
        """Keep that this was told, or outdone."""

    def tell(self, due: Due) -> None:
        """Tell it to whom it concerns."""


def look_at(case: Case) -> Looked:
    """Do what the desk does itself, then tell what there is to tell.

    An act comes first: it changes what is due.
    """
    turn, acted = case.turn(), 0
    if turn.act:
        case.act(turn.act)
        turn, acted = case.turn(), 1
    if turn.tell or turn.passed:
        case.remember(turn)
    for due in turn.tell:
        case.tell(due)
    return Looked(acted, len(turn.tell))


class ComplaintCase:
    """A complaint in its desk."""

    def __init__(self, complaint):
        """Of this one."""
        self._complaint = complaint

    def turn(self) -> Turn:
        """See `Case`."""
        return turn_of_complaint(self._complaint, state_of(self._complaint))

    def act(self, name: str) -> None:
        """See `Case`; nothing is needed for it."""
        perform_as_desk(self._complaint, name, {})

    def remember(self, turn: Turn) -> None:
        """See `Case`."""
        agenda = agenda_of(self._complaint, state_of(self._complaint))
        new = (*turn.passed, *turn.tell)
        self._complaint.told = remembered(agenda, self._complaint.told, new)

    def tell(self, due: Due) -> None:
        """See `Case`: whoever tells people subscribes."""
        notify(ComplaintDue(self._complaint, due))
